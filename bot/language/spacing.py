"""“漕溪路 18 号 3 栋 501 室”: spaces that people type around the numbers of a door."""

import re

_DOOR = r"[号號]|弄|[栋棟]|幢|座|[楼樓]|[层層]|室|[单單]元|期|房"
_INSIDE = re.compile(
    rf"(?<=[\u4e00-\u9fff])(?<![吧了呢啊吗哦呀哈嘛])[ \u3000]+(?=[A-Za-z]?\d{{1,5}}[ \u3000]*(?:{_DOOR}))"
    rf"|(?<=\d)[ \u3000]+(?=(?:{_DOOR}))"
)
_ROOM = re.compile(
    r"(?<=[号弄栋幢楼元座甲乙丙丁])[零〇一二三四五六七八九幺]{3,4}(?=室|房|$|[\s，,。、；;电手])"
)
_BETWEEN_WORDS = re.compile(r"(?<=[一-鿿])[ \u3000]+(?=[一-鿿\d])")
_WORDS_FOR = {"0": "零〇", "1": "一幺", **{str(n): "零一二三四五六七八九"[n] for n in range(2, 10)}}
_DIGITS = str.maketrans("零〇一二三四五六七八九幺", "001234567891")


def closed_up(text: str) -> str:
    """The text without the spaces within a door's number, so that it is read as one place and its
    号 as no day of the month."""
    return _INSIDE.sub("", text)


def paused(text: str) -> str:
    """The text with a comma where a blank stands between Chinese words: “周六打扫 晚上烧饭”."""
    return _BETWEEN_WORDS.sub("，", text)


def as_typed(found: str, text: str) -> str:
    """What stands in ``text`` for a piece of ``in_digits(closed_up(text))``: with the spaces and the
    spelled figures it had."""
    match = re.search(r"[ \u3000]*".join(map(_sign, found)), text)
    return match.group() if match else found


def _sign(char: str) -> str:
    """A pattern for a sign as it may have been typed: figures in words as well."""
    said = _WORDS_FOR.get(char)
    return f"[{char}{said}]" if said else re.escape(char)


def in_digits(text: str) -> str:
    """“三号四零一” is “三号401”: a room is spelled out digit by digit.  Never raises."""
    return _ROOM.sub(lambda found: found[0].translate(_DIGITS), text)
