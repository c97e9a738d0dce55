"""What people do in Telegram; every method queues updates and returns the last update's id."""

from typing import Any

from .telegram_api import Callback, TelegramApi
from .telegram_chats import Chat, Message, person
from .telegram_markup import TEXT_CHARS, Button, entities

DEFAULT_IMAGE = b"\xff\xd8\xff\xd9"


class People:
    """The users' side of the fake. A private chat's id is its user's id."""

    def __init__(self, api: TelegramApi) -> None:
        """Share the bot's state."""
        self.api = api

    def starts(self, chat: int, payload: str = "") -> int:
        """Press Start, maybe through a deep link."""
        return self.says(chat, f"/start {payload}".strip())

    def says(self, chat: int, text: str, **more: Any) -> int:
        """Write a text (clients cut it into messages of 4,096); ``more`` joins the message."""
        if not text:
            raise ValueError("nobody can send an empty text")
        pieces = [text[i : i + TEXT_CHARS] for i in range(0, len(text), TEXT_CHARS)]
        return [self._write(chat, chat, self._text(piece) | more) for piece in pieces][-1]

    def group_says(self, chat: int, user: int, text: str, **more: Any) -> int:
        """Write in a group (a negative id); the bot is an admin or has privacy mode off."""
        return self._write(chat, user, self._text(text) | more)

    def edits(self, chat: int, text: str, message_id: int | None = None) -> int:
        """Edit the last message that person wrote, or the given one."""
        written = self._chat(chat).written
        fitting = [m for m in written if "text" in m and message_id in (None, m["message_id"])]
        if not fitting:
            raise LookupError(f"chat {chat} has no such text to edit")
        old = fitting[-1]
        old.pop("entities", None)
        old.update(self._text(text), edit_date=self.api.now())
        return self.api.queue.add("edited_message", chat, dict(old))

    def presses(
        self, chat: int, title_or_data: str, *, user: int | None = None, stale=False
    ) -> int:
        """Press a button of the last message that offers it, or of the keyboard."""
        home = self._chat(chat)
        message, button = home.button(title_or_data, stale)
        who = chat if user is None else user
        if message is not None:
            return self._press_inline(home, message, button, who)
        if button.request == "contact":
            return self.contact(chat, "+8613800138000")
        if button.request == "location":
            return self.location(chat, 31.2304, 121.4737)
        return self._write(chat, who, self._text(button.text))

    def photo(self, chat: int, data: bytes = DEFAULT_IMAGE, caption: str = "", **more: Any) -> int:
        """Send a picture (two sizes); for albums give the same ``media_group_id``."""
        sizes = [
            self.put_file(data[:1], "photos", "jpg") | {"width": 90, "height": 90},
            self.put_file(data, "photos", "jpg") | {"width": 1280, "height": 960},
        ]
        part: dict[str, Any] = {"photo": sizes}
        if caption:
            part |= {"caption": caption[:1024]}
        return self._write(chat, chat, part | more)

    def voice(self, chat: int, data: bytes = b"OggS", duration: int = 3) -> int:
        """Send a voice message."""
        part = {"duration": duration, "mime_type": "audio/ogg"}
        return self._write(chat, chat, {"voice": self.put_file(data, "voice", "oga") | part})

    def sticker(self, chat: int, emoji: str = "👍") -> int:
        """Send a sticker."""
        part = {
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
            "emoji": emoji,
        }
        return self._write(chat, chat, {"sticker": self.put_file(b"RIFF", "s", "webp") | part})

    def location(self, chat: int, lat: float, lon: float) -> int:
        """Send a place."""
        return self._write(chat, chat, {"location": {"latitude": lat, "longitude": lon}})

    def contact(self, chat: int, phone: str, own: bool = True) -> int:
        """Send a contact: the person's own (user_id equals from.id) or somebody else's."""
        part = {
            "phone_number": phone,
            "first_name": self._chat(chat).title,
            "user_id": chat if own else chat + 1,
        }
        return self._write(chat, chat, {"contact": part})

    def blocks(self, chat: int) -> int:
        """Block the bot (or remove it from a group): sends are refused with 403 from now on."""
        return self._membership(chat, "member", "kicked")

    def unblocks(self, chat: int) -> int:
        """Let the bot in again."""
        return self._membership(chat, "kicked", "member")

    def migrate(self, chat: int, new_id: int) -> int:
        """Turn a group into a supergroup: service messages in both, the old id is refused."""
        old = self._chat(chat)
        admin = 1_087_968_824
        self._write(chat, admin, {"migrate_to_chat_id": new_id})
        with self.api.lock:
            old.migrated_to = new_id
            self.api.chats[new_id] = Chat(new_id, "supergroup", old.title)
        return self._write(new_id, admin, {"migrate_from_chat_id": chat})

    def redeliver(self) -> int:
        """Send the last update again, under the same id."""
        return self.api.queue.repeat_last()

    def put_file(self, data: bytes, folder: str, ending: str) -> dict[str, Any]:
        """Keep a file for getFile and return its part of a message."""
        with self.api.lock:
            number = len(self.api.files)
            file_id = f"file-{folder}-{number}"
            self.api.files[file_id] = (f"{folder}/file_{number}.{ending}", data)
        return {"file_id": file_id, "file_unique_id": f"u-{file_id}", "file_size": len(data)}

    def _chat(self, chat_id: int) -> Chat:
        with self.api.lock:
            if chat_id not in self.api.chats:
                kind = "group" if chat_id < 0 else "private"
                title = f"群{-chat_id}" if chat_id < 0 else f"用户{chat_id}"
                self.api.chats[chat_id] = Chat(chat_id, kind, title)
            return self.api.chats[chat_id]

    def _text(self, text: str) -> dict[str, Any]:
        marks = entities(text)
        return {"text": text} | ({"entities": marks} if marks else {})

    def _write(self, chat_id: int, user: int, part: dict[str, Any]) -> int:
        chat = self._chat(chat_id)
        with self.api.lock:
            message = {
                "message_id": chat.next_id(),
                "from": person(user),
                "chat": chat.json(),
                "date": self.api.now(),
            } | part
            chat.written.append(message)
            return self.api.queue.add("message", chat_id, dict(message))

    def _press_inline(self, chat: Chat, message: Message, button: Button, user: int) -> int:
        if button.data is None:
            raise LookupError(
                f"button {button.text!r} opens {button.url}, it tells the bot nothing"
            )
        with self.api.lock:
            callback = Callback(str(4_000_000_000_000 + len(self.api.callbacks)), button.data)
            self.api.callbacks[callback.id] = callback
            body = {
                "id": callback.id,
                "from": person(user),
                "message": self.api.message_json(chat, message),
                "chat_instance": str(chat.id * 7919),
                "data": button.data,
            }
            return self.api.queue.add("callback_query", chat.id, body)

    def _membership(self, chat_id: int, before: str, after: str) -> int:
        chat = self._chat(chat_id)
        with self.api.lock:
            chat.blocked = after == "kicked"
            body = {
                "chat": chat.json(),
                "from": person(chat_id if chat.private else abs(chat_id)),
                "date": self.api.now(),
                "old_chat_member": self._member(before),
                "new_chat_member": self._member(after),
            }
            return self.api.queue.add("my_chat_member", chat_id, body)

    def _member(self, status: str) -> dict[str, Any]:
        until = {"until_date": 0} if status == "kicked" else {}
        return {"user": self.api.me, "status": status} | until
