"""What a message says: the engine's label and the readers' details, before any context."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from bot.conversation import cues
from bot.conversation.blameless import blameless
from bot.conversation.engine import Engine, Parsed
from bot.language.booking.excuses import without_excuses
from bot.language.booking.mending import (
    find_short_name,
    without_doors,
    without_past,
    without_refused,
)
from bot.language.booking.statements import statements
from bot.language.cantonese import mandarin
from bot.language.contact.call_wishes import asks_the_desk_to_call, speaks_of_calls
from bot.language.contact.contact import contact
from bot.language.contact.names import find_name, spelt_out
from bot.language.contact.phone import Phone, find_phones
from bot.language.danger.urgent import is_everyday, urgent_kind
from bot.language.normalise import is_english, normalise
from bot.language.place.address import Address, find_addresses
from bot.language.place.address_choice import one_address
from bot.language.spacing import closed_up, in_digits, paused
from bot.language.survey.rating import Rating, read_csat, read_nps
from bot.language.talk.answers import read_answer, wants_person
from bot.language.talk.manners import is_angry
from bot.language.talk.questions import is_question
from bot.language.trade.amounts import find_home
from bot.language.trade.appliances import is_bare_count, to_be_cleaned
from bot.language.trade.services import Mention, ServiceName, find_services
from bot.language.trade.several import Part, adds_another, parts_of, shares_of
from bot.language.trade.tasks import only_wiped, told_chores, without_tasks
from bot.language.visits.any_time import any_time
from bot.language.visits.moves import shift_of
from bot.language.visits.series import says_how_often
from bot.language.when import When, find_times, merge_all, names_day
from bot.services.booking.several import Own, share_what_is_common
from bot.services.reading import Reading, Score, Wish, address_to_json, when_to_json

_SENTENCE = re.compile(r"[^。！？!?；;\n~～]+[。！？!?；;\n~～]*")
_MOST_SENTENCES = 4
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_TAG = re.compile(r"</?[A-Za-z!][^<>]{0,200}>")
_AGAIN_AND_AGAIN = re.compile(
    r"((?:(?![零〇一二三四五六七八九十百幺两])[\u4e00-\u9fff]){3,12}?)\1{2,}"
)
"""No figures: “零零零零零零” is a part of a phone."""
_COMMAND = re.compile(r"^\s*/\w+\s*(?:\{.*\})?\s*$", re.DOTALL | re.MULTILINE)
_CALL_ME = re.compile(r"打(?:给)?我(?=\s*(?:的)?(?:电话|手机|\+?\d{5,}))")
"""“九点打我138…” is a wish to be called, not violence."""
_WORDY = 8
_TELLING = 5
"""Shorter texts say too little for the engine's word alone to call the emergency texts."""
_DANGER = "complaint_safety"
_GRAVITY = ("complaint_safety", "complaint_", "order_", "enquiry_")


def harmless(text: str) -> str:
    """A text without invisible signs, tags, commands in the engine's own notation, and what is
    said more than twice in a row."""
    plain = _COMMAND.sub("", _TAG.sub(" ", _INVISIBLE.sub("", text)))
    return _AGAIN_AND_AGAIN.sub(r"\1", plain)


