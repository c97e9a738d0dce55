"""Surcharges, conditions of coupons, what an order's amount is made of."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

YUAN = sa.String(length=20)


def upgrade() -> None:
    op.create_table(
        "surcharges",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=40), nullable=False),
        sa.Column("condition", sa.String(length=10), nullable=False),
        sa.Column("services", sa.JSON(), nullable=False),
        sa.Column("districts", sa.JSON(), nullable=False),
        sa.Column("hours", YUAN, nullable=False),
        sa.Column("percent", YUAN, nullable=False),
        sa.Column("amount", YUAN, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_surcharges")),
    )
    with op.batch_alter_table("coupons") as table:
        table.add_column(sa.Column("services", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("valid_from", sa.Date(), nullable=True))
        table.add_column(
            sa.Column("once_only", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("orders") as table:
        table.add_column(sa.Column("surcharge", YUAN, nullable=False, server_default="0.00"))
        table.add_column(sa.Column("fee", YUAN, nullable=True))
    with op.batch_alter_table("coupons") as table:
        table.alter_column("services", server_default=None)
        table.alter_column("once_only", server_default=None)
    with op.batch_alter_table("orders") as table:
        table.alter_column("surcharge", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("orders") as table:
        table.drop_column("fee")
        table.drop_column("surcharge")
    with op.batch_alter_table("coupons") as table:
        table.drop_column("once_only")
        table.drop_column("valid_from")
        table.drop_column("services")
    op.drop_table("surcharges")
