"""What may go out, by which means and when (REQ E5, E6): the one place that decides it.

Two tables that a person can read and one function that reads them. Nothing here asks the database
or the network: what is known of the customer comes in as a :class:`Standing`
(services/delivery.py). Source of WeChat's figures:
https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Service_Center_messages.html
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.models import Delivery, Purpose
from bot.services.sending.quiet_hours import after_quiet, in_quiet_hours
from bot.settings import Settings


class Account(StrEnum):
    """A channel and, for WeChat, the kind of its account."""

    WEB = "web"
    TELEGRAM = "telegram"
    WECHAT_SERVICE = "wechat:service"
    WECHAT_VERIFIED = "wechat:verified-subscription"
    WECHAT_PASSIVE = "wechat:subscription"


class Means(StrEnum):
    """A way to bring a message to a customer."""

    THREAD = "thread"
    """The stored row itself: the page reads it."""
    MESSAGE = "message"
    """An ordinary message, at any time."""
    ANSWER = "answer"
    """The response to the customer's own push, within 4.5 s (or to its repetitions)."""
    WINDOW = "window"
    """WeChat's customer-service message, within window and quota."""
    TEMPLATE = "template"
    """WeChat's template message, at any time; no buttons."""
    NOTICE = "notice"
    """WeChat's subscription notice: one for each consent given in its pop-up."""
    ONCE = "once"
    """WeChat's one-time subscription message: one for the consent given on its page."""


class Why(StrEnum):
    """Why a message may not go out now."""

    NO_CHANNEL = "the channel is not set up"
    LEFT = "the customer left the channel"
    NO_CARE = "the customer did not agree to care messages"
    CAPPED = "the customer has had as many of these as the cap allows"
    QUIET = "quiet hours"
    NO_MEANS = "this account has no means for it"
    CLOSED = "the window is closed: the customer has not written lately"
    USED_UP = "the quota is used up until the customer writes again"
    SPARED = "the rest of the quota is kept for people"
    ONLY_ANSWERS = "this account can only answer in the response to a push"
    NO_TEMPLATE = "no template is set for it"
    NO_CONSENT = "the customer gave no consent, or it is used up"
    TAKEN_OVER = "a person took over"
    OVERTAKEN = "a newer reply has overtaken it"
    IN_PART = "sent in part, and the window has closed since"


class Quiet(StrEnum):
    """Whether the quiet hours hold a message back (REQ E5)."""

    NEVER = "never"
    UNLESS_TALKING = "unless the customer wrote a moment ago"
    ALWAYS = "always"


class Cap(StrEnum):
    """What is counted together for a customer; how many are too many is a setting."""

    FOLLOW_UPS = "follow-ups a day"
    CARE = "care messages in 30 days"


@dataclass(frozen=True, slots=True)
class Rule:
    """How a purpose is treated on every channel.

    ``spares``: it leaves the last messages of a quota to people; ``lost``: what becomes of it when
    no means is left, and ``capped``: when the cap is reached.
    """

    quiet: Quiet = Quiet.NEVER
    consent: bool = False
    cap: Cap | None = None
    spares: bool = True
    lost: Delivery = Delivery.HANDED
    capped: Delivery = Delivery.DROPPED


RULES: dict[Purpose, Rule] = {
    Purpose.REPLY: Rule(),
    Purpose.PERSON: Rule(spares=False),
    Purpose.NOTICE: Rule(),
    Purpose.REMINDER: Rule(),
    Purpose.RATING: Rule(Quiet.UNLESS_TALKING, cap=Cap.FOLLOW_UPS),
    Purpose.CALLBACK: Rule(Quiet.UNLESS_TALKING, cap=Cap.FOLLOW_UPS, capped=Delivery.HANDED),
    Purpose.ALARM: Rule(spares=False),
    Purpose.CARE: Rule(Quiet.ALWAYS, consent=True, cap=Cap.CARE, lost=Delivery.DROPPED),
}

type _Row = dict[Purpose, tuple[Means, ...]]


