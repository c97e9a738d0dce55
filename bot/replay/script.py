"""The format of a replay file; unknown keys are an error (README, “The surface”)."""

from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from bot.errors import ConfigurationError
from bot.models import Category, ComplaintState, Flag, VisitState

Kind = Literal["text", "image", "voice", "location", "sticker", "button"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class GivenOrder(_Strict):
    """An order that exists before; ``service`` is a catalogue name."""

    service: str
    start: AwareDatetime
    state: VisitState = VisitState.CONFIRMED
    address: str = "上海市徐汇区漕溪路18号"
    phone: str = "13800000001"
    note: str | None = None


class GivenComplaint(_Strict):
    """A complaint that exists before; ``said`` is what a person promised."""

    order: int | None = None
    category: Category = Category.OTHER
    state: ComplaintState = ComplaintState.OPEN
    at: AwareDatetime | None = None
    said: str | None = None


class Given(_Strict):
    """What exists before the first turn."""

    orders: list[GivenOrder] = Field(default_factory=list)
    complaints: list[GivenComplaint] = Field(default_factory=list)


class GivenSurvey(_Strict):
    """The order that a survey is about."""

    order: int


class GivenNow(_Strict):
    """What happens just before a turn."""

    survey: GivenSurvey | None = None


class Says(_Strict):
    """What an agent writes."""

    says: str


class Decided(_Strict):
    """The result of a complaint, told to the customer."""

    measure: str
    basis: str


class Check(_Strict):
    """What must hold after a turn; texts are regular expressions."""

    replies: list[str] = Field(default_factory=list)
    never: list[str] = Field(default_factory=list)
    before: list[str] = Field(default_factory=list)
    owner: Literal["bot", "queue", "person"] | None = None
    flags: list[Flag] | None = None
    rows: dict[str, int] = Field(default_factory=dict)


class TurnScript(_Strict):
    """One turn; without ``user`` it lets time pass."""

    user: str | None = None
    type: Kind = "text"
    at: AwareDatetime | None = None
    given: GivenNow | None = None
    person: Literal["takes", "releases"] | Says | None = None
    order: dict[int, VisitState] = Field(default_factory=dict)
    complaint: dict[int, Decided] = Field(default_factory=dict)
    expect: list[Any] = Field(default_factory=list)
    check: Check | None = None


class EndCheck(_Strict):
    """What must hold at the end."""

    rows: dict[str, int] = Field(default_factory=dict)
    owner: Literal["bot", "queue", "person"] | None = None


class Scenario(_Strict):
    """One customer on one channel."""

    id: str
    title: str = ""
    channel: Literal["wechat", "telegram", "web"] = "web"
    given: Given = Field(default_factory=Given)
    turns: list[TurnScript]
    check: EndCheck | None = None


class Script(_Strict):
    """A replay file."""

    base_time: AwareDatetime
    scenarios: list[Scenario]


def load_script(path: Path) -> Script:
    """The scenarios of a file.

    Raises:
        ConfigurationError: it is no YAML, or a key is unknown, missing or wrong; each is named.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        return Script.model_validate(_with_offsets(content))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigurationError(f"{path}: {error}") from error
    except ValidationError as error:
        lines = [f"  {'.'.join(map(str, p['loc']))}: {p['msg']}" for p in error.errors()]
        raise ConfigurationError(f"{path}:\n" + "\n".join(lines)) from error


def _with_offsets(content: Any) -> Any:
    """YAML reads an unquoted time with an offset as a naive UTC one or an aware one; both are
    taken as the moments they name."""
    if isinstance(content, dict):
        return {key: _with_offsets(value) for key, value in content.items()}
    if isinstance(content, list):
        return [_with_offsets(value) for value in content]
    if isinstance(content, datetime) and content.tzinfo is not None:
        return content.isoformat()
    return content
