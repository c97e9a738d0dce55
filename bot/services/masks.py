"""Names and texts as screens may show them (REQ G2)."""

import re

from bot.language.contact.phone import find_phones, mask_phone

_MAY_HOLD_PHONE = re.compile(r"(?:[\d〇零洞一幺么腰二两三四五六七八九][ \-,、.]{0,3}){7}")
_HONORIFIC = re.compile(r"(先生|女士|小姐|太太|阿姨|老师)$")


def mask_name(name: str | None, fallback: str) -> str:
    """“王女士” stays readable as a form of address, “王小明” becomes “王**” (REQ G2)."""
    if not name or not name.strip():
        return fallback
    name = name.strip()
    honorific = _HONORIFIC.search(name)
    if honorific and len(name) - len(honorific[0]) <= 2:
        return name[0] + honorific[0]
    return name[0] + "*" * min(2, max(1, len(name) - 1))


def mask_text(text: str) -> str:
    """The text with its phone numbers masked (REQ G2)."""
    if not _MAY_HOLD_PHONE.search(text):
        return text
    for phone in find_phones(text):
        text = text.replace(phone.text, mask_phone(phone.e164))
    return text
