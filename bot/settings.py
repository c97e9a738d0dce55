"""Every setting in one typed place, read from the environment or the file in FRONTDESK_CONFIG.

The figures are the company's defaults of REQUIREMENTS.md; docs/settings.md is made from here.
"""

import os
import tomllib
from datetime import time
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import (
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
)
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.errors import ConfigurationError

ROOT = Path(__file__).resolve().parent.parent

Role = Literal["agent", "lead", "supervisor", "manager", "administrator"]
GroupName = Literal["general", "order", "complaint"]
Account = Literal["subscription", "verified-subscription", "service"]


def _unprefixed(name: str) -> Any:
    return AliasChoices(name, f"frontdesk_{name}")


class Level(BaseModel):
    """What differs for a group from the desk's own hours and limits; None: nothing.

    ``breaks`` are begins and ends within the hours, in which no clock runs; with
    ``working_days_only`` no clock runs on days off of the Chinese calendar.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    opens: time | None = None
    closes: time | None = None
    breaks: tuple[tuple[time, time], ...] = ()
    working_days_only: bool = False
    reply_aim_seconds: int | None = Field(None, ge=1)
    reply_limit_seconds: int | None = Field(None, ge=1)
    next_aim_seconds: int | None = Field(None, ge=1)
    next_limit_seconds: int | None = Field(None, ge=1)
    resolve_aim_minutes: int | None = Field(None, ge=1)
    resolve_limit_minutes: int | None = Field(None, ge=1)


class Settings(BaseSettings):
    """The company's settings; names in the environment are upper case with FRONTDESK_ before."""

    model_config = SettingsConfigDict(env_prefix="FRONTDESK_", extra="forbid", frozen=True)

    host: str = Field(
        "127.0.0.1", validation_alias=_unprefixed("host"), description="Where to listen"
    )
    port: int = Field(
        8000, ge=1, le=65535, validation_alias=_unprefixed("port"), description="Port to listen on"
    )
    public_url: str = Field("", description="https://… of this server; without it Telegram polls")
    company: str = Field(
        "安心家政", min_length=1, description="The company's name in every greeting"
    )
    hotline: str = Field("", description="A phone number that customers may be told")
    city: str = Field("上海市", description="The city assumed where an address names none")
    data: Path = Field(Path("var"), description="Folder of the database, media and logs")
    key_file: Path = Field(
        Path.home() / ".config" / "frontdesk" / "key",
        description="Encryption key, mode 0600; made on the first start; back it up apart",
    )
    database_url: str = Field("", description="SQLAlchemy URL; empty: SQLite in the data folder")
    admin_password: SecretStr | None = Field(
        None, description="Password of the first administrator, user admin; else a random one"
    )
    metrics_token: SecretStr | None = Field(
        None,
        description="Bearer token of /metrics; without one only this machine, and only where no"
        " public URL is set",
    )
    operators: dict[str, Role] = Field(
        {},
        description='Roles of this machine\'s users for commands, such as {"wang": "manager"};'
        " whoever is not named may give all of them",
    )
    sample_company: bool = Field(True, description="Load the sample company on the first start")

    telegram_token: SecretStr | None = Field(None, description="Bot token from BotFather")
    telegram_api: str = Field(
        "https://api.telegram.org", description="scheme://host of the Bot API"
    )
    telegram_per_second: float = Field(
        30, gt=0, le=1000, description="Messages a second in all that Telegram takes"
    )
    telegram_chat_seconds: float = Field(
        1, ge=0, le=60, description="Pause between two messages in a Telegram chat"
    )
    telegram_secret: SecretStr | None = Field(None, description="Secret token of the webhook")
    wechat_appid: str = Field("", description="AppID of the official account")
    wechat_secret: SecretStr | None = Field(None, description="AppSecret")
    wechat_token: SecretStr | None = Field(None, description="Token of the message push")
    wechat_aes_key: SecretStr | None = Field(None, description="EncodingAESKey; empty: plain mode")
    wechat_account: Account = Field("service", description="What kind of account it is")
    wechat_template_reminder: str = Field(
        "", description="Template for reminders: ID thing1=service time2=when thing3=address"
    )
    wechat_template_rating: str = Field("", description="Template for rating requests")
    wechat_template_callback: str = Field("", description="Template for callbacks")
    wechat_template_alarm: str = Field(
        "", description="Template for alarms to staff: ID thing1=what time2=when"
    )
    wechat_notice_reminder: str = Field(
        "", description="Subscription notice (订阅通知) for reminders, in the same form"
    )
    wechat_notice_rating: str = Field("", description="Subscription notice for rating requests")
    wechat_notice_callback: str = Field("", description="Subscription notice for callbacks")
    wechat_once_template: str = Field(
        "", description="Template id of one-time subscription messages (一次性订阅消息)"
    )
    wechat_reserve: int = Field(
        1, ge=0, le=4, description="Messages of WeChat's quota of 5 that the bot leaves to people"
    )
    wechat_per_second: float = Field(
        20, gt=0, le=1000, description="Messages a second in all that the official account sends"
    )
    wechat_chat_seconds: float = Field(
        0.3, ge=0, le=60, description="Pause between two messages to a WeChat customer"
    )
    wechat_api: str = Field("https://api.weixin.qq.com", description="scheme://host of the API")

    bubble_seconds: float = Field(
        2.5, ge=0, le=8, description="Wait for further bubbles (text only)"
    )
    bubble_cap_seconds: float = Field(8, ge=0, le=30, description="Longest wait for bubbles")
    passive_seconds: float = Field(4.5, gt=0, lt=5, description="Longest wait for a passive reply")
    engine_timeout_seconds: float = Field(3, gt=0, le=30, description="Limit of one engine call")
    engine_start_seconds: float = Field(
        60, ge=0, le=300, description="How long messages wait for the engine after a start"
    )
    intent_threshold: float = Field(
        0.55, ge=0, le=1, description="Less sure of a message's class, the desk asks back"
    )
    transformer: Path | None = Field(
        None,
        description="Folder of a HuggingFace model of the company's own, used for reading: config,"
        " tokenizer, model.safetensors or tf_model.h5; “frontdesk train” after a change",
    )
    turn_workers: int = Field(2, ge=1, le=16, description="Conversations handled at once")
    message_limit: int = Field(2000, ge=100, le=20000, description="Characters of one web message")
    messages_per_minute: int = Field(30, ge=1, description="Web messages of one customer a minute")
    sessions_per_minute: int = Field(
        30, ge=1, description="New web sessions of one address a minute"
    )
    media_limit_mb: int = Field(10, ge=1, le=100, description="Largest picture or voice")

    open_from: time = Field(time(8, 0), description="Service hours: first start (REQ C1)")
    open_until: time = Field(time(20, 0), description="Service hours: last end (REQ C1)")
    book_days_ahead: int = Field(90, ge=1, le=365, description="How far ahead can be booked")
    book_lead_minutes: int = Field(60, ge=0, description="Shortest time before the start")
    dispatch: Literal["automatic", "proposed"] = Field(
        "automatic",
        description="Who sends the worker: the desk itself, or a person who chooses among the"
        " candidates (REQ C4)",
    )
    series_days: int = Field(
        28, ge=7, le=84, description="So many days of a repeated service without an end (REQ C1)"
    )
    desk_from: time = Field(time(8, 30), description="People at the desk from (REQ A9)")
    desk_until: time = Field(time(23, 0), description="People at the desk until (REQ A9)")
    shift_from: time = Field(time(8, 30), description="Early shift (早班) from (REQ A9)")
    shift_change: time = Field(
        time(16, 30), description="Early shift until, evening shift (晚班) from (REQ A9)"
    )
    shift_until: time = Field(
        time(23, 30), description="Evening shift until; then on call (值班) until the morning (A9)"
    )
    reply_aim_seconds: int = Field(60, description="A person's first reply: aim (REQ A2)")
    reply_limit_seconds: int = Field(600, description="A person's first reply: limit (REQ A2)")
    next_aim_seconds: int = Field(
        120, ge=1, description="A person's next replies: aim, in the group's working time (REQ A2)"
    )
    next_limit_seconds: int = Field(
        600, ge=1, description="A person's next replies: limit (REQ A2)"
    )
    resolve_aim_minutes: int = Field(
        240, ge=1, description="From the flag to the release or closing: aim, in working time"
    )
    resolve_limit_minutes: int = Field(
        480, ge=1, description="From the flag to the release or closing: limit, in working time"
    )
    service_levels: dict[GroupName, Level] = Field(
        {},
        description="Hours, breaks and limits of single groups, such as"
        ' {"complaint": {"closes": "18:00", "breaks": [["12:00", "13:00"]],'
        ' "working_days_only": true, "reply_limit_seconds": 300}}',
    )
    escalation: dict[Role, int] = Field(
        {"lead": 0, "supervisor": 10, "manager": 30},
        description="Who is told of a passed limit, and how many minutes after it (REQ A8)",
    )
    reassign_seconds: int = Field(
        600, ge=30, description="Unanswered so long, a conversation goes to a colleague (REQ A4)"
    )
    offline_seconds: int = Field(
        60, ge=20, description="Without a sign of an open console, somebody is offline after this"
    )
    shift_arrive_minutes: int = Field(
        5, ge=0, description="So long before a shift its people are there, else an alarm (REQ A9)"
    )
    unmanned_minutes: int = Field(
        10,
        ge=1,
        description="A group empty for so long in its hours is an alarm (REQ A9)",
    )
    transfer_minutes: int = Field(
        10, ge=1, description="So long a colleague has to accept a conversation handed on"
    )
    quiet_from: time = Field(time(22, 0), description="No care or survey messages from (REQ E5)")
    quiet_until: time = Field(time(8, 0), description="No care or survey messages until (REQ E5)")
    follow_ups_per_day: int = Field(
        3, ge=1, description="Rating requests and callbacks of one customer a day (REQ E5)"
    )
    care_per_month: int = Field(
        2, ge=0, description="Greetings and suggestions of one customer in 30 days (REQ E5)"
    )
    reminder_at: time = Field(time(18, 0), description="Reminder on the day before (REQ C5)")
    confirm_until: time = Field(
        time(20, 0), description="The evening before: who has not confirmed is asked by phone (C5)"
    )
    confirm_minutes: int = Field(
        60, ge=10, le=720, description="Booked later than that: time for a worker to confirm"
    )
    arrival_alarm_minutes: int = Field(
        10, ge=0, le=120, description="After the start: nobody there is an alarm (REQ C5)"
    )
    finish_ask_minutes: int = Field(
        30, ge=0, le=600, description="After the end: the worker is asked whether it is done"
    )
    finish_alarm_minutes: int = Field(
        120, ge=0, le=1440, description="After the end: still not done is a person's task"
    )
    invitation_hours: int = Field(
        72, ge=1, le=720, description="So long a code for a worker's or colleague's chat holds"
    )
    rating_after_hours: float = Field(2, ge=0, le=24, description="Rating request (REQ C6)")
    callback_after_hours: float = Field(48, ge=24, le=72, description="First callback try (REQ E1)")
    callback_again_hours: float = Field(
        60, ge=24, le=72, description="Second callback try (REQ E1)"
    )
    callback_phone_hours: float = Field(66, ge=24, le=72, description="A person phones (REQ E1)")
    low_score: float = Field(2, ge=1, le=5, description="Scores up to it open a case (REQ E2)")
    nps_after_days: float = Field(
        7, ge=1, le=60, description="After an order: would you recommend us (REQ E2)"
    )
    nps_every_days: int = Field(90, ge=30, description="A customer is asked that once in so long")
    nps_low: int = Field(6, ge=0, le=9, description="Of 0-10: answers up to it open a case")
    survey_remind_hours: float = Field(
        24, ge=1, le=168, description="A survey without an answer is reminded of once (REQ E2)"
    )
    survey_phone_hours: float = Field(48, ge=1, le=168, description="After that a person phones")
    survey_open_days: int = Field(7, ge=1, description="So long an answer is taken as the survey's")
    free_cancel_hours: float = Field(24, ge=0, description="Free cancellation until so long before")
    late_cancel_percent: int = Field(20, ge=0, le=100, description="Fee of a later cancellation")
    complaint_first_hours: float = Field(24, description="A proposal to the customer (REQ D6)")
    complaint_work_days: int = Field(3, ge=1, le=10, description="Definite answer (REQ D5)")
    case_first_hours: float = Field(24, description="First response to a case (REQ A7)")
    case_done_hours: float = Field(48, description="First handling of a case (REQ A7)")
    promise_minutes: int = Field(30, description="Promise for an unknown answer (REQ B2)")

    @field_validator("public_url", "telegram_api", "wechat_api")
    @classmethod
    def _bare_url(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return value.rstrip("/")

    @cached_property
    def url(self) -> str:
        """The SQLAlchemy URL in force."""
        return self.database_url or f"sqlite:///{self.data.resolve() / 'frontdesk.db'}"

    @property
    def base_url(self) -> str:
        """Where a browser finds this server."""
        return self.public_url or f"http://{self.host}:{self.port}"


class _Bare(Settings):
    """Settings that do not look into the environment."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        *others: PydanticBaseSettingsSource,
        **more: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


def bare_settings(**values: Any) -> Settings:
    """These values and the defaults for the rest, whatever file and environment say."""
    return _Bare(**values)


def load_settings(**overrides: Any) -> Settings:
    """The settings of the file and the environment; the environment wins.

    Raises:
        ConfigurationError: names every wrong or unknown setting.
    """
    _refuse_unknown()
    try:
        from_file = {k: v for k, v in _file_values().items() if not _in_environment(k)}
        return Settings(**{**from_file, **overrides})
    except ValidationError as error:
        raise ConfigurationError(_explain(error)) from error


_OTHERS = {"CONFIG", "TEST_REQUIRE", "ENGINE_LOG"}
"""FRONTDESK_… variables that are not settings of the desk."""


def _refuse_unknown() -> None:
    given = {
        key.upper().removeprefix("FRONTDESK_")
        for key in os.environ
        if key.upper().startswith("FRONTDESK_")
    }
    known = {name.upper() for name in Settings.model_fields} | _OTHERS
    if unknown := sorted(given - known):
        names = ", ".join(f"FRONTDESK_{name}" for name in unknown)
        raise ConfigurationError(f"unknown settings: {names} (see docs/settings.md)")


def _file_values() -> dict[str, Any]:
    path = os.environ.get("FRONTDESK_CONFIG")
    if not path:
        return {}
    try:
        return {k.lower(): v for k, v in tomllib.loads(Path(path).read_text()).items()}
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(f"FRONTDESK_CONFIG {path}: {error}") from error


def _in_environment(name: str) -> bool:
    present = {key.upper() for key in os.environ}
    return f"FRONTDESK_{name.upper()}" in present or (
        name in {"host", "port"} and name.upper() in present
    )


def _explain(error: ValidationError) -> str:
    lines = [
        f"  {'.'.join(map(str, problem['loc'])).upper()}: {problem['msg']}"
        for problem in error.errors()
    ]
    return "wrong settings (see docs/settings.md):\n" + "\n".join(lines)
