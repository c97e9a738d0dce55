"""Alembic's environment and the schema's versions."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

_CONFIG = Config()
_CONFIG.set_main_option("script_location", "bot:migrations")


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the schema up to ``revision``; safe to call at every start."""
    with engine.connect() as connection:
        _CONFIG.attributes["connection"] = connection
        command.upgrade(_CONFIG, revision)
        connection.commit()
