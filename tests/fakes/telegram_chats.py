"""Chats and the messages in them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .telegram_errors import ApiError, bad_request
from .telegram_markup import Button, buttons_of


@dataclass
class Message:
    """A message of the bot as the user sees it now."""

    message_id: int
    text: str
    markup: dict[str, Any] | None
    date: int
    edited: bool = False
    offered: list[Button] = field(default_factory=list, repr=False)

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The buttons it shows now, row by row."""
        return buttons_of(self.markup)

    @property
    def titles(self) -> list[str]:
        """The titles of its buttons."""
        return [button.text for button in self.buttons]

    def show(self, text: str, markup: dict[str, Any] | None) -> None:
        """Put a text and a keyboard on it, remembering every button it ever offered."""
        self.text, self.markup = text, markup
        self.offered += [button for button in self.buttons if button not in self.offered]


@dataclass
class Chat:
    """One chat with the bot."""

    id: int
    kind: str = "private"
    title: str = ""
    blocked: bool = False
    migrated_to: int | None = None
    sent: list[Message] = field(default_factory=list)
    written: list[dict[str, Any]] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    keyboard: tuple[Button, ...] = ()
    last_id: int = 0

    @property
    def private(self) -> bool:
        """Tell a chat with one person from a group."""
        return self.kind == "private"

    def next_id(self) -> int:
        """Return the next message id of this chat."""
        self.last_id += 1
        return self.last_id

    def json(self) -> dict[str, Any]:
        """Return the Chat object of the Bot API."""
        if self.private:
            return {"id": self.id, "type": "private", "first_name": self.title}
        return {"id": self.id, "type": self.kind, "title": self.title}

    def check_writable(self) -> None:
        """Refuse as Telegram does when the bot may not write here."""
        if self.migrated_to is not None:
            raise bad_request(
                "group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=self.migrated_to,
            )
        if self.blocked and self.private:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        if self.blocked:
            raise ApiError(403, f"Forbidden: bot was kicked from the {self.kind} chat")

    def post(self, text: str, markup: dict[str, Any] | None, date: int) -> Message:
        """Add a message of the bot."""
        message = Message(self.next_id(), text, None, date)
        message.show(text, markup)
        self.sent.append(message)
        if markup and "keyboard" in markup:
            self.keyboard = message.buttons
        elif markup and markup.get("remove_keyboard"):
            self.keyboard = ()
        return message

    def find(self, message_id: int) -> Message:
        """Return a message of the bot, for editing."""
        for message in self.sent:
            if message.message_id == message_id:
                return message
        if any(written["message_id"] == message_id for written in self.written):
            raise bad_request("message can't be edited")
        raise bad_request("message to edit not found")

    def knows(self, message_id: int) -> bool:
        """Tell whether any message of this chat has that id."""
        return 0 < message_id <= self.last_id

    def button(self, wanted: str, stale: bool) -> tuple[Message | None, Button]:
        """Find a button by title or data: the newest message that offers it wins.

        With ``stale`` buttons taken away since count too: a user may press just before the edit.
        """
        for message in reversed(self.sent):
            for button in message.offered if stale else message.buttons:
                if button.inline and wanted in (button.text, button.data):
                    return message, button
        for button in self.keyboard:
            if wanted == button.text:
                return None, button
        raise LookupError(f"chat {self.id} shows no button {wanted!r}")


def person(user_id: int, name: str = "") -> dict[str, Any]:
    """Return a User object of the Bot API."""
    return {
        "id": user_id,
        "is_bot": False,
        "first_name": name or f"用户{user_id}",
        "language_code": "zh-hans",
    }


def unix(moment: datetime) -> int:
    """Return a moment as Telegram writes it."""
    return int(moment.timestamp())
