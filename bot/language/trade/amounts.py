"""Amounts in what customers write: square metres, pieces, rooms, with number words."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bot.language.script import simplify

__all__ = [
    "Rooms",
    "find_days",
    "find_home",
    "find_hours",
    "find_pieces",
    "find_rooms",
    "find_square_metres",
    "whole_number",
    "without_prices",
]

_DIGITS: Final = {
    char: value
    for value, chars in enumerate(
        ("零〇", "一壹", "二两俩贰", "三仨叁", "四", "五", "六", "七", "八", "九")
    )
    for char in chars
}
_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
_HAN: Final = "".join((*_DIGITS, *_UNITS))
_NUMBER: Final = rf"(?:\d{{1,4}}(?:\.\d{{1,2}})?|[{_HAN}]{{1,7}})"
_SQUARE: Final = (
    r"(?:平方米|平方|平米|平(?![时常均安台板价底面路街])|㎡|m²|m2|方(?![便法式面向案])|"
    r"(?:sqm|sq\.? ?m(?:etres?|eters?)?|square met(?:re|er)s?)(?![a-z]))"
)
_METRES: Final = re.compile(
    rf"(?P<n>{_NUMBER})\s*(?:个|多|来|几|左右){{0,2}}\s*{_SQUARE}", re.IGNORECASE
)
_BUILT: Final = re.compile(
    rf"(?:建筑?面积?|套内(?:面积)?|实用面积|使用面积|面积)(?:是|有|大概|大约|约|写的)*\s*(?P<n>{_NUMBER})(?!\s*[\d万元块层楼室年])"
)
"""“建面142”: an area without its unit."""
_UNIT: Final = rf"(?:{_SQUARE}|[台件张组扇套]|个(?![小钟半人月星礼多时]))"
_ASKED: Final = (
    r"(?:多少(?:钱|米)?|几\s?[块元毛]钱?|什么价[钱格]?|啥价[钱格]?|[怎咋]么?[收算]费?钱?|几钱)"
)
_PRICE: Final = re.compile(
    rf"(?:(?<![\d.])\d{{1,5}}(?:\.\d{{1,2}})?\s?[块元毛]钱?|{_ASKED})\s*[/每]?\s*[一1]?个?\s*{_UNIT}"
    rf"|(?<![\d{_HAN}])[一1每]个?\s*{_UNIT}的?(?:要|是|得|收|大概)?\s*(?:{_ASKED}|\d{{1,5}}\s?[块元])"
)
"""“15块一平”, “一平多少钱”, “多少钱一台”: a price says no amount."""
_OWN_FIGURE: Final = re.compile(
    rf"(?:按|算|当|写|填)[作成是它个]?\s*(?P<n>{_NUMBER})\s*(?:{_SQUARE})?(?=[算来吧的好就行\s，,。！!]|$)"
)
"""“三十多平，算35”: the figure that the customer settles on."""
_FIGURE_ALONE: Final = re.compile(
    rf"(?:那|就|还是|行|好|[，, ])*(?:按|算|当)[作成它个]?\s*(?P<n>\d{{2,3}}|[{_HAN}]{{2,4}})(?:算|来)?(?:吧|好了|就行|就好)*[。！!]?"
)
_PIECES: Final = re.compile(
    rf"(?<![\d.第])(?P<n>\d{{1,2}}(?![\d.])|[{_HAN}]{{1,3}})\s*(?:台|件|个(?!小|钟|半|人|月|星|礼|多|时)|"
    r"张|组|扇)"
)
_DAYS: Final = re.compile(
    rf"(?<!提前)(?<!再过)(?<!还有)(?<![\d.每第])(?P<n>\d{{1,3}}|[{_HAN}]{{2,4}})\s*天(?![内前后]|以[内前后]|之[内前后])"
)
_HOURS: Final = re.compile(
    rf"(?<!提前)(?<![\d.每第])(?P<n>\d{{1,2}}(?:\.5)?|[{_HAN}]{{1,3}})\s*个?(?:小时|钟头)(?!前|后|内|以|之)"
)
_N: Final = r"[一二两三四五六七八九\d]"
_LAYOUT: Final = re.compile(
    rf"(?<![\d{_HAN}栋幢号楼-])(?P<bedrooms>{_N})\s?(?:室|房(?![间子租东])|居室?)"
    rf"(?:\s?(?P<halls>{_N})\s?厅)?(?:\s?(?P<baths>{_N})\s?卫)?(?:\s?{_N}\s?厨)?(?:\s?{_N}\s?阳台?)?"
)
_ENGLISH: Final = re.compile(
    r"\b(?P<bedrooms>\d|one|two|three|four|five)[- ]?(?:bed(?:room)?s?|br)\b"
    r"(?:[^\d.!?]{0,24}?\b(?P<baths>\d|one|two|three|four)[- ]?bath(?:room)?s?)?",
    re.IGNORECASE,
)
_THINGS: Final = (
    r"(?:沙发|床垫|床(?![单头])|窗[户子]?(?!帘)|玻璃|移门|衣柜|衣橱|橱柜|柜子|书柜|鞋柜|房间?|卧室|次卧|书房|卫生间|厕所|洗手间|浴室|阳台|露台"
    r"|客厅|厨房|衣帽间|地毯|窗帘|马桶|水槽|地漏|台盆|灶台)"
)
_COUNTED: Final = re.compile(
    rf"(?<![\d{_HAN}第每])(?:{_N}{{1,2}}|十[一二三四五六七八九]?)\s?(?:扇|张|组|个|间|套|块|面|条|片)(?:[一二三四五六单双\d][人门开位]|[大小的])?{_THINGS}"
    rf"|(?:{_THINGS})(?:[有是]|大概|一共|差不多){{0,2}}(?:{_N}{{1,2}}|十[一二三四五六七八九]?)\s?(?:扇|张|组|个|间|套|块|面|条|片)"
    rf"(?![月小钟半人多时点天星礼])|(?<![\d{_HAN}第])(?:{_N}{{1,2}}|十[一二三四五六七八九]?)扇(?!贝)"
)
_PING: Final = re.compile(
    rf"(?<![\d{_HAN}])(?P<n>\d{{1,3}}|[{_HAN}]{{1,4}})\s*坪(?![坝山石地上头])"
)
_A_PING: Final = Decimal("3.306")
"""坪, in which homes are measured in Taiwan."""
_EXTENT: Final = (_LAYOUT, _ENGLISH, _METRES, _BUILT, _PING, _COUNTED)
_WORDS: Final = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}


@dataclass(frozen=True, slots=True)
class Rooms:
    """A flat's layout: 两室一厅一卫 has 2 bedrooms, 1 hall, 1 bath; what is not said is None."""

    bedrooms: int
    halls: int | None = None
    baths: int | None = None


