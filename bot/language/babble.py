"""“叽咕嘎巴噗噜呱呱”: sounds without a word, which mean nothing to any desk."""

__all__ = ["babbles"]

_SOUNDS = frozenset(
    "咕噜叽里哇啦嘛哩嘎巴噗呱咔咚叮当咿呀嘟嗡喵汪咩嗷呜啪嗒哒咣咯吱嘀嗖嘭砰呃嘞嗦咪喳嘶呲咻哔啵阿啊"
)
_SHORTEST, _DIFFERENT = 4, 3
"""A single “啊啊啊” is a sigh and laughter an answer; babble goes on and varies."""


def babbles(text: str) -> bool:
    """Whether a text is nothing but sounds. Never raises."""
    signs = [sign for sign in text if sign.isalnum()]
    is_long = len(signs) >= _SHORTEST and len(set(signs)) >= _DIFFERENT
    return is_long and _SOUNDS.issuperset(signs)
