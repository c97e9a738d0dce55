"""A worker's invitation code in a text: ``YG`` and three groups of four (services/workers.py)."""

import re

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters that nobody takes for each other."""
_ALIKE = str.maketrans("OIL", "011")
_CODE = re.compile(
    r"(?<![0-9A-Z])YG((?:[\s\-－—]?[0-9A-Z]{4}){3})(?![0-9A-Z])", re.IGNORECASE | re.ASCII
)


def code_in(text: str) -> str | None:
    """The twelve letters of a code in a text, or None; O, I and L count as 0 and 1."""
    found = _CODE.search(text)
    return re.sub(r"[\s\-－—]", "", found[1]).upper().translate(_ALIKE) if found else None


def written(letters: str) -> str:
    """The code as it is told: ``YG-8F3K-2Q7M-0XZA``."""
    return f"YG-{letters[:4]}-{letters[4:8]}-{letters[8:]}"
