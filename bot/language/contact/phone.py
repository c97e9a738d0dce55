"""Phone numbers in a chat message, and how they are shown.

``phonenumbers`` decides what is a number that can be dialled; this file finds the candidates, which
it does not know: spoken digits, extensions, the separators people type, and what looks like a
phone but is an order number, a price or an identity card.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers

from bot.language.contact.phone_local import find_local
from bot.language.contact.phone_words import find_told
from bot.language.script import simplify

__all__ = ["Phone", "as_dialled", "find_phones", "has_figures", "mask_phone"]


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone number: as typed (with country code and extension), and in E.164."""

    text: str
    e164: str
    extension: str | None = None


_WORDS = "〇○零洞Oo幺一么腰壹二两贰俩三叁参四肆五伍六陆七柒拐八捌九玖勾"
_SPOKEN = str.maketrans(_WORDS, "00000011111222233344556677788999")
_SPOKEN_RUN = re.compile(
    rf"(?:[{_WORDS}\d](?:[ ,，。、\-.\n…]|呃|嗯|额|那个|然后|接着|后面|哦|啊){{0,6}}){{7,}}"
)
_GAP = r"[ \-.·•—–―_、()\n\ufe0f\u20e3]{0,3}"
_COUNTRY = rf"(?:(?:\+|00)?86{_GAP}|\(\+?86\){_GAP})?"
_MOBILE_DIGITS = r"1(?:[ ,\-.·•—–―_、()\n\ufe0f\u20e3\\/|~]{0,3}\d){10}"
# How people group the eleven digits; other groupings are dates, rooms and amounts in a row.
_GROUPINGS = frozenset(
    {(11,), (3, 4, 4), (3, 8), (7, 4), (4, 7), (5, 6), (6, 5), (3, 3, 5), (3, 5, 3), (4, 4, 3)}
    | {(4, 3, 4), (5, 3, 3), (3, 2, 3, 3), (3, 2, 2, 2, 2), (3, 4, 2, 2), (1,) * 11}
)
_LANDLINE_DIGITS = rf"(?:\(0\d{{2,3}}\)|0\d{{2,3}})[,，]?{_GAP}[2-9](?:\d{{2,3}}{_GAP}\d{{4}}|\d{{3}}{_GAP}\d{{3}})"
_EXTENSION = (
    r"(?:\s{0,2}(?:转分机|转接?|分机号?|ext\.?|x)\s{0,2}[:：]?\s{0,2}(?P<ext>\d{1,6})(?!\d))?"
)
_DASHED = r"(?:-(?P<dash>\d{1,6})(?![\d-]))?"
_BEFORE, _AFTER = r"(?<![\d.#])", r"(?!\d|\.\d)"
_MOBILE = re.compile(rf"{_BEFORE}{_COUNTRY}(?P<n>{_MOBILE_DIGITS}){_AFTER}{_EXTENSION}", re.I)
_LANDLINE = re.compile(
    rf"{_BEFORE}(?P<n>{_LANDLINE_DIGITS}){_AFTER}(?:{_EXTENSION}){_DASHED}", re.I
)
_LANDLINE_ABROAD = re.compile(
    rf"{_BEFORE}(?:\+|00)86{_GAP}(?P<n>0?[1-9]\d{{1,2}}{_GAP}[2-9]\d{{2,3}}{_GAP}\d{{4}})"
    rf"{_AFTER}{_EXTENSION}",
    re.I,
)
_FOREIGN = re.compile(r"(?<![\d+])(?P<n>(?:\+|00)(?!86|0)[1-9](?:[ \-.()]{0,2}\d){6,14})(?!\d)")
_NUMBER_OF_SOMETHING = re.compile(
    r"(?:订单|单|运单|工单|快递|编|卡|账|帐|身份证|证|流水|序列|会员|发票|合同|票)(?:号码?|编号)?"
    r"[是为:：\s]{0,3}$|(?:QQ|qq|No\.?|NO\.?|[A-Z]{1,4}\d*|(?<![a-z])[a-z]\d*|[a-z]\d*[-_])[:：]?$"
)
_PHONE_WORD = re.compile(
    r"(?:tel|phone|mobile|mob|cell|call|wechat|wx|vx|v|t|m|ph|whatsapp)\W{0,3}$", re.I
)
_CLAUSE_BEFORE = re.compile(
    r"(?:^|[,，。;；!！\n]|电话|手机|号码?|联系方式|tel|phone|mobile)[是为:：\s]{0,3}$", re.I
)
_CLAUSE_AFTER = re.compile(r"\s*(?:$|[,，。;；!！\n])")
_MOBILE_LENGTH = 11
_FIGURES = re.compile(r"\d{3,}|[〇零一二三四五六七八九幺]{5,}")
_AMOUNT_AFTER = re.compile(r"\s?(?:元|块|平|分钟|%|人民币|rmb|公里|[A-Za-z]{2}\d)", re.I)


