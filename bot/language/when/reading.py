"""From expressions to days and hours, seen from now."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from bot.language.when.bounds import Bounds, bounds_of, comes_home
from bot.language.when.clocks import hour_of
from bot.language.when.grammar import Expression, group
from bot.language.when.model import When, local
from bot.language.when.normal import normalise
from bot.language.when.scan import scan
from bot.language.when.tokens import Around, Clock, PartOfDay, Token

_LONGEST: Final = 1000  # characters that are read; a message has seldom a tenth of it
_BESIDE: Final = re.compile(r"[\s,、/]*(?:或者?|和|跟|还是|以及|也行|都行|or|and)?[\s,]*", re.ASCII)
_FAR: Final = 8  # characters between a day and its hour: 最晚明天上午十点
_AFTER: Final = re.compile(r"\s?(?:之后|以后|过后|往后)")
_BEFORE_WORK: Final = 7  # 七点以后 says nothing in the morning
_HOME_FROM: Final = (8, 9)
_OF_BOTH_HALVES: Final = (7, 8)
_TELLS: Final = re.compile(
    r"没|未|才|等|迟|说好|约好|约的|已经|到现在|刚|了(?!$)|过(?!来)|\b(?:late|was|were|waited|said)\b"
)
_BEGINS: Final = re.compile(r"从?下.{1,5}(?:起|开始)")
_EACH: Final = re.compile(r"每|逢")
_TYPICAL: Final = {"morning": 9, "noon": 12, "afternoon": 14, "evening": 19}


@dataclass(frozen=True, slots=True)
class _Before:
    """The expression before, as far as the next one leans on it."""

    group: Expression
    stated: date | None
    day: date | None


def find_times(text: str, now: datetime, *, day: date | None = None) -> list[When]:
    """Every time, day and length that the text speaks of, in order of appearance.

    `day` is known from before and taken for an hour or part without a day.  Days are looked for
    from now on unless the text says that they are past.  Only the first 1000 characters are read.
    A text with several (“明天，不对，后天三点”) gives several; `merge` them in order.

    Raises:
        ValueError: when `now` has no time zone.
    """
    moment = local(now)
    text = text[:_LONGEST]
    plain = normalise(text)
    found: list[When] = []
    before: _Before | None = None
    tokens = [_at(moment, token) for token in scan(plain)]
    for one in group(plain, tokens, moment.date()):
        beside = before is not None and _beside(plain, before.group, one)
        when = _Reader(text, plain, moment, day, before, beside).read(one)
        if when is None:
            continue
        found.append(when)
        before = _Before(one, _stated(one, when, before), when.day)
    return _from_beginning(found)


def _from_beginning(found: list[When]) -> list[When]:
    """从下周起每周五: what comes every week does so from then on; the beginning is no visit."""
    begin = next((when for when in found if when.day and _BEGINS.fullmatch(when.text)), None)
    rest = [when for when in found if when is not begin]
    if begin is None or begin.day is None or not any(when.day for when in rest):
        return found
    return [_not_before(when, begin.day) for when in rest]


def _not_before(when: When, first: date) -> When:
    if when.day is None or when.day >= first or not _EACH.search(when.text):
        return when
    weeks = (first - when.day).days // 7 + ((first - when.day).days % 7 > 0)
    return replace(when, day=when.day + timedelta(weeks=weeks))


def _at(moment: datetime, token: Token) -> Token:
    """The token with the hour at which it is said, where it speaks of that one."""
    if not isinstance(token, Clock) or not token.now:
        return token
    return replace(token, hour=moment.hour, minute=moment.minute)


def _stated(one: Expression, when: When, before: _Before | None) -> date | None:
    """The day in the words themselves, which later hours of the text share."""
    if one.day or one.ahead:
        return when.day
    return before.stated if before else None


def _beside(plain: str, first: Expression, second: Expression) -> bool:
    return _BESIDE.fullmatch(plain[first.end : second.start]) is not None


@dataclass(frozen=True, slots=True)
class _Reader:
    text: str
    plain: str
    now: datetime
    known: date | None
    before: _Before | None
    beside: bool

    def read(self, one: Expression) -> When | None:
        """The expression resolved; None when its day does not exist (31 November)."""
        text = self.text[one.start : one.end].strip()
        hours = one.length.hours if one.length else None
        if one.ahead:
            then = self.now + one.ahead.wait
            return When(text, then.date(), time(then.hour, then.minute), hours=hours)
        part = one.part or self._leaning_part(one)
        shift, clock = _clock(_shared_pm(one.clock, one.until), part) if one.clock else (0, None)
        day = self._day(one, clock, over=shift > 0)
        if one.day and day is None and hours is None:
            return None
        if clock and self._is_tonight(one, clock, day):
            clock = clock.replace(hour=clock.hour + 12)
        until = _until(clock, one, part) if clock and one.until else None
        bounds = self._bounds(one, clock) if clock else self._from_noon(one, part)
        if any(bounds):
            clock, shift = None, 0
        named = part.part if part and clock is None else None
        day = day and day + timedelta(days=shift)
        return When(text, day, clock, until, named, hours, *bounds)

    def _is_tonight(self, one: Expression, clock: time, day: date | None) -> bool:
        """今天七点, said at ten in the morning, is the evening unless it tells what happened."""
        if one.part or one.day is None or one.clock is None or one.clock.exact:
            return False
        if day != self.now.date() or clock.hour not in _OF_BOTH_HALVES:
            return False
        passed = clock <= self.now.time() and self.now.hour < clock.hour + 12
        return passed and _TELLS.search(self.plain) is None

    def _bounds(self, one: Expression, clock: time | None) -> Bounds:
        if clock is None or one.clock is None or one.until is not None:
            return Bounds()
        start = one.start if one.clock.start - one.start <= _FAR else one.clock.start
        home = _HOME_FROM if comes_home(self.plain, one.clock.end) else ()
        late = clock.hour == _BEFORE_WORK or clock.hour in home
        if one.part is None and not one.clock.exact and late:
            clock = clock.replace(hour=clock.hour + 12)
        if clock == time(0):
            clock = time(23, 59)  # 今晚十二点前 is today
        found = bounds_of(self.plain, one.clock.start, one.clock.end, clock)
        return found if any(found) else bounds_of(self.plain, start, one.end, clock)

    def _from_noon(self, one: Expression, part: PartOfDay | None) -> Bounds:
        """中午以后 names no hour, but what it begins with."""
        after = part is not None and part.part == "noon" and _AFTER.match(self.plain, one.end)
        return Bounds(earliest=time(12)) if after else Bounds()

    def _leaning_part(self, one: Expression) -> PartOfDay | None:
        """晚上七点或八点: the second is in the evening too."""
        if self.before is None or not self.beside or one.day or one.clock is None:
            return None
        return self.before.group.part

    def _day(self, one: Expression, clock: time | None, *, over: bool) -> date | None:
        if one.day and one.day.sort == "each" and clock is None and one.part is None:
            return None
        if one.day:
            return one.day.pick(Around(self.now.date(), self._later(one, clock), self._near()))
        if one.clock is None and one.part is None:
            return None
        if self.before and self.before.stated:
            return self.before.stated
        passed = clock is not None and not over and clock <= self.now.time()
        if self.known is None and passed and self.before and self.before.day:
            return self.before.day
        if self.known is None and one.part and passed:
            return self.now.date() + timedelta(days=1)
        return self.known

    def _near(self) -> date | None:
        if self.before is None or not self.beside or self.before.group.day is None:
            return None
        return self.before.day if self.before.group.day.sort in {"date", "week"} else None

    def _later(self, one: Expression, clock: time | None) -> bool:
        if clock is not None:
            return clock > self.now.time()
        return one.part is not None and _TYPICAL[one.part.part] > self.now.hour


def _clock(clock: Clock, part: PartOfDay | None) -> tuple[int, time]:
    shift, hour = hour_of(clock, part)
    return shift, time(hour, clock.minute)


def _shared_pm(clock: Clock, end: Clock | None) -> Clock:
    """7-9pm begins in the evening; 11-2pm in the morning."""
    if end is None or not end.pm or clock.exact or clock.hour + 12 >= end.hour:
        return clock
    return replace(clock, hour=clock.hour + 12, exact=True)


def _until(start: time, one: Expression, part: PartOfDay | None) -> time | None:
    """The end of a range: as said, else the first such hour after its start (2点到5点 is 17:00)."""
    end = one.until
    if end is None:
        return None
    said = _clock(end, one.until_part)[1]
    if one.until_part or end.pm or end.hour > 12 or (end.exact and said > start):
        return said
    hours = (end.hour % 12, end.hour % 12 + 12)
    ends = [time(hour, end.minute) for hour in hours]
    return next((each for each in ends if each > start), _clock(end, part)[1])
