"""The few kinds of elements that the pages are made of: plain HTML tags with text, never markup."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement


class Tag(TextElement):
    """An HTML element with a text; the browser shows the text as it is, tags and all."""

    def __init__(self, tag: str, text: str = "", classes: str = "") -> None:
        super().__init__(tag=tag, text=text)
        self.classes(classes)

    def say(self, text: str) -> None:
        """Change the text, if it is another."""
        if text != self.text:
            self.text = text


def box(classes: str, tag: str = "div") -> ui.element:
    """A container."""
    return ui.element(tag).classes(classes)


def tag(text: str, classes: str = "", kind: str = "span") -> Tag:
    """A piece of text."""
    return Tag(kind, text, classes)


def button(text: str, on_click: Callable[..., Any], classes: str = "") -> Tag:
    """A native button."""
    made = Tag("button", text, f"btn {classes}")
    made.props["type"] = "button"
    made.on("click", lambda: on_click())
    return made


def icon(name: str, classes: str = "") -> ui.icon:
    """A symbol of the bundled font."""
    return ui.icon(name).classes(f"ico {classes}")


def running_clock(since: datetime, aim: int, limit: int) -> Tag:
    """Time that runs up in the browser, coloured at the aim and at the limit (REQ A2)."""
    made = Tag("span", "", "clock")
    made.props["data-since"] = _millis(since)
    made.props["data-aim"], made.props["data-limit"] = aim, limit
    return made


def deadline(aim_at: datetime, limit_at: datetime) -> Tag:
    """Time that is left until the aim, then until the limit, then how long it is over (REQ A2)."""
    made = Tag("span", "", "clock")
    made.props["data-aim-at"], made.props["data-until"] = _millis(aim_at), _millis(limit_at)
    return made


def countdown(until: datetime) -> Tag:
    """Time that is left, coloured when it runs short and when it is over."""
    made = Tag("span", "", "clock")
    made.props["data-until"] = _millis(until)
    return made


def _millis(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def warn(text: str) -> None:
    """Tell of an expected conflict."""
    ui.notify(text, position="top", type="warning", timeout=5000)


def tell(text: str) -> None:
    """Tell that something is done."""
    ui.notify(text, position="top", type="positive", timeout=2500)
