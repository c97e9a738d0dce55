"""Which household appliances a message counts: “油烟机一台空调两台”, “再加一台洗衣机”."""

import re
from collections.abc import Mapping
from functools import partial
from typing import Final

from bot.language.script import simplify
from bot.language.trade.amounts import find_pieces, without_prices

__all__ = [
    "adds",
    "count_appliances",
    "in_english",
    "is_bare_count",
    "to_be_cleaned",
    "to_be_repaired",
    "total",
]

_NAMES: Final = (
    "中央空调", "空调挂机", "空调柜机", "挂机", "柜机", "空调", "抽油烟机", "吸油烟机", "油烟机", "烟机",
    "滚筒洗衣机", "波轮洗衣机", "洗衣机", "双门冰箱", "对开门冰箱", "冰箱", "热水器", "燃气灶", "灶台",
    "微波炉", "烤箱", "洗碗机", "消毒柜", "饮水机", "烘干机", "电风扇", "风扇",
)  # fmt: skip
_SAME: Final = {
    "抽油烟机": "油烟机", "吸油烟机": "油烟机", "烟机": "油烟机", "空调挂机": "挂机", "空调柜机": "柜机",
    "滚筒洗衣机": "洗衣机", "波轮洗衣机": "洗衣机", "双门冰箱": "冰箱",
    "对开门冰箱": "冰箱", "电风扇": "风扇",
}  # fmt: skip
_KIND: Final = {"挂机": "空调", "柜机": "空调"}
_NAME: Final = "|".join(sorted(_NAMES, key=len, reverse=True))
_NUMBER: Final = r"(?:\d{1,2}|[一二两俩三四五六七八九十]{1,2})"
_TOKEN: Final = re.compile(
    rf"(?P<name>{_NAME})|(?P<count>{_NUMBER})\s*[台个部](?:挂式|柜式|的)?(?!小时|月|人|钟)"
)
_WISHED: Final = re.compile(
    rf"(?P<first>{_NAME})(?:也|都|再|还|要|想|顺便|一起|就|能|可以|一?并|给我|帮我)*(?:约|洗|清洗|清理|加)(?![坏过完得不好])"
    rf"|(?:约|加|清洗|洗|再来|\bclean(?:ing|ed)?(?: (?:of|for|the|my|our))*\s*)"
    rf"(?:上|一?下|一?个|{_NUMBER}[台个])*(?P<last>{_NAME})",
    re.IGNORECASE,
)
_APPLIANCE: Final = re.compile(_NAME)
_REPAIR: Final = re.compile(r"维修|修(?!改|剪)|加氟|\b(?:repair|fix|mend)", re.IGNORECASE)
_ENGLISH: Final = {
    "空调": r"air[- ]?con(?:ditioner|ditioning)?s?(?: units?)?|acs?(?: units?)?",
    "油烟机": r"(?:range|cooker|kitchen) hoods?",
    "洗衣机": r"washing machines?|washers?",
    "冰箱": r"fridges?|refrigerators?",
    "热水器": r"water heaters?",
    "微波炉": r"microwaves?",
    "烤箱": r"ovens?",
}
_TITLES: Final = {
    "空调": "air conditioner",
    "油烟机": "range hood",
    "洗衣机": "washing machine",
    "冰箱": "fridge",
    "热水器": "water heater",
    "微波炉": "microwave",
    "烤箱": "oven",
}
_LETTERS: Final = re.compile(r"[A-Za-z]{2}")
_ONE_TO_TEN: Final = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_IN_ENGLISH: Final = [
    (name, re.compile(rf"(?:\b(?P<count>\d{{1,2}}|{'|'.join(_ONE_TO_TEN)}) )?\b(?:{said})\b", re.I))
    for name, said in _ENGLISH.items()
]
_MORE: Final = re.compile(
    r"再(?:加|来|洗|多|添)|还(?:有|要|加|想)|另外|加(?:上|一|个|洗)|顺便|也(?:洗|要|一起)"
)
_ONLY: Final = re.compile(r"改成|改为|换成|不是")
_JUST: Final = re.compile(r"(?:^|[，,\s])(?:那|就|那就)?(?:只|光)(?:洗|要|做)|就洗")
_SWAPPED: Final = re.compile(r"换成|改成|改为|换(?=洗)")
_EACH: Final = re.compile(rf"(?:都是?|各|每[样种个])(?:洗|要|来)?{_NUMBER}\s*[台个]")
_LESS: Final = re.compile(
    rf"(?:不(?:要|洗|用洗|做|弄|搞)(?:了)?|去掉|减掉|取消|先不[洗弄搞])\s*(?:{_NAME})"
    rf"|(?:{_NAME})[^，,。]{{0,4}}(?:不(?:要|用|用?[洗做弄搞])|去掉|减掉|算了)(?:了|吧|啦|先)*(?=$|[，,。；;！!\s]|那|就|只|还|{_NAME})"
)
_ONLY_COUNT: Final = re.compile(
    rf"(?:那|就|要|一共|总共|有|是|洗|都|各|每[样种个])*{_NUMBER}\s*[台个件部组扇张](?:的话)?(?:呢|多少(?:钱)?|怎么算|吧|的|哈|啊|哦|就行)*[。.！!?？]?"
)
_FEWER: Final = re.compile(
    rf"(?:再|就|还)?(?:少|减)(?:洗|掉|去|要)?{_NUMBER}\s*[台部]|{_NUMBER}\s*[台部](?:就|都)?不(?:洗|要|做)"
)
_ONE_OF_THEM: Final = re.compile(
    rf"(?:有|其中|里面|那|这|第|另外?){_NUMBER}\s*[台部](?![，,。！!\s]|$|要洗|也|吧)"
)
"""“有一台装得很高” tells of one of them, and is no number of all."""
_PAUSE: Final = re.compile(r"[，,。；;、！!\s]")
_FAR: Final = 100
_BARE: Final = re.compile(rf"{_NUMBER}\s*[台部]")


