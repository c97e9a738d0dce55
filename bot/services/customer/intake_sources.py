"""Where a request came from that a person typed in (REQ A1)."""

from enum import StrEnum


class Source(StrEnum):
    """The ways that have no wire; each is the channel of an identity too."""

    PHONE = "phone"
    ON_SITE = "on_site"
    LETTER = "letter"
    EMAIL = "email"


def is_manual(channel: str) -> bool:
    """Whether nothing can be sent that way by the desk itself."""
    return channel in set(Source)
