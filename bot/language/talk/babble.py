"""“叽咕嘎巴噗噜呱呱”, “kjhfkjsdhf”: what means nothing to any desk."""

import re

__all__ = ["babbles"]

_SOUNDS = frozenset(
    "咕噜叽里哇啦嘛哩嘎巴噗呱咔咚叮当咿呀嘟嗡喵汪咩嗷呜啪嗒哒咣咯吱嘀嗖嘭砰呃嘞嗦咪喳嘶呲咻哔啵阿啊"
)
_SHORTEST, _DIFFERENT = 4, 3
"""A single “啊啊啊” is a sigh and laughter an answer; babble goes on and varies."""
_KEYS = re.compile(r"\W*(?=[a-z]*[b-df-hj-np-tv-xz]{6})[a-z]{6,}\W*", re.IGNORECASE)
"""“kjhfkjsdhf”: a hand on the keys."""
_READ = re.compile(r"[A-Za-z\d\u3400-\u9fff]")


def babbles(text: str) -> bool:
    """Whether a text is nothing but sounds or keys, or in letters that we do not read.

    Never raises.
    """
    if _KEYS.fullmatch(text):
        return True
    signs = [sign for sign in text if sign.isalnum()]
    is_long = len(signs) >= _SHORTEST and len(set(signs)) >= _DIFFERENT
    if signs and not _READ.search(text):
        return True
    return is_long and _SOUNDS.issuperset(signs)
