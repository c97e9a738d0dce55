"""The web chat channel: the page reads the thread itself, so sending is done once it is stored."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.channels.base import Inbound, Media, Outgoing, PermanentError, split_text
from bot.models import Identity, WebToken

NAME = "web"
LIMIT = 4000


class WebChannel:
    """Delivery is the stored row; the page fetches it."""

    name = NAME

    def share(self, processes: int) -> None:
        """The page has no pace."""

    def split(self, text: str) -> list[str]:
        return split_text(text, lambda text: len(text) <= LIMIT)

    def send(self, to: Identity, message: Outgoing) -> str:
        return ""

    def on_inbound(
        self, session: Session, identity: Identity, inbound: Inbound, now: datetime
    ) -> None:
        """The web has no windows and no quotas."""

    def typing(self, sender: str) -> None:
        """The page shows it by itself."""

    def fetch(self, media: Media) -> bytes:
        if media.content is None:
            raise PermanentError("a web upload without its bytes")
        return media.content


@dataclass(frozen=True, slots=True)
class WebSession:
    """A visitor's name and bearer token; the token is shown once and stored as a hash."""

    sender: str
    token: str


def open_session(session: Session, now: datetime) -> WebSession:
    """A new visitor."""
    visitor = WebSession(secrets.token_hex(12), secrets.token_urlsafe(32))
    session.add(WebToken(token_hash=_hash(visitor.token), sender=visitor.sender, created_at=now))
    return visitor


def sender_of(session: Session, token: str) -> str | None:
    """Whose token it is."""
    row = session.get(WebToken, _hash(token))
    return row.sender if row else None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def text_message(sender: str, external_id: str, text: str, raw: str) -> Inbound:
    """A typed message; ids are unique per visitor."""
    return Inbound(NAME, f"{sender}:{external_id}", sender, raw, text=text)


def button_message(sender: str, external_id: str, title: str, payload: str, raw: str) -> Inbound:
    """A pressed button."""
    return Inbound(
        NAME, f"{sender}:{external_id}", sender, raw, kind="button", text=title, payload=payload
    )


def media_message(sender: str, external_id: str, mime: str, content: bytes) -> Inbound:
    """An uploaded picture or voice."""
    kind = "image" if mime.startswith("image/") else "voice"
    label = "［图片］" if kind == "image" else "［语音］"
    media = Media(external_id, mime, content)
    return Inbound(
        NAME, f"{sender}:{external_id}", sender, raw=label, kind=kind, text=label, media=media
    )
