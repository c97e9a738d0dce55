"""Engine, sessions and column types.

Writing sessions on SQLite begin with BEGIN IMMEDIATE (the driver's default loses updates silently),
reading ones with BEGIN; PostgreSQL runs at its default level, services lock rows where needed.
"""

import json
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy import (
    DateTime,
    Dialect,
    Engine,
    LargeBinary,
    MetaData,
    String,
    TypeDecorator,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import ConnectionPoolEntry

from bot.crypto import Vault

_NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Declarative base of all models."""

    metadata = MetaData(naming_convention=_NAMING)


class _Keyring:
    """Holds the vault that the encrypted columns of this process use."""

    vault: Vault | None = None

    def get(self) -> Vault:
        if self.vault is None:
            raise RuntimeError(
                "the key is not loaded: call use_vault() before touching the database"
            )
        return self.vault


_keyring = _Keyring()


def use_vault(vault: Vault) -> None:
    """Let the encrypted columns of this process use ``vault``."""
    _keyring.vault = vault


def blind_index(plain: str) -> str:
    """The look-up value of an encrypted column (see crypto.Vault.blind)."""
    return _keyring.get().blind(plain)


class UtcDateTime(TypeDecorator[datetime]):
    """Aware datetimes, stored as UTC; naive ones are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a datetime without a time zone must not reach the database")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Money(TypeDecorator[Decimal]):
    """Yuan as exact decimals with two places, stored as text so that SQLite keeps them exact."""

    impl = String(20)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value.quantize(Decimal("0.01"), ROUND_HALF_UP))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Sealed(TypeDecorator[str]):
    """Encrypted text; ``place`` is ``table.column`` (see crypto.Vault)."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else _keyring.get().close(value, self.place)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else _keyring.get().open(bytes(value), self.place)


class SealedJson(TypeDecorator[dict[str, Any]]):
    """Encrypted JSON objects."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: dict[str, Any] | None, dialect: Dialect) -> bytes | None:
        if value is None:
            return None
        return _keyring.get().close(json.dumps(value, ensure_ascii=False), self.place)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> dict[str, Any] | None:
        return None if value is None else json.loads(_keyring.get().open(bytes(value), self.place))


class Database:
    """One database; hands out sessions whose transaction ends with the ``with`` block."""

    def __init__(self, url: str) -> None:
        self.engine = _make_engine(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"

    @contextmanager
    def write(self, *, durable: bool = False) -> Generator[Session]:
        """A session that may write: committed at the end, rolled back on an error.

        ``durable``: the commit, and all before it, outlast a power cut as well; with SQLite this
        costs a write through to the disk, so it is for what somebody outside is told next.
        """
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            options = {"frontdesk_write": True, "frontdesk_durable": durable}
            session.connection(execution_options=options)
            yield session

    @contextmanager
    def read(self) -> Generator[Session]:
        """A session for reading; whatever it changed is thrown away."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    def ping(self) -> None:
        """Ask for nothing; raises when the database does not answer."""
        with self.engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")

    def close(self) -> None:
        self.engine.dispose()


_COMMON: dict[str, Any] = {"pool_size": 10, "max_overflow": 20, "hide_parameters": True}
"""Parameters would stand in every logged fault, and some of them are customers' ids."""


def _make_engine(url: str) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(_with_driver(url), pool_pre_ping=True, **_COMMON)
    engine = create_engine(url, **_COMMON)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _with_driver(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def _prepare_sqlite(connection: Any, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "busy_timeout=30000",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    options = connection.get_execution_options()
    writing = options.get("frontdesk_write", False)
    if writing:  # not to be changed within a transaction
        level = "FULL" if options.get("frontdesk_durable", False) else "NORMAL"
        connection.exec_driver_sql(f"PRAGMA synchronous={level}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
