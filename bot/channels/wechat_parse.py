"""Reading WeChat's messages and events (types: wechatpy.messages, wechatpy.events)."""

import hashlib
import re
from typing import Any
from xml.parsers.expat import ExpatError

from wechatpy.messages import UnknownMessage
from wechatpy.parser import parse_message

from bot.channels.base import Inbound, Media
from bot.errors import BadPushError

NAME = "wechat"
MENU_TEXTS = {
    "price": "我想了解一下价格",
    "book": "我想预约服务",
    "complaint": "我要投诉",
    "person": "转人工",
}
MENU: dict[str, Any] = {
    "button": [
        {"type": "click", "name": "查价格", "key": "price"},
        {"type": "click", "name": "预约服务", "key": "book"},
        {
            "name": "联系我们",
            "sub_button": [
                {"type": "click", "name": "投诉建议", "key": "complaint"},
                {"type": "click", "name": "转人工", "key": "person"},
            ],
        },
    ]
}
"""At most four characters at the top and eight below."""

_EMOTICONS = re.compile(r"(?:/:[^\s/\[\u4e00-\u9fff]{1,10}|\[[^\[\]\s]{1,6}\])+")
_UNREADABLE = (ExpatError, KeyError, TypeError, ValueError, AttributeError, OverflowError)

type Said = dict[str, Any]


def read_message(xml: str) -> Any:
    """The library's message or event.

    Raises:
        BadPushError
    """
    try:
        message: Any = parse_message(xml)
        if not (isinstance(message.source, str) and message.source and message.time is not None):
            raise BadPushError("a WeChat push without sender or time")
    except _UNREADABLE as error:
        raise BadPushError(f"an unreadable WeChat push ({type(error).__name__})") from None
    return message


def parse_xml(xml: str, *, by_url: bool) -> Inbound:
    """The customer's message or event; ``by_url``: pictures are fetched by their public URL.

    Raises:
        BadPushError
    """
    message = read_message(xml)
    try:
        said = _event(message) if _is_event(message) else _message(message, by_url)
        return Inbound(
            channel=NAME, external_id=external_id(message), sender=message.source, raw=xml, **said
        )
    except _UNREADABLE as error:
        raise BadPushError(f"an unreadable WeChat push ({type(error).__name__})") from None


def external_id(message: Any) -> str:
    """MsgId; what has none is told apart by sender, second, event and its key."""
    if not _is_event(message) and message.id:
        return str(int(message.id))
    fields = message._data
    key = str(fields.get("EventKey") or fields.get("MsgID") or _notices_key(fields))
    event = str(fields.get("Event") or fields["MsgType"]).lower()
    if len(key) > 64:
        key = hashlib.sha256(key.encode()).hexdigest()[:32]
    return f"{message.source}:{message.time}:{event[:40]}:{key}"


def _notices_key(fields: Said) -> str:
    """Several notices may be reported in one second."""
    for name in ("SubscribeMsgSentEvent", "SubscribeMsgPopupEvent", "SubscribeMsgChangeEvent"):
        if name in fields:
            return hashlib.sha256(repr(fields[name]).encode()).hexdigest()[:32]
    return ""


def _is_event(message: Any) -> bool:
    return str(message._data["MsgType"]).lower() == "event"


def _message(message: Any, by_url: bool) -> Said:
    match message.type:
        case "text":
            return _text(str(message.content or ""))
        case "image":
            return _image(message, by_url)
        case "voice":
            mime = f"audio/{str(message.format or 'amr').lower()[:20]}"
            media = Media(str(message.media_id), mime)
            return {"kind": "voice", "text": message.recognition or "［语音］", "media": media}
        case "location":
            where = {"latitude": float(message.location_x), "longitude": float(message.location_y)}
            return {"kind": "location", "text": str(message.label or "［位置］"), "data": where}
        case "video" | "shortvideo":
            return {"kind": "unsupported", "text": "［视频］"}
        case "link":
            text = f"{message.title or ''}\n{message.description or ''}".strip()
            return {"text": text or "［链接］", "data": {"link": message.url, "forwarded": True}}
        case _:
            return {"kind": "unsupported", "text": "［暂不支持的消息］"}


def _text(content: str) -> Said:
    """Typed text; nothing but emoticons (``[微笑]``, ``/::)``) is a sticker and never a yes."""
    if _EMOTICONS.fullmatch(content.strip()):
        return {"kind": "sticker", "text": "［表情］", "data": {"emoji": content.strip()}}
    return {"text": content}


def _image(message: Any, by_url: bool) -> Said:
    reference = str(message.image if by_url else message.media_id)
    return {"kind": "image", "text": "［图片］", "media": Media(reference, "image/jpeg")}


def _event(message: Any) -> Said:
    """Those with a text are shown to agents."""
    fields = message._data
    name = str(fields.get("Event") or "unknown").lower()
    if isinstance(message, UnknownMessage):
        return _occurred(name)
    if name.startswith("subscribe_msg_"):
        return _about_notices(name, message.subscribes)
    match message.event:
        case "subscribe" | "subscribe_scan" | "subscribe_scan_product":
            return _occurred("subscribe", "［关注了公众号］")
        case "unsubscribe":
            return _occurred("unsubscribe", "［取消了关注］")
        case "click" if (key := str(fields.get("EventKey") or "")) in MENU_TEXTS:
            return {"text": MENU_TEXTS[key], "data": {"menu": key}}
        case "templatesendjobfinish":
            status = str(message.status or "")[:80]
            return _occurred("template_finished", msgid=str(message.id), status=status)
        case _:
            return _occurred(name)


def _about_notices(name: str, entries: list[dict[str, Any]]) -> Said:
    """Consents to subscription notices, given in a pop-up, taken back in the settings, and what
    became of the notices. Switching one on in the settings is not yet a consent to a message."""
    if name == "subscribe_msg_sent_event":
        failed = [e["TemplateId"] for e in entries if str(e.get("ErrorCode", "0")) != "0"]
        return _occurred("notice_finished", failed=failed)
    given = _templates(entries, "accept") if name == "subscribe_msg_popup_event" else []
    refused = _templates(entries, "reject")
    text = "［同意接收订阅通知］" if given else "［拒绝接收订阅通知］" if refused else ""
    return _occurred("consent", text, given=given, refused=refused)


def _templates(entries: list[dict[str, Any]], status: str) -> list[str]:
    said = [e for e in entries if e.get("SubscribeStatusString") == status]
    return [str(e["TemplateId"])[:80] for e in said]


def _occurred(name: str, text: str = "", **more: Any) -> Said:
    return {"kind": "event", "text": text, "data": {"event": name[:40], **more}}