@dataclass(frozen=True, slots=True)
class Understood:
    """A reading with the spans behind it.

    ``tagged`` are services that only the engine's tagger saw, as typed: 阿姨, 催乳师.
    """

    reading: Reading
    times: Sequence[When]
    phones: Sequence[Phone]
    addresses: Sequence[Address]
    mentions: Sequence[Mention]
    tagged: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads texts with one catalogue, one engine and one threshold."""

    engine: Engine
    lexicon: Sequence[ServiceName]
    city: str
    threshold: float

    def read(self, text: str, now: datetime, *, day: date | None = None) -> Understood:
        """Everything that a message says.

        Raises:
            EngineError: the engine did not answer.
        """
        return self.complete(self.details(text, now, day=day))

    def complete(self, understood: Understood) -> Understood:
        """Add what the engine reads to what the readers found.

        Raises:
            EngineError: the engine did not answer.
        """
        text = understood.reading.text
        plain = normalise(text)
        parsed = self.engine.parse(plain) if plain.strip() else Parsed([], {})
        reading = understood.reading
        reading.top, reading.confidence = parsed.top, parsed.confidence
        reading.complaint_share = parsed.complaint_share
        reading.other, reading.other_share = parsed.besides("complaint_")
        reading.accepted = parsed.is_sure(self.threshold)
        if reading.top == _DANGER and is_everyday(text):
            reading.top, reading.accepted = "inform", False
        danger = dict(parsed.ranking).get(_DANGER, 0) if len(plain) >= _TELLING else 0
        reading.urgent = reading.urgent or _urgent(text, danger)
        if reading.top.startswith("complaint_") and not (reading.urgent or reading.angry):
            reading.top, reading.accepted = blameless(parsed, text, self.threshold)
        reading.also = self._also(plain, reading)
        asks_too = reading.top == "order_place" and cues.ASKS_PRICE.search(plain)
        if asks_too and "enquiry_price" not in reading.also:
            reading.also = [*reading.also, "enquiry_price"]
        reading.model = self.engine.model
        if reading.top.startswith("complaint_"):
            return understood
        if not understood.mentions:
            named = parsed.entities.get("service_type", [])
            understood = replace(understood, tagged=[_typed(span, text, plain) for span in named])
        if reading.address is None and (tagged := self._tagged_address(understood, parsed)):
            reading.address = address_to_json(tagged)
            return replace(understood, addresses=[tagged])
        return understood

    def details(self, text: str, now: datetime, *, day: date | None = None) -> Understood:
        """What the readers find, without the engine."""
        typed = closed_up(text)
        plain = mandarin(typed)
        every = find_times(typed, now, day=day)
        suiting = without_excuses(typed, every)
        spelt = spelt_out(typed) or ""
        wished = [when for when in suiting if when.text not in spelt]
        times = without_doors(typed, without_past(typed, wished, now))
        phones = find_phones(text, self.city)
        called = contact(text, phones)
        addresses = [] if is_bare_count(plain) else self._addresses(typed, plain)
        mentions = find_services(text, self.lexicon)
        rating = read_csat(text)
        wishes = self._wishes(typed, mentions, now, day)
        reading = Reading(
            text=text,
            plain=plain,
            services=_services(text, plain, mentions, self.lexicon),
            wishes=wishes,
            shares=[] if wishes else shares_of(typed, _wished(typed, mentions)),
            adds=adds_another(plain),
            when=_one_time(times),
            times=[when_to_json(when) for when in times],
            excused=[
                when_to_json(when) for when in every if names_day(when) and when not in suiting
            ],
            shift=shift_of(text, times),
            any_time=any_time(plain),
            address=address_to_json(one_address(addresses, plain)) if addresses else None,
            phone=called.e164 if called else None,
            extension=called.extension if called else None,
            name=_name(text, addresses),
            told=[
                *statements(typed, _found((*times, *phones, *addresses, *mentions), text)),
                *_chores(typed, mentions),
            ],
            known_address=not addresses and bool(cues.AS_BEFORE.search(plain)),
            known_phone=called is None and bool(cues.PHONE_AS_BEFORE.search(plain)),
            answer=read_answer(text),
            repeats=says_how_often(text),
            calls=_wants_call(plain),
            waits=bool(cues.WAITS.search(plain)),
            rating=Score(score=rating.score, reason=_reason(text, rating)) if rating else None,
            nps=read_nps(text),
            urgent=_urgent(text),
            angry=is_angry(text),
            language="en" if is_english(text) else "zh",
        )
        if wants_person(text):
            reading.intent = "ask_human"
        return Understood(reading, times, phones, addresses, mentions)

    def _wishes(
        self, text: str, mentions: Sequence[Mention], now: datetime, day: date | None
    ) -> list[Wish]:
        """Several services, each with the day and the place that stand by it."""
        text = paused(text)
        wished = _wished(text, mentions)
        if len({mention.code for mention in wished}) < 2:
            return []
        first = wished[0].text
        before = text.partition(first)[0].rpartition("，")[0]
        has_before = find_times(before, now, day=day) or find_addresses(before, self.city)
        parts = parts_of(text, wished, details_first=bool(has_before))
        return share_what_is_common([self._wish(part, now, day) for part in parts])

    def _wish(self, part: Part, now: datetime, day: date | None) -> Own:
        times = without_excuses(part.text, find_times(part.text, now, day=day))
        addresses = self._addresses(part.text, mandarin(part.text))
        wish = Wish(
            service=part.code,
            text=part.text,
            when=_one_time(times),
            address=address_to_json(one_address(addresses, part.text)) if addresses else None,
        )
        return Own(wish, is_close=bool(find_times(part.close, now, day=day)))

    def _addresses(self, typed: str, plain: str) -> list[Address]:
        """As they were typed; only where there is none, in the words of the whole country."""
        typed, plain = in_digits(typed), in_digits(plain)
        return find_addresses(typed, self.city) or find_addresses(plain, self.city)

    def _also(self, plain: str, reading: Reading) -> list[str]:
        """The intents of single sentences that differ from the whole message's, gravest first."""
        sentences = [s for s in _SENTENCE.findall(plain) if len(s.strip()) > 3]
        if not 2 <= len(sentences) <= _MOST_SENTENCES:
            return []
        found = {
            parsed.top
            for parsed in map(self.engine.parse, sentences)
            if parsed.confidence >= self.threshold and parsed.top.startswith(_GRAVITY)
        }
        return sorted(found - {reading.top}, key=_gravity)

    def _tagged_address(self, understood: Understood, parsed: Parsed) -> Address | None:
        """An address that only the engine's tagger saw, and no part of a phone; it counts as a
        piece of one."""
        text = understood.reading.text
        spans = [
            span
            for span in parsed.entities.get("address", [])
            if len(span) >= 3
            and not is_question(span)
            and not any(span.strip() in p.text for p in understood.phones)
        ]
        if not spans or spans[-1] not in text:
            return None
        span = max(spans, key=len)
        return Address(
            text=span,
            province=None,
            city=None,
            district=None,
            detail=span,
            complete=False,
            full=span,
        )


