"""Verb and thing apart: 空调三台要洗, 衣橱太乱想理一理, made from a catalogue's own names.

洗空调 in the catalogue says that air conditioners are washed there, in whatever words: the thing
of the name beside any verb of the same sort, a few characters apart in one clause.
"""

import re
from collections.abc import Iterable
from typing import Final

from bot.language.trade.service_wishes import WISHES

__all__ = ["english_phrase", "phrase", "wish"]

_SORTS: Final[dict[str, str]] = {
    "wash": "清洗 清洁 拆洗 深度清洗 洗 消毒 除味 除垢",
    "wipe": "擦 抹 擦洗 揩",
    "tidy": "整理 收拾 收纳 归置",
    "clear": "疏通 通",
    "block": "堵了 堵 不通",
    "mites": "除螨",
}
_SAID: Final[dict[str, str]] = {
    "wash": r"清[洗理]|清(?!洗|理|楚|单|明|静|晨|早|点|淡)|拆?洗(?!衣[服物粉液]|被|澡|碗|菜|手|头|脸|照|牌|脑|礼)|消毒|"
    r"清洁|除味|除垢|一起(?:弄|搞|做)",
    "wipe": r"[擦抹揩](?!药|布|黑|嘴|肩)|清洁|清洗|洗一?洗",
    "tidy": r"整理|收拾|收纳|归置|归整|理一?理|归类",
    "clear": r"疏通|通一?[下通]|(?<![交普沟])通(?=$|[吗么不])",
    "block": r"堵|不通|下不去",
    "mites": r"除[个一]?下?除?螨",
}
_VERB_OF: Final = {verb: sort for sort, verbs in _SORTS.items() for verb in verbs.split()}
_VERBS: Final = "|".join(sorted(_VERB_OF, key=len, reverse=True))
_VERB_FIRST: Final = re.compile(rf"(?P<verb>{_VERBS})(?P<thing>[\u4e00-\u9fff]{{2,5}})")
_VERB_LAST: Final = re.compile(rf"(?P<thing>[\u4e00-\u9fff]{{2,5}}?)(?P<verb>{_VERBS})")
_NO_THING: Final = re.compile(r"服务|阿姨|物品|房间|屋子|家里|房子|卫生|深度|全屋|完打")
_OTHER: Final = r"(?<![和跟与连、及])(?:衣服|被[子套]|床单|碗(?![柜机])|菜|餐具|桌|把地|地[板砖]|鞋)|(?<![没不装])[修坏]"
_PAUSE: Final = rf"(?:(?!{_OTHER})[^\n。.!！?？;；]){{1,24}}?"
_GAP: Final = rf"(?:(?!{_OTHER})[^\n,，。.!！?？;；、]){{0,8}}?"
"""冰箱坏了，衣服洗一下 and 窗户边的桌子擦一下 have another thing to wash, or to mend."""
_NO_MORE: Final = (
    r"(?=$|[\s,，。.!！?？吗吧呗么嘛不伐行得洗擦抹理通多几]|一?下|一[洗擦抹理次遍台]|干净)"
)
"""玻璃脏得很，擦擦: behind a comma the verb must have no other thing."""
_SHORT_GAP: Final = r"[^\s,，。.!！?？;；、洗擦]{0,4}?"
_ATTRIBUTE: Final = r"(?:一?下|一[洗擦])[^\s,，。.!！?？;；、洗擦和跟还不]{0,16}?的?[老旧大小]?"
"""洗一下厨房里那台用了八年的老油烟机."""
_NOT_THING: Final = r"(?![杯瓶碗渣胶台]|里(?:面|头|边)?(?:[^\s,，。;；、]{0,6}?的)?(?:东西|食物|食品|剩|菜|肉|衣服|衣物|饮料))"
"""冰箱里过期的东西: what lies in a thing is not the thing."""
_ENGLISH: Final = re.compile(
    r"(?P<thing>[a-z][a-z ]+?) cleaning|clean (?:the|my) (?P<last>[a-z ]+)"
)
_NO_ENGLISH: Final = re.compile(
    r"deep|spring|home|house|regular|standard|after|construction|move|apartment|drain|cleaning|"
    r"clean|windows cleaned|appliance|new|post|renovation"
)
_ENGLISH_GAP: Final = r"(?:\s(?!and\b|but\b|not\b)[a-z0-9'-]+){0,3}"
_ENGLISH_PAUSE: Final = r"(?:,?\s(?!and\b|but\b|not\b)[a-z0-9'-]+){0,7}?"


def phrase(names: Iterable[str]) -> str:
    """A pattern for looser ways to say the names (of one service), empty when there is none."""
    names = list(names)
    things: dict[str, set[str]] = {}
    for sort, thing in filter(None, map(_parted, names)):
        things.setdefault(sort, set()).add(thing)
    said = [_apart(sort, found) for sort, found in sorted(things.items())]
    return "|".join(said)


def wish(names: Iterable[str]) -> str:
    """A pattern for what people tell who want the service (of these names), else empty."""
    names = list(names)
    return "|".join(said for name, known in WISHES.items() if name in names for said in known)


def english_phrase(names: Iterable[str]) -> str:
    """“clean my range hood”, “the oven needs a clean”: of names such as “oven cleaning”."""
    found = filter(None, map(_ENGLISH.fullmatch, (name.lower() for name in names)))
    things = {(match["thing"] or match["last"]).strip() for match in found}
    things = {thing for thing in things if not _NO_ENGLISH.search(thing)}
    if not things:
        return ""
    thing = f"(?:{'|'.join(sorted(things, key=lambda word: (-len(word), word)))})s?"
    verb = r"(?:deep[ -])?(?:clean|wash)(?:ing|ed|s)?"
    return (
        rf"(?<![a-z]){verb}{_ENGLISH_GAP}\s{thing}(?![a-z])"
        rf"|(?<![a-z]){thing}{_ENGLISH_PAUSE}\s{verb}(?![a-z])"
    )


def _parted(name: str) -> tuple[str, str] | None:
    """The sort of the verb and the thing of a name such as 洗空调 or 空调清洗."""
    match = _VERB_FIRST.fullmatch(name) or _VERB_LAST.fullmatch(name)
    if match is None or _NO_THING.search(match["thing"]):
        return None
    return _VERB_OF[match["verb"]], match["thing"]


def _apart(sort: str, things: set[str]) -> str:
    """No gap runs over another such thing: 不是油烟机，是空调要洗 washes one of them."""
    thing = f"(?:{'|'.join(sorted(things, key=lambda word: (-len(word), word)))}){_NOT_THING}"
    said = _SAID[sort]
    gap, pause = (loose.replace(_OTHER, f"{_OTHER}|{thing}") for loose in (_GAP, _PAUSE))
    return (
        f"(?:{said})(?:{_SHORT_GAP}|{_ATTRIBUTE}){thing}|{thing}{gap}(?:{said})"
        f"|{thing}{pause}(?:{said}){_NO_MORE}"
    )
