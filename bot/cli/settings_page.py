"""docs/settings.md, made from bot/settings.py.

``make docs`` writes it anew.
"""

import sys
from datetime import time
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from bot.settings import Settings

_UNPREFIXED = {"host", "port"}
_SECTIONS = {
    "host": "Server, company and data",
    "telegram_token": "Telegram",
    "wechat_appid": "WeChat official account",
    "bubble_seconds": "Conversation and limits",
    "open_from": "Hours, booking, care and deadlines",
}
"""The first setting of each section, in the order of the class, and the section's title."""

_HEAD = """\
# Settings

Made from `bot/settings.py`; a test keeps this page equal to it. `make docs` writes it anew.

A setting is an environment variable of the name below, or a line of the TOML file that
`FRONTDESK_CONFIG` names; the environment wins. In the file a name stands without `FRONTDESK_`, in
lower or upper case:

```toml
company = "安心家政"
port = 8100
telegram_token = "123456:ABC…"
open_from = "08:30"
```

Wrong values, and names that are none of these, are listed at the start and refused. Times of day
are those of Asia/Shanghai. “REQ” names the rule of the specification that a figure comes from.
"""

_TAIL = """\
## Read from the environment only

| name | what it does |
| --- | --- |
| `FRONTDESK_CONFIG` | Path of the TOML file with settings |
| `FRONTDESK_ENGINE_LOG` | Any value: what the language engine writes to stderr is shown |
| `FRONTDESK_TEST_REQUIRE` | Tests only: `postgres,chromium` makes their skips failures |
"""


def settings_markdown() -> str:
    """The page of all settings, in the order of the class."""
    parts = [_HEAD]
    for name, field in Settings.model_fields.items():
        if name in _SECTIONS:
            parts.append(
                f"\n## {_SECTIONS[name]}\n\n{_row('name', 'default', 'values', 'what it is')}"
            )
            parts.append(_row("---", "---", "---", "---"))
        shown = (f"`{_variable(name)}`", _default(field), _values(field), field.description or "")
        parts.append(_row(*(text.replace("|", "\\|") for text in shown)))
    return "".join([*parts, "\n", _TAIL])


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n"


def _variable(name: str) -> str:
    return name.upper() if name in _UNPREFIXED else f"FRONTDESK_{name.upper()}"


def _default(field: FieldInfo) -> str:
    value: Any = field.default
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, time):
        return f"`{value:%H:%M}`"
    if isinstance(value, Path):
        return f"`{_at_home(value)}`"
    return f"`{value}`"


def _at_home(path: Path) -> str:
    home = Path.home()
    return f"~/{path.relative_to(home).as_posix()}" if path.is_relative_to(home) else str(path)


def _values(field: FieldInfo) -> str:
    if get_origin(field.annotation) is Literal:
        return ", ".join(f"`{value}`" for value in get_args(field.annotation))
    limits = [
        f"{sign} {getattr(limit, name)}"
        for limit in field.metadata
        for name, sign in (("gt", ">"), ("ge", "≥"), ("lt", "<"), ("le", "≤"))
        if hasattr(limit, name)
    ]
    return ", ".join(limits) or _KINDS.get(field.annotation, "")


_KINDS: dict[Any, str] = {bool: "`true`, `false`", time: "HH:MM", int: "whole number"}


if __name__ == "__main__":
    sys.stdout.write(settings_markdown())
