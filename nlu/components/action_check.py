"""The check of action answers, with the answer's schema verified once instead of at each call.

`jsonschema.validate` verifies the (constant) schema against its metaschema every time, which
takes 15–20 ms per action call: nine tenths of a turn. The check of the answer itself stays.
"""

from functools import lru_cache
from typing import Any

from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction


@lru_cache(maxsize=1)
def _validator() -> Any:
    """Build the validator of action answers, having verified its schema."""
    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def check_action_result(_: RemoteAction, result: dict[str, Any]) -> bool:
    """Return True for a well-formed answer, raise jsonschema's `ValidationError` otherwise."""
    error = best_match(_validator().iter_errors(result))
    if error is None:
        return True
    error.message += ". The action server's answer is malformed."
    raise error


def install() -> None:
    """Let every remote action use the quick check; harmless when repeated."""
    RemoteAction._validate_action_result = check_action_result  # type: ignore[method-assign]
