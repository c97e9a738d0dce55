"""Runs the migrations on the connection that bot.migrations hands over."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import TypeDecorator

import bot.models  # noqa: F401  # pyright: ignore[reportUnusedImport]
from bot.db import Base


def render_item(kind: str, item: Any, autogen_context: AutogenContext) -> str | Literal[False]:
    """Migrations name the stored types, so that they outlive our decorators."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=False,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
