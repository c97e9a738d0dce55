"""Takes a customer's message in: once, however often it is sent (REQ G5)."""

from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from bot.channels.base import Inbound
from bot.channels.web import button_message, media_message, text_message
from bot.chat.bodies import Upload, raw_of
from bot.chat.events import Watchers
from bot.chat.problems import too_often, wrong
from bot.chat.rate import Limit
from bot.chat.thread import conversation_id_of, is_known
from bot.chat.wire import NoteIn
from bot.conversation.inbox import count, receive, store
from bot.house import House, Work
from bot.services.thread.media import keep_media, write_file
from bot.services.thread.messages import offered_payload


@dataclass(frozen=True, slots=True)
class Receiving:
    """Stores, then wakes the desk and the open pages of the sender; blocks."""

    house: House
    limit: Limit
    watchers: Watchers

    def take_note(self, sender: str, note: NoteIn) -> None:
        """Store a text or a pressed button.

        Raises:
            HTTPException: 422 for a payload that was never offered, 429.
        """
        if self._is_known(sender, note.id):
            return
        inbound = self._inbound(sender, note)
        self._count(sender)
        receive(self.house.database, inbound, clock=self.house.clock, settings=self.house.settings)
        self._wake(sender)

    def take_upload(self, sender: str, upload: Upload) -> None:
        """Store a picture or voice: first the file, then its row and the message together.

        Raises:
            HTTPException: 429.
        """
        if self._is_known(sender, upload.id):
            return
        self._count(sender)
        sha256 = write_file(self.house.settings.data, upload.content)
        try:
            self._store_upload(sender, upload, sha256)
        except IntegrityError:
            self._store_upload(sender, upload, sha256)
        self._wake(sender)

    def _store_upload(self, sender: str, upload: Upload, sha256: str) -> None:
        now = self.house.clock.now()
        inbound = media_message(sender, upload.id, upload.mime, upload.content)
        with self.house.database.write() as session:
            if is_known(session, sender, upload.id):
                return
            media = keep_media(
                session, sha256=sha256, mime=upload.mime, size=len(upload.content), now=now
            )
            store(session, inbound, now=now, settings=self.house.settings, media_id=media.id)
        count(inbound, is_new=True)

    def _is_known(self, sender: str, id_: str) -> bool:
        with self.house.database.read() as session:
            return is_known(session, sender, id_)

    def _inbound(self, sender: str, note: NoteIn) -> Inbound:
        raw = raw_of(note)
        if note.button is None:
            return text_message(sender, note.id, note.text or "", raw)
        title = self._title_of(sender, note.button)
        if title is None:
            raise wrong("这个按钮已失效，请直接输入文字")
        return button_message(sender, note.id, title, note.button, raw)

    def _title_of(self, sender: str, payload: str) -> str | None:
        with self.house.database.read() as session:
            conversation = conversation_id_of(session, sender)
            return offered_payload(session, conversation, payload) if conversation else None

    def _count(self, sender: str) -> None:
        seconds = self.limit.take(sender)
        if seconds:
            raise too_often(seconds)

    def _wake(self, sender: str) -> None:
        self.house.bell.ring(Work.TURNS)
        self.watchers.notify(sender)
