"""What the bot understood of a message, on demand (REQ A11)."""

from nicegui import ui

from bot.console.parts import tag
from bot.console.words import intent
from bot.services.reading import Reading, when_from_json

_URGENT = "紧急情况"


def show(panel: ui.element, reading: Reading | None) -> None:
    """Open the panel under a message, or close it when it is open."""
    if panel.default_slot.children:
        panel.clear()
        return
    with panel:
        for name, value in _facts(reading) if reading else [("理解", "这一轮没有记录")]:
            tag(name, "fact-name", "dt")
            tag(value, "fact-value", "dd")


def _facts(reading: Reading) -> list[tuple[str, str]]:
    facts = [("意图", _intent(reading)), ("把握", f"{reading.confidence:.0%}")]
    facts += [("同时提到", "、".join(map(intent, reading.also)))] if reading.also else []
    facts += [(name, value) for name, value in _details(reading) if value]
    if reading.urgent:
        facts.append((_URGENT, reading.urgent))
    if reading.angry:
        facts.append(("情绪", "激动"))
    return facts


def _intent(reading: Reading) -> str:
    if reading.top in {reading.intent, "out_of_scope"}:
        return intent(reading.intent)
    return f"{intent(reading.intent)}（模型首选：{intent(reading.top)}）"


def _details(reading: Reading) -> list[tuple[str, str]]:
    when = when_from_json(reading.when)
    place = reading.address or {}
    return [
        ("服务", "、".join(reading.services)),
        ("时间", when.text if when else ""),
        ("地址", str(place.get("full") or "")),
        ("电话", reading.phone or ""),
        ("评分", str(reading.rating.score) if reading.rating else ""),
        ("模型", (reading.model or "")[:12]),
    ]