def _row(usual: Means, **others: tuple[Means, ...]) -> _Row:
    return {purpose: others.get(purpose.value, (usual,)) for purpose in Purpose}


MEANS: dict[Account, _Row] = {
    Account.WEB: _row(Means.THREAD),
    Account.TELEGRAM: _row(Means.MESSAGE),
    Account.WECHAT_SERVICE: _row(
        Means.WINDOW,
        reminder=(Means.WINDOW, Means.TEMPLATE, Means.NOTICE),
        rating=(Means.WINDOW, Means.TEMPLATE, Means.NOTICE),
        callback=(Means.WINDOW, Means.NOTICE, Means.TEMPLATE),
        alarm=(Means.WINDOW, Means.TEMPLATE),
    ),
    Account.WECHAT_VERIFIED: _row(
        Means.WINDOW,
        reminder=(Means.WINDOW, Means.ONCE),
        rating=(Means.WINDOW, Means.ONCE),
        callback=(Means.WINDOW, Means.ONCE),
    ),
    Account.WECHAT_PASSIVE: {
        **dict.fromkeys(Purpose, ()),
        Purpose.REPLY: (Means.ANSWER,),
    },
}
"""The means in the order in which they are tried; after the last one, what ``Rule.lost`` says."""

SETTING_OF: dict[tuple[Means, Purpose], str] = {
    (Means.TEMPLATE, Purpose.REMINDER): "wechat_template_reminder",
    (Means.TEMPLATE, Purpose.RATING): "wechat_template_rating",
    (Means.TEMPLATE, Purpose.CALLBACK): "wechat_template_callback",
    (Means.TEMPLATE, Purpose.ALARM): "wechat_template_alarm",
    (Means.NOTICE, Purpose.REMINDER): "wechat_notice_reminder",
    (Means.NOTICE, Purpose.RATING): "wechat_notice_rating",
    (Means.NOTICE, Purpose.CALLBACK): "wechat_notice_callback",
    (Means.ONCE, Purpose.REMINDER): "wechat_once_template",
    (Means.ONCE, Purpose.RATING): "wechat_once_template",
    (Means.ONCE, Purpose.CALLBACK): "wechat_once_template",
}
"""The setting without which a means does not carry a purpose."""

SCENES: dict[Purpose, int] = {Purpose.REMINDER: 1, Purpose.RATING: 2, Purpose.CALLBACK: 2}
"""WeChat's “scene” (0-10000) of a one-time consent: one before the visit, one for after it."""

BY_CONSENT = frozenset({Means.NOTICE, Means.ONCE})
BY_TEMPLATE = frozenset({Means.TEMPLATE, Means.NOTICE, Means.ONCE})
"""These carry the facts of a message in fields or a short text, once, and not its full text."""

_TALKING = timedelta(minutes=15)
_CARE_DAYS = timedelta(days=30)


def account_of(channel: str, settings: Settings) -> Account | None:
    """The row of the table for a channel; None for one that the desk does not have."""
    name = f"wechat:{settings.wechat_account}" if channel == "wechat" else channel
    return Account(name) if name in set(Account) else None


def answers_in_push(channel: str, settings: Settings) -> bool:
    """Whether replies on a channel can only go out in the response to a push."""
    account = account_of(channel, settings)
    return account is not None and MEANS[account][Purpose.REPLY] == (Means.ANSWER,)


def template_setting(means: Means, purpose: Purpose, settings: Settings) -> str:
    """The setting that lets a means carry a purpose; empty where there is none."""
    name = SETTING_OF.get((means, purpose))
    return str(getattr(settings, name)) if name else ""


def template_id(means: Means, purpose: Purpose, settings: Settings) -> str:
    """The id of the template, which is the first word of its setting."""
    return template_setting(means, purpose, settings).partition(" ")[0]


def scene_of(means: Means, purpose: Purpose) -> int:
    """The scene of a consent; 0 for means without scenes."""
    return SCENES[purpose] if means == Means.ONCE else 0


