"""From text to tokens: what speaks of time, in order, each character used once."""

import re
from typing import Final

from bot.language.when import clocks, dates, festivals, lengths, words
from bot.language.when.tokens import Clock, Day, PartOfDay, Rule, Token

_RULES: Final[tuple[Rule, ...]] = (
    *lengths.RULES,
    *festivals.RULES,
    *words.RULES,
    *dates.RULES,
    *clocks.RULES,
)
# Where anything could begin at all, so that the other characters cost one search.
_ANY: Final = re.compile(
    "|".join(re.sub(r"\?P<\w+>", "?:", one.pattern.pattern) for one in _RULES), re.ASCII
)
_USED: Final = "\x01"


def scan(plain: str) -> list[Token]:
    """The tokens of normalised text.

    What is used is hidden from the rules that look back, so that 周三三点 is not taken for 33.
    """
    tokens: list[Token] = []
    place = 0
    while (token := _following(plain, tokens) or _search(plain, place)) is not None:
        tokens.append(token)
        place = token.end
        plain = _USED * place + plain[place:]
    return tokens


def _search(plain: str, place: int) -> Token | None:
    while (hit := _ANY.search(plain, place)) is not None:
        token = _first(_RULES, plain, hit.start())
        if token is not None:
            return token
        place = hit.start() + 1
    return None


def _following(plain: str, tokens: list[Token]) -> Token | None:
    """A bare number that only counts as an hour because of what it follows: 下午2, 9点-11."""
    last = tokens[-1] if tokens else None
    if isinstance(last, Day):
        return _first((clocks.FOLLOWS_DAY, clocks.FOLLOWS_DAY_CLOSED), plain, last.end)
    if isinstance(last, PartOfDay):
        one = clocks.FOLLOWS_WEAK if last.weak else clocks.FOLLOWS_PART
        return _first((one,), plain, last.end)
    if isinstance(last, Clock):
        return _first((clocks.FOLLOWS_TO, clocks.FOLLOWS_ENGLISH), plain, last.end)
    return None


def _first(rules: tuple[Rule, ...], plain: str, place: int) -> Token | None:
    for one in rules:
        match = one.pattern.match(plain, place)
        token = one.build(match) if match else None
        if token is not None:
            return token
    return None
