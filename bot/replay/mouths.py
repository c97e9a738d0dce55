"""The customer's side of a channel: real pushes in, and what is sent is only noted.

Each mouth makes the push that its channel would make and hands it to the adapter's own parser; on
the way out the adapter's rules (windows, quotas, splitting) hold, only the last call is not made.
"""

import hashlib
import itertools
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from xml.sax.saxutils import escape

from sqlalchemy import select

from bot.app import FrontDesk
from bot.channels.base import Channel, Inbound, Media, Outgoing, PermanentError
from bot.channels.web import button_message, text_message
from bot.models import Author, Identity, Message
from bot.services.customer.customers import find_or_create_identity
from bot.services.thread.conversations import conversation_of

_PLACEHOLDERS = {"image": "［图片］", "voice": "［语音］", "sticker": "［表情］"}
_BRACKETS = ("[", "［", "(", "（", "<")


class Speaks(Protocol):
    """Makes the pushes of one channel."""

    def pushes(self, kind: str, text: str, payload: str | None, now: datetime) -> list[Inbound]: ...


@dataclass(slots=True)
class Mouth:
    """One customer on one channel."""

    desk: FrontDesk
    channel: Channel
    sender: str
    voice: Speaks
    conversation_id: int = 0

    def arrive(self, now: datetime) -> None:
        """Make the conversation, so that things can exist before the first word."""
        with self.desk.house.database.write() as session:
            identity = find_or_create_identity(
                session, channel=self.channel.name, external_id=self.sender, now=now
            )
            self.conversation_id = conversation_of(session, identity, now).id

    def speak(self, kind: str, text: str, now: datetime) -> None:
        """Say something; the title of a button that was offered presses it."""
        payload = self._payload(text) if kind == "button" else None
        kind = "text" if kind == "button" and payload is None else kind
        self.desk.webhooks.take(self.channel, self.voice.pushes(kind, text, payload, now))

    def _payload(self, title: str) -> str | None:
        with self.desk.house.database.read() as session:
            said = session.scalars(
                select(Message)
                .where(
                    Message.conversation_id == self.conversation_id,
                    Message.author != Author.CUSTOMER,
                )
                .order_by(Message.id.desc())
            )
            for message in said:
                for button in (message.data or {}).get("buttons", []):
                    if button["title"] == title:
                        return str(button["payload"])
        return None


def mouth_for(channel: str, desk: FrontDesk) -> Mouth:
    """The mouth of a new customer; the desk's channel is made to note instead of send."""
    return {"web": _web, "telegram": _telegram, "wechat": _wechat}[channel](desk)


@dataclass(slots=True)
class _Web:
    numbers: Any = field(default_factory=lambda: itertools.count(1))
    sender: str = "replay"

    def pushes(self, kind: str, text: str, payload: str | None, now: datetime) -> list[Inbound]:
        number = str(next(self.numbers))
        if payload is not None:
            return [button_message(self.sender, number, text, payload, text)]
        if kind in _PLACEHOLDERS and _is_placeholder(kind, text):
            return [Inbound("web", number, self.sender, text, kind=kind, text=_PLACEHOLDERS[kind])]
        return [text_message(self.sender, number, text, text)]


def _web(desk: FrontDesk) -> Mouth:
    return Mouth(desk, desk.channels["web"], "replay", _Web())


def _is_placeholder(kind: str, text: str) -> bool:
    """A voice whose transcript is given is as good as text."""
    return kind != "voice" or text.startswith(_BRACKETS)


class _NoNetwork:
    """A channel whose messages are noted as sent and whose media cannot be had."""

    def __init__(self, channel: Channel) -> None:
        self._channel, self.name = channel, channel.name
        self.split, self.on_inbound = channel.split, channel.on_inbound

    def share(self, processes: int) -> None:
        """No network, no pace."""

    def send(self, to: Identity, message: Outgoing) -> str:
        return "replay"

    def typing(self, sender: str) -> None:
        """Nobody is there to see it."""

    def fetch(self, media: Media) -> bytes:
        raise PermanentError("a replay has no media")


@dataclass(slots=True)
class _Telegram:
    desk: FrontDesk
    chat: int = 4200
    numbers: Any = field(default_factory=lambda: itertools.count(1000))

    def pushes(self, kind: str, text: str, payload: str | None, now: datetime) -> list[Inbound]:
        assert self.desk.telegram is not None
        number = next(self.numbers)
        content = self._content(kind, text, payload, number, int(now.timestamp()))
        return self.desk.telegram.parse(json.dumps({"update_id": number, **content}))

    def _content(
        self, kind: str, text: str, payload: str | None, number: int, date: int
    ) -> dict[str, Any]:
        user = {"id": self.chat, "is_bot": False, "first_name": "客户"}
        chat = {"id": self.chat, "type": "private"}
        message: dict[str, Any] = {"message_id": number, "date": date, "chat": chat, "from": user}
        if payload is not None:
            keys = {"inline_keyboard": [[{"text": text, "callback_data": payload}]]}
            offered = {**message, "text": "…", "reply_markup": keys}
            return {
                "callback_query": {
                    "id": str(number),
                    "from": user,
                    "chat_instance": "1",
                    "data": payload,
                    "message": offered,
                }
            }
        return {"message": {**message, **_telegram_body(kind, text)}}