def count_appliances(text: str, known: Mapping[str, int]) -> dict[str, int]:
    """How many of each after this message; ``known`` are those counted before.

    “再加一台油烟机” adds, “油烟机不洗了” takes away, a new number takes the old one's place; a number
    without a name belongs to the only one that is known.  Never raises.
    """
    plain = without_prices(_in_chinese(simplify(text)))
    items, known = _specified(_items(plain), dict(known))
    if not items:
        return _renumbered(plain, known)
    if gone := _left_out(plain):
        known = {n: c for n, c in known.items() if not {n, _KIND.get(n)} & gone}
        items = {n: c for n, c in items.items() if n not in gone and (c or n not in known)}
    if swapped := _SWAPPED.search(plain):
        return _after_swap(items, known, plain[: swapped.start()])
    if items and (_JUST.search(plain) or (_ONLY.search(plain) and not set(items) <= set(known))):
        kinds = {n: c for n, c in known.items() if _KIND.get(n) in items}
        kept = {n: c or known.get(n) or 1 for n, c in items.items()}
        return kinds if kinds and not any(items.values()) else kept
    more = {n: _after(known.get(n, 0), c, adds=bool(_MORE.search(plain))) for n, c in items.items()}
    return {**known, **more}


def adds(text: str) -> bool:
    """Whether more is wanted on top of what was said.  Never raises."""
    return bool(_MORE.search(simplify(text)))


def to_be_cleaned(text: str) -> str | None:
    """“空调也约上”: the appliance that is to be cleaned, by its name alone.  Never raises."""
    found = _WISHED.search(_in_chinese(simplify(text)))
    return (found["first"] or found["last"]) if found else None


def to_be_repaired(text: str) -> str | None:
    """“空调坏了你们修吗”: the appliance that is to be mended, which we only clean.  Never raises."""
    plain = _in_chinese(simplify(text))
    found = _APPLIANCE.search(plain)
    return found[0] if found and _REPAIR.search(plain) else None


def _in_chinese(text: str) -> str:
    """“two air conditioners” is “2台空调”."""
    if not _LETTERS.search(text):
        return text
    for name, pattern in _IN_ENGLISH:
        text = pattern.sub(partial(_counted, name), text)
    return text


def _counted(name: str, found: re.Match[str]) -> str:
    said = (found["count"] or "").lower()
    number = said if said.isdigit() else str(_ONE_TO_TEN.index(said) + 1) if said else ""
    return f"{number}台{name}" if number else name


