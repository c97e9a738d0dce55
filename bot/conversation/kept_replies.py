"""What a turn answered, kept with it in the transaction of its work: a repetition says the same."""

from collections.abc import Sequence
from typing import Any

from bot.services.wording import Button, Reply


def to_json(name: str, replies: Sequence[Reply]) -> dict[str, Any]:
    """An outcome of a turn (``Turn.outcome``) under the name of who answered."""
    return {
        name: [
            {"text": r.text, "buttons": [[b.title, b.payload] for b in r.buttons]} for r in replies
        ]
    }


def from_json(name: str, outcome: dict[str, Any]) -> list[Reply]:
    """The replies that were kept under ``name``."""
    return [
        Reply(r["text"], tuple(Button(title, payload) for title, payload in r["buttons"]))
        for r in outcome.get(name, [])
    ]
