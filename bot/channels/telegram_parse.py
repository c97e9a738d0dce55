"""Reading Telegram updates. The library checks no types, so what it reads is checked here."""

import json
import re
from typing import Any

from telegram import CallbackQuery, ChatMemberUpdated, Message, Update

from bot.channels.base import Inbound, Media
from bot.errors import BadPushError
from bot.language.staff.invitation import STAFF, WORKER, code_in

NAME = "telegram"
UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
COMMANDS = {
    "start": "你好",
    "price": "我想了解一下价格",
    "book": "我想预约服务",
    "complaint": "我要投诉",
    "person": "转人工",
}
MENU = (
    ("price", "查价格"),
    ("book", "预约服务"),
    ("complaint", "投诉建议"),
    ("person", "转人工"),
)
_COMMAND = re.compile(r"/([a-z_]+)(?:@\w+)?(?:\s+(.*))?", re.DOTALL | re.IGNORECASE)
_UNREADABLE = (
    KeyError,
    TypeError,
    ValueError,
    AttributeError,
    IndexError,
    OverflowError,
    OSError,
    RecursionError,
)


def read_update(raw: bytes | str) -> Update:
    """The update in a push.

    Raises:
        BadPushError: it is none.
    """
    try:
        known = json.loads(raw).items()
        update = Update.de_json({k: v for k, v in known if k in ("update_id", *UPDATES)}, None)
        if type(update.update_id) is not int:
            raise BadPushError("a Telegram push without a number")
    except _UNREADABLE as error:
        raise BadPushError(f"an unreadable Telegram push ({type(error).__name__})") from None
    return update


def parse_update(raw: bytes | str, bot_id: int) -> list[Inbound]:
    """The customer's messages in a push: one, or none for what does not concern the desk.

    Raises:
        BadPushError: it cannot be read.
    """
    update = read_update(raw)
    try:
        found = _dispatch(update)
        if found is None:
            return []
        sender, said = found
        return [_inbound(f"{bot_id}:{update.update_id}", sender, said, _as_text(raw))]
    except _UNREADABLE as error:
        raise BadPushError(f"an unreadable Telegram push ({type(error).__name__})") from None


type Said = dict[str, Any]


def _dispatch(update: Update) -> tuple[int, Said] | None:
    """The chat and the fields of the Inbound."""
    if update.callback_query:
        return _button(update.callback_query)
    if update.my_chat_member:
        return _membership(update.my_chat_member)
    message = update.message or update.edited_message
    if message is None:
        return None
    said = _edited(message) if update.edited_message else _message(message)
    if said is None:
        return None
    return message.chat.id, said if message.chat.type == "private" else _event("group")


def _event(name: str, text: str = "") -> Said:
    """Those with a text are shown to agents."""
    return {"kind": "event", "text": text, "data": {"event": name}}


def _button(query: CallbackQuery) -> tuple[int, Said] | None:
    """A pressed button; its title stands in the message that offered it, unless that is old."""
    if not query.data:
        return None
    if query.message is None:
        return query.from_user.id, _pressed(query)
    private = query.message.chat.type == "private"
    return query.message.chat.id, _pressed(query) if private else _event("group")


def _pressed(query: CallbackQuery) -> Said:
    markup = query.message.reply_markup if isinstance(query.message, Message) else None
    rows = markup.inline_keyboard if markup else ()
    titles = [key.text for row in rows for key in row if key.callback_data == query.data]
    title = titles[0] if titles else ""
    return {"kind": "button", "data": {}, "payload": query.data, "text": title}


def _membership(change: ChatMemberUpdated) -> tuple[int, Said] | None:
    """The customer blocked the bot or let it in again, or somebody put it into a group."""
    is_private = change.chat.type == "private"
    if change.new_chat_member.status in ("kicked", "left"):
        return change.chat.id, _event("blocked", "［停用了机器人］" if is_private else "")
    if not is_private:
        return change.chat.id, _event("group")
    was_out = change.old_chat_member.status in ("kicked", "left")
    return (change.chat.id, _event("returned", "［重新启用了机器人］")) if was_out else None


def _edited(message: Message) -> Said | None:
    """A corrected text; a live location also comes as an edit and is nobody's message."""
    text = message.text or message.caption
    return {"text": text, "data": {"edited": True, "of": message.message_id}} if text else None


