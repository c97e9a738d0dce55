"""The port between the desk and a channel."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.orm import Session

from bot.errors import FrontDeskError
from bot.models import Identity, Purpose
from bot.services.sending.delivery_policy import Means
from bot.services.wording import Button


@dataclass(frozen=True, slots=True)
class Media:
    """A picture or voice as the channel names it; ``content`` where it came with the push."""

    reference: str
    mime: str
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Inbound:
    """One message of a customer, read from a push.

    ``external_id`` is what the channel calls it, unique within the channel; ``kind`` is text,
    image, voice, location, sticker, button, contact, event or unsupported; ``payload`` belongs to a
    pressed button; ``raw`` is the push as it came.
    """

    channel: str
    external_id: str
    sender: str
    raw: str
    kind: str = "text"
    text: str = ""
    payload: str | None = None
    media: Media | None = None
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to send by ``means``, not longer than the channel's limit (``Channel.split``).

    ``fields`` are the facts in it (service, when, address), for means that only take templates.
    """

    text: str
    buttons: tuple[Button, ...]
    purpose: Purpose
    means: Means
    fields: dict[str, str] = field(default_factory=dict)


class TemporaryError(FrontDeskError):
    """Not delivered; worth another try after ``retry_after`` seconds."""

    def __init__(self, message: str, retry_after: float = 0) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class NotYetError(TemporaryError):
    """The pace wants ``retry_after`` seconds first: nothing was tried."""

    def __init__(self, retry_after: float) -> None:
        super().__init__("waits for its turn in the channel's pace", retry_after)


class PermanentError(FrontDeskError):
    """Not delivered and never will be; ``unreachable`` when the customer left the channel."""

    def __init__(self, message: str, *, unreachable: bool = False) -> None:
        super().__init__(message)
        self.unreachable = unreachable


class NotAllowedError(FrontDeskError):
    """The channel's rules forbid it by this means now: the next one is tried (REQ E6)."""


class UnknownOutcomeError(FrontDeskError):
    """The request went out and no answer came: never repeated blindly."""


class Channel(Protocol):
    """A way to customers. ``send`` blocks, and is called by one thread per conversation."""

    name: str

    def share(self, processes: int) -> None:
        """So many processes send in this account: its pace is divided among them."""
        ...

    def split(self, text: str) -> list[str]:
        """Parts that the channel takes, cut at sentence ends."""
        ...

    def send(self, to: Identity, message: Outgoing) -> str:
        """Deliver by ``message.means``; the channel's own id of the message.

        Raises:
            TemporaryError, NotYetError, PermanentError, NotAllowedError, UnknownOutcomeError
        """
        ...

    def on_inbound(
        self, session: Session, identity: Identity, inbound: Inbound, now: datetime
    ) -> None:
        """Note what a message means for the channel's rules, in the transaction that stores it."""
        ...

    def typing(self, sender: str) -> None:
        """Show the customer that an answer is on its way; best effort, does not wait."""
        ...

    def fetch(self, media: Media) -> bytes:
        """The bytes of a picture or voice.

        Raises:
            TemporaryError, PermanentError
        """
        ...


def split_text(text: str, fits: "Fits") -> list[str]:
    """Cut at sentence ends, then anywhere, so that each part fits."""
    parts: list[str] = []
    rest = text
    while not fits(rest):
        cut = _cut(rest, fits)
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*parts, rest] if rest or not parts else parts


class Fits(Protocol):
    """Whether a text is short enough."""

    def __call__(self, text: str) -> bool: ...


def _cut(text: str, fits: Fits) -> int:
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(text[:middle]) else (low, middle - 1)
    ends = [text.rfind(mark, low // 2, low) for mark in "\n。！？!?；;，"]
    best = max(ends[:7])
    return best + 1 if best > 0 else low
