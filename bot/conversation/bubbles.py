"""What several bubbles say together: words, pictures, quoted and corrected ones (REQ A2)."""

from collections.abc import Sequence

from bot.conversation.offers import Offered, taken_up
from bot.language.talk.stickers import is_sticker
from bot.models import Message

_PLACEHOLDER = ("［", "[")
FORWARDED = "forwarded"


def sort_of(message: Message) -> str | None:
    """What a bubble may be joined with; None: it stands alone.

    A customer's words and pictures (an album comes as many) are one thing said; forwarded text is
    somebody else's.
    """
    if message.kind == "text" and _has(message, "forwarded"):
        return FORWARDED
    return "said" if message.kind in ("text", "image") else None


def words_of(said: Sequence[Message]) -> str:
    """The words in bubbles: without the labels of pictures where there are others, and without
    what a later bubble corrects."""
    standing = _standing(said)
    worded = [message for message in standing if _has_words(message)]
    return "\n".join(message.text for message in worded or standing[:1])


def kind_of(said: Sequence[Message], buttons: Sequence[Offered]) -> tuple[str, str | None]:
    """What the bubbles are to the desk, and the payload of a button: a voice with its transcript
    and a picture with a caption are text, a text of signs only is a sticker, a typed title the
    button that was offered."""
    standing = _standing(said)
    worded = [message for message in standing if _has_words(message)]
    last = (worded or standing)[-1]
    payload = (last.data or {}).get("payload")
    if payload is not None:
        return last.kind, str(payload)
    if sort_of(last) == FORWARDED:
        return FORWARDED, None
    if last.kind in ("voice", "image") and _has_words(last):
        return "text", None
    if last.kind == "text" and is_sticker(last.text):
        return "sticker", None
    if last.kind == "text":
        return "text", taken_up(last.text, buttons)
    return last.kind, None


def is_edit(said: Sequence[Message]) -> bool:
    """Whether the customer corrected what was answered before."""
    return all(_has(message, "edited") for message in said)


def _standing(said: Sequence[Message]) -> list[Message]:
    """Each bubble in its last version, in the order of the first ones."""
    latest: dict[object, Message] = {}
    for message in said:
        data = message.data or {}
        number = data.get("of") or data.get("message_id") or ("alone", id(message))
        latest[number] = message
    return list(latest.values())


def _has_words(message: Message) -> bool:
    return message.kind not in ("image", "voice") or not message.text.startswith(_PLACEHOLDER)


def _has(message: Message, name: str) -> bool:
    return bool((message.data or {}).get(name))
