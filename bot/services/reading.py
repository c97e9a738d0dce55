"""What the desk understood of one turn; stored with the turn, read by the custom actions."""

from datetime import date, time
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from bot.language.booking.wishes import special_wish
from bot.language.place.address import Address
from bot.language.visits.any_time import AnyTime
from bot.language.visits.moves import Move, find_move
from bot.language.when import When


class Score(BaseModel):
    """A rating in words or by button; ``survey_id`` where a button named its survey; ``corrects``
    the score that was given a moment ago."""

    score: Decimal
    reason: str | None = None
    survey_id: int | None = None
    corrects: bool = False


class Wish(BaseModel):
    """One of several services in a message, with its own ``when`` and ``address`` and words."""

    service: str
    text: str
    when: dict[str, Any] | None = None
    address: dict[str, Any] | None = None


class Reading(BaseModel):
    """One turn, understood.

    ``plain`` is the text in Simplified Mandarin, for rules; ``top`` is the engine's first label
    with its ``confidence``, ``complaint_share`` what all complaints have of it and ``other`` the
    best label that is none, with ``other_share``; ``intent`` is what the desk acts on in this
    conversation (it may be ``urgent``, ``rating`` or ``not_understood``, which the engine never
    predicts); ``also`` are further intents in the same message; ``content`` is the answer to the
    result of a complaint;
    ``waits`` says that the customer wants time to think, ``calls`` is a wish to be called;
    ``excused`` are times at which it does not suit, beside those that are wished;
    ``shift`` are the minutes by which a booked visit is to move (推迟一天, 下周同一时间);
    ``any_time`` says that the time is left to us; ``wishes`` are several services whose details
    can be told apart, ``shares`` the words of each where they stand in one clause; ``adds`` says
    that what is named comes on top of what was wished before;
    ``compared`` are the services between which advice is wanted;
    ``refused`` are those of several services in hand that are not to be, or not now;
    ``extension`` belongs to the phone;
    ``remark`` is a plain statement that brings no detail, kept whole; ``told`` are the clauses that
    tell something beside the details;
    ``repeats`` is whether it says how often or for how long somebody is to come; ``nps`` is an
    answer of 0-10 to the question whether one would recommend us.
    """

    model_config = ConfigDict(arbitrary_types_allowed=False)

    text: str
    plain: str = ""
    kind: str = "text"
    payload: str | None = None
    intent: str = "not_understood"
    top: str = "out_of_scope"
    confidence: float = 0.0
    accepted: bool = False
    complaint_share: float = 0.0
    other: str = "out_of_scope"
    other_share: float = 0.0
    also: list[str] = Field(default_factory=list)
    services: list[str] = Field(default_factory=list)
    wishes: list[Wish] = Field(default_factory=list)
    shares: list[str] = Field(default_factory=list)
    adds: bool = False
    refused: list[str] = Field(default_factory=list)
    compared: list[str] = Field(default_factory=list)
    when: dict[str, Any] | None = None
    times: list[dict[str, Any]] = Field(default_factory=list)
    excused: list[dict[str, Any]] = Field(default_factory=list)
    shift: int | None = None
    any_time: AnyTime | None = None
    address: dict[str, Any] | None = None
    phone: str | None = None
    extension: str | None = None
    name: str | None = None
    remark: str | None = None
    told: list[str] = Field(default_factory=list)
    known_address: bool = False
    known_phone: bool = False
    repeats: bool = False
    answer: bool | None = None
    waits: bool = False
    calls: bool = False
    rating: Score | None = None
    nps: int | None = None
    content: bool | None = None
    urgent: str | None = None
    angry: bool = False
    language: str = "zh"
    model: str | None = None

    def reads_as(self, *prefixes: str) -> bool:
        """Whether the desk would act on the engine's label, and it is one of these."""
        return self.accepted and self.top.startswith(prefixes)

    @property
    def is_new_business(self) -> bool:
        """A question or a wish of its own, not an answer."""
        return self.reads_as("order_", "enquiry_")

    @property
    def names_time(self) -> bool:
        """Whether it says when; a length alone does not."""
        return any(self.when[name] for name in ("day", "clock", "part")) if self.when else False

    @property
    def words(self) -> str:
        """What the rules read."""
        return self.plain or self.text

    @property
    def moments(self) -> list[When]:
        """Every time that it names, in its order."""
        return [when for each in self.times if (when := when_from_json(each)) is not None]

    @property
    def excuses(self) -> list[When]:
        """The times at which it does not suit, where another one is wished."""
        return [when for each in self.excused if (when := when_from_json(each)) is not None]

    @property
    def move(self) -> Move | None:
        """What is moved, and to which time: “周四的改到周五”, “周四我有事，周五行吗”."""
        every = sorted([*self.excuses, *self.moments], key=lambda when: self.text.find(when.text))
        move = find_move(self.text, every)
        if move is None and self.excuses:
            return Move(tuple(self.excuses), tuple(self.moments))
        return move

    @property
    def service(self) -> str | None:
        """The first service that is wanted."""
        return self.services[0] if self.services else None

    @property
    def has_details(self) -> bool:
        """Whether it carries something that a form can use."""
        found = self.services or self.when or self.address or self.phone or self.known_address
        return bool(found or self.known_phone or self.repeats)

    @property
    def note(self) -> str | None:
        """What it asks for besides the details."""
        told = () if self.angry or self.reads_as("complaint_") else self.told
        return self.remark or special_wish(self.words, told)

    @property
    def brings_something(self) -> bool:
        """Whether anything of it was taken up: a detail, a name, a wish."""
        return bool(self.has_details or self.name or self.note)


_BOUNDS = ("earliest", "latest", "done_by")


def _iso(clock: time | None) -> str | None:
    return clock.isoformat() if clock else None


def when_to_json(when: When) -> dict[str, Any]:
    """A When as JSON values."""
    return {
        "text": when.text,
        "day": when.day.isoformat() if when.day else None,
        "clock": when.clock.isoformat() if when.clock else None,
        "until": when.until.isoformat() if when.until else None,
        "part": when.part,
        "hours": str(when.hours) if when.hours is not None else None,
        **{name: _iso(getattr(when, name)) for name in _BOUNDS},
    }


def when_from_json(value: dict[str, Any] | None) -> When | None:
    """The inverse of :func:`when_to_json`."""
    if value is None:
        return None
    return When(
        text=value["text"],
        day=date.fromisoformat(value["day"]) if value["day"] else None,
        clock=time.fromisoformat(value["clock"]) if value["clock"] else None,
        until=time.fromisoformat(value["until"]) if value["until"] else None,
        part=value["part"],
        hours=Decimal(value["hours"]) if value["hours"] else None,
        **{name: time.fromisoformat(value[name]) for name in _BOUNDS if value.get(name)},
    )


def address_to_json(address: Address) -> dict[str, Any]:
    """An Address as JSON values."""
    return {
        "text": address.text,
        "province": address.province,
        "city": address.city,
        "district": address.district,
        "detail": address.detail,
        "complete": address.complete,
        "full": address.full,
    }


def address_from_json(value: dict[str, Any] | None) -> Address | None:
    """The inverse of :func:`address_to_json`."""
    return Address(**value) if value else None
