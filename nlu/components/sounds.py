"""How a Chinese text sounds: phones and dictation write 保结 or 宝洁 for 保洁."""

import re

from pypinyin import lazy_pinyin

_MERGED = re.compile(r"(?<=^[zcs])h|(?<=[aei]n)g$")
"""What southern speakers do not tell apart: zh, ch, sh from z, c, s; -ng from -n."""


def syllables(text: str) -> list[str]:
    """Return the syllables without tones, southern mergers made; other writing as it stands."""
    return [_MERGED.sub("", sound) for sound in lazy_pinyin(text.lower())]
