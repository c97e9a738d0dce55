"""Attendances, clocks, transfers and nudges of the people at the desk."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), nullable=False)


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)


def _key(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def _index(table: str, *columns: str, unique: bool = False) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, [*columns], unique=unique)


def upgrade() -> None:
    with op.batch_alter_table("conversations") as table:
        table.add_column(sa.Column("assignee_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("assigned_at", MOMENT, nullable=True))
        name = op.f("fk_conversations_assignee_id_staff")
        table.create_foreign_key(name, "staff", ["assignee_id"], ["id"])
    op.create_table(
        "attendances",
        _id(),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("group", sa.String(length=12), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=True),
        sa.Column("taken_at", MOMENT, nullable=True),
        sa.Column("first_reply_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("category", sa.String(length=12), nullable=True),
        sa.Column("summary", sa.LargeBinary(), nullable=True),
        _to("attendances", "conversation_id", "conversations"),
        _to("attendances", "agent_id", "staff"),
        _key("attendances"),
    )
    _index("attendances", "conversation_id", "closed_at")
    _index("attendances", "closed_at")
    _index("attendances", "agent_id")
    op.create_table(
        "sla_clocks",
        _id(),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("attendance_id", sa.Integer(), nullable=False),
        sa.Column("group", sa.String(length=12), nullable=False),
        *(sa.Column(name, MOMENT, nullable=False) for name in ("started_at", "aim_at", "limit_at")),
        sa.Column("stopped_at", MOMENT, nullable=True),
        sa.Column("next_at", MOMENT, nullable=True),
        sa.Column("stage", sa.Integer(), nullable=False),
        _to("sla_clocks", "conversation_id", "conversations"),
        _to("sla_clocks", "attendance_id", "attendances"),
        _key("sla_clocks"),
        sa.UniqueConstraint("key", name=op.f("uq_sla_clocks_key")),
    )
    _index("sla_clocks", "conversation_id", "stopped_at")
    _index("sla_clocks", "stopped_at", "next_at")
    op.create_table(
        "transfers",
        _id(),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=True),
        sa.Column("to_group", sa.String(length=12), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        _to("transfers", "conversation_id", "conversations"),
        *(_to("transfers", name, "staff") for name in ("from_id", "to_id", "answered_by")),
        _key("transfers"),
    )
    _index("transfers", "conversation_id", "state")
    op.create_table(
        "nudges",
        _id(),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("raised_at", MOMENT, nullable=False),
        sa.Column("heard_at", MOMENT, nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        _to("nudges", "staff_id", "staff"),
        _to("nudges", "conversation_id", "conversations"),
        _key("nudges"),
    )
    _index("nudges", "staff_id", "settled_at")
    _index("nudges", "conversation_id", "settled_at")
    _index("nudges", "key", "staff_id", unique=True)


def downgrade() -> None:
    for table in ("nudges", "transfers", "sla_clocks", "attendances"):
        op.drop_table(table)
    with op.batch_alter_table("conversations") as table:
        table.drop_constraint(op.f("fk_conversations_assignee_id_staff"), type_="foreignkey")
        table.drop_column("assigned_at")
        table.drop_column("assignee_id")
