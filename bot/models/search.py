"""The search index of encrypted texts, and what keeps it true (REQ G1, G2).

A row says that a record holds a piece of text; the piece is a keyed fingerprint, so the index tells
nothing to whoever has the database without the key. Rows are written by the flush that writes the
record, so no service can forget it and no crash can part them.
"""

from typing import Any, ClassVar

from sqlalchemy import Connection, Integer, delete, event, inspect
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from bot.db import Base, blind_index
from bot.language.search_words import pieces
from bot.models.complaint import Complaint
from bot.models.customer import Customer, Identity
from bot.models.message import Message
from bot.models.order import Order

SEARCHED: dict[type[Base], tuple[str, ...]] = {
    Message: ("text",),
    Customer: ("name", "phone"),
    Identity: ("display_name",),
    Order: ("phone",),
    Complaint: ("contact",),
}
"""Which columns of which tables can be found by what stands in them."""


class SearchTerm(Base):
    """That the record ``ref_id`` of the table folded into ``term`` holds a piece of text."""

    __tablename__ = "search_terms"
    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}

    term: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    ref_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)


def term(table: str, piece: str) -> int:
    """The fingerprint of a piece in records of a table: 32 bits, so a hit must be looked at."""
    digest = blind_index(f"search:{table}:{piece}")
    return int.from_bytes(bytes.fromhex(digest[:8]), signed=True)


def terms(table: str, texts: list[str | None]) -> set[int]:
    """The fingerprints of all pieces of a record's texts; phones stand in them without +86."""
    plain = (text.removeprefix("+86") for text in texts if text)
    return {term(table, piece) for text in plain for piece in pieces(text)}


def _listen(model: type[Base], columns: tuple[str, ...]) -> None:
    table = model.__tablename__

    @event.listens_for(model, "after_insert")
    def _(_: Mapper[Any], connection: Connection, row: Any) -> None:
        texts = [getattr(row, column) for column in columns]
        add_terms(connection, row.id, terms(table, texts))

    @event.listens_for(model, "after_update")
    def _(_: Mapper[Any], connection: Connection, row: Any) -> None:
        changes = [inspect(row).attrs[column].history for column in columns]
        if not any(change.has_changes() for change in changes):
            return
        before = [change.deleted[0] if change.deleted else None for change in changes]
        same = [change.unchanged[0] if change.unchanged else None for change in changes]
        now = terms(table, [getattr(row, column) for column in columns])
        _remove(connection, row.id, terms(table, [*before, *same]) - now)
        add_terms(connection, row.id, now)

    @event.listens_for(model, "after_delete")
    def _(_: Mapper[Any], connection: Connection, row: Any) -> None:
        _remove(connection, row.id, terms(table, [getattr(row, column) for column in columns]))


def add_terms(connection: Connection, ref_id: int, found: set[int]) -> None:
    """Note the terms of a record; one that is there may stay, an index never stops a message."""
    if not found:
        return
    insert = sqlite_insert if connection.dialect.name == "sqlite" else postgres_insert
    rows = [{"term": term, "ref_id": ref_id} for term in sorted(found)]
    connection.execute(insert(SearchTerm).on_conflict_do_nothing(), rows)


def _remove(connection: Connection, ref_id: int, gone: set[int]) -> None:
    if gone:
        connection.execute(
            delete(SearchTerm).where(SearchTerm.ref_id == ref_id, SearchTerm.term.in_(gone))
        )


for _model, _columns in SEARCHED.items():
    _listen(_model, _columns)
