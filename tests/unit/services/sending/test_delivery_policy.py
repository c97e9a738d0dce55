"""The delivery policy, row by row (REQ E5, E6; issue 5, build 3)."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.models import Delivery, Purpose
from bot.services.sending.delivery_policy import (
    MEANS,
    RULES,
    SETTING_OF,
    Account,
    Means,
    Standing,
    Verdict,
    Window,
    account_of,
    answers_in_push,
    decide,
)
from bot.settings import Settings
from tests.conftest import MakeSettings
from tests.factories import NOW, at

A, M, P = Account, Means, Purpose
OPEN = Window(NOW + timedelta(hours=1), 5)
TEMPLATES = dict.fromkeys(SETTING_OF.values(), "T thing1=service")
ALL = frozenset({M.NOTICE, M.ONCE})


def verdict(
    account: Account | None,
    purpose: Purpose,
    settings: Settings,
    *,
    now: datetime = NOW,
    window: Window = OPEN,
    consented: frozenset[Means] = ALL,
    **more: object,
) -> Verdict:
    standing = Standing(account, window=window, consented=consented, care_consent=True)
    return decide(purpose, replace(standing, **more), now=now, settings=settings)


@pytest.fixture
def full(make_settings: MakeSettings) -> Settings:
    """A company with every template that there is."""
    return make_settings(**TEMPLATES)


# What is tried, in order, where everything is open; and where the window is closed.
ROWS = [
    *((A.WEB, purpose, (M.THREAD,), (M.THREAD,)) for purpose in P),
    *((A.TELEGRAM, purpose, (M.MESSAGE,), (M.MESSAGE,)) for purpose in P),
    (A.WECHAT_SERVICE, P.REPLY, (M.WINDOW,), ()),
    (A.WECHAT_SERVICE, P.PERSON, (M.WINDOW,), ()),
    (A.WECHAT_SERVICE, P.NOTICE, (M.WINDOW,), ()),
    (A.WECHAT_SERVICE, P.REMINDER, (M.WINDOW, M.TEMPLATE, M.NOTICE), (M.TEMPLATE, M.NOTICE)),
    (A.WECHAT_SERVICE, P.RATING, (M.WINDOW, M.TEMPLATE, M.NOTICE), (M.TEMPLATE, M.NOTICE)),
    (A.WECHAT_SERVICE, P.CALLBACK, (M.WINDOW, M.NOTICE, M.TEMPLATE), (M.NOTICE, M.TEMPLATE)),
    (A.WECHAT_SERVICE, P.ALARM, (M.WINDOW, M.TEMPLATE), (M.TEMPLATE,)),
    (A.WECHAT_SERVICE, P.CARE, (M.WINDOW,), ()),
    (A.WECHAT_VERIFIED, P.REPLY, (M.WINDOW,), ()),
    (A.WECHAT_VERIFIED, P.PERSON, (M.WINDOW,), ()),
    (A.WECHAT_VERIFIED, P.NOTICE, (M.WINDOW,), ()),
    (A.WECHAT_VERIFIED, P.REMINDER, (M.WINDOW, M.ONCE), (M.ONCE,)),
    (A.WECHAT_VERIFIED, P.RATING, (M.WINDOW, M.ONCE), (M.ONCE,)),
    (A.WECHAT_VERIFIED, P.CALLBACK, (M.WINDOW, M.ONCE), (M.ONCE,)),
    (A.WECHAT_VERIFIED, P.ALARM, (M.WINDOW,), ()),
    (A.WECHAT_VERIFIED, P.CARE, (M.WINDOW,), ()),
    *((A.WECHAT_PASSIVE, purpose, (), ()) for purpose in P),
]


def test_every_account_and_purpose_has_its_row() -> None:
    assert {(account, purpose) for account, purpose, *_ in ROWS} == {(a, p) for a in A for p in P}
    assert len(ROWS) == len(A) * len(P)
    assert set(MEANS) == set(A)
    assert set(RULES) == set(P)


@pytest.mark.parametrize(("account", "purpose", "within", "outside"), ROWS)
def test_each_row_gives_the_means_in_their_order(
    full: Settings,
    account: Account,
    purpose: Purpose,
    within: tuple[Means, ...],
    outside: tuple[Means, ...],
) -> None:
    """REQ E6."""
    lost = Delivery.DROPPED if purpose == P.CARE else Delivery.HANDED
    for window, means in ((OPEN, within), (Window(NOW, 5), outside), (Window(), outside)):
        said = verdict(account, purpose, full, window=window)
        assert said.means == means
        assert said.state == (Delivery.SENDING if means else lost)


@pytest.mark.parametrize(("means", "purpose"), list(SETTING_OF))
def test_a_means_without_its_template_is_not_tried(
    make_settings: MakeSettings, means: Means, purpose: Purpose
) -> None:
    without = make_settings(**{**TEMPLATES, SETTING_OF[means, purpose]: ""})
    for account in (A.WECHAT_SERVICE, A.WECHAT_VERIFIED):
        assert means not in verdict(account, purpose, without).means


@pytest.mark.parametrize("purpose", [P.REMINDER, P.RATING, P.CALLBACK])
def test_what_needs_a_consent_waits_for_one(full: Settings, purpose: Purpose) -> None:
    for account, means in ((A.WECHAT_SERVICE, M.NOTICE), (A.WECHAT_VERIFIED, M.ONCE)):
        assert means in verdict(account, purpose, full, consented=frozenset({means})).means
        assert means not in verdict(account, purpose, full, consented=frozenset()).means


@pytest.mark.parametrize("purpose", P)
def test_the_last_of_the_quota_is_for_people(full: Settings, purpose: Purpose) -> None:
    """facts/channels: the bot keeps one in reserve; alarms count as people's."""
    has_the_last = purpose in (P.PERSON, P.ALARM)
    for left, may in ((2, True), (1, has_the_last), (0, False)):
        window = Window(NOW + timedelta(hours=1), left)
        assert (M.WINDOW in verdict(A.WECHAT_SERVICE, purpose, full, window=window).means) is may


