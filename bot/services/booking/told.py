"""What the customer told earlier in this conversation: “还是这个地址”, “电话就刚才那个”."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from bot.language.contact.of_others import whose_phone
from bot.models import Turn
from bot.services.desk import Desk
from bot.services.reading import Reading
from bot.services.thread import turns

_TALK, _MOST = timedelta(hours=12), 40


def phone(desk: Desk, turn: Turn) -> str | None:
    """The customer's own number that was told last, E.164."""
    return next((r.phone for r in _before(desk, turn) if r.phone and not whose_phone(r.text)), None)


def address(desk: Desk, turn: Turn) -> dict[str, Any] | None:
    """The address that was told last with a house number; a place that was only asked about is
    none."""
    return next(
        (r.address for r in _before(desk, turn) if r.address and r.address["complete"]), None
    )


def _before(desk: Desk, turn: Turn) -> Iterator[Reading]:
    """The readings of this talk, the newest first."""
    for before in turns.before(desk.session, turn, since=desk.now - _TALK, most=_MOST):
        if before.reading is not None:
            yield Reading.model_validate(before.reading)
