"""Several wishes in one message, each with its own words: “…日常保洁，后天…洗空调”."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.language.trade.services import Mention

__all__ = ["Part", "adding_place", "adds_another", "parts_of", "shares_of"]

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
