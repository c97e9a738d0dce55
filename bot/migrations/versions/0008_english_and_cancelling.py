"""The catalogue in English; the cancellation rule of each service."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_TEXTS = ("duration", "includes", "excludes", "prepare", "qualification", "booking", "promotion")
_LEFT = {
    "services": ["cancel_base", "name_en", *(f"{name}_en" for name in _TEXTS)],
    "areas": ["city_en", "district_en"],
}


def upgrade() -> None:
    op.add_column("services", sa.Column("cancel_free_hours", sa.String(20), nullable=True))
    op.add_column("services", sa.Column("cancel_percent", sa.Integer(), nullable=True))
    _add("services", "cancel_base", sa.String(8), "visit")
    _add("services", "name_en", sa.String(60))
    for name in _TEXTS:
        _add("services", f"{name}_en", sa.Text())
    for name in _LEFT["areas"]:
        _add("areas", name, sa.String(40))
    for name, columns in _LEFT.items():
        with op.batch_alter_table(name) as table:
            for column in columns:
                table.alter_column(column, server_default=None)


def _add(table: str, name: str, kind: sa.types.TypeEngine[str], default: str = "") -> None:
    op.add_column(table, sa.Column(name, kind, nullable=False, server_default=default))


def downgrade() -> None:
    with op.batch_alter_table("services") as table:
        for column in ("cancel_free_hours", "cancel_percent", *_LEFT["services"]):
            table.drop_column(column)
    with op.batch_alter_table("areas") as table:
        for column in _LEFT["areas"]:
            table.drop_column(column)
