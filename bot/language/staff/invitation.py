"""Invitation codes in a text: two letters that say for whom, and three groups of four.

``YG`` binds a service worker (services/workers.py), ``KF`` a member of the staff
(services/staff_chats.py).
"""

import re

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters that nobody takes for each other."""
WORKER, STAFF = "YG", "KF"
_ALIKE = str.maketrans("OIL", "011")
_CODES = {
    prefix: re.compile(
        rf"(?<![0-9A-Z]){prefix}((?:[\s\-－—]?[0-9A-Z]{{4}}){{3}})(?![0-9A-Z])",
        re.IGNORECASE | re.ASCII,
    )
    for prefix in (WORKER, STAFF)
}


def code_in(text: str, prefix: str = WORKER) -> str | None:
    """The twelve letters of a code in a text, or None; O, I and L count as 0 and 1."""
    found = _CODES[prefix].search(text)
    return re.sub(r"[\s\-－—]", "", found[1]).upper().translate(_ALIKE) if found else None


def written(letters: str, prefix: str = WORKER) -> str:
    """The code as it is told: ``YG-8F3K-2Q7M-0XZA``."""
    return f"{prefix}-{letters[:4]}-{letters[4:8]}-{letters[8:]}"
