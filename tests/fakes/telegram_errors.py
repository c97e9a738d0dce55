"""Refusals of the Bot API, in the words of the real one."""

from typing import Any


class ApiError(Exception):
    """A refusal: status, description and, for some, parameters."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        """``parameters`` are retry_after or migrate_to_chat_id."""
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters

    def body(self) -> dict[str, Any]:
        """Return the JSON of the refusal."""
        body: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(words: str, **parameters: Any) -> ApiError:
    """Return a refusal with status 400."""
    return ApiError(400, f"Bad Request: {words}", **parameters)
