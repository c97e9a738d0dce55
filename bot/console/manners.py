"""Phrases that an agent is warned of before they go out (REQ A5)."""

from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

_LIST = "bot.language.manners"


def forbidden_in(text: str) -> list[str]:
    """The forbidden phrases in a text, as typed; empty while the list is not installed."""
    known = _known()
    if known is None:
        return []
    if callable(known):
        return [str(found) for found in known(text)]
    return [str(phrase) for phrase in known if str(phrase) in text]


def _known() -> Callable[[str], Iterable[Any]] | Iterable[Any] | None:
    if find_spec(_LIST) is None:
        return None
    return getattr(import_module(_LIST), "forbidden_phrases", None)