def _chores(text: str, mentions: Sequence[Mention]) -> list[str]:
    """What a helper who is wished in the same message is to do."""
    wished = without_refused(text, mentions)
    kept = without_tasks(text, wished)
    chores = [mention for mention in wished if mention not in kept and not mention.negated]
    return told_chores(text, chores, but=kept)


def _found(parts: Sequence[When | Phone | Address | Mention], text: str) -> list[str]:
    """The words in which the readers have found something."""
    home = (find_home(text) or "").split(" ")
    return [*(part.text for part in parts), *home, find_name(text) or ""]


def _name(text: str, addresses: Sequence[Address]) -> str | None:
    """“13912340000 Xuhui” names a district, not the customer."""
    name = find_name(text)
    return None if name and any(name in address.text for address in addresses) else name


def _typed(span: str, text: str, plain: str) -> str:
    """What was typed where the engine read ``span``: 阿一 for 阿姨, where no place has moved."""
    start = plain.find(span)
    return text[start : start + len(span)] if len(text) == len(plain) and start >= 0 else span


def _urgent(text: str, engine: float = 0.0) -> str | None:
    return urgent_kind(_CALL_ME.sub("联系我", text), engine)


def _reason(text: str, rating: Rating) -> str | None:
    """Why: as read, else the whole of an answer that is more than a score."""
    return rating.reason or (text.strip() if len(text.strip()) >= _WORDY else None)


def _gravity(intent: str) -> int:
    return next(
        (i for i, prefix in enumerate(_GRAVITY) if intent.startswith(prefix)), len(_GRAVITY)
    )


def _wanted(text: str, mentions: Sequence[Mention]) -> list[str]:
    wished = without_tasks(text, without_refused(text, mentions))
    codes = [mention.code for mention in wished if not mention.negated]
    return list(dict.fromkeys(codes))


def _wished(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    codes = _wanted(text, mentions)
    return [mention for mention in mentions if mention.code in codes and not mention.negated]


def _by_short_name(text: str, lexicon: Sequence[ServiceName]) -> list[str]:
    code = find_short_name(text, lexicon)
    return [code] if code else []


def _wants_call(plain: str) -> bool:
    others = (cues.ARRIVES, cues.NO_CALL)
    wants = cues.CALLS_ME.search(plain) or asks_the_desk_to_call(plain)
    return bool(wants) and not (speaks_of_calls(plain) or any(c.search(plain) for c in others))


def _services(
    text: str, plain: str, mentions: Sequence[Mention], lexicon: Sequence[ServiceName]
) -> list[str]:
    """Those named; “cleaning of two air conditioners” is not the cleaning of a home."""
    if is_english(text) and (found := _by_appliance(plain, lexicon)):
        return found
    named = _wanted(text, mentions) or _by_short_name(text, lexicon)
    return named or _by_appliance(plain, lexicon)


def _by_appliance(text: str, lexicon: Sequence[ServiceName]) -> list[str]:
    appliance = None if only_wiped(text) else to_be_cleaned(text)
    found = find_services(f"洗{appliance}", lexicon) if appliance else []
    return [mention.code for mention in found[:1]]


def _one_time(times: Sequence[When]) -> dict[str, Any] | None:
    when = merge_all(times)
    return when_to_json(when) if when else None