def find_square_metres(text: str) -> Decimal | None:
    """The floor area named, in square metres: 120㎡, 一百二十来平, 八十几个平方 (80), 25坪 (83)."""
    if ping := _PING.search(simplify(text)):
        count = _value(ping["n"])
        return (count * _A_PING).to_integral_value() if count else None
    plain = without_prices(text)
    match = _METRES.search(plain) or _BUILT.search(plain)
    if match is None:
        own = _FIGURE_ALONE.fullmatch(plain.strip())
    else:
        own = _OWN_FIGURE.search(plain, match.end())
    found = own or match
    return _value(found["n"]) if found else None


def find_pieces(text: str) -> Decimal | None:
    """How many machines or pieces: 两台, 3个."""
    match = _PIECES.search(without_prices(text))
    return _value(match["n"]) if match else None


def find_days(text: str) -> int | None:
    """For how many days somebody is to stay: 做满42天, 四十二天."""
    match = _DAYS.search(simplify(text))
    days = _value(match["n"]) if match else None
    return int(days) if days else None


def find_hours(text: str) -> Decimal | None:
    """“四个小时多少钱”; of one hour the price is asked, not told."""
    match = _HOURS.search(simplify(text))
    hours = _value(match["n"]) if match else None
    return hours if hours and hours > 1 else None


def find_rooms(text: str) -> Rooms | None:
    """The layout named: 两室一厅, 三房两卫, 2 bedrooms."""
    plain = simplify(text)
    match = _LAYOUT.search(plain) or _ENGLISH.search(plain)
    if match is None:
        return None
    counts = match.groupdict()
    bedrooms = _small(counts["bedrooms"]) or 0
    return Rooms(bedrooms, _small(counts.get("halls")), _small(counts.get("baths")))


def find_home(text: str) -> str | None:
    """What the text says of the home's size and of how much there is to do, as typed: “三室两厅 120平”,
    “2 bedrooms”, “六扇窗”, “两张床 一组三人沙发”."""
    plain = without_prices(text)
    found = [match for look in _EXTENT for match in look.finditer(plain)]
    said = [text[slice(*match.span())].strip() for match in found]
    return " ".join(dict.fromkeys(said)) or None


def without_prices(text: str) -> str:
    """Simplified, with prices per metre or piece blanked out; every place is kept."""
    return _PRICE.sub(lambda price: "。" * len(price.group()), simplify(text))


def whole_number(text: str) -> int | None:
    """The value of a Chinese number word below ten thousand, None for anything else.

    一百二 is 120, 一千五 1500; a row of digits (一二零) is read as digits.
    """
    if not text or any(char not in _DIGITS and char not in _UNITS for char in text):
        return None
    if not any(char in _UNITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    return _by_place(text)


def _by_place(text: str) -> int | None:
    total, digit, last = 0, None, 10_000
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char] if digit in {None, 0} else None
            if digit is None:
                return None
            last = last if digit else 10
            continue
        if _UNITS[char] >= last:
            return None
        last = _UNITS[char]
        total += (1 if digit is None else digit) * last
        digit = None
    return total + (digit or 0) * (last // 10)


def _value(number: str) -> Decimal | None:
    if number[0].isdigit():
        return Decimal(number)
    value = whole_number(number)
    return Decimal(value) if value else None


def _small(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if text.isdigit() else _WORDS.get(text.lower()) or whole_number(text)
