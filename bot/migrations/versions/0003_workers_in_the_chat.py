"""Workers in the chat: invitations, absences, refusals, follow-ups about one worker."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "worker_invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("code_index", sa.String(length=64), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.Column("used_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["used_by_id"],
            ["identities.id"],
            name=op.f("fk_worker_invitations_used_by_id_identities"),
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["workers.id"], name=op.f("fk_worker_invitations_worker_id_workers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker_invitations")),
        sa.UniqueConstraint("code_index", name=op.f("uq_worker_invitations_code_index")),
    )
    op.create_index(op.f("ix_worker_invitations_worker_id"), "worker_invitations", ["worker_id"])
    op.create_table(
        "worker_absences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("start_at", MOMENT, nullable=False),
        sa.Column("end_at", MOMENT, nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("noted_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["workers.id"], name=op.f("fk_worker_absences_worker_id_workers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker_absences")),
    )
    op.create_index(
        "ix_worker_absences_worker_id_start_at", "worker_absences", ["worker_id", "start_at"]
    )
    op.create_table(
        "visit_refusals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("start_at", MOMENT, nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visits.id"], name=op.f("fk_visit_refusals_visit_id_visits")
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["workers.id"], name=op.f("fk_visit_refusals_worker_id_workers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_refusals")),
    )
    op.create_index(op.f("ix_visit_refusals_visit_id"), "visit_refusals", ["visit_id"])
    op.create_index(op.f("ix_visit_refusals_worker_id"), "visit_refusals", ["worker_id"])
    op.create_index("ix_workers_identity_id", "workers", ["identity_id"], unique=True)
    with op.batch_alter_table("follow_ups") as table:
        table.add_column(sa.Column("worker_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_follow_ups_worker_id_workers"), "workers", ["worker_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("follow_ups") as table:
        table.drop_constraint(op.f("fk_follow_ups_worker_id_workers"), type_="foreignkey")
        table.drop_column("worker_id")
    op.drop_index("ix_workers_identity_id", "workers")
    for table_name in ("visit_refusals", "worker_absences", "worker_invitations"):
        op.drop_table(table_name)
