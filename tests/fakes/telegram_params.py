"""Parameters of a Bot API call, which may come as query, form or JSON."""

import json
from typing import Any
from urllib.parse import parse_qsl

from .http import Request
from .telegram_errors import bad_request


def params_of(request: Request) -> dict[str, Any]:
    """Read parameters from the query, a form or a JSON body."""
    params: dict[str, Any] = dict(request.query)
    kind = request.headers.get("content-type", "")
    if not request.body:
        return params
    if kind.startswith("application/json"):
        return params | (as_json(request.body.decode()) or {})
    if kind.startswith("application/x-www-form-urlencoded"):
        return params | dict(parse_qsl(request.body.decode(), keep_blank_values=True))
    raise bad_request(f"the fake does not read {kind or 'a body without a type'}")


def as_int(value: Any, default: int) -> int:
    """Read a number that may come as text."""
    try:
        return default if value in (None, "") else int(value)
    except (TypeError, ValueError) as error:
        raise bad_request("wrong number in request") from error


def as_bool(value: Any) -> bool:
    """Read a flag that may come as text."""
    return value is True or str(value).lower() in ("true", "1", "yes")


def as_json(value: Any) -> Any:
    """Read a value that may come as JSON text."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value) if value else None
    except ValueError as error:
        raise bad_request("can't parse JSON in request") from error
