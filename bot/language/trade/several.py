"""Several wishes in one message, each with its own words: “…日常保洁，后天…洗空调”."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.language.trade.services import Mention

__all__ = [
    "Part",
    "adding_place",
    "adds_another",
    "asks_together",
    "is_elsewhere",
    "mends",
    "parts_of",
    "shares_of",
    "together",
]

_CLAUSE = re.compile(r"[^，,。；;！!\n]+[，,。；;！!\n]*|[，,。；;！!\n]+")
_ADDS = re.compile(
    r"也(?:一起|顺便|都|想|要|帮我?|给我?|再|得)*(?:约|订|做|来|洗|擦|要|安排|弄|预约|下单)"
    r"|(?:再|另外?|另|顺便|还(?:要|想|得)|顺带|加)(?:帮我?|给我?|约|订|要|来|做|洗|擦|安排|加|一?个|一?单|上|预约)"
    r"|另外|还有|顺便|一起(?:约|做|洗|订)|(?:约|做|洗|订|加)上|同时"
    r"|\b(?:also|as well|too|another|in addition|add)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[\d一二两三四五六七八九十百]\s*[台个部平扇张间组㎡]")
_CHANGES = re.compile(
    r"改|换|不要|不用|不做|不约|算了|取消|还是|不是|\b(?:instead|change|rather)\b", re.I
)
_MENDS = re.compile(
    r"[改换错挪]|不对|不是|还是|应该|提前|推迟|往[前后]|记错|打反|\b(?:instead|change|wrong|rather|not)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"(?:我|我们|自己|本人)(?:的|自己)?家|[家妈爸娘婆公父母友司舍弟妹哥姐]那[边里头处]|那边|另外?一?[处头边]|另一个地[方址]"
    r"|(?:[给帮替])(?:我)?(?:[妈爸]|爸妈|父母|公婆|婆婆|公公|丈母娘|岳母|岳父|朋友|同事|儿子|女儿|外婆|奶奶)(?:家|那)?"
    r"|\b(?:my (?:own|parents'?|mother'?s|father'?s) (?:place|home|flat|house)|the other (?:place|flat|address))\b",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"同一?天|当天|同时|一起|一道|一块儿?(?![地布窗])|一[趟并]|顺[便带道手]|接着|完了?(?:再|就|接)|\b(?:together|same (?:day|visit|time)|right after)\b",
    re.IGNORECASE,
)
_ASKS_TOGETHER = re.compile(
    r"(?:同一?天|当天|同时|一起|一道|一块儿?|一[趟次天])[^，。,?？]{0,6}?[来做弄洗擦约搞完成][^，。,?？]{0,4}?(?:[吗么伐不嘛吧]|行|可以|[?？])"
    r"|\b(?:both|all)\b[^.?]{0,24}\b(?:together|same (?:day|visit|time))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """The words about one service: ``close`` those of its own clause, ``text`` all of its own."""

    code: str
    text: str
    close: str


def adds_another(text: str) -> bool:
    """Whether what is named comes on top of what was wished before.  Never raises."""
    return bool(_ADDS.search(text)) and not _CHANGES.search(text)


def adding_place(text: str) -> int | None:
    """Where the words begin that add something: “顺便”, “也约上”.  Never raises."""
    found = _ADDS.search(text)
    return found.start() if found else None


def mends(text: str) -> bool:
    """Whether it puts something right that was said before.  Never raises."""
    return bool(_MENDS.search(text))


def is_elsewhere(text: str) -> bool:
    """“丈母娘那边”, “我自己家”: a place of its own beside another one.  Never raises."""
    return bool(_ELSEWHERE.search(text))


def together(text: str) -> bool:
    """“顺便”, “同一天”: on the day of the other one.  Never raises."""
    return bool(_TOGETHER.search(text))


def asks_together(text: str) -> bool:
    """“两样能一道来吗”: whether several are done on one day.  Never raises."""
    return bool(_ASKS_TOGETHER.search(text))


def parts_of(text: str, mentions: Sequence[Mention], *, details_first: bool) -> list[Part]:
    """One part for each of several services; none where two share a clause, or one is alone.

    ``details_first``: days and places stand before the service that they belong to, not after it.
    """
    clauses = _CLAUSE.findall(text)
    named = _named(clauses, mentions)
    if named is None or len(set(named.values())) < 2 or len(set(named.values())) != len(named):
        return []
    at = sorted(named)
    cuts = [clause + 1 for clause in at[:-1]] if details_first else at[1:]
    borders = [0, *cuts, len(clauses)]
    return [
        Part(named[clause], "".join(clauses[first:last]), clauses[clause])
        for clause, (first, last) in zip(at, pairwise(borders), strict=True)
    ]


def shares_of(text: str, mentions: Sequence[Mention]) -> list[str]:
    """The words of each of several services that share a clause, with the numbers that stand before
    or behind its name: “开荒85平和擦玻璃25平”, “85平开荒、25平擦玻璃”; none where one is alone."""
    places: dict[str, tuple[int, int]] = {}
    end = 0
    for mention in (m for m in mentions if not m.negated):
        start = max(text.find(mention.text, end), end)
        end = start + len(mention.text)
        places.setdefault(mention.code, (start, end))
    if len(places) < 2:
        return []
    spans = list(places.values())
    is_before = _NUMBER.search(text, 0, spans[0][1]) is not None
    cuts = [end for _, end in spans[:-1]] if is_before else [start for start, _ in spans[1:]]
    return [text[first:last] for first, last in pairwise([0, *cuts, len(text)])]


def _named(clauses: Sequence[str], mentions: Sequence[Mention]) -> dict[int, str] | None:
    """The clause of each service, the first that names it; None where two share one."""
    found: dict[int, str] = {}
    for mention in (m for m in mentions if not m.negated):
        clause = next((i for i, said in enumerate(clauses) if mention.text in said), None)
        if clause is None:
            return None
        if found.get(clause, mention.code) != mention.code:
            return None
        if mention.code not in found.values():
            found[clause] = mention.code
    return found
