"""The scale that a survey answer names itself, and what it takes off the best score (REQ E2)."""

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.language.trade.amounts import whole_number

__all__ = ["Figure", "find_figure", "find_taken_off", "split_scale"]

_TOPS = {
    **{"十": 10, "10": 10, "ten": 10, "五": 5, "5": 5, "five": 5},
    **{"百": 100, "一百": 100, "100": 100, "hundred": 100, "a hundred": 100},
}
_TOP = r"(100|10|5|一?百|十|五|(?:a )?hundred|ten|five)(?![\d.点])"
_SCALE = re.compile(
    rf"满分(?:算|是|为|按|就是|的)?\s*{_TOP}(?:分|颗?星)?(?:的话|来算|制)?"
    rf"|(?:按|用|以|照)?{_TOP}\s*(?:颗?星|分)?(?:制|为满分|是满分|算满分|满分)(?:的话|来算|来说|里|中)?"
    rf"|(?:满分)?{_TOP}分(?:里面?|里头|当中|之中)"
    rf"|(?:从|按)[01零一]\s*分?(?:到|至|-|~){_TOP}分?(?:里|的话|制|打分|来打)?"
    rf"|\b(?:on|using) a (?:scale (?:of|from) )?(?:[01] ?(?:to|-) ?)?{_TOP}(?:[- ]point)?(?: scale)?"
    rf"|(?<=[\d分半])\s?/\s?{_TOP}(?:分|\b)|\bout of (?:a possible )?{_TOP}\b",
    re.IGNORECASE,
)
_ENGLISH = {
    name: value
    for value, name in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    )
}
_HAN = "零一二三四五六七八九十百两俩"
_NUMBER = (
    rf"(?<![\d.{_HAN}])(?P<figure>\d{{1,3}}(?:\.\d)?|[{_HAN}]{{1,5}}(?:点[一二三四五六七八九])?|"
    rf"\b(?:{'|'.join(_ENGLISH)})\b)(?P<half>\s?个?半)?"
)
_UNIT = r"\s*(?:个?颗?星|颗|分|points?|stars?)(?P<more>半)?"
_END = r"(?=$|[\s,，。.!！~、;；)）]|吧|了|左右|出头)"
_FIGURES = tuple(
    re.compile(sign, re.IGNORECASE)
    for sign in (
        rf"{_NUMBER}{_UNIT}",
        rf"(?:给|打|评|值|算|就|是|\bgive (?:it|her|him|you|them|a)?)(?:个|你们?|她|他|它|\s)*{_NUMBER}{_END}",
        rf"^\W*{_NUMBER}{_END}",
    )
)
_TAKEN_OFF = re.compile(
    r"(?:扣|减|少)(?:掉|去|了|给|打|你们?|他|她|阿姨|师傅|个)*(?P<figure>半|[一二两三四1-4](?:点五|\.5)?)个?(?:颗?星|分)(?P<more>半)?(?!都|也|钱|不)"
)
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Figure:
    """A score as it was said, with what stands before and behind it."""

    value: Decimal
    before: str
    rest: str


def split_scale(text: str) -> tuple[str, int | None]:
    """The best score of the scale that a text names (5, 10 or 100), and the text without it.

    “打八分满分十分” → (“打八分”, 10); None where it names none.
    """
    found = _SCALE.search(text)
    if found is None:
        return text, None
    top = next(group for group in found.groups() if group)
    return f"{text[: found.start()]}，{text[found.end() :]}".strip("，, "), _TOPS[top.lower()]


def find_figure(text: str) -> Figure | None:
    """The score in a text that names its scale: “打8”, “八十五”, “seven and”."""
    for sign in _FIGURES:
        if (found := sign.search(text)) is not None:
            value = _value(found["figure"])
            if value is None:
                continue
            half = found["half"] or found.groupdict().get("more")
            rest = text[found.end() :]
            return Figure(value + (_HALF if half else 0), text[: found.start()], rest)
    return None


def find_taken_off(text: str) -> Figure | None:
    """What is missing to the best score: “扣一分，来晚了”."""
    found = _TAKEN_OFF.search(text)
    if found is None:
        return None
    value = _HALF if found["figure"] == "半" else _value(found["figure"])
    if value is None:
        return None
    more = _HALF if found["more"] else 0
    return Figure(value + more, text[: found.start()], text[found.end() :])


def _value(said: str) -> Decimal | None:
    if said[0].isdigit():
        return Decimal(said)
    if said.lower() in _ENGLISH:
        return Decimal(_ENGLISH[said.lower()])
    whole, _, tenth = said.partition("点")
    value, tenths = whole_number(whole), whole_number(tenth) if tenth else 0
    return None if value is None else Decimal(value) + Decimal(tenths or 0) / 10
