"""Which services a message means beside the one that is talked of or booked (REQ C1).

What was chosen is exchanged only for what is named as a wish; chores, reasons and questions about
another service change nothing.
"""

import re
from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.conversation.remarks import asks
from bot.language.trade.choosing import (
    asks_of_the_worker,
    changes_service,
    chosen_instead,
    spoken_of,
)
from bot.language.trade.services import find_services
from bot.language.trade.tasks import chores_for
from bot.models import Conversation, Draft, DraftKind
from bot.services.reading import Reading
from bot.services.trade import catalogue

_LIVES_IN = re.compile(r"住家(?!的?(?:保姆|阿姨))")


def live_in(session: Session, conversation: Conversation, reading: Reading) -> None:
    """“要住家的” tells how the service talked of is done, and names no other."""
    known = catalogue.by_code(session, conversation.last_service)
    if known is None or known.code in reading.services or len(reading.services) != 1:
        return
    if "住家" in known.duration and _LIVES_IN.search(reading.words):
        reading.services = []


def asks_of_another(reading: Reading, in_hand: str | None) -> bool:
    """“擦玻璃是不是另外算钱” while a cleaning is booked: a question changes nothing."""
    if in_hand is None or reading.service in {None, in_hand} or reading.adds:
        return False
    return asks(reading) and not changes_service(reading.words)


def settle(
    session: Session, conversation: Conversation, draft: Draft | None, reading: Reading
) -> None:
    """Take out of a reading the services that are no wish beside the one in hand."""
    _leave_chores(session, conversation, reading)
    if draft is not None and draft.kind == DraftKind.BOOKING and reading.payload is None:
        line = [each["service"] for each in draft.data.get("following", [])]
        _stay_with(session, draft.data.get("service"), line, reading)


def _leave_chores(session: Session, conversation: Conversation, reading: Reading) -> None:
    """“做饭打扫，接孩子放学” is what the helper in hand is to do, and no further service."""
    known = catalogue.by_code(session, conversation.last_service)
    if known is None or not reading.services or known.code in reading.services:
        return
    found = find_services(reading.text, catalogue.lexicon(session))
    if chores := chores_for(known.name, reading.text, found):
        _without_others(reading, known.code)
        _tell(reading, chores)


def _stay_with(
    session: Session, in_hand: str | None, line: Sequence[str], reading: Reading
) -> None:
    """The service in hand stays, unless another one is chosen, added, asked about, or in line."""
    asks_her = asks_of_the_worker(reading.words)
    others = any(code not in {in_hand, *line} for code in reading.services)
    if in_hand is None or not others or (reading.adds and not asks_her):
        return
    found, is_asked = find_services(reading.text, catalogue.lexicon(session)), asks(reading)
    if not found or chosen_instead(reading.text, found, in_hand, asks=is_asked):
        return
    if asks_her or not is_asked:
        _without_others(reading, in_hand)
    if not is_asked:
        _tell(reading, spoken_of(reading.text, found, in_hand))


def _without_others(reading: Reading, in_hand: str) -> None:
    reading.services = [code for code in reading.services if code == in_hand]
    reading.wishes, reading.shares, reading.adds = [], [], False


def _tell(reading: Reading, clauses: list[str]) -> None:
    reading.told = [*reading.told, *(c for c in clauses if c not in reading.told)]
