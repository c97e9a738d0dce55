"""Alarms to the people at the desk, and their chats."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "alarms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("raised_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarms")),
        sa.UniqueConstraint("key", name=op.f("uq_alarms_key")),
    )
    op.create_index("ix_alarms_kind_raised_at", "alarms", ["kind", "raised_at"])
    op.create_table(
        "staff_chats",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("identity_id", sa.Integer(), nullable=True),
        sa.Column("code_index", sa.String(length=64), nullable=True),
        sa.Column("code_until", MOMENT, nullable=True),
        sa.Column("bound_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["identity_id"], ["identities.id"], name=op.f("fk_staff_chats_identity_id_identities")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_staff_chats_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_staff_chats")),
        sa.UniqueConstraint("identity_id", name=op.f("uq_staff_chats_identity_id")),
        sa.UniqueConstraint("code_index", name=op.f("uq_staff_chats_code_index")),
    )


def downgrade() -> None:
    op.drop_table("staff_chats")
    op.drop_table("alarms")
