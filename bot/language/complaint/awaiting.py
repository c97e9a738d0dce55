"""Whether a customer waits for a worker at this moment: “怎么还没来”, “你们到底来不来”."""

import re

from bot.language.script import simplify

__all__ = ["awaits_worker", "misses_worker"]

_MISSING = (
    r"(?:还|都|仍|到现在|至今|一直)(?:没有?|未|不|冇)(?:见|看)?(?:来|到|人|上门|出现|过来|动静)|(?:到底|究竟)来不来"
    r"|人(?:呢|影|在哪|去哪|到哪)|等了[^。]{0,10}(?:没|不|还)"
    r"|\b(?:hasn'?t|has not|haven'?t|not) (?:come|arrived|shown|here)|\b(?:nobody|no one) (?:came|has come|is here|showed)|\bstill (?:waiting|not here)"
)
_NOW = re.compile(
    _MISSING
    + r"|来不来|还来(?:吗|不|么)|(?:几点|什么时候|啥时候|多久)(?:才|能|会|可以)*(?:来|到|上门|过来)|到哪(?:儿|里)?了"
    r"|联系不上|(?:阿姨|师傅)(?:呢|在哪)"
    r"|\bwhere (?:is|are)\b[^.?]{0,12}\b(?:she|he|they|cleaner|worker|nanny|helper)\b",
    re.IGNORECASE,
)
_MISSES = re.compile(_MISSING, re.IGNORECASE)
_THEN = re.compile(
    r"昨[天晚]|前[天晚]|上(?:周|个?星期|个?礼拜|次|回|个?月)|那[天次回]|后来|当时|\byesterday\b|\blast (?:week|time)\b",
    re.IGNORECASE,
)


def awaits_worker(text: str) -> bool:
    """Of who complains that nobody came, or late: whether it is now.  Never raises."""
    plain = simplify(text)
    return bool(_NOW.search(plain)) and not _THEN.search(plain)


def misses_worker(text: str) -> bool:
    """“阿姨怎么还没到”, “人呢”: nobody came when somebody was due.  Never raises."""
    plain = simplify(text)
    return bool(_MISSES.search(plain)) and not _THEN.search(plain)
