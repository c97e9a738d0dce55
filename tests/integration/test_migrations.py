"""The schema's versions lead to the models, on both databases (REQ H1)."""

from collections.abc import Generator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from bot import migrations
from bot.db import Base, Database, use_vault
from bot.services.seeding import load_sample_company
from bot.settings import Settings
from tests.factories import VAULT, at, book, make_company
from tests.postgres import Server


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[Database]:
    """A database without a table."""
    use_vault(VAULT)
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'empty.db'}")
        yield database
        database.close()
        return
    server: Server = request.getfixturevalue("postgres")
    name = server.create()
    database = Database(server.url(name))
    yield database
    database.close()
    server.drop(name)


def differences(engine: Engine) -> list[object]:
    """What the models have and the migrated schema has not, or the other way round."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        return list(compare_metadata(context, Base.metadata))


def test_an_empty_database_is_brought_to_the_models(empty: Database) -> None:
    """REQ H1: tables, columns, types, keys and indexes."""
    migrations.upgrade(empty.engine)
    assert differences(empty.engine) == []


def test_every_table_is_there_and_nothing_else(empty: Database) -> None:
    migrations.upgrade(empty.engine)
    found = set(inspect(empty.engine).get_table_names())
    assert found == {*Base.metadata.tables, "alembic_version"}


def test_every_column_has_the_models_nullability_and_the_keys_are_named(empty: Database) -> None:
    migrations.upgrade(empty.engine)
    schema = inspect(empty.engine)
    for table in Base.metadata.sorted_tables:
        found = {c["name"]: c["nullable"] for c in schema.get_columns(table.name)}
        assert found == {c.name: bool(c.nullable) for c in table.columns}, table.name
        unique = {u["name"] for u in schema.get_unique_constraints(table.name)}
        wanted = {c.name for c in table.constraints if c.__visit_name__ == "unique_constraint"}
        assert unique == wanted, table.name


def test_upgrading_again_changes_nothing(empty: Database) -> None:
    """REQ H1: safe to call at every start."""
    migrations.upgrade(empty.engine)
    with empty.write() as session:
        load_sample_company(session)
    migrations.upgrade(empty.engine)
    assert differences(empty.engine) == []
    with empty.read() as session:
        assert session.scalar(text("SELECT count(*) FROM services")) == 14


def test_the_migrated_schema_takes_an_order(empty: Database, settings: Settings) -> None:
    migrations.upgrade(empty.engine)
    with empty.write() as session:
        service = make_company(session)
        assert book(session, service, at("11-25 09:00"), settings).number == "D20261122-0001"


def test_the_versions_are_one_line() -> None:
    """REQ H1: no two heads."""
    script = ScriptDirectory.from_config(migrations._CONFIG)
    assert len(script.get_heads()) == 1
    assert len(script.get_bases()) == 1
