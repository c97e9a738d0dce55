"""The answer to a read-back: a yes, a no, neither, or a yes with more behind it."""

import re

from bot.conversation import cues
from bot.conversation.context import Context
from bot.language.booking.agreed import agreed
from bot.language.booking.giving_up import gives_up, objects
from bot.language.talk.answers import read_answer
from bot.models import DraftKind
from bot.services.reading import Reading


def settles(reading: Reading, draft: DraftKind) -> bool:
    """Whether the last words are the yes, or the first ones and the next order follows."""
    return _ends_with_yes(reading) or _yes_and_more(reading, draft)


def yes_or_no(reading: Reading, draft: DraftKind, context: Context) -> str | None:
    """The answer to a read-back; nothing when the message brings a change."""
    text = reading.words
    names_another = bool(reading.services or reading.when or cues.NAMES_ANOTHER.search(text))
    if draft == DraftKind.CANCEL and cues.CANCELS.search(text) and not names_another:
        return "deny" if cues.KEEPS.search(text) else "affirm"
    if draft == DraftKind.BOOKING and _agrees(reading, context):
        return "affirm"
    if reading.has_details:
        return None
    if draft == DraftKind.BOOKING and objects(text):
        return "confirm_please"
    if reading.answer is not None:
        return "affirm" if reading.answer else "deny"
    if draft == DraftKind.RESCHEDULE and cues.CONFIRMS_CHANGE.search(text):
        return "affirm"
    plain = cues.CHANGES_SO.sub("", text) if draft == DraftKind.RESCHEDULE else text
    if cues.CONFIRMS.search(text) and not cues.HESITATES.search(plain):
        return "affirm"
    is_kept = draft == DraftKind.BOOKING and (reading.refused or not gives_up(text))
    return "deny" if reading.reads_as("order_cancel") and not is_kept else None


def _agrees(reading: Reading, context: Context) -> bool:
    """A yes, also one that says the time of the read-back again: “好 就后天十二点半”."""
    if not reading.has_details:
        return agreed(reading.words)
    if not (reading.when and context.is_as_in_hand(reading.moments)):
        return False
    bare = reading.model_copy(update={"when": None})
    rest = reading.words
    for when in reading.moments:
        rest = rest.replace(when.text, "，")
    return not bare.has_details and agreed(rest)


def _ends_with_yes(reading: Reading) -> bool:
    """“好了，按原价，确认”: the last words are the yes, and nothing new came with it."""
    text = reading.words
    new = reading.when or reading.address or reading.phone or reading.angry
    open_ = cues.HESITATES.search(text) or cues.CANCELS.search(text)
    return bool(cues.ENDS_WITH_YES.search(text)) and not (new or reading.services or open_)


def _yes_and_more(reading: Reading, draft: DraftKind) -> bool:
    """“确认，再约个擦玻璃，周六上午”: the yes to this order, and the next one."""
    first = re.split(r"[，,。；;！!\s]", reading.words.strip(), maxsplit=1)[0]
    is_yes = read_answer(first) is True or cues.SAYS_YES.fullmatch(first)
    return draft == DraftKind.BOOKING and reading.adds and bool(reading.services and is_yes)
