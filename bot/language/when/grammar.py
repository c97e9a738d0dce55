"""From tokens to expressions: which day, part, hours and length belong together."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.language.when.tokens import (
    TO,
    Ahead,
    Around,
    Clock,
    Day,
    Length,
    PartOfDay,
    Token,
)

_FAR: Final = 12  # characters between a day and its hour (明天来做保洁，下午三点)
_TIGHT: Final = re.compile(
    r"(?:[\s,、()\x22'的吧呢啊嗯哈是就在约]|那天|当天|大概|大约|差不多|on|at|around|about|开始){0,5}",
    re.ASCII,
)
_SAME: Final = re.compile(r"[\s,()]*(?:(?:也|也就|就)?是)?[\s,]*")
_EXACTNESS: Final = {"date": 3, "week": 2, "word": 2, "now": 2, "weekday": 1, "each": 0}
_APART: Final = re.compile(
    r"[。.!?;]|不|没|改|换|或|还是|要么|再|然后|到时|后|前|推|和|跟|及|比|取消|\bor\b|\bnot\b|\bno\b"
)
_MOVES: Final = re.compile(r"\b(?:move|change|switch|push|reschedul|postpone|shift)", re.ASCII)
_RANGE: Final = re.compile(rf"\s?(?:开始|起)?,?\s?(?:大概|差不多)?{TO}", re.ASCII)


@dataclass(slots=True)
class Expression:
    """Tokens that say one time together; `start` and `end` are places in the text."""

    start: int
    end: int
    day: Day | None = None
    part: PartOfDay | None = None
    clock: Clock | None = None
    until_part: PartOfDay | None = None
    until: Clock | None = None
    length: Length | None = None
    ahead: Ahead | None = None

    @property
    def speaks(self) -> bool:
        """Whether it says enough: 每天 and 早 alone do not."""
        if self.clock or self.length or self.ahead:
            return True
        if self.part and not self.part.weak:
            return True
        return self.day is not None and self.day.sort != "each"


@dataclass(frozen=True, slots=True)
class _Step:
    """A token with its neighbourhood: the text before it and the token after it, if close."""

    gap: str
    after: Token | None
    today: date
    moves: bool  # “move Saturday to Sunday” is no range

    @property
    def tight(self) -> bool:
        return _TIGHT.fullmatch(self.gap) is not None

    @property
    def loose(self) -> bool:
        return self.tight or (len(self.gap) <= _FAR and _APART.search(self.gap) is None)

    @property
    def ranges(self) -> bool:
        return _RANGE.fullmatch(self.gap) is not None and not (self.moves and "to" in self.gap)


def group(plain: str, tokens: list[Token], today: date) -> list[Expression]:
    """The expressions in order of appearance."""
    groups: list[Expression] = []
    moves = _MOVES.search(plain) is not None
    for place, token in enumerate(tokens):
        gap = plain[groups[-1].end : token.start] if groups else ""
        step = _Step(gap, _close(plain, tokens, place), today, moves)
        if not groups or not _joins(groups[-1], token, step):
            groups.append(_begin(token))
        groups[-1].end = token.end
    return [one for one in groups if one.speaks]


def _close(plain: str, tokens: list[Token], place: int) -> Token | None:
    if place + 1 == len(tokens):
        return None
    gap = plain[tokens[place].end : tokens[place + 1].start]
    return tokens[place + 1] if _TIGHT.fullmatch(gap) else None


def _begin(token: Token) -> Expression:
    new = Expression(token.start, token.end)
    match token:
        case Day():
            new.day = token
        case PartOfDay():
            new.part = token
        case Clock():
            new.clock = token
        case Length():
            new.length = token
        case Ahead():
            new.ahead = token
    return new


def _joins(group: Expression, token: Token, step: _Step) -> bool:
    """Whether the token goes into the group; if so it is put there."""
    match token:
        case Day():
            return _join_day(group, token, step)
        case PartOfDay():
            return _join_part(group, token, step)
        case Clock():
            return _join_clock(group, token, step)
        case Length():
            return _join_length(group, token, step)
        case Ahead():
            return _join_ahead(group, token, step)


def _join_day(group: Expression, day: Day, step: _Step) -> bool:
    if group.ahead:
        return False
    if group.day is not None:
        return _join_second_day(group, group.day, day, step)
    own_hour = isinstance(step.after, Clock | PartOfDay)
    if not step.tight or (own_hour and (group.clock or group.part)):
        return False
    group.day = day
    return True


def _join_second_day(group: Expression, first: Day, day: Day, step: _Step) -> bool:
    """周一到周五 counts as its first day; 12月5号（周六） is said twice."""
    if group.clock or group.part or group.length:
        return False
    if step.ranges:
        return True
    if first.sort != "each" and day.sort == "each" and (step.tight or step.gap == "起"):
        return True  # 周一到周五每天下午四点半: the first of these days
    if not _SAME.fullmatch(step.gap) or "each" in {first.sort, day.sort}:
        return False
    exact, other = (first, day) if _EXACTNESS[first.sort] >= _EXACTNESS[day.sort] else (day, first)
    if _EXACTNESS[exact.sort] == _EXACTNESS[other.sort]:
        return False
    if exact.sort != "date" and not _same_weekday(exact, other, step.today):
        return False
    group.day = exact
    return True


def _same_weekday(one: Day, other: Day, today: date) -> bool:
    days = [day.pick(Around(today, later=True, before=None)) for day in (one, other)]
    return len({day.weekday() for day in days if day is not None}) == 1


def _join_part(group: Expression, part: PartOfDay, step: _Step) -> bool:
    if group.ahead:
        return False
    if group.clock is None:
        return _join_first_part(group, part, step)
    if group.until is not None or group.until_part is not None:
        return False
    own_hour = isinstance(step.after, Clock)
    short = group.part is not None and group.part.weak and step.gap == ""  # 早9晚5
    if own_hour and (step.ranges or short):
        group.until_part = part
        return True
    if not own_hour and group.part is None and not step.gap.strip():
        group.part = part
        return True
    return False


def _join_first_part(group: Expression, part: PartOfDay, step: _Step) -> bool:
    if group.part is not None:
        return step.gap == "" and group.part.part == part.part
    near = step.gap.strip() in {"", "的"} if part.weak else step.tight
    if not near and not (step.loose and group.day and not part.weak):
        return False
    group.part = part
    return True


def _join_clock(group: Expression, clock: Clock, step: _Step) -> bool:
    if group.ahead:
        return False
    if group.clock is None:
        if not _hour_near(group, step):
            return False
        group.clock = clock
        return True
    if group.until is None and (step.ranges or (group.until_part and step.tight)):
        group.until = clock
        return True
    return False


def _hour_near(group: Expression, step: _Step) -> bool:
    """早 and 晚 stand directly before their hour; other days and parts may be further away."""
    if group.part is not None and group.part.weak and group.day is None:
        return not step.gap.strip()
    return step.loose if group.day or group.part else step.tight


def _join_length(group: Expression, length: Length, step: _Step) -> bool:
    if group.length is not None or not step.loose:
        return False
    group.length = length
    return True


def _join_ahead(group: Expression, ahead: Ahead, step: _Step) -> bool:
    if group.ahead or group.clock or group.part or not step.tight:
        return False
    group.ahead = ahead
    return True
