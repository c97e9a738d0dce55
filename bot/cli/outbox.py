"""frontdesk outbox: what waits, failed or was handed over; retry and drop (REQ E6, G5)."""

from collections.abc import Callable, Sequence
from typing import TextIO

from rich.console import Console
from sqlalchemy.orm import Session

from bot.cli import operator
from bot.cli.installation import open_installation
from bot.clock import local
from bot.errors import ConfigurationError
from bot.house import House
from bot.models import Delivery
from bot.services.sending import undelivered
from bot.services.sending.undelivered import OutboxRow
from bot.settings import load_settings

_HEAD = ("id", "state", "channel", "purpose", "conversation", "created", "due", "tries", "case")


def show(states: Sequence[str], out: TextIO) -> None:
    """Tab-separated lines with a header; ids and reasons, no personal data.

    Raises:
        ConfigurationError: no such state, or the database is of another version.
    """
    wanted = frozenset(_state(name) for name in states)
    with open_installation(load_settings()).database.read() as session:
        rows = undelivered.listed(session, states=wanted)
    out.write("\t".join([*_HEAD, "why"]) + "\n")
    out.writelines("\t".join(_cells(row)) + "\n" for row in rows)


def _state(name: str) -> Delivery:
    if name not in undelivered.LISTED:
        known = ", ".join(sorted(undelivered.LISTED))
        raise ConfigurationError(f"no such state: {name}; choose from {known}")
    return Delivery(name)


def _cells(row: OutboxRow) -> tuple[str, ...]:
    created, due = (f"{local(at):%Y-%m-%dT%H:%M:%S%:z}" for at in (row.created_at, row.not_before))
    return (
        str(row.id),
        row.state,
        row.channel,
        row.purpose,
        str(row.conversation_id),
        created,
        due,
        str(row.tries),
        row.case or "-",
        row.why or "-",
    )


def retry(ids: list[int], out: Console) -> None:
    """Queue messages again, all or none.

    Raises:
        NotFoundError, ConflictError
    """

    def work(session: Session, house: House, row_id: int) -> bool:
        now = house.clock.now()
        return undelivered.retry(session, row_id, actor=operator.actor(), now=now)

    _for_each(ids, work, out, "is sent again", "is due already")


def drop(ids: list[int], reason: str, out: Console) -> None:
    """Drop messages, all or none.

    Raises:
        NotFoundError, ConflictError
    """

    def work(session: Session, house: House, row_id: int) -> bool:
        now = house.clock.now()
        return undelivered.drop(session, row_id, reason=reason, actor=operator.actor(), now=now)

    _for_each(ids, work, out, "is dropped", "was dropped before")


def _for_each(
    ids: list[int],
    work: Callable[[Session, House, int], bool],
    out: Console,
    done: str,
    already: str,
) -> None:
    house = open_installation(load_settings())
    with house.database.write() as session:
        results = [(row_id, work(session, house, row_id)) for row_id in ids]
    for row_id, is_changed in results:
        out.print(f"message {row_id} {done if is_changed else already}", highlight=False)
