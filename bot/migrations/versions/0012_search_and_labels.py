"""The search index, filled from what is there, and labels of conversations."""

import sqlalchemy as sa
from alembic import op

from bot.db import Sealed
from bot.models.search import add_terms, terms

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_BATCH = 500
_SEARCHED = {
    "messages": ("text",),
    "customers": ("name", "phone"),
    "identities": ("display_name",),
    "orders": ("phone",),
    "complaints": ("contact",),
}


def upgrade() -> None:
    op.create_table(
        "search_terms",
        sa.Column("term", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ref_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("term", "ref_id", name=op.f("pk_search_terms")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "labels",
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=20), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_labels_conversation_id_conversations"),
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_labels_staff_id_staff")),
        sa.PrimaryKeyConstraint("conversation_id", "title", name=op.f("pk_labels")),
    )
    op.create_index("ix_labels_title", "labels", ["title"])
    for table, columns in _SEARCHED.items():
        _fill(table, columns)


def _fill(table: str, columns: tuple[str, ...]) -> None:
    """Some hundred records at a time, by id: a company's years do not fit into memory."""
    places = (sa.column(name, Sealed(f"{table}.{name}")) for name in columns)
    rows = sa.table(table, sa.column("id"), *places)
    connection, last = op.get_bind(), 0
    while True:
        wanted = sa.select(rows).where(rows.c.id > last).order_by(rows.c.id).limit(_BATCH)
        found = connection.execute(wanted).all()
        if not found:
            return
        last = found[-1].id
        for row in found:
            add_terms(connection, row.id, terms(table, list(row[1:])))


def downgrade() -> None:
    op.drop_table("labels")
    op.drop_table("search_terms")
