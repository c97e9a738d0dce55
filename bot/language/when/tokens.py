"""The pieces of which an expression of time is made; positions are those in the text."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, Literal

from bot.language.when.numbers import HAN

UNITS: Final = (
    "个人块元平岁栋幢座楼层室单号弄米斤件套台间房次遍趟回位名天月年周万千百折倍%万㎡厅卫口家户扇张把条瓶"
    "分秒小钟h级星颗只份种款居"
)
NO_UNIT: Final = rf"(?!\s?[{UNITS}]|[\d{HAN}]|[.:/]\d|-\d{{3}}|[a-z])"
TO: Final = r"\s?(?:--?|(?:一直|[做干弄忙])?到|至|直到|to|till|until)\s?"

Part = Literal["morning", "noon", "afternoon", "evening"]

OWN_AFFAIR: Final = r"(?![\s,]?(?:我们?|[他她]们?|孩子|娃|宝宝|老公|老婆|要|就|正式|又)*(?:上班|上学|放假|休假|休产假|出差|开学|请假|回老家))"
"""从下周开始 with it tells of the customer, not of a wish."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a day may depend on: today, whether a later hour was said, the day named just before."""

    today: date
    later: bool
    before: date | None


Pick = Callable[[Around], date | None]
Sort = Literal["date", "week", "weekday", "word", "each", "now"]


@dataclass(frozen=True, slots=True)
class Day:
    """A day; `sort` says what may stand beside it, `pick` resolves it (None: no such day)."""

    start: int
    end: int
    pick: Pick
    sort: Sort


@dataclass(frozen=True, slots=True)
class PartOfDay:
    """A part of the day; `weak` ones (早, 晚) need a day or an hour beside them."""

    start: int
    end: int
    part: Part
    weak: bool = False
    small: bool = False  # 凌晨: hours as said, twelve is midnight


@dataclass(frozen=True, slots=True)
class Clock:
    """An hour as said; `exact` when it needs no part of the day (15:30, 09:00, 3pm).

    `now`: the hour at which it is said (明天这个点), which only who knows the time can fill in.
    """

    start: int
    end: int
    hour: int
    minute: int = 0
    exact: bool = False
    pm: bool = False  # said with pm
    now: bool = False


@dataclass(frozen=True, slots=True)
class Length:
    """A duration in hours."""

    start: int
    end: int
    hours: Decimal


@dataclass(frozen=True, slots=True)
class Ahead:
    """A moment counted from now (两小时后)."""

    start: int
    end: int
    wait: timedelta


def found(match: re.Match[str], pick: Pick, sort: Sort = "date") -> Day:
    """The day that a pattern found."""
    return Day(match.start(), match.end(), pick, sort)


Token = Day | PartOfDay | Clock | Length | Ahead
Build = Callable[[re.Match[str]], Token | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what to make of it; None means that it was something else."""

    pattern: re.Pattern[str]
    build: Build


def any_of(words: str) -> str:
    """A group of alternatives, the longest first, from words with blanks between."""
    return f"(?:{'|'.join(sorted(words.split(), key=len, reverse=True))})"


def not_after(words: str) -> str:
    """A condition: none of the words stands just before."""
    return "".join(f"(?<!{word})" for word in words.split())


def rule(pattern: str, build: Build) -> Rule:
    """A rule on normalised text; digits and blanks are ASCII there."""
    return Rule(re.compile(pattern, re.ASCII), build)
