"""Visits cancelled one by one; surveys that are followed up."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("orders") as table:
        table.add_column(sa.Column("waived", sa.String(20), nullable=False, server_default="0.00"))
    with op.batch_alter_table("orders") as table:
        table.alter_column("waived", server_default=None)
    with op.batch_alter_table("surveys") as table:
        table.add_column(sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("chase_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_surveys_chase_at", "surveys", ["chase_at"])


def downgrade() -> None:
    op.drop_index("ix_surveys_chase_at", "surveys")
    with op.batch_alter_table("surveys") as table:
        table.drop_column("chase_at")
        table.drop_column("reminded_at")
    with op.batch_alter_table("orders") as table:
        table.drop_column("waived")
