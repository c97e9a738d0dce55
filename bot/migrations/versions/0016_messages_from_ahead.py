"""Find messages that were written before the clock was set back."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_outbox_state_created_at", "outbox", ["state", "created_at"])


def downgrade() -> None:
    op.drop_index("ix_outbox_state_created_at", "outbox")