def _message(message: Message) -> Said | None:
    if message.text:
        said = _text(message.text)
    elif message.contact or message.location or message.sticker:
        said = _thing(message)
    else:
        said = _media(message)
    if said is not None:
        said["data"] = {**said.get("data", {}), **_circumstances(message)}
    return said


def _circumstances(message: Message) -> dict[str, Any]:
    """Forwarded text is quoted evidence, not an instruction; an album is several updates."""
    found: dict[str, Any] = {"message_id": message.message_id}
    if message.forward_origin:
        found["forwarded"] = True
    if message.media_group_id:
        found["album"] = message.media_group_id
    return found


def _text(text: str) -> Said:
    """A typed text; a command becomes the sentence that it stands for."""
    command = _COMMAND.fullmatch(text.strip())
    name = command[1].lower() if command else ""
    if command is None or name not in COMMANDS:
        return {"text": text}
    if name == "start" and any(code_in(command[2] or "", sort) for sort in (WORKER, STAFF)):
        return {"text": command[2]}  # the link of an invitation
    rest = "" if name == "start" else command[2] or ""
    return {"text": f"{COMMANDS[name]} {rest}".strip(), "data": {"command": name}}


def _thing(message: Message) -> Said:
    if message.contact:
        return _contact(message)
    if message.sticker:
        return {"kind": "sticker", "text": "［表情］", "data": {"emoji": message.sticker.emoji}}
    where = message.location
    assert where is not None
    place = message.venue
    text = f"{place.address} {place.title}".strip() if place else "［位置］"
    data = {"latitude": where.latitude, "longitude": where.longitude}
    return {"kind": "location", "text": text, "data": data}


def _contact(message: Message) -> Said:
    """Only the sender's own card is their phone: anybody can pass on somebody else's."""
    card, sender = message.contact, message.from_user
    assert card is not None
    own = sender is not None and card.user_id == sender.id
    if own:
        return {"kind": "contact", "text": card.phone_number, "data": {"own": True}}
    name = " ".join(part for part in (card.first_name, card.last_name) if part)
    data = {"own": False, "name": name[:60], "phone": card.phone_number[:20]}
    return {"kind": "contact", "text": "［名片］", "data": data}


def _media(message: Message) -> Said | None:
    """Pictures and voice; None for a service message (pinned, joined, …)."""
    paper = message.document
    if message.photo:
        best = max(message.photo, key=lambda size: size.width * size.height)
        return _file("image", message.caption or "［图片］", best.file_id, "image/jpeg")
    if message.voice:
        mime = message.voice.mime_type or "audio/ogg"
        return _file("voice", message.caption or "［语音］", message.voice.file_id, mime)
    if paper and (paper.mime_type or "").startswith("image/"):
        mime = paper.mime_type or ""
        return _file("image", message.caption or "［图片］", paper.file_id, mime)
    if message.effective_attachment is None:
        return None
    return {"kind": "unsupported", "text": message.caption or _name_of(message)}


def _name_of(message: Message) -> str:
    """What the desk cannot open, for the thread."""
    if message.document:
        return f"［文件］{(message.document.file_name or '')[:80]}".rstrip()
    if message.video or message.video_note or message.animation:
        return "［视频］"
    return "［音频］" if message.audio else "［暂不支持的消息］"


def _file(kind: str, text: str, reference: str, mime: str) -> Said:
    return {"kind": kind, "text": text, "media": Media(_word(reference), _word(mime)[:60])}


def _inbound(external_id: str, sender: int, said: Said, raw: str) -> Inbound:
    if type(sender) is not int:
        raise TypeError
    for name in {"text", "payload"} & said.keys():
        said[name] = _clean(_word(said[name]))
    said["data"] = {k: _clean(v) if isinstance(v, str) else v for k, v in said["data"].items()}
    return Inbound(channel=NAME, external_id=external_id, sender=str(sender), raw=raw, **said)


def _word(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _clean(text: str) -> str:
    """Without half surrogates, which JSON can carry and no database takes."""
    return text.encode("utf-8", "replace").decode()


def _as_text(raw: bytes | str) -> str:
    return raw.decode() if isinstance(raw, bytes) else _clean(raw)
