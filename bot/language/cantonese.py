"""Cantonese function words, and the 伐 with which Shanghai asks, as Mandarin ones, sign by sign, for
rules that were written in Mandarin."""

import re

from bot.language.script import simplify

__all__ = ["mandarin"]

_MARKS = re.compile(r"[唔嘅喺冇㗎咁嚟俾畀咗啲哋啱乜]|佢|係|屋企|边度|几多钱")
_WORDS = {"屋企": "家里", "边度": "哪里", "唔该": "谢谢", "得唔得": "行不行", "几时": "何时"}
_ASKS = re.compile(r"(?<![砍步讨征杀采北])伐(?=[\s，,。；;?？!！~～]|$)")
"""“能洗澡伐”."""
_SIGNS = str.maketrans(
    {
        "唔": "不", "嘅": "的", "喺": "在", "冇": "没", "㗎": "的", "咁": "那", "嚟": "来",
        "俾": "给", "畀": "给", "咗": "了", "啲": "些", "哋": "们", "佢": "他", "啱": "对",
        "乜": "啥", "系": "是", "仲": "还",
    }
)  # fmt: skip


def mandarin(text: str) -> str:
    """Simplified, and dialect read as Mandarin; ``len(mandarin(t)) == len(t)``.  Never raises."""
    plain = _ASKS.sub("吗", simplify(text))
    if not _MARKS.search(text):
        return plain
    for said, meant in _WORDS.items():
        plain = plain.replace(said, meant)
    return plain.translate(_SIGNS)
