"""Alembic's environment and the schema's versions."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

_CONFIG = Config()
_CONFIG.set_main_option("script_location", "bot:migrations")


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the schema up to ``revision``; safe to call at every start."""
    with engine.connect() as connection:
        _CONFIG.attributes["connection"] = connection
        command.upgrade(_CONFIG, revision)
        connection.commit()


def version(engine: Engine) -> str | None:
    """The revision of a database's schema; None before the first start. It makes nothing.

    Raises:
        SQLAlchemyError: the database does not answer.
    """
    if engine.dialect.name == "sqlite" and not Path(engine.url.database or "").is_file():
        return None
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """The revision that :func:`upgrade` leads to."""
    return ScriptDirectory.from_config(_CONFIG).get_current_head()
