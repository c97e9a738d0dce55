"""Hours that are no start but a bound of it: 五点前, 最晚三点, 十点以后, after 6, 十二点前要做完."""

import re
from datetime import time
from typing import Final, NamedTuple

__all__ = ["Bounds", "bounds_of", "comes_home"]


class Bounds(NamedTuple):
    """Not before ``earliest``, not after ``latest``, all done by ``done_by``; at most one is set."""

    earliest: time | None = None
    latest: time | None = None
    done_by: time | None = None


_NEAR: Final = 18  # characters before an hour in which a word for its bound may stand
_SINCE: Final = re.compile(
    r"(?:最早|不早于|[不别](?:要|能|可以)?早于|不早过|(?:至少|起码|最起码)(?:也)?(?:要|得)?(?:到|等)?(?:了)?|"
    r"(?:not|no) (?:before|earlier than)|(?:any ?time )?after|(?:不|唔)早过)(?:要|得|是|也要|也得|在|到)?\s*$"
)
_UNTIL: Final = re.compile(
    r"(?:最晚|最迟|最慢|不晚于|[不别](?:要|能|可以)?晚于|不迟于|[不别](?:要|能)?超过|顶多到|顶晚|截止到?|"
    r"no later than|not later than|at the latest|(?<!not )(?<!no )before|by|until|till)(?:要|得|是|也要|也得|在|到)?\s*$"
)
_BY_THEN: Final = re.compile(
    r"\s?(?:左右)?的?(?:(?:我们?|他们?|她)?(?:就?要)?(?:出门|出发|上班|上学|离开|到家|回来|开会|走))?(?:之前|以前|前(?![后面台天往])|为止|at the latest)"
)
_FROM_THEN: Final = re.compile(
    r"\s?(?:左右)?的?(?:之后|以后|过后|往后|后(?![天面来续期门儿排晌日座台])|开外|or later|onwards?)"
)
_NOT_SO: Final = re.compile(
    r"[^,，。!！?？;；]{0,5}?(?:不行|没空|不方便|家里?没人|不在|有事|有课|要开会|在开会|起不来|别来|不要来|不可以|没时间|不成|来不了|到不了|赶不到|不能来|走不开|不开门|唔得|冇人|冇空)"
)
_DONE: Final = re.compile(
    r"[^,，。!！?？;；]{0,6}?(?:[做弄搞洗擦扫打理整收]{1,2}(?:完|好|干净)|结束|完工|搞定|收工|完成|撤|(?<!不)走(?!不开)|离开|吃(?:上|到|得上)|开[饭席餐]|上[桌菜]|be (?:done|finished)|finish)"
)
_ENDS_THEN: Final = re.compile(
    r"\s?(?:左右)?(?:就|要|必须|准时|得)?(?:结束|收工|完工|完事|(?:做|弄|搞|干|洗|擦)(?:完|好)(?!了)|走人|撤(?!单|销)|开[饭席餐]|吃上|上[桌菜]|走(?=$|[,，。;；!！吧]))"
)
"""九点来，十二点走: the second hour is the end."""
_HOME_THEN: Final = re.compile(
    r"\s?(?:多|左右|半)?(?:我们?|他|她|家里)?(?:才|以后才|之后才|就|要|能)*(?:下班|到家|回来|回家|回得来|赶回来|在家|有空)(?![前之以吗么?？])"
)
"""“我七点才到家”: from then on somebody opens the door."""
_THAT_BEFORE: Final = re.compile(
    r"\s?(?:左右)?(?:就|要|才|会)?(?:放学|下班|到家|回来|回家|来|到|过来)[,，\s](?:要?在?[此那这]?之前|赶在[此那这]?之前)"
)
"""“孩子四点放学，之前弄完”"""
_DONE_BY: Final = re.compile(r"(?:done|finish(?:ed)?|over|out|ready|complete[d]?) ?$")
_NO_BOUND: Final = Bounds()


def bounds_of(plain: str, start: int, end: int, clock: time) -> Bounds:
    """What the words around the hour at ``start`` to ``end`` make of it; nothing set: it is a start.

    What does not suit turns it round: 三点以后没空 is until three.
    """
    before = plain[max(0, start - _NEAR) : start]
    if (then := _BY_THEN.match(plain, end) or _THAT_BEFORE.match(plain, end)) is not None:
        return _until(plain, then.end(), clock)
    if (then := _FROM_THEN.match(plain, end)) is not None:
        turned = _NOT_SO.match(plain, then.end())
        return Bounds(latest=clock) if turned else Bounds(earliest=clock)
    if _SINCE.search(before):
        return Bounds(earliest=clock)
    if (until := _UNTIL.search(before)) is not None:
        done = _DONE_BY.search(before, 0, until.start()) is not None
        return Bounds(done_by=clock) if done else _until(plain, end, clock)
    if comes_home(plain, end):
        return Bounds(earliest=clock)
    return Bounds(done_by=clock) if _ENDS_THEN.match(plain, end) else _NO_BOUND


def comes_home(plain: str, end: int) -> bool:
    """Whether an hour that ends there is that of coming home: “八点到家” is in the evening."""
    return _HOME_THEN.match(plain, end) is not None


def _until(plain: str, end: int, clock: time) -> Bounds:
    if _NOT_SO.match(plain, end):
        return Bounds(earliest=clock)
    return Bounds(done_by=clock) if _DONE.match(plain, end) else Bounds(latest=clock)
