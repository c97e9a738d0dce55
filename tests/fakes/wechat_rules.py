"""Shape rules: message bodies, template fields and menus."""

import json
import re
from collections.abc import Mapping
from typing import Any

from .wechat_errors import ApiError
from .wechat_xml import TEXT_BYTES

# Longest value of each kind of template field, in characters.
FIELD_LENGTHS = {
    "thing": 20,
    "number": 32,
    "letter": 32,
    "symbol": 5,
    "character_string": 32,
    "time": 32,
    "date": 32,
    "amount": 13,
    "phone_number": 17,
    "car_number": 8,
    "name": 20,
    "phrase": 5,
    "const": 20,
}
FIELD_SHAPES = {
    "number": r"\d+(\.\d+)?",
    "phone_number": r"[\d+\- ]+",
    "character_string": r"[\x20-\x7e]+",
    "letter": r"[A-Za-z]+",
}
MENU_TYPES_WITH_KEY = {
    "click",
    "scancode_push",
    "scancode_waitmsg",
    "pic_sysphoto",
    "pic_photo_or_album",
    "pic_weixin",
    "location_select",
}


def read_json(body: bytes, literal_escapes: bool) -> dict[str, Any]:
    """Read a JSON object; with ``literal_escapes`` the customer would see ``\\u4f60`` as it is."""
    if not body:
        raise ApiError(44002)
    try:
        text = body.decode()
        if literal_escapes:
            text = re.sub(r"(?<!\\)((?:\\\\)*)\\u", r"\1\\\\u", text)
        data = json.loads(text)
    except ValueError as error:
        raise ApiError(47001) from error
    if not isinstance(data, dict):
        raise ApiError(47001)
    return data


def message_text(data: Mapping[str, Any]) -> str:
    """Return what the customer will read of a customer-service message."""
    kind = data.get("msgtype")
    if kind not in ("text", "msgmenu", "image"):
        raise ApiError(40008)
    part = data.get(kind)
    if not isinstance(part, dict):
        raise ApiError(44004)
    if kind == "image":
        if not part.get("media_id"):
            raise ApiError(40007)
        return f"[image {part['media_id']}]"
    if kind == "msgmenu":
        items = [str(item["content"]) for item in part.get("list", [])]
        lines = [part.get("head_content", ""), *items, part.get("tail_content", "")]
        text = "\n".join(line for line in lines if line)
    else:
        text = part.get("content")
    if not isinstance(text, str) or not text:
        raise ApiError(44004)
    if len(text.encode()) > TEXT_BYTES:
        raise ApiError(45002)
    return text


def check_fields(data: Any, known: frozenset[str] | None) -> dict[str, str]:
    """Check the fields of a template and return their values."""
    if not isinstance(data, dict) or not data:
        raise ApiError(47003, "data is empty")
    if known and set(data) != known:
        odd = sorted(set(data) ^ known)[0]
        raise ApiError(47003, f"data.{odd} does not fit the template")
    return {name: _field(name, part) for name, part in data.items()}


def _field(name: str, part: Any) -> str:
    value = str(part.get("value", "")) if isinstance(part, dict) else ""
    if not value:
        raise ApiError(47003, f"data.{name}.value is empty")
    kind = name.rstrip("0123456789")
    if len(value) > FIELD_LENGTHS.get(kind, 200):
        raise ApiError(47003, f"data.{name}.value is too long")
    if not re.fullmatch(FIELD_SHAPES.get(kind, r"(?s:.+)"), value):
        raise ApiError(47003, f"data.{name}.value has a wrong form")
    return value


def check_once(data: Mapping[str, Any]) -> tuple[str, str, str]:
    """Check a one-time subscription message; return scene, title and content."""
    scene, title = str(data.get("scene", "")), str(data.get("title", ""))
    part = data.get("data")
    content = part.get("content", {}).get("value", "") if isinstance(part, dict) else ""
    if not scene.isdigit() or int(scene) > 10000:
        raise ApiError(47003, "scene")
    if not 0 < len(title) <= 15:
        raise ApiError(47003, "title")
    if not 0 < len(content) <= 200:
        raise ApiError(47003, "data.content")
    return scene, title, content


def check_menu(data: Mapping[str, Any]) -> None:
    """Check a menu: up to 3 buttons, each with up to 5 below it."""
    buttons = data.get("button")
    if not isinstance(buttons, list) or not 1 <= len(buttons) <= 3:
        raise ApiError(40016)
    for button in buttons:
        below = button.get("sub_button") or []
        if len(below) > 5:
            raise ApiError(40022)
        _check_name(button, 16)
        if not below:
            _check_action(button)
        for small in below:
            _check_name(small, 60)
            _check_action(small)


def _check_name(button: Mapping[str, Any], most: int) -> None:
    if not 0 < len(str(button.get("name", "")).encode()) <= most:
        raise ApiError(40018)


def _check_action(button: Mapping[str, Any]) -> None:
    kind = button.get("type")
    if kind in MENU_TYPES_WITH_KEY:
        if not 0 < len(str(button.get("key", "")).encode()) <= 128:
            raise ApiError(40019)
    elif kind == "view":
        if not str(button.get("url", "")).startswith(("http://", "https://")):
            raise ApiError(40020)
    elif kind not in ("miniprogram", "media_id", "article_id", "view_limited"):
        raise ApiError(40017)
