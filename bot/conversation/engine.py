"""The client of the language engine: one call to read a text, one to take a dialogue turn."""

from dataclasses import dataclass
from typing import Any

import httpx

from bot import metrics
from bot.errors import EngineError
from bot.services.wording import Button, Reply

_GROUPS = {"enquiry_", "order_", "complaint_"}


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the engine read: labels with confidences, best first, and entity spans."""

    ranking: list[tuple[str, float]]
    entities: dict[str, list[str]]

    @property
    def top(self) -> str:
        return self.ranking[0][0] if self.ranking else "out_of_scope"

    @property
    def confidence(self) -> float:
        return self.ranking[0][1] if self.ranking else 0.0

    @property
    def complaint_share(self) -> float:
        """What all complaints have together."""
        return sum(chance for intent, chance in self.ranking if intent.startswith("complaint_"))

    def besides(self, prefix: str) -> tuple[str, float]:
        """The best label that does not begin so, with its chance."""
        others = (pair for pair in self.ranking if not pair[0].startswith(prefix))
        return next(others, ("inform", 0.0))

    def is_sure(self, threshold: float) -> bool:
        """Whether the desk may act: sure of the class, and not torn between its intents.

        “Late or not there at all?” is a complaint in any case. Intents of the class other have
        nothing in common: each stands for itself.
        """
        group = f"{self.top.partition('_')[0]}_"
        if group not in _GROUPS:
            return self.confidence >= threshold
        whole = sum(chance for intent, chance in self.ranking if intent.startswith(group))
        return whole >= threshold and self.confidence >= threshold / 2


class Engine:
    """Talks to Rasa on loopback; every failure is an EngineError."""

    def __init__(self, url: str, token: str, *, timeout: float) -> None:
        self._client = httpx.Client(base_url=url, timeout=timeout, trust_env=False)
        self._token = {"token": token}
        self.model: str | None = None

    def status(self) -> str:
        """The id of the loaded model."""
        answer = self._get("/status")
        self.model = str(answer["model_id"])
        return self.model

    def parse(self, text: str) -> Parsed:
        """Intents and entities of a text (normalised; a leading slash is never sent)."""
        sent = text.lstrip("/／ ") or "。"
        answer = self._post("/model/parse", {"text": sent})
        ranking = [(i["name"], float(i["confidence"])) for i in answer.get("intent_ranking", [])]
        entities: dict[str, list[str]] = {}
        for entity in answer.get("entities", []):
            entities.setdefault(entity["entity"], []).append(sent[entity["start"] : entity["end"]])
        return Parsed(ranking, entities)

    def take_turn(self, sender: str, intent: str) -> list[Reply]:
        """Let the rules act on an intent of ours; the actions read the rest from the turn."""
        answer = self._post("/webhooks/rest/webhook", {"sender": sender, "message": f"/{intent}"})
        return [
            Reply(
                message["text"],
                tuple(Button(b["title"], b["payload"]) for b in message.get("buttons", [])),
            )
            for message in answer
            if message.get("text")
        ]

    def _get(self, path: str) -> Any:
        return self._json(self._send("GET", path, None))

    def _post(self, path: str, body: dict[str, Any]) -> Any:
        return self._json(self._send("POST", path, body))

    def _send(self, method: str, path: str, body: dict[str, Any] | None) -> httpx.Response:
        call = path.rsplit("/", 1)[-1]
        try:
            with metrics.ENGINE_SECONDS.labels(call).time():
                return self._client.request(method, path, json=body, params=self._token)
        except httpx.HTTPError as error:
            metrics.ENGINE_FAILURES.labels(call).inc()
            raise EngineError(f"the language engine did not answer {path}: {error!r}") from error

    @staticmethod
    def _json(response: httpx.Response) -> Any:
        if not response.is_success:
            metrics.ENGINE_FAILURES.labels(response.request.url.path.rsplit("/", 1)[-1]).inc()
            raise EngineError(f"the language engine answered {response.status_code}")
        try:
            return response.json()
        except ValueError as error:
            raise EngineError("the language engine answered no JSON") from error

    def close(self) -> None:
        self._client.close()
