"""The answer to a start that was offered: taken, or another is wanted."""

import re

from bot.language.talk.answers import read_answer

__all__ = ["agrees", "declines", "direction"]

_AGREES = re.compile(
    r"\W*(?:(?:嗯+|恩+|哦+|噢+|好+|行+|可以|都?对|都?行|都可以|没问题|就这样|就这么定|就这个|就它|听你们?的|按你说的"
    r"|(?:那就|那|就|先|帮我|给我|替我)*(?:订|定|约|预约|安排)(?:一[天次趟]|上|下来|这个|下)?(?=[吧的了啊呀啦呗哈]|\W|$)|那就|那|就|先|下单|ok(?:ay)?)(?:吧|的|啊|呀|了|呗|啦|哈)*[\s，,。.!！~～]*)+",
    re.IGNORECASE,
)
_DECLINES = re.compile(
    r"\W*(?:这|那|这个|那个|时间|都|有点|好像|恐怕|我|几个|三个|[，, ])*"
    r"(?:不(?:太|大)?(?:行|可以|好|合适|方便|成)|太[早晚]|来不及|赶不上|没空|没时间"
    r"|换(?:个|一个)?(?:别的|其他的?)?(?:时间|点|时段)?|(?:有没有|要|有)?(?:别的|其他的?)(?:时间|时段)?|[早晚](?:一)?[点些]"
    r"|(?:another|other|different) times?|(?:that|it)(?:'s| is| does)?n?o?'?t? (?:too (?:early|late)|not (?:good|possible)|work))"
    r"(?:的|了|吧|啊|呢|吗|有吗|[\s，,。.!！?？~～])*",
    re.IGNORECASE,
)
_LATER = re.compile(r"太早|晚(?:一)?[点些]|too early", re.IGNORECASE)
_EARLIER = re.compile(r"太晚|早(?:一)?[点些]|too late", re.IGNORECASE)


def agrees(text: str) -> bool:
    """Whether it is nothing but a yes, a bare 嗯 as well: what it takes is read back later.
    Never raises."""
    return read_answer(text) is True or bool(_AGREES.fullmatch(text))


def declines(text: str) -> bool:
    """“不行”, “太早了”, “换个时间”: another start is wanted, and none is named.  Never raises."""
    return bool(_DECLINES.fullmatch(text))


def direction(text: str) -> int:
    """1 where a later start is wanted (太早了, 晚一点), -1 for an earlier one, else 0."""
    return bool(_LATER.search(text)) - bool(_EARLIER.search(text))
