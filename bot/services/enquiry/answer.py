"""The answer to an enquiry, before it is put into words."""

from dataclasses import dataclass

from bot.models import Service

TEXTS = ("duration", "includes", "excludes", "prepare", "qualification", "booking")
"""The texts of a service in which an answer may stand."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A response key with its places; no key, and ``known`` False, where there is no answer."""

    key: str
    places: dict[str, str]
    known: bool = True
    service: Service | None = None
