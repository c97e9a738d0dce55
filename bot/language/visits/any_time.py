"""Whether a customer leaves the time to us: “越快越好”, “随便哪天”, “你们哪天有空”."""

import re
from enum import StrEnum

from bot.language.visits.series_edits import free_days

__all__ = ["AnyTime", "any_time"]


class AnyTime(StrEnum):
    """As soon as can be, whenever it suits us, or the question when somebody is free."""

    SOONEST = "soonest"
    OPEN = "open"
    ASKED = "asked"


_ASKED = re.compile(
    r"(?:哪一?天|哪几天|哪些天|什么时候|啥时候|啥时间|什么时间|几时|几点|哪个时间|哪些时间|哪个点)[^，。?？]{0,5}"
    r"(?:有空|有人|能来|可以来|能上门|可以上门|来得了|方便|能安排|可以安排|可约|能约|可以约|能做|有档|有时间|空)"
    r"|(?:有没有|有|还有)(?:哪些|什么|啥)?(?:空档|档期|空位|时间段|时段|可约的?时间)"
    r"|(?:when|what (?:times?|days?|slots?)) (?:are|is|can|do|could) (?:you|someone|somebody|anyone|free|available)[^?]*"
    r"|\b(?:any|what) (?:slots?|openings?|availability)\b",
    re.IGNORECASE,
)
_SOONEST = re.compile(
    r"越[快早]越好|尽[快早]|最[快早]|马上(?:能|可以|就)?(?:来|安排|上门|派)|赶紧(?:来|安排|派)|第一时间"
    r"|^\W*(?:快点|快些|快一点|赶紧|赶快|抓紧)(?:吧|啊|的|点)*\W*$"
    r"|\basap\b|as (?:soon|early) as (?:possible|you can)|\b(?:earliest|soonest)\b|right (?:away|now)|^\W*now\W*$",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"随便(?:哪一?天|什么时候|啥时候|几点|什么时间|你们|您们?|时间)?|随时(?:都)?(?:可以|行|方便|能)?"
    r"|(?:哪一?天|什么时候|啥时候|几点|什么时间|时间|哪个)(?:都|全都)(?:行|可以|好|成|方便|有空|没问题)"
    r"|时间(?:不限|随意|灵活|你们?[定看])|(?:你|您)们?(?:看着|来|帮我)?(?:定|安排|决定|选|挑)(?:吧|就行|就好|就可以|好了|时间|一个|个)*[。！!]*$"
    r"|看你们(?:方便|时间|安排)?|我都(?:行|可以|有空|在家|方便)|^\W*都(?:行|可以)\W*$"
    r"|\b(?:any ?time|any day|whenever|you (?:choose|decide|pick))\b",
    re.IGNORECASE,
)


def any_time(text: str) -> AnyTime | None:
    """How the time is left to us, where it is.  Never raises."""
    if _SOONEST.search(text):
        return AnyTime.SOONEST
    if _ASKED.search(text):
        return AnyTime.ASKED
    return AnyTime.OPEN if _OPEN.search(text) or free_days(text) else None
