"""Texts and keyboards: what the Bot API accepts and what the user sees of it."""

import html
import json
import re
from dataclasses import dataclass
from typing import Any

from .telegram_errors import bad_request

TEXT_CHARS = 4096
DATA_BYTES = 64
TAGS = re.compile(
    r"b|strong|i|em|u|ins|s|strike|del|a|code|pre|span|blockquote|tg-spoiler|tg-emoji"
)
INLINE_ACTIONS = re.compile(
    r"callback_data|url|web_app|login_url|switch_inline_query(_current_chat|_chosen_chat)?"
    r"|copy_text|callback_game|pay"
)


@dataclass(frozen=True)
class Button:
    """One button: inline ones carry ``data`` or ``url``, keyboard ones may ``request``."""

    text: str
    data: str | None = None
    url: str | None = None
    request: str | None = None
    inline: bool = True


def entities(text: str) -> list[dict[str, Any]]:
    """Mark bot commands and mentions, with offsets in UTF-16 units."""
    found = []
    pattern = r"(?:(?<=\s)|^)/[A-Za-z0-9_]{1,32}(?:@\w+)?|(?<!\w)@\w{4,32}"
    for match in re.finditer(pattern, text):
        kind = "bot_command" if match[0].startswith("/") else "mention"
        start, length = (len(part.encode("utf-16-le")) // 2 for part in _around(match))
        found.append({"type": kind, "offset": start, "length": length})
    return found


def _around(match: re.Match[str]) -> tuple[str, str]:
    return match.string[: match.start()], match[0]


def shown_text(text: Any, parse_mode: str | None) -> str:
    """Return the text as the user sees it, or refuse it."""
    shown = "" if text is None else str(text)
    if parse_mode and parse_mode.lower() == "html":
        shown = _without_tags(shown)
    elif parse_mode:
        raise bad_request(f"can't parse entities: the fake does not know {parse_mode}")
    shown = shown.strip()
    if not shown:
        raise bad_request("message text is empty")
    if len(shown) > TEXT_CHARS:
        raise bad_request("message is too long")
    return shown


def _without_tags(text: str) -> str:
    still_open: list[str] = []

    def tag(match: re.Match[str]) -> str:
        name = (match[2] or "").lower()
        if match[3] is None or not TAGS.fullmatch(name):
            offset = len(text[: match.start()].encode())
            raise bad_request(
                f'can\'t parse entities: Unsupported start tag "{name}" at byte offset {offset}'
            )
        if not match[1]:
            still_open.append(name)
        elif not still_open or still_open.pop() != name:
            raise bad_request(f'can\'t parse entities: Unexpected end tag "{name}"')
        return ""

    plain = re.sub(r"<(/?)([A-Za-z0-9-]*)(?:([^<>]*)>)?", tag, text)
    if still_open:
        raise bad_request(
            f"can't parse entities: Can't find end tag corresponding to start tag {still_open[-1]}"
        )
    return html.unescape(plain)


def read_markup(value: Any, private: bool) -> dict[str, Any] | None:
    """Read and check a reply_markup."""
    if value in (None, "", {}):
        return None
    try:
        markup = json.loads(value) if isinstance(value, str) else value
    except ValueError as error:
        raise bad_request("can't parse reply keyboard markup JSON object") from error
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        _check_inline(markup["inline_keyboard"])
    elif "keyboard" in markup:
        _check_keyboard(markup["keyboard"], private)
    elif not (markup.get("remove_keyboard") or markup.get("force_reply")):
        raise bad_request("object expected as reply markup")
    return markup


def _rows(rows: Any) -> list[Any]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "keyboard" must be an Array of Arrays')
    flat = [button for row in rows for button in row]
    if len(flat) > 100:
        raise bad_request("reply markup is too long")
    return flat


def _check_inline(rows: Any) -> None:
    for button in _rows(rows):
        if not isinstance(button, dict) or not str(button.get("text", "")).strip():
            raise bad_request("text buttons are unallowed in the inline keyboard")
        actions = [key for key in button if INLINE_ACTIONS.fullmatch(key)]
        if not actions:
            raise bad_request("text buttons are unallowed in the inline keyboard")
        if len(actions) > 1:
            raise bad_request("inline keyboard button must have exactly one optional field")
        data = button.get("callback_data", "-")
        if not 1 <= len(str(data).encode()) <= DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")


def _check_keyboard(rows: Any, private: bool) -> None:
    for button in _rows(rows):
        asked = button if isinstance(button, dict) else {"text": button}
        if not str(asked.get("text", "")).strip():
            raise bad_request("keyboard button text must be non-empty")
        if asked.get("request_contact") and not private:
            raise bad_request("phone number can be requested in private chats only")
        if asked.get("request_location") and not private:
            raise bad_request("location can be requested in private chats only")


def buttons_of(markup: dict[str, Any] | None) -> tuple[Button, ...]:
    """List the buttons of a checked markup, row by row."""
    if not markup:
        return ()
    inline = [button for row in markup.get("inline_keyboard", []) for button in row]
    found = [Button(b["text"], b.get("callback_data"), b.get("url")) for b in inline]
    for row in markup.get("keyboard", []):
        for button in row:
            asked = button if isinstance(button, dict) else {"text": button}
            wants = [kind for kind in ("contact", "location") if asked.get(f"request_{kind}")]
            request = wants[0] if wants else None
            found.append(Button(asked["text"], request=request, inline=False))
    return tuple(found)
