"""One spelling for many: same length in, same length out, so that positions stay true."""

import re
from typing import Final

from bot.language.script import simplify

_LOWER: Final = {ord(letter): ord(letter.lower()) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_SIGNS: Final = str.maketrans("\n\r\t\xa0\u2010\u2011–—―−〜~∶；", "    --------:;")
_SLIPS: Final = {
    "下舞": "下午", "下屋": "下午", "下吾": "下午", "下武": "下午", "下无": "下午", "上舞": "上午",
    "上武": "上午", "中舞": "中午", "名天": "明天", "明田": "明天", "明夭": "明天", "民天": "明天",
    "后夭": "后天", "后田": "后天", "今夭": "今天", "今田": "今天", "晚尚": "晚上", "完上": "晚上",
    "早尚": "早上", "凌辰": "凌晨", "星其": "星期", "星斯": "星期", "礼败": "礼拜", "里拜": "礼拜",
    "周未": "周末", "点中": "点钟", "点种": "点钟", "小是": "小时", "贰": "二", "叁": "三",
}  # fmt: skip

_AFTERNOON: Final = re.compile(r"(?<=[天日号一二三四五六])下五(?=\s?[一二两三四五六1-6])")


def normalise(text: str) -> str:
    """`text` half-width, lower case, simplified, with common slips mended; of the same length."""
    plain = simplify(text).translate(_LOWER).translate(_SIGNS)
    plain = _AFTERNOON.sub("下午", plain)
    for slip, meant in _SLIPS.items():
        if slip in plain:
            plain = plain.replace(slip, meant)
    return plain