def cap_of(cap: Cap, settings: Settings) -> tuple[int, timedelta]:
    """How many of a kind a customer gets, and within which time."""
    if cap == Cap.CARE:
        return settings.care_per_month, _CARE_DAYS
    return settings.follow_ups_per_day, timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """WeChat's leave to write first: until when, and how many messages."""

    until: datetime | None = None
    left: int = 0

    def refuses(self, purpose: Purpose, now: datetime, settings: Settings) -> Why | None:
        """Why a message of this purpose may not go out now; None when it may."""
        if self.until is None or self.until <= now:
            return Why.CLOSED
        if self.left <= 0:
            return Why.USED_UP
        if RULES[purpose].spares and self.left <= settings.wechat_reserve:
            return Why.SPARED
        return None


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand with one customer on one channel at the moment of sending.

    ``consented``: the means for whose template a consent is left; ``lately``: how many messages
    that count for the cap of this purpose went out within its time.
    """

    account: Account | None
    reachable: bool = True
    window: Window = field(default_factory=Window)
    consented: frozenset[Means] = frozenset()
    care_consent: bool = False
    lately: int = 0
    last_inbound_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do with a message now.

    ``sending``: try ``means`` in order. ``queued``: not before ``until``. ``handed``, ``dropped``:
    that is its end, because of ``why``.
    """

    state: Delivery
    means: tuple[Means, ...] = ()
    until: datetime | None = None
    why: str = ""


def decide(purpose: Purpose, standing: Standing, *, now: datetime, settings: Settings) -> Verdict:
    """May a message of this purpose go out now, and how (REQ E5, E6)?"""
    rule = RULES[purpose]
    if standing.account is None:
        return Verdict(Delivery.HANDED, why=Why.NO_CHANNEL)
    if not standing.reachable:
        return Verdict(rule.lost, why=Why.LEFT)
    if rule.consent and not standing.care_consent:
        return Verdict(Delivery.DROPPED, why=Why.NO_CARE)
    if rule.cap and standing.lately >= cap_of(rule.cap, settings)[0]:
        return Verdict(rule.capped, why=Why.CAPPED)
    if _is_held_back(rule, standing, now, settings):
        until = after_quiet(now, settings)
        return Verdict(Delivery.QUEUED, until=until, why=Why.QUIET)
    return _by_means(purpose, standing, now, settings)


def _by_means(purpose: Purpose, standing: Standing, now: datetime, settings: Settings) -> Verdict:
    assert standing.account is not None
    refused = Why.NO_MEANS
    allowed: list[Means] = []
    for means in MEANS[standing.account][purpose]:
        why = _refuses(means, purpose, standing, now, settings)
        if why is None:
            allowed.append(means)
        else:
            refused = why
    if allowed:
        return Verdict(Delivery.SENDING, means=tuple(allowed))
    return Verdict(RULES[purpose].lost, why=refused)


def _refuses(
    means: Means, purpose: Purpose, standing: Standing, now: datetime, settings: Settings
) -> Why | None:
    """Why a means is not open now; None when it is."""
    if means == Means.WINDOW:
        return standing.window.refuses(purpose, now, settings)
    if means == Means.ANSWER:
        return Why.ONLY_ANSWERS
    if means in BY_TEMPLATE and not template_setting(means, purpose, settings):
        return Why.NO_TEMPLATE
    if means in BY_CONSENT and means not in standing.consented:
        return Why.NO_CONSENT
    return None


def _is_held_back(rule: Rule, standing: Standing, now: datetime, settings: Settings) -> bool:
    if rule.quiet == Quiet.NEVER or not in_quiet_hours(now, settings):
        return False
    last = standing.last_inbound_at
    is_talking = last is not None and now - last < _TALKING
    return not (rule.quiet == Quiet.UNLESS_TALKING and is_talking)


def purposes_under(cap: Cap) -> frozenset[Purpose]:
    """What counts for a cap."""
    return frozenset(purpose for purpose, rule in RULES.items() if rule.cap == cap)
