"""The roster of the desk: shifts, wishes to change them, handovers."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def _staff(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["staff.id"], name=op.f(f"fk_{table}_{column}_staff"))


def upgrade() -> None:
    op.create_table(
        "shifts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("start_at", MOMENT, nullable=False),
        sa.Column("end_at", MOMENT, nullable=False),
        _staff("shifts", "staff_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shifts")),
    )
    op.create_index("ix_shifts_staff_id_start_at", "shifts", ["staff_id", "start_at"], unique=True)
    op.create_index("ix_shifts_start_at", "shifts", ["start_at"])
    op.create_table(
        "shift_wishes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("colleague_id", sa.Integer(), nullable=True),
        sa.Column("kind_of_shift", sa.String(length=10), nullable=False),
        sa.Column("start_at", MOMENT, nullable=False),
        sa.Column("return_start_at", MOMENT, nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        _staff("shift_wishes", "staff_id"),
        _staff("shift_wishes", "colleague_id"),
        _staff("shift_wishes", "decided_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift_wishes")),
    )
    op.create_index("ix_shift_wishes_state_start_at", "shift_wishes", ["state", "start_at"])
    op.create_table(
        "handovers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("shift_ends_at", MOMENT, nullable=False),
        sa.Column("items", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("offered_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("seen_by", sa.Integer(), nullable=True),
        sa.Column("seen_at", MOMENT, nullable=True),
        _staff("handovers", "from_id"),
        _staff("handovers", "to_id"),
        _staff("handovers", "seen_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handovers")),
    )
    op.create_index("ix_handovers_from_id", "handovers", ["from_id"])
    op.create_index("ix_handovers_to_id", "handovers", ["to_id"])
    op.create_index("ix_handovers_offered_at", "handovers", ["offered_at"])


def downgrade() -> None:
    op.drop_table("handovers")
    op.drop_table("shift_wishes")
    op.drop_table("shifts")
