"""One spelling for many: same length in, same length out, so that positions stay true."""

import re
from typing import Final

from bot.language.script import simplify

_LOWER: Final = {ord(letter): ord(letter.lower()) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_SIGNS: Final = str.maketrans("\n\r\t\xa0\u2010\u2011–—―−〜~∶；", "    --------:;")
_NEXT: Final = r"(?=\s?(?:[上下中早晚晨\d一二两三四五六七八九十,。吧行可]|$))"
# Slips of pinyin keyboards, each only where what follows or precedes makes it sure.
_SLIPS: Final = tuple(
    (re.compile(pattern), meant)
    for pattern, meant in (
        (rf"[名铭](?=天{_NEXT})", "明"),
        (rf"(?<=[今明后])[夭田]{_NEXT}", "天"),
        (rf"(?<=[上下中])[舞武吾]{_NEXT}", "午"),
        (r"(?<=[天日号一二三四五六]下)[五屋](?=\s?[一二两三四五六1-6])", "午"),
        (r"(?<=晚)尚|(?<=早)尚", "上"),
        (r"(?<=凌)辰", "晨"),
        (r"(?<=星)[其斯](?=[一二三四五六日天1-7])", "期"),
        (r"(?<=礼)败(?=[一二三四五六日天1-7])", "拜"),
        (r"里(?=拜[一二三四五六日天1-7])", "礼"),
        (r"(?<=周)未", "末"),
        (r"(?<=[一二两三四五六七八九十\d]点)[中种](?![间午旬])", "钟"),
        (r"(?<=[一二两三四五六七八九十\d个]小)是", "时"),
        (r"(?<=[午上晚][一二两三四五六七八九])电(?=$|[,。.!?吧来行半可钟])", "点"),
        ("贰", "二"),
        ("叁", "三"),
    )
)


_BETWEEN: Final = re.compile(r"(\bbetween [^,.!?]{1,16}? )and(?= (?!\w+day))")
"""“Between four and six” is from four to six."""


def normalise(text: str) -> str:
    """`text` half-width, lower case, simplified, with common slips mended; of the same length."""
    plain = simplify(text).translate(_LOWER).translate(_SIGNS)
    for slip, meant in _SLIPS:
        plain = slip.sub(meant, plain)
    return _BETWEEN.sub(r"\1 to", plain)
