"""What WeChat writes in a push and what it accepts as an answer."""

from dataclasses import dataclass
from typing import Any

from .wechat_crypto import BadEnvelope, SafeMode, read_xml

TEXT_BYTES = 2048
# What each kind of passive reply must hold: path of a non-empty element.
ANSWER_NEEDS = {
    "text": "Content",
    "image": "Image/MediaId",
    "voice": "Voice/MediaId",
    "video": "Video/MediaId",
    "music": "Music/ThumbMediaId",
    "news": "Articles/item",
    "transfer_customer_service": None,
}


def element(name: str, value: Any) -> str:
    """Write one element: numbers bare, dicts nested, lists repeated, the rest as CDATA."""
    if isinstance(value, dict):
        return f"<{name}>{''.join(element(k, v) for k, v in value.items())}</{name}>"
    if isinstance(value, list):
        return "".join(element(name, item) for item in value)
    if isinstance(value, int | float):
        return f"<{name}>{value}</{name}>"
    safe = str(value).replace("]]>", "]]]]><![CDATA[>")
    return f"<{name}><![CDATA[{safe}]]></{name}>"


def push_xml(to: str, sender: str, created: int, kind: str, **fields: Any) -> bytes:
    """Write the body of a push."""
    head = {"ToUserName": to, "FromUserName": sender, "CreateTime": created, "MsgType": kind}
    return element("xml", head | fields).encode()


@dataclass(frozen=True)
class Answer:
    """A passive reply as WeChat understood it; ``error`` is what the customer was shown for."""

    kind: str
    text: str | None = None
    error: str | None = None


def read_answer(body: bytes, openid: str, account: str, safe: SafeMode | None) -> Answer:
    """Judge the body of an answer to a push as WeChat does."""
    text = body.decode("utf-8", errors="replace")
    if text.strip() in ("", "success"):
        return Answer("success" if text.strip() else "empty")
    try:
        root = read_xml(body)
        if safe is not None:
            root = read_xml(safe.open_answer(root))
    except (ValueError, BadEnvelope) as error:
        return Answer("error", error=str(error))
    return _read_message(root, openid, account)


def _read_message(root: Any, openid: str, account: str) -> Answer:
    kind = root.findtext("MsgType") or ""
    if (root.findtext("ToUserName"), root.findtext("FromUserName")) != (openid, account):
        return Answer("error", error="ToUserName or FromUserName is not that of the push")
    if not (root.findtext("CreateTime") or "").isdigit():
        return Answer("error", error="CreateTime is not a number")
    if kind not in ANSWER_NEEDS:
        return Answer("error", error=f"unknown MsgType {kind!r}")
    need = ANSWER_NEEDS[kind]
    if need and root.find(need) is None:
        return Answer("error", error=f"{need} is missing")
    if kind != "text":
        return Answer(kind)
    content = root.findtext("Content") or ""
    if not content:
        return Answer("error", error="Content is empty")
    if len(content.encode()) > TEXT_BYTES:
        return Answer("error", error=f"Content is longer than {TEXT_BYTES} bytes")
    return Answer("text", text=content)
