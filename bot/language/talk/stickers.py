"""Messages of signs only: emoji, WeChat's emoticons; they say nothing that could be a yes."""

import re

_EMOTICON = re.compile(
    r"\[[\u4e00-\u9fffA-Za-z]{1,6}\]|［[\u4e00-\u9fff]{1,4}］|/:[:a-zA-Z@<>()!,;'|*&$-]{1,8}"
)
_PAUSE = re.compile(r"[\s。.，,!！?？~～…、;；:：-]")


def is_sticker(text: str) -> bool:
    """Whether a text holds emoji or emoticons and no word, digit or question."""
    rest = _EMOTICON.sub("", text)
    if any(sign.isalnum() for sign in rest):
        return False
    return bool(_PAUSE.sub("", rest)) or rest != text