def _telegram_body(kind: str, text: str) -> dict[str, Any]:
    file = {"file_id": "f", "file_unique_id": "f", "width": 1, "height": 1}
    if kind == "image":
        return {"photo": [file], **({} if text.startswith(_BRACKETS) else {"caption": text})}
    if kind == "voice":
        spoken = {} if text.startswith(_BRACKETS) else {"caption": text}
        return {"voice": {**file, "duration": 3}, **spoken}
    if kind == "sticker":
        more = {"type": "regular", "is_animated": False, "is_video": False}
        return {"sticker": {**file, **more, "emoji": "👍"}}
    if kind == "location":
        place = {"latitude": 31.2, "longitude": 121.4}
        return {
            "location": place,
            "venue": {"location": place, "title": "", "address": _place(text)},
        }
    return {"text": text}


def _place(text: str) -> str:
    """The words of a location without their label."""
    for label in ("[位置]", "［位置］", "位置：", "位置:", "[定位]", "［定位］"):
        text = text.removeprefix(label)
    return text.strip().strip("[]［］").strip() or "［位置］"


def _telegram(desk: FrontDesk) -> Mouth:
    assert desk.telegram is not None
    quiet = _NoNetwork(desk.telegram)
    desk.channels["telegram"] = quiet
    return Mouth(desk, quiet, "4200", _Telegram(desk))


@dataclass(slots=True)
class _WeChat:
    desk: FrontDesk
    openid: str = "oReplayCustomer"
    numbers: Any = field(default_factory=lambda: itertools.count(7000000001))

    def pushes(self, kind: str, text: str, payload: str | None, now: datetime) -> list[Inbound]:
        """WeChat has no buttons: a title is typed."""
        assert self.desk.wechat is not None
        number, stamp = next(self.numbers), int(now.timestamp())
        body = (
            f"<xml><ToUserName>gh_replay</ToUserName><FromUserName>{self.openid}</FromUserName>"
            f"<CreateTime>{stamp}</CreateTime><MsgId>{number}</MsgId>"
            f"{_wechat_body(kind, text)}</xml>"
        )
        return self.desk.wechat.parse(self._signed(str(stamp)), body.encode())

    def _signed(self, stamp: str) -> dict[str, str]:
        secret = self.desk.house.settings.wechat_token
        assert secret is not None
        parts = sorted([secret.get_secret_value(), stamp, "nonce"])
        digest = hashlib.sha1("".join(parts).encode()).hexdigest()  # noqa: S324 (WeChat's)
        return {"signature": digest, "timestamp": stamp, "nonce": "nonce"}


def _wechat_body(kind: str, text: str) -> str:
    if kind == "image":
        return "<MsgType>image</MsgType><PicUrl>http://127.0.0.1:9/p</PicUrl><MediaId>m</MediaId>"
    if kind == "voice":
        spoken = "" if text.startswith(_BRACKETS) else escape(text)
        return (
            "<MsgType>voice</MsgType><MediaId>m</MediaId><Format>amr</Format>"
            f"<Recognition>{spoken}</Recognition>"
        )
    if kind == "location":
        return (
            "<MsgType>location</MsgType><Location_X>31.2</Location_X><Location_Y>121.4</Location_Y>"
            f"<Scale>16</Scale><Label>{escape(_place(text))}</Label>"
        )
    content = "[强]" if kind == "sticker" else escape(text)
    return f"<MsgType>text</MsgType><Content>{content}</Content>"


class _NoWeChat:
    """Takes WeChat's API calls; windows and quotas stay the adapter's."""

    def send_text(self, openid: str, text: str) -> str:
        return "replay"

    def send_template(self, openid: str, template: str, fields: dict[str, str]) -> str:
        return "replay"

    send_notice = send_template

    def typing(self, openid: str) -> None:
        """Nobody is there to see it."""

    def send_once(self, openid: str, template: str, **more: Any) -> str:
        return "replay"

    def media(self, media_id: str) -> bytes:
        raise PermanentError("a replay has no media")

    picture = media


def _wechat(desk: FrontDesk) -> Mouth:
    assert desk.wechat is not None
    desk.wechat.api = _NoWeChat()  # pyright: ignore[reportAttributeAccessIssue]
    return Mouth(desk, desk.wechat, "oReplayCustomer", _WeChat(desk))
