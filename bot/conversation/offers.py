"""What the bot offered last, and whether a typed answer takes one of it up.

Channels without buttons show titles as words; people also answer “2” or “第二个”.
"""

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from bot.models import Conversation, Message
from bot.services.thread import messages

_ORDINAL = re.compile(
    r"^(?:那|就|我|要|选|行|好的?|，|,|\s)*(?:第)?\s*([1-9]|[一二三四五六七八九])\s*(?:个|项|号|条)?"
    r"(?:时间|吧|好了|可以|就行|那个)*[。.！!]?$"
)
_STILL_OFFERED = 4
_CHOICES = {"start", "service", "cancel", "reschedule", "about"}
"""Kinds of buttons of which one is to be chosen."""
_DIGITS = "一二三四五六七八九"


type Offered = dict[str, Any]
"""A button as it was sent: ``title`` and ``payload``."""


def last_buttons(session: Session, conversation: Conversation) -> list[Offered]:
    """The buttons of the last thing that was said to the customer."""
    last = messages.last_said(session, conversation)
    return (last.data or {}).get("buttons", []) if last else []


def offered_before(session: Session, conversation: Conversation) -> list[Offered]:
    """The last choice that was offered, also before a question in between."""
    for message in messages.recent_of_ours(session, conversation)[:_STILL_OFFERED]:
        buttons = (message.data or {}).get("buttons", [])
        kinds = {str(button["payload"]).partition(":")[0] for button in buttons}
        if kinds & _CHOICES:
            return [b for b in buttons if str(b["payload"]).partition(":")[0] in _CHOICES]
    return []


def offers_kind(said: Sequence[Message], kind: str) -> bool:
    """Whether one of them has a button of a kind, such as ``rate`` or ``verdict``."""
    buttons = [b for message in said for b in (message.data or {}).get("buttons", [])]
    return any(str(button["payload"]).startswith(f"{kind}:") for button in buttons)


def taken_up(text: str, buttons: Sequence[Offered]) -> str | None:
    """The payload of the button that a text names by its title or by its place."""
    said = text.strip().strip("“”\"'。")
    for button in buttons:
        if said and said == button["title"]:
            return str(button["payload"])
    place = _ORDINAL.match(said)
    if place is None or len(buttons) < 2 or buttons[0]["payload"].startswith("rate:"):
        return None
    digit = place[1]
    number = int(digit) if digit.isdecimal() else _DIGITS.index(digit) + 1
    return str(buttons[number - 1]["payload"]) if number <= len(buttons) else None
