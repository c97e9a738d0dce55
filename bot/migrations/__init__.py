"""Alembic's environment and the schema's versions."""

from collections.abc import Generator
from contextlib import contextmanager
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
    with _connected(engine):
        command.upgrade(_CONFIG, revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the schema back to ``revision``; what only the later ones hold is lost."""
    with _connected(engine):
        command.downgrade(_CONFIG, revision)


def _is_sqlite(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"


@contextmanager
def _connected(engine: Engine) -> Generator[None]:
    """SQLite builds a changed table anew and drops the old one, which the rows that refer to it
    would forbid; the pragma works outside of a transaction only."""
    with engine.connect() as connection:
        raw = connection.connection.driver_connection if _is_sqlite(engine) else None
        if raw is not None:
            raw.execute("PRAGMA foreign_keys=OFF")
        try:
            _CONFIG.attributes["connection"] = connection
            yield
            connection.commit()
        finally:
            connection.rollback()
            if raw is not None:
                raw.execute("PRAGMA foreign_keys=ON")


def version(engine: Engine) -> str | None:
    """The revision of a database's schema; None before the first start. It makes nothing.

    Raises:
        SQLAlchemyError: the database does not answer.
    """
    if _is_sqlite(engine) and not Path(engine.url.database or "").is_file():
        return None
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """The revision that :func:`upgrade` leads to."""
    return ScriptDirectory.from_config(_CONFIG).get_current_head()
