"""Which script a text is written in, and its form in halfwidth Simplified characters.

The conversion is OpenCC's (Apache-2.0, maintained, dictionaries inside the wheel).  It is loaded on
first use.  Everything here keeps the length, so that a place found in the simplified text is the
same place in what was typed.
"""

import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

# OpenCC keeps 著 (a Simplified character too, as in 著名); customers mostly mean the particle 着.
_PARTICLE_ZHE = re.compile(r"(?<![名显卓编专论原巨土])著(?![名作称者书])")
_VARIANTS = str.maketrans({"妳": "你", "牠": "它", "祇": "只", "傢": "家", "佔": "占"})
_PLAIN = re.compile(r"[\x00-\x7f\u3001\u3002\u4e00-\u9fff]*")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
# Changed by OpenCC, but a Simplified writer types them too (著名, 慰藉, 瞭望).
_SHARED = frozenset("著乾瞭藉覆徵摺")


@lru_cache(maxsize=2)
def _converter(config: str) -> OpenCC:
    return OpenCC(config)


def simplify(text: str) -> str:
    """Halfwidth and Simplified, character by character: ``len(simplify(t)) == len(t)``.

    A character whose halfwidth or Simplified form is longer than itself stays as it is.
    A lone surrogate becomes U+FFFD.  Never raises.
    """
    narrow = text if _PLAIN.fullmatch(text) else "".join(_narrow(char) for char in text)
    return _PARTICLE_ZHE.sub("着", to_simplified(narrow).translate(_VARIANTS))


def to_simplified(text: str) -> str:
    """Traditional to Simplified with the words around; one by one where the length would change."""
    converter = _converter("t2s")
    whole = converter.convert(text)
    if len(whole) == len(text):
        return whole
    return "".join(_same_length(char, converter.convert(char)) for char in text)


def is_traditional(text: str) -> bool:
    """Whether the customer writes Traditional characters (a mix counts by its majority)."""
    narrow = "".join(_narrow(char) for char in text)
    traditional = _changed(narrow, _converter("t2s").convert(narrow))
    return traditional > 0 and traditional >= _changed(narrow, _converter("s2t").convert(narrow))


def han_count(text: str) -> int:
    """How many Chinese characters there are."""
    return len(_HAN.findall(text))


def _narrow(char: str) -> str:
    if char.isascii():
        return char
    if unicodedata.category(char) == "Cs":
        return "\ufffd"
    return _same_length(char, unicodedata.normalize("NFKC", char))


def _same_length(char: str, form: str) -> str:
    return form if len(form) == 1 else char


def _changed(before: str, after: str) -> int:
    if len(before) != len(after):
        return 0
    return sum(a != b and a not in _SHARED for a, b in zip(before, after, strict=True))