def in_english(text: str) -> str:
    """“空调 2 台” as “air conditioner × 2”, for a read-back.  Never raises."""
    for name, english in _TITLES.items():
        text = re.sub(rf"{name} (\d+) 台", rf"{english} × \1", text)
    return text


def is_bare_count(text: str) -> bool:
    """“三台”, “就两台吧”: a number of pieces and nothing else (台 also begins names of places)."""
    return bool(_ONLY_COUNT.fullmatch(simplify(text).strip()))


def total(counts: Mapping[str, int]) -> int:
    """All of them together."""
    return sum(counts.values())


def _left_out(plain: str) -> set[str]:
    """The appliances that are not to be done: “柜机不洗了，就两台挂机”."""
    clauses = [found[0] for found in _LESS.finditer(plain)]
    names = [token["name"] for clause in clauses for token in _TOKEN.finditer(clause)]
    return {_SAME.get(name, name) for name in names if name}


def _specified(
    items: dict[str, int | None], known: dict[str, int]
) -> tuple[dict[str, int | None], dict[str, int]]:
    """“挂机两台柜机一台” after “洗空调” says which they are; a bare “挂机” changes no number."""
    for name in [n for n in items if items[n] and _KIND.get(n) in items]:
        if items[_KIND[name]] is None:  # 空调 两台挂机
            del items[_KIND[name]]
    for name in [n for n in items if _KIND.get(n) in known]:
        if items[name] is None:
            del items[name]
        else:
            known.pop(_KIND[name], None)
    return items, known


def _after_swap(
    items: Mapping[str, int | None], known: Mapping[str, int], before: str
) -> dict[str, int]:
    """“洗衣机换成空调” puts one in the place of the other; “换成空调” in that of the only one, and
    beside several others."""
    gone = {name for name in items if name in before} or (set(known) if len(known) == 1 else set())
    new = {name: count or known.get(name, 1) for name, count in items.items() if name not in gone}
    return {**{name: count for name, count in known.items() if name not in gone}, **new}


def _after(before: int, count: int | None, *, adds: bool) -> int:
    if count is None:
        return before or 1
    return before + count if adds else count


def _renumbered(plain: str, known: Mapping[str, int]) -> dict[str, int]:
    is_count = _BARE.search(plain) and not _ONE_OF_THEM.search(plain)
    count = find_pieces(plain) if is_count else None
    if count is not None and _EACH.search(plain):
        return {name: int(count) for name in known}
    if count is None or len(known) != 1:
        return dict(known)
    name, before = next(iter(known.items()))
    if _FEWER.search(plain):
        return {name: max(before - int(count), 1)}
    return {name: before + int(count) if _MORE.search(plain) else int(count)}


def _items(plain: str) -> dict[str, int | None]:
    """Each appliance with its number: “空调两台” or “两台空调”, each number with the name it is nearer
    to; between two as near, as the message begins."""
    tokens = list(_TOKEN.finditer(plain))
    items = {_SAME.get(t["name"], t["name"]): None for t in tokens if t["name"]}
    counts: dict[str, int | None] = dict(items)
    names_first = bool(tokens) and tokens[0]["name"] is not None
    for place, token in enumerate(tokens):
        if token["name"]:
            continue
        beside = [tokens[i] for i in (place - 1, place + 1) if 0 <= i < len(tokens)]
        named = [other for other in beside if other["name"]]
        if named:
            nearest = min(
                named,
                key=lambda other: (
                    _gap(plain, other, token),
                    (other.start() > token.start()) == names_first,
                ),
            )
            name = _SAME.get(nearest["name"], nearest["name"])
            counts[name] = (counts[name] or 0) + (_value(token["count"]) or 0)
    return counts


def _gap(plain: str, one: re.Match[str], other: re.Match[str]) -> int:
    """How far two words stand apart; a comma is far."""
    first, second = sorted((one.span(), other.span()))
    between = plain[first[1] : second[0]]
    return len(between) + _FAR * bool(_PAUSE.search(between))


def _value(number: str) -> int | None:
    count = find_pieces(f"{number}台")
    return int(count) if count else None