def test_the_reserve_is_a_setting(make_settings: MakeSettings) -> None:
    window = Window(NOW + timedelta(hours=1), 2)
    for reserve, state in ((1, Delivery.SENDING), (2, Delivery.HANDED)):
        settings = make_settings(wechat_reserve=reserve)
        assert verdict(A.WECHAT_SERVICE, P.REPLY, settings, window=window).state == state


@pytest.mark.parametrize("account", A)
@pytest.mark.parametrize("purpose", P)
def test_who_left_the_channel_gets_nothing(
    full: Settings, account: Account, purpose: Purpose
) -> None:
    said = verdict(account, purpose, full, reachable=False)
    assert said.state == (Delivery.DROPPED if purpose == P.CARE else Delivery.HANDED)


def test_a_channel_that_is_not_set_up_is_a_persons_task(full: Settings) -> None:
    assert verdict(account_of("fax", full), P.REPLY, full).state == Delivery.HANDED


@pytest.mark.parametrize("purpose", P)
@pytest.mark.parametrize(
    ("moment", "quiet"),
    [("11-22 21:59", False), ("11-22 22:00", True), ("11-23 07:59", True), ("11-23 08:00", False)],
)
def test_the_quiet_hours_hold_back_what_can_wait(
    settings: Settings, purpose: Purpose, moment: str, quiet: bool
) -> None:
    """REQ E5: 22:00-08:00."""
    said = verdict(A.TELEGRAM, purpose, settings, now=at(moment))
    if quiet and purpose in (P.RATING, P.CALLBACK, P.CARE):
        assert (said.state, said.until) == (Delivery.QUEUED, at("11-23 08:00"))
    else:
        assert said.state == Delivery.SENDING


def test_who_is_talking_at_night_may_be_asked_at_once_but_not_greeted(settings: Settings) -> None:
    now = at("11-22 22:30")
    just = now - timedelta(minutes=14)
    for purpose, last, state in (
        (P.RATING, just, Delivery.SENDING),
        (P.RATING, now - timedelta(minutes=15), Delivery.QUEUED),
        (P.RATING, None, Delivery.QUEUED),
        (P.CARE, just, Delivery.QUEUED),
    ):
        said = verdict(A.WEB, purpose, settings, now=now, last_inbound_at=last)
        assert said.state == state


@pytest.mark.parametrize("purpose", P)
def test_only_care_messages_need_the_customers_consent(
    settings: Settings, purpose: Purpose
) -> None:
    """REQ E5."""
    said = verdict(A.WEB, purpose, settings, care_consent=False)
    assert said.state == (Delivery.DROPPED if purpose == P.CARE else Delivery.SENDING)


@pytest.mark.parametrize(
    ("purpose", "cap", "then"),
    [
        (P.RATING, 3, Delivery.DROPPED),
        (P.CALLBACK, 3, Delivery.HANDED),
        (P.CARE, 2, Delivery.DROPPED),
        (P.REMINDER, 99, Delivery.SENDING),
        (P.REPLY, 99, Delivery.SENDING),
    ],
)
def test_the_caps_hold(settings: Settings, purpose: Purpose, cap: int, then: Delivery) -> None:
    """REQ E5; a callback over its cap is made by phone: every customer is tried (REQ E1)."""
    assert verdict(A.WEB, purpose, settings, lately=cap - 1).state == Delivery.SENDING
    assert verdict(A.WEB, purpose, settings, lately=cap).state == then


@pytest.mark.parametrize("kind", ["service", "verified-subscription", "subscription"])
def test_every_kind_of_wechat_account_is_a_row(make_settings: MakeSettings, kind: str) -> None:
    settings = make_settings(wechat_account=kind)
    assert account_of("wechat", settings) == f"wechat:{kind}"
    assert answers_in_push("wechat", settings) is (kind == "subscription")
    assert not answers_in_push("web", settings)
