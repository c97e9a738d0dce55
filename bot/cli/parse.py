"""frontdesk parse: what the desk understands of single messages, as JSON lines."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, TextIO

from bot.clock import SystemClock, aware
from bot.conversation.reading_room import open_reader
from bot.conversation.understanding import Reader, Understood
from bot.errors import ConfigurationError
from bot.language.spacing import as_typed
from bot.services.reading import when_from_json
from bot.settings import load_settings
from bot.training import current_model

CLASSES = ("enquiry", "order", "complaint", "other")


def parse_lines(lines: Iterable[str], out: TextIO, now: str | None) -> None:
    """One output line for each input line, blank ones included.

    Raises:
        ConfigurationError: ``now`` is no ISO time with an offset, or the model is missing.
    """
    moment = _moment(now)
    with open_reader(load_settings(), current_model()) as reader:
        for line in lines:
            record = describe(line.rstrip("\r\n"), reader, moment)
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
            out.flush()


def _moment(now: str | None) -> datetime:
    if now is None:
        return SystemClock().now()
    try:
        return aware(datetime.fromisoformat(now))
    except ValueError as error:
        raise ConfigurationError(
            f"--now {now}: give an ISO time with an offset: {error}"
        ) from error


def describe(text: str, reader: Reader, now: datetime) -> dict[str, Any]:
    """The record of one message (README, “The surface”)."""
    understood = reader.read(text, now)
    reading = understood.reading
    return {
        "text": text,
        "class": class_of(reading.top),
        "intent": reading.top,
        "confidence": round(reading.confidence, 4),
        "entities": _entities(understood),
        "also": reading.also,
        "accepted": reading.accepted,
        "resolved": _resolved(understood, reader),
        "urgent": reading.urgent is not None,
    }


def class_of(intent: str) -> str:
    """enquiry, order, complaint or other."""
    group = intent.partition("_")[0]
    return group if group in CLASSES else "other"


def _entities(understood: Understood) -> dict[str, list[str]]:
    text = understood.reading.text
    return {
        "service_type": [m.text for m in understood.mentions] or list(understood.tagged),
        "time": [as_typed(when.text, text) for when in understood.times],
        "address": [as_typed(address.text, text) for address in understood.addresses],
        "phone": [phone.text for phone in understood.phones],
    }


def _resolved(understood: Understood, reader: Reader) -> dict[str, Any]:
    reading = understood.reading
    when = when_from_json(reading.when)
    names = {service.code: service.name for service in reader.lexicon}
    code = reading.service
    return {
        "service": {"code": code, "name": names[code]} if code else None,
        "start": when.start.isoformat() if when and when.start else None,
        "end": when.end.isoformat() if when and when.end else None,
        "phone": reading.phone,
    }
