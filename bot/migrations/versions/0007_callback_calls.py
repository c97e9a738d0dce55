"""Calls of the callback board."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "callback_calls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(length=6), nullable=True),
        sa.Column("heard", sa.String(length=10), nullable=False),
        sa.Column("score", sa.String(length=20), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_callback_calls_staff_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visits.id"], name=op.f("fk_callback_calls_visit_id_visits")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_callback_calls")),
    )
    op.create_index("ix_callback_calls_visit_id_quarter", "callback_calls", ["visit_id", "quarter"])


def downgrade() -> None:
    op.drop_table("callback_calls")
