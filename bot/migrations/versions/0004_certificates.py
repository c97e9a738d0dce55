"""Certificates with an expiry, what a service requires, working days."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_NEW = sa.table(
    "workers", sa.column("id"), sa.column("certificates", sa.Text), sa.column("held", sa.JSON)
)
_OLD = sa.table(
    "workers", sa.column("id"), sa.column("certificates", sa.JSON), sa.column("named", sa.Text)
)


def upgrade() -> None:
    op.add_column(
        "services", sa.Column("certificates", sa.JSON(), nullable=False, server_default="[]")
    )
    op.add_column("workers", sa.Column("held", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column(
        "workers",
        sa.Column("weekdays", sa.JSON(), nullable=False, server_default="[1, 2, 3, 4, 5, 6, 7]"),
    )
    connection = op.get_bind()
    for number, text in connection.execute(sa.select(_NEW.c.id, _NEW.c.certificates)).all():
        names = [name.strip() for name in text.split("；") if name.strip()]
        held = [{"name": name, "until": None} for name in names]
        connection.execute(_NEW.update().where(_NEW.c.id == number).values(held=held))
    with op.batch_alter_table("workers") as table:
        table.drop_column("certificates")
        table.alter_column("held", new_column_name="certificates", server_default=None)
        table.alter_column("weekdays", server_default=None)
    with op.batch_alter_table("services") as table:
        table.alter_column("certificates", server_default=None)


def downgrade() -> None:
    op.add_column("workers", sa.Column("named", sa.Text(), nullable=False, server_default=""))
    connection = op.get_bind()
    for number, held in connection.execute(sa.select(_OLD.c.id, _OLD.c.certificates)).all():
        text = "；".join(one["name"] for one in held)
        connection.execute(_OLD.update().where(_OLD.c.id == number).values(named=text))
    with op.batch_alter_table("workers") as table:
        table.drop_column("certificates")
        table.drop_column("weekdays")
        table.alter_column("named", new_column_name="certificates", server_default=None)
    with op.batch_alter_table("services") as table:
        table.drop_column("certificates")
