"""Dispatch finds the few visits that wait among the many that are over."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_visits_state", "visits", ["state"])


def downgrade() -> None:
    op.drop_index("ix_visits_state", "visits")
