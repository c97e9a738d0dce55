"""Durations (三个小时, 一个半钟头, 2.5h) and moments counted from now (半小时后)."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Final

from bot.language.when.model import in_hours
from bot.language.when.numbers import (
    ENGLISH_NUM,
    NOT_AFTER_NUMBER,
    NUM,
    english_number,
    number,
)
from bot.language.when.tokens import Ahead, Length, Rule, any_of, not_after, rule

_LONGEST: Final = 16  # hours; longer ones are opening times or a way of living (24小时住家)
_ONE: Final = rf"(?:\d{{1,2}}(?:\.\d)?|{NUM}(?:(?<=[一二两三四五六七八九])点五(?=个?(?:小时|钟)))?)"
_UNIT: Final = r"(?:小时|钟头|钟(?![点表])|hours?(?![a-z])|hrs?(?![a-z])|h(?![a-z\d]))"
_AMOUNT: Final = (
    rf"(?:(?:{_ONE}\s?(?:个(?:小时)?)?\s?(?:-|到|至|、|或)\s?|[一二两三四五六七八](?=[两二三四五六七八九]个?(?:半|小时|钟)))?"
    rf"(?P<n>{_ONE})\s?个?(?P<and>半)?个?\s?{_UNIT}(?P<tail>半)?|(?P<only>半)个?(?:小时|钟头|钟(?![点表])))"
)
_MINUTES: Final = rf"(?P<min>\d{{1,3}}|{NUM})\s?(?:分钟|min(?:ute)?s?(?![a-z]))"
_LATER: Final = r"(?:之|以|过)?后(?!天|面)|(?<=[a-z])\slater|\sfrom\snow"
_IN: Final = r"(?:再过|过(?=\S{2,7}(?:后|再|来|给|吧|到|\s?$)))"
# 提前两小时, 迟到两小时, 每小时, 两小时内: no length of a booking.
_NOT_BEFORE: Final = not_after(
    "提前 提早 早 早走 早走了 晚 晚了 晚到 晚到了 迟到 迟到了 等 等了 等了我 少做 少做了 少干"
    " 少干了 超 超时 超过 拖了 耽误 耽误了 挪 推 推迟 推迟了 推后 往后推 延 延后 延迟 顺延"
    " 加班 每 / 块 元 钱"
)
_PRICE: Final = (
    r"(?:是|要|大概|得)?(?:多少钱?|几块|几钱|怎么收|怎么算|收费|多钱|什么价"
    r"|[\d一二三四五六七八九十百]+[块元])"
)
_NOT_AFTER: Final = (
    r"(?!\s?(?:工(?!作)|前(?!面)|起(?!来)|的?路|"
    + any_of("内 之内 以内 之前 以前 制 热线 营业 在线 服务热线 一次")
    + rf")|\s?{_PRICE})"
)


def _hours(match: re.Match[str]) -> Decimal | None:
    if match["only"]:
        return Decimal("0.5")
    whole, _, tenth = match["n"].replace("点", ".").partition(".")
    units = english_number(whole)
    if units is None:
        return None
    part = Decimal(number(tenth) or 0) / 10 if tenth else Decimal(0)
    return units + part + (Decimal("0.5") if match["and"] or match["tail"] else 0)


def _length(match: re.Match[str]) -> Length | None:
    hours = _hours(match)
    if hours is None or not 0 < hours <= _LONGEST:
        return None
    return Length(match.start(), match.end(), hours)


def _count(text: str) -> int | None:
    """Minutes, of which there may be more than 99."""
    return int(text) if text.isascii() and text.isdigit() else number(text)


def _minutes(match: re.Match[str]) -> Length | None:
    minutes = _count(match["min"])
    if minutes is None or not 10 <= minutes <= 60 * _LONGEST:
        return None
    return Length(match.start("min"), match.end(), in_hours(minutes))


def _ahead(match: re.Match[str]) -> Ahead | None:
    hours = _hours(match)
    return None if hours is None else _wait(match, round(hours * 60))


def _ahead_minutes(match: re.Match[str]) -> Ahead | None:
    minutes = _count(match["min"])
    return None if minutes is None else _wait(match, minutes)


def _ahead_quarters(match: re.Match[str]) -> Ahead | None:
    quarters = number(match["quarters"])
    return None if quarters is None else _wait(match, 15 * quarters)


def _ahead_english(match: re.Match[str]) -> Ahead | None:
    if not match.groupdict().get("n"):
        return _wait(match, 30)
    count = english_number(match["n"])
    return None if count is None else _wait(match, count * (60 if match["unit"][0] == "h" else 1))


def _wait(match: re.Match[str], minutes: int) -> Ahead:
    return Ahead(match.start(), match.end(), timedelta(minutes=minutes))


def _half_hour(match: re.Match[str]) -> Length:
    return Length(match.start(), match.end(), Decimal("0.5"))


def _english(match: re.Match[str]) -> Length | None:
    count = english_number(match["n"])
    if count is None or not 0 < count <= _LONGEST:
        return None
    return Length(
        match.start(), match.end(), Decimal(count) + (Decimal("0.5") if match["half"] else 0)
    )


RULES: Final[tuple[Rule, ...]] = (
    rule(rf"{NOT_AFTER_NUMBER}{_NOT_BEFORE}{_AMOUNT}(?:{_LATER})", _ahead),
    rule(rf"{NOT_AFTER_NUMBER}{_NOT_BEFORE}{_MINUTES}(?:{_LATER})", _ahead_minutes),
    rule(rf"{NOT_AFTER_NUMBER}(?<!点)(?P<quarters>[一二两三])刻钟(?:{_LATER})", _ahead_quarters),
    rule(rf"{_IN}{_AMOUNT}(?:{_LATER})?", _ahead),
    rule(rf"{_IN}{_MINUTES}(?:{_LATER})?", _ahead_minutes),
    rule(
        rf"(?<![a-z])in\s(?:half\san?\shour|(?P<n>{ENGLISH_NUM})\s(?P<unit>hour|minute|min)s?)(?![a-z])",
        _ahead_english,
    ),
    rule(r"(?<![a-z])half\san?\shour\s(?:later|from\snow)", _ahead_english),
    rule(r"(?<![a-z])(?:for\s)?half\san?\shour(?![a-z])", _half_hour),
    rule(
        rf"(?<![a-z\d])(?:for\s)?(?P<n>{ENGLISH_NUM})(?P<half>\sand\sa\shalf)?\s(?:hours?|hrs?)(?![a-z])",
        _english,
    ),
    rule(rf"{NOT_AFTER_NUMBER}{_NOT_BEFORE}{_AMOUNT}{_NOT_AFTER}", _length),
    rule(
        rf"(?:^|做|干|搞|打扫|保洁|清洁|清洗|洗|擦|约|for\s)(?:个|上|它)?{_MINUTES}(?!\s?(?:内|之内|以内|前|车程|路程|就))",
        _minutes,
    ),
)
