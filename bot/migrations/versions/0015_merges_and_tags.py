"""Customers merged and parted again; tags on customers."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "customer_merges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("gone_id", sa.Integer(), nullable=False),
        sa.Column("moved", sa.LargeBinary(), nullable=False),
        sa.Column("was", sa.LargeBinary(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_customer_merges"),
        sa.ForeignKeyConstraint(
            ["kept_id"], ["customers.id"], name="fk_customer_merges_kept_id_customers"
        ),
        sa.ForeignKeyConstraint(
            ["gone_id"], ["customers.id"], name="fk_customer_merges_gone_id_customers"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="fk_customer_merges_staff_id_staff"
        ),
        sa.ForeignKeyConstraint(
            ["undone_by"], ["staff.id"], name="fk_customer_merges_undone_by_staff"
        ),
    )
    op.create_index("ix_customer_merges_kept_id", "customer_merges", ["kept_id"])
    op.create_index(
        "uq_customer_merges_gone",
        "customer_merges",
        ["gone_id"],
        unique=True,
        sqlite_where=sa.text("undone_at IS NULL"),
        postgresql_where=sa.text("undone_at IS NULL"),
    )
    op.create_table(
        "customer_tags",
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(20), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("customer_id", "title", name="pk_customer_tags"),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name="fk_customer_tags_customer_id_customers"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_customer_tags_staff_id_staff"),
    )
    op.create_index("ix_customer_tags_title", "customer_tags", ["title"])


def downgrade() -> None:
    op.drop_table("customer_tags")
    op.drop_table("customer_merges")
