"""Other groups, capacity and absence of the people at the desk."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_NEW = (
    ("helps", sa.JSON(), "[]"),
    ("capacity", sa.Integer(), "5"),
    ("is_away", sa.Boolean(), sa.false()),
)


def upgrade() -> None:
    for name, kind, default in _NEW:
        op.add_column("staff", sa.Column(name, kind, nullable=False, server_default=default))
    with op.batch_alter_table("staff") as table:
        for name, _, _ in _NEW:
            table.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("staff") as table:
        for name, _, _ in _NEW:
            table.drop_column(name)