def find_phones(text: str, city: str = "上海市") -> list[Phone]:
    """All phone numbers in the order typed, each place once.  Never raises.

    A landline without area code is one of ``city``.
    """
    plain = simplify(text)
    found: list[tuple[int, int, Phone]] = []
    for digits in (plain, _spoken(plain)):
        for pattern in (_FOREIGN, _LANDLINE_ABROAD, _MOBILE, _LANDLINE):
            for match in pattern.finditer(digits):
                _keep(found, text, plain, match)
        for start, end, number in find_told(digits):
            if len(number) == _MOBILE_LENGTH and (e164 := _dialled(number)):
                _add(found, plain, start, end, Phone(text[start:end], e164))
        for start, end, e164, extension in find_local(digits, city):
            _add(found, plain, start, end, Phone(text[start:end], e164, extension))
    return [phone for _, _, phone in sorted(found, key=lambda item: item[0])]


def has_figures(text: str) -> bool:
    """Whether there is a run of figures, such as a phone that was told by half.  Never raises."""
    return bool(_FIGURES.search(simplify(text)))


def as_dialled(e164: str) -> str:
    """As it is dialled at home: 13800000001, 021-64380912; abroad with its country: +14155552671."""
    digits = e164.removeprefix("+86")
    if digits == e164 or re.fullmatch(r"1\d{10}", digits):
        return digits
    area = _area_code(digits)
    return f"0{area}-{digits.removeprefix(area)}"


def mask_phone(e164: str) -> str:
    """For screens and logs (REQ G2): 138****0001, 021****1234, +1****2671; else only stars."""
    digits = re.sub(r"\D", "", e164)
    if not e164.startswith("+") or len(digits) < 8:
        return "****"
    if re.fullmatch(r"861\d{10}", digits):
        return f"{digits[2:5]}****{digits[-4:]}"
    if digits.startswith("86"):
        return f"0{_area_code(digits[2:])}****{digits[-4:]}"
    return f"+{_country(e164)}****{digits[-4:]}"


def _spoken(plain: str) -> str:
    """Chinese digits as digits where at least seven stand together, character by character."""
    return _SPOKEN_RUN.sub(lambda run: run.group().translate(_SPOKEN), plain)


def _keep(found: list[tuple[int, int, Phone]], text: str, plain: str, match: re.Match[str]) -> None:
    start, end = match.span()
    e164 = _dialled(match.group("n"))
    if e164 and (_grouped_like_a_phone(match.group("n")) or _stands_alone(plain, start, end)):
        groups = match.groupdict()
        extension = groups.get("ext") or groups.get("dash")
        _add(found, plain, start, end, Phone(text[start:end], e164, extension))


def _add(
    found: list[tuple[int, int, Phone]], plain: str, start: int, end: int, phone: Phone
) -> None:
    """Keep it unless the place is taken or the words around say what else it is."""
    taken = any(start < taken_end and begin < end for begin, taken_end, _ in found)
    if not taken and not _is_something_else(plain, start, end):
        found.append((start, end, phone))


def _is_something_else(plain: str, start: int, end: int) -> bool:
    before = plain[max(0, start - 12) : start]
    if _AMOUNT_AFTER.match(plain, end):
        return True
    return bool(_NUMBER_OF_SOMETHING.search(before)) and not _PHONE_WORD.search(before)


def _grouped_like_a_phone(number: str) -> bool:
    sizes = tuple(len(group) for group in re.findall(r"\d+", number))
    return not number.startswith("1") or sizes in _GROUPINGS


def _stands_alone(plain: str, start: int, end: int) -> bool:
    """13 8179 5602 4 as a clause of its own, or behind the word for it, in whatever groups."""
    before = plain[max(0, start - 12) : start]
    return bool(_CLAUSE_BEFORE.search(before) and _CLAUSE_AFTER.match(plain, end))


@lru_cache(maxsize=4096)
def _dialled(number: str) -> str | None:
    """E.164 of a number that exists in its numbering plan, read as Chinese without a +."""
    number = number.replace("，", " ").replace(",", " ")
    if number.startswith("00"):
        number = f"+{number[2:]}"
    if number.lstrip("(").startswith("1"):
        number = re.sub(r"\D", "", number)
    try:
        parsed = phonenumbers.parse(number, "CN")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _area_code(national: str) -> str:
    """Two digits for the big cities (10, 20–29), three for the others."""
    return national[:2] if national[0] == "2" or national.startswith("10") else national[:3]


def _country(e164: str) -> str:
    try:
        return str(phonenumbers.parse(e164, None).country_code)
    except phonenumbers.NumberParseException:
        return e164[1:2]
