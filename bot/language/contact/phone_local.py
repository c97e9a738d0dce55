"""Numbers as people say them at home: a landline without its area code, Hong Kong's without 852.

Eight digits may be anything, so they count only where the words around speak of a telephone or
the number stands for itself; a date, an order's number and an amount never do.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import phonenumbers
from phonenumbers import geocoder

__all__ = ["Local", "find_local"]

Local = tuple[int, int, str, str | None]
"""Start and end in the text, E.164, extension."""

_GAP: Final = r"[ \-.·—–―_\n]{0,2}"
_EXTENSION: Final = r"(?:[\s,，]{0,2}(?:转分机|转接?|分机号?|ext\.?|x|-)\s{0,2}(?:号码?)?[:：]?\s{0,2}(?P<ext>\d{1,6})(?!\d))?"
_LANDLINE: Final = re.compile(
    rf"(?<![\d.#*])(?P<n>[2-9]\d{{3}}{_GAP}\d{{4}}|[2-9]\d{{2}}{_GAP}\d{{4}})(?!\d|\.\d|\*){_EXTENSION}",
    re.I,
)
_ABROAD: Final = re.compile(
    rf"(?<![\d+.])(?P<n>(?:852|853){_GAP}\d{{4}}{_GAP}\d{{4}}|886{_GAP}0?9\d\d{_GAP}\d{{3}}{_GAP}\d{{3}}"
    rf"|09\d\d{_GAP}\d{{3}}{_GAP}\d{{3}})(?!\d)"
)
_REGIONS: Final = (
    (re.compile(r"香港|港(?:号|区号码)|hong\s?kong|(?<![a-z])hk(?![a-z])", re.I), "HK"),
    (re.compile(r"澳门|macau|macao", re.I), "MO"),
    (re.compile(r"台湾|taiwan", re.I), "TW"),
)
_CODES: Final = {"HK": "852", "MO": "853", "TW": "886"}
_DATE: Final = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_SAID_BEFORE: Final = re.compile(
    r"(?:电话|座机|小灵通|固话|宅电|号码|手机|联系|[打拨](?!扫|理|蜡|包)|致电|热线|分机|tel|phone|call|号[是为:：])"
    r"[^\d，。；,;!！?？]{0,10}$|\d[/、或和，, ]{1,2}(?:家里|座机|固话|单位|公司|办公室)?[:：]?\s?$",
    re.I,
)
_SAID_AFTER: Final = re.compile(
    r"\s*[(（]?(?:这个|是)?[我的]{0,2}(?:座机|固话|电话|家里(?:的|座机|电话)|宅电|公司电话|单位电话|办公室电话)"
    r"|[^\d，。；,;]{0,4}有人接|\s*转\s?\d"
)
_ALONE_BEFORE: Final = re.compile(r"(?:^|[,，。;；!！?？\n])\s*$")
_ALONE_AFTER: Final = re.compile(
    r"\s*(?:$|[,，。;；!！?？\n]|谢谢|[\u4e00-\u9fff]{1,3}(?:先生|女士|小姐|太太|阿姨|老师))"
)
_COUNTED: Final = re.compile(r"\s?(?:元|块|平|万|分|%|人民币|rmb|公里|号楼|弄|室|[a-z])", re.I)


def find_local(plain: str, city: str) -> Iterator[Local]:
    """Numbers without area code or ``+`` in halfwidth Simplified text, in a company's ``city``."""
    regions = [region for words, region in _REGIONS if words.search(plain)]
    for match in _ABROAD.finditer(plain):
        region = next((r for r in (*regions, "TW") if _fits(match["n"], r)), None)
        if region and (regions or _said(plain, match)) and (e164 := _e164(match["n"], region)):
            yield match.start(), match.end(), e164, None
    code = area_code(city)
    named = re.compile(rf"{re.escape(city.removesuffix('市'))}市?的?\s?$")
    for match in _LANDLINE.finditer(plain):
        digits = re.sub(r"\D", "", match["n"])
        if _DATE.fullmatch(digits) or _COUNTED.match(plain, match.end()):
            continue
        here = named.search(plain, max(0, match.start() - 8), match.start())
        said = match["ext"] or regions or here or _said(plain, match)
        if not (said or _alone(plain, match)):
            continue
        numbers = [_e164(digits, region) for region in regions if region != "TW"]
        numbers.append(_e164(f"0{code}{digits}", "CN") if code else None)
        if e164 := next(filter(None, numbers), None):
            yield match.start(), match.end(), e164, match["ext"]


def _fits(number: str, region: str) -> bool:
    return number.startswith((_CODES[region], "09" if region == "TW" else _CODES[region]))


def _said(plain: str, match: re.Match[str]) -> bool:
    before = plain[max(0, match.start() - 16) : match.start()]
    return bool(_SAID_BEFORE.search(before) or _SAID_AFTER.match(plain, match.end()))


def _alone(plain: str, match: re.Match[str]) -> bool:
    before = plain[max(0, match.start() - 4) : match.start()]
    return bool(_ALONE_BEFORE.search(before) and _ALONE_AFTER.match(plain, match.end()))


def _e164(number: str, region: str) -> str | None:
    code = _CODES.get(region)
    digits = re.sub(r"\D", "", number)
    try:
        known = code and digits.startswith(code) and len(digits) > 9
        parsed = phonenumbers.parse(f"+{digits}" if known else digits, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


@lru_cache(maxsize=8)
def area_code(city: str) -> str | None:
    """Area code of a Chinese city without its 0 (上海市: 21), by the numbering plan's places."""
    name = city.removesuffix("市")
    for code in (10, *range(20, 30), *range(310, 1000)):
        number = phonenumbers.parse(f"+86{code}6234567{'' if code > 99 else '8'}")
        place = geocoder.description_for_number(number, "zh")
        place = place or geocoder.description_for_number(
            phonenumbers.parse(f"+86{code}62345678"), "zh"
        )
        if name and place.removesuffix("市").endswith(name):
            return str(code)
    return None
