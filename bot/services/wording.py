"""The one renderer of sentences: responses of domain.yml, chosen by key and language.

A response key may have several variations; ``seed`` (the turn's id) picks one, so a repeated turn
says the same and consecutive turns vary. English texts stand under ``<key>_en``.
"""

import string
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.errors import ConfigurationError
from bot.settings import ROOT, Settings

OPTIONAL = ("dear", "also")
"""Places that may stay empty: how the customer is called, what else is changed."""
DOMAIN = ROOT / "domain.yml"


@dataclass(frozen=True, slots=True)
class Button:
    """Something to tap: ``payload`` is opaque to the customer and at most 64 bytes (Telegram)."""

    title: str
    payload: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to a customer."""

    text: str
    buttons: tuple[Button, ...] = field(default=())


class Wording:
    """Renders responses with the company's places (company, hotline, hours) always filled."""

    def __init__(self, responses: dict[str, list[str]], places: dict[str, str]) -> None:
        self._responses = responses
        self._places = places

    def say(self, key: str, *, seed: int = 0, language: str = "zh", **places: object) -> str:
        """The sentence under ``key``.

        Raises:
            ConfigurationError: domain.yml lacks the key, or a place of it has no value.
        """
        variations = self._variations(key, language)
        return self._filled(key, variations[seed % len(variations)], places)

    def say_anew(
        self, key: str, lately: str, /, *, seed: int = 0, language: str = "zh", **places: object
    ) -> str:
        """The variation that was not said ``lately``, else the one that was said longest ago.

        Raises:
            ConfigurationError: as :meth:`say`.
        """
        variations = self._variations(key, language)
        turned = [*variations[seed % len(variations) :], *variations[: seed % len(variations)]]
        texts = [self._filled(key, template, places) for template in turned]
        return min(texts, key=lately.rfind)

    def was_said(self, key: str, lately: str, language: str = "zh") -> bool:
        """Whether a sentence without places was said ``lately``."""
        return any(text in lately for text in self._variations(key, language))

    def _filled(self, key: str, template: str, places: dict[str, object]) -> str:
        values = {**self._places, **{name: str(value) for name, value in places.items()}}
        try:
            return template.format(**values).strip()
        except KeyError as error:
            raise ConfigurationError(f"response {key}: no value for {error}") from error

    def has(self, key: str) -> bool:
        return key in self._responses

    def _variations(self, key: str, language: str) -> list[str]:
        if language != "zh" and f"{key}_{language}" in self._responses:
            return self._responses[f"{key}_{language}"]
        if key not in self._responses:
            raise ConfigurationError(f"domain.yml has no response {key}")
        return self._responses[key]


def load_wording(settings: Settings, path: Path = DOMAIN) -> Wording:
    """The wording of ``path`` with the company's name and hours filled in."""
    return Wording(
        responses(path),
        {
            **dict.fromkeys(OPTIONAL, ""),
            "company": settings.company,
            "hotline": settings.hotline or settings.company,
            "open_from": f"{settings.open_from:%H:%M}",
            "open_until": f"{settings.open_until:%H:%M}",
            "desk_from": f"{settings.desk_from:%H:%M}",
            "desk_until": f"{settings.desk_until:%H:%M}",
            "free_cancel_hours": f"{settings.free_cancel_hours:g}",
            "late_cancel_percent": f"{settings.late_cancel_percent}",
            "first_hours": f"{settings.complaint_first_hours:g}",
            "work_days": f"{settings.complaint_work_days}",
        },
    )


@cache
def responses(path: Path = DOMAIN) -> dict[str, list[str]]:
    """Response key -> its variations, as written in domain.yml."""
    domain: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {
        key: [variation["text"] for variation in variations]
        for key, variations in (domain.get("responses") or {}).items()
    }


def fields_of(template: str) -> set[str]:
    """The names of the places in a template."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}
