"""The few kinds of elements that the pages are made of: plain HTML tags with text, never markup."""

from collections.abc import Callable
from datetime import datetime
from itertools import count
from typing import Any

from nicegui import events, ui
from nicegui.elements.mixins.text_element import TextElement

_LATE = 256
"""So many buttons that are gone can still be meant by a press that is on its way."""


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


class Lasting(ui.element):
    """A container whose buttons may be drawn again at any moment, also while they are pressed.

    NiceGUI drops the event of an element that was deleted while the event was on its way, and a
    browser gives no click to what was replaced or moved between press and release. So the press is
    this container's event and names the button, and a name still counts when its button is gone.
    """

    def __init__(self, classes: str, tag: str = "div") -> None:
        super().__init__(tag)
        self.classes(f"lasting {classes}")
        self._meant: dict[str, tuple[ui.element, Callable[..., Any]]] = {}
        self._numbers = count(1)
        self.on("click", self._pressed, js_handler="(event) => desk.pressed(event, emit)")

    def adopt(self, made: ui.element, on_click: Callable[..., Any]) -> None:
        """Let a press of this element mean something."""
        number = next(self._numbers)
        if number % _LATE == 0:
            self._forget()
        made.props["data-press"] = str(number)
        self._meant[str(number)] = made, on_click

    def _forget(self) -> None:
        gone = [name for name, (made, _) in self._meant.items() if made.is_deleted]
        for name in gone[:-_LATE]:
            del self._meant[name]

    def _pressed(self, event: events.GenericEventArguments) -> Any:
        meant = self._meant.get(str(event.args))
        return meant[1]() if meant else None


def _lasting_around() -> Lasting | None:
    here = ui.context.slot.parent.ancestors(include_self=True)
    return next((element for element in here if isinstance(element, Lasting)), None)


def button(text: str, on_click: Callable[..., Any], classes: str = "") -> Tag:
    """A native button; inside a `Lasting` its press is that one's."""
    lasting = _lasting_around()
    made = Tag("button", text, f"btn {classes}")
    made.props["type"] = "button"
    if lasting is None:
        made.on("click", lambda: on_click())
    else:
        lasting.adopt(made, on_click)
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
    ui.notify(text, position="top", type="warning", timeout=5000, textColor="white")


def tell(text: str) -> None:
    """Tell that something is done."""
    ui.notify(text, position="top", type="positive", timeout=2500)
