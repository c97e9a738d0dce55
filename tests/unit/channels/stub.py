"""A scripted HTTP server on the loopback."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Answer:
    """What the stub says; ``delay`` in seconds; ``hang_up`` closes the line without a word."""

    body: bytes
    status: int = 200
    delay: float = 0
    hang_up: bool = False
    mime: str = "application/json"


def said(content: object, status: int = 200, **more: Any) -> Answer:
    return Answer(json.dumps(content).encode(), status, **more)


@dataclass(frozen=True)
class Call:
    """A request that the stub got."""

    path: str
    query: str
    body: str


@dataclass
class Stub:
    """Answers by the last part of the path: a queue of answers, of which the last one stays."""

    url: str = ""
    calls: list[Call] = field(default_factory=list)
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    hooks: dict[str, Callable[[Call], Answer]] = field(default_factory=dict)

    def on(self, name: str, *answers: Answer) -> None:
        self.answers[name] = list(answers)

    def to(self, name: str) -> list[Call]:
        return [call for call in self.calls if call.path.endswith("/" + name)]

    def answer(self, call: Call) -> Answer:
        self.calls.append(call)
        name = call.path.rsplit("/", 1)[-1]
        if name in self.hooks:
            return self.hooks[name](call)
        queue = self.answers.get(name, [Answer(b"{}", 404)])
        return queue.pop(0) if len(queue) > 1 else queue[0]
