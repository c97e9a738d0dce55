"""frontdesk wechat check against the fake account on real HTTP (REQ E6; issue 5, build 4)."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from bot.channels.wechat_api import WeChatApi
from bot.channels.wechat_check import AccountCheck, Finding, Mark
from bot.clock import ManualClock
from bot.db import Database
from bot.models import Purpose
from bot.settings import bare_settings
from tests.fakes.wechat import FakeWeChat

Check = Callable[..., dict[str, Finding]]
REMINDER = "FRONTDESK_WECHAT_TEMPLATE_REMINDER"


@pytest.fixture
def check(database: Database, clock: ManualClock) -> Iterator[Check]:
    """Checks an account of one kind against settings for (another) one."""
    with ExitStack() as started:

        def run(
            real: str = "service", says: str | None = None, secret: str = "secret", **more: Any
        ) -> dict[str, Finding]:
            fake = started.enter_context(FakeWeChat(account=real, clock=clock))  # type: ignore[arg-type]
            fake.add_template("TPL", "thing1", "time2")
            settings = bare_settings(
                wechat_appid=fake.api.appid,
                wechat_secret=secret,
                wechat_token="token",
                wechat_api=fake.url,
                wechat_account=says or real,
                **more,
            )
            api = WeChatApi(settings, clock, database)
            found = {f.what: f for f in AccountCheck(api, settings, clock).findings()}
            assert not any("send" in call.path for call in fake.calls), "nobody gets anything"
            return found

        yield run


def test_a_service_account_has_every_right_but_needs_templates(check: Check) -> None:
    found = check()
    assert found["access token"].mark == Mark.RIGHT
    assert found["template messages"].mark == Mark.RIGHT
    assert "500000 of 500000" in found["customer-service messages"].said
    assert found[Purpose.REMINDER].mark == Mark.SPARE
    assert found[Purpose.REMINDER].said.startswith("window → a person; not set: ")
    assert REMINDER in found[Purpose.REMINDER].said
    assert found[Purpose.PERSON].mark == Mark.RIGHT


def test_a_template_that_fits_is_right(check: Check) -> None:
    found = check(wechat_template_reminder="TPL thing1=service time2=when")
    assert found[REMINDER].mark == Mark.RIGHT
    assert found[Purpose.REMINDER].said.startswith("window → template → a person")


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("OTHER thing1=service", "no template OTHER"),
        ("TPL thing1=service", "time2"),
        ("TPL thing1=service time2=when thing3=address", "thing3"),
    ],
)
def test_a_template_that_does_not_fit_is_wrong(check: Check, setting: str, said: str) -> None:
    found = check(wechat_template_reminder=setting)
    assert found[REMINDER].mark == Mark.WRONG
    assert said in found[REMINDER].said


def test_a_notice_is_checked_like_a_template(check: Check) -> None:
    found = check(wechat_notice_callback="NTC thing1=service")
    assert found["FRONTDESK_WECHAT_NOTICE_CALLBACK"].mark == Mark.WRONG


def test_an_account_of_another_kind_than_the_setting_is_told(check: Check) -> None:
    """A subscription account that the settings take for a service account."""
    found = check("verified-subscription", "service", wechat_template_reminder="TPL thing1=service")
    assert found["template messages"].mark == Mark.WRONG
    assert "FRONTDESK_WECHAT_ACCOUNT=service" in found["template messages"].said
    assert found["customer-service messages"].mark == Mark.RIGHT


def test_an_unverified_account_can_only_answer(check: Check) -> None:
    found = check("subscription")
    rights = ["customer-service messages", "menu", "pictures and voices", "template messages"]
    assert {found[what].mark for what in rights} == {Mark.SPARE}
    assert found[Purpose.REPLY].said == "answer → a person"
    assert found[Purpose.REMINDER].said == "a person"
    assert found[Purpose.CARE].said == "dropped"


def test_a_wrong_secret_ends_the_check(check: Check) -> None:
    found = check(secret="wrong")
    assert list(found) == ["access token"]
    assert found["access token"].mark == Mark.WRONG
    assert "FRONTDESK_WECHAT_SECRET" in found["access token"].said
