"""Which worker a customer speaks of: “姓李的阿姨”, “王师傅”, “阿姨姓张”."""

import re

from bot.language.contact.names import SURNAME
from bot.language.script import simplify

__all__ = ["find_worker"]

_TITLE = r"(?:阿姨|师傅|大姐|月嫂|育儿嫂|保姆|护工|老师|嫂子|姐)"
_NAMED = re.compile(
    rf"姓(?P<family>{SURNAME})的?(?:那个|那位)?(?P<title>{_TITLE})"
    rf"|(?P<title2>{_TITLE})(?:是|叫)?姓(?P<family2>{SURNAME})"
    rf"|(?<![\u4e00-\u9fff])(?P<family3>{SURNAME})(?P<title3>{_TITLE})"
    rf"|(?:是|叫|派|的|找|那位|那个|就|让)(?P<family4>{SURNAME})(?P<title4>{_TITLE})"
)


def find_worker(text: str) -> str | None:
    """“李阿姨”; None where nobody is named.  Never raises."""
    found = _NAMED.search(simplify(text))
    if found is None:
        return None
    said = found.groupdict()
    return next(
        f"{said[f'family{n}']}{said[f'title{n}']}"
        for n in ("", "2", "3", "4")
        if said[f"family{n}"]
    )
