"""Fetches pictures and voices from the channels, after their push was acknowledged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import select

from bot.channels.base import Channel, Media, PermanentError, TemporaryError
from bot.house import House
from bot.models import Conversation, Message
from bot.services.thread.media import amr_seconds, keep_media, mime_of, write_file

log = structlog.get_logger()
TRIES = 5
_PAUSE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Takes one due message at a time; two fetchers never take the same one."""

    house: House
    channels: Mapping[str, Channel]

    def fetch_next(self) -> bool:
        """Fetch one picture or voice; False when none is due."""
        found = self._claim()
        if found is None:
            return False
        message_id, channel, reference = found
        try:
            content = channel.fetch(Media(reference, ""))
        except TemporaryError as error:
            log.warning("media not fetched", message=message_id, error=type(error).__name__)
            return True
        except PermanentError as error:
            log.warning("media cannot be had", message=message_id, error=type(error).__name__)
            content = b""
        try:
            self._attach(message_id, content)
        except OSError as error:  # our disk, not the channel's file: it is there to be asked again
            log.error("media not stored", message=message_id, error=type(error).__name__)
            self._again(message_id)
        return True

    def _again(self, message_id: int) -> None:
        """Once more in a minute; what failed was no try."""
        with self.house.database.write() as session:
            message = session.get_one(Message, message_id, with_for_update=True)
            message.media_due_at = self.house.clock.now() + _PAUSE
            message.media_tries -= 1

    def _claim(self) -> tuple[int, Channel, str] | None:
        """Put the next try off before this one is made, so that a crash only delays it."""
        now = self.house.clock.now()
        due = select(Message).where(Message.media_due_at <= now).order_by(Message.media_due_at)
        with self.house.database.read() as session:
            if session.scalar(due.limit(1)) is None:
                return None
        with self.house.database.write() as session:
            message = session.scalar(due.limit(1).with_for_update(skip_locked=True))
            if message is None:
                return None
            message.media_tries += 1
            last = message.media_tries >= TRIES
            message.media_due_at = None if last else now + _PAUSE * message.media_tries
            conversation = session.get_one(Conversation, message.conversation_id)
            channel = self.channels.get(conversation.identity.channel)
            if channel is None or message.media_reference is None:
                return None
            return message.id, channel, message.media_reference

    def _attach(self, message_id: int, content: bytes) -> None:
        """Store the file, then its row; what is no picture or voice is left out."""
        mime = mime_of(content)
        sha256 = write_file(self.house.settings.data, content) if mime else None
        with self.house.database.write() as session:
            media_id = None
            if sha256 and mime:
                now, size = self.house.clock.now(), len(content)
                media_id = keep_media(session, sha256=sha256, mime=mime, size=size, now=now).id
            message = session.get_one(Message, message_id, with_for_update=True)
            message.media_id, message.media_due_at = media_id, None
            if seconds := amr_seconds(content):
                message.data = {**(message.data or {}), "seconds": seconds}
