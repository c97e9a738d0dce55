"""Verb and thing apart: 空调三台要洗, 衣橱太乱想理一理, made from a catalogue's own names.

洗空调 in the catalogue says that air conditioners are washed there, in whatever words: the thing
of the name beside any verb of the same sort, a few characters apart in one clause.
"""

import re
from collections.abc import Iterable
from typing import Final

__all__ = ["phrase"]

_SORTS: Final[dict[str, str]] = {
    "wash": "清洗 清洁 拆洗 深度清洗 洗 消毒 除味 除垢",
    "wipe": "擦 抹 擦洗 揩",
    "tidy": "整理 收拾 收纳 归置",
    "clear": "疏通 通",
    "block": "堵了 堵 不通",
    "mites": "除螨",
}
_SAID: Final[dict[str, str]] = {
    "wash": r"清(?!楚|单|明|静|晨|早|点|淡)|拆?洗(?!衣[服物粉液]|被|澡|碗|菜|手|头|脸|照|牌|脑|礼)|消毒|"
    r"清洁|除味|除垢",
    "wipe": r"[擦抹揩](?!药|布|黑|嘴|肩)|清洁|清洗|洗一?洗",
    "tidy": r"整理|收拾|收纳|归置|理一?理|归类",
    "clear": r"疏通|通一?[下通]|(?<![交普沟])通(?=$|[吗么不])",
    "block": r"堵|不通|下不去",
    "mites": r"除一?下?螨",
}
_VERB_OF: Final = {verb: sort for sort, verbs in _SORTS.items() for verb in verbs.split()}
_VERBS: Final = "|".join(sorted(_VERB_OF, key=len, reverse=True))
_VERB_FIRST: Final = re.compile(rf"(?P<verb>{_VERBS})(?P<thing>[\u4e00-\u9fff]{{2,5}})")
_VERB_LAST: Final = re.compile(rf"(?P<thing>[\u4e00-\u9fff]{{2,5}}?)(?P<verb>{_VERBS})")
_NO_THING: Final = re.compile(r"服务|阿姨|物品|房间|屋子|家里|房子|卫生|深度|全屋|完打")
_GAP: Final = r"[^\n,，。.!！?？;；、]{0,8}?"
_PAUSE: Final = r"[^\n。.!！?？;；]{1,10}?"
_NO_MORE: Final = r"(?=$|[\s,，。.!！?？吗吧呗洗擦抹理通]|一?下|一[洗擦抹理])"
"""玻璃脏得很，擦擦: behind a comma the verb must have no other thing."""
_SHORT_GAP: Final = r"[^\s,，。.!！?？;；、洗擦]{0,4}?"
_NOT_THING: Final = r"(?![杯瓶碗渣胶台])"
_CHILD: Final = "孩子|宝宝|小孩|小囡|娃娃?|囡囡|小朋友|细路|儿子|女儿|孙子|孙女"
_ELDER: Final = "老人家?|老爷子|老太太|老爸|老妈|爸妈?|妈妈?|爷爷|奶奶|外公|外婆|公公|婆婆|阿婆"
_HELP: Final = r"(?:阿姨|人|保姆|嬢嬢|姐姐|大姐|师傅)"
_CARE: Final[dict[str, str]] = {
    "带孩子": rf"(?:[带看]|照[看顾]|陪)(?:一?下|个|我?家)?(?:{_CHILD})的{_HELP}",
    "照顾老人": rf"(?:照[看顾料]|伺候|陪护?|看护|护理)(?:一?下|个|我?家?)?(?:{_ELDER})的{_HELP}"
    rf"|(?:{_ELDER})[^，,。]{{0,4}}?(?:个|位)(?:能|会)?(?:照[看顾料]|伺候|陪护|看护)的{_HELP}",
    "照顾月子": rf"月子里?[^，,。]{{0,3}}?(?:照[看顾料]|伺候|护理)[^，,。]{{0,3}}?的{_HELP}",
}


def phrase(names: Iterable[str]) -> str:
    """A pattern for looser ways to say the names (of one service), empty when there is none."""
    names = list(names)
    things: dict[str, set[str]] = {}
    for sort, thing in filter(None, map(_parted, names)):
        things.setdefault(sort, set()).add(thing)
    said = [_apart(sort, found) for sort, found in sorted(things.items())]
    return "|".join([*said, *(pattern for name, pattern in _CARE.items() if name in names)])


def _parted(name: str) -> tuple[str, str] | None:
    """The sort of the verb and the thing of a name such as 洗空调 or 空调清洗."""
    match = _VERB_FIRST.fullmatch(name) or _VERB_LAST.fullmatch(name)
    if match is None or _NO_THING.search(match["thing"]):
        return None
    return _VERB_OF[match["verb"]], match["thing"]


def _apart(sort: str, things: set[str]) -> str:
    thing = f"(?:{'|'.join(sorted(things, key=lambda word: (-len(word), word)))}){_NOT_THING}"
    said = _SAID[sort]
    return (
        f"(?:{said}){_SHORT_GAP}{thing}|{thing}{_GAP}(?:{said})|{thing}{_PAUSE}(?:{said}){_NO_MORE}"
    )
