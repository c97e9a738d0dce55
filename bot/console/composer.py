"""Where an agent types: reply or note, canned replies by “/”, a draft kept on the server."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from nicegui import ui
from nicegui.events import GenericEventArguments

from bot.console.parts import Tag, box, tag
from bot.services.wording import Wording, responses

Send = Callable[["Sent"], Awaitable[None]]
Keep = Callable[[int, str], Awaitable[None]]
_HINT = {
    "reply": "输入回复，Enter 发送，Shift+Enter 换行，/ 选快捷回复",
    "note": "写一条只有同事能看到的备注，Enter 保存",
}


@dataclass(frozen=True, slots=True)
class Sent:
    """What an agent sent; a repetition has the same ``key``."""

    conversation_id: int
    text: str
    key: str
    is_note: bool


class Composer:
    """The box at the foot of the thread. The browser empties it when it sends, so a double click
    finds nothing; what could not be sent is put back."""

    def __init__(self, wording: Wording, agent: str, on_send: Send, on_type: Keep) -> None:
        self._on_send = on_send
        self._on_type = on_type
        self.mode = "reply"
        self._may_reply: bool | None = None
        with box("composer") as self._root:
            self._build_modes()
            _canned_panel(wording, agent)
            with box("entry"):
                self._build_box()
                self._button = _send_button(self._sent)

    def _build_modes(self) -> None:
        self._modes: dict[str, Tag] = {}
        with box("modes"):
            for name, title in (("reply", "回复客户"), ("note", "内部备注")):
                button = tag(title, "mode", "button")
                button.props["type"] = "button"
                button.on("click", partial(self.choose, name))
                self._modes[name] = button
            self._why = tag("", "why")

    def _build_box(self) -> None:
        self._box = ui.element("textarea").classes("draft")
        self._box.props["rows"], self._box.props["maxlength"] = 2, 2000
        self._box.props["aria-label"] = "输入内容"
        self._box.on("keydown", self._sent, js_handler="(e) => desk.key(e, emit)")
        self._box.on("resend", self._sent, js_handler="() => desk.resend(emit)")
        self._box.on("input", self._typed, js_handler="(e) => desk.typed(e, emit)")

    def choose(self, mode: str) -> None:
        """Reply to the customer or write a note."""
        self.mode = mode
        for name, button in self._modes.items():
            button.classes(add="here") if name == mode else button.classes(remove="here")
        self._root.classes(add="noting") if mode == "note" else self._root.classes(remove="noting")
        self._box.props["placeholder"] = _HINT[mode]
        self._button.say("保存备注" if mode == "note" else "发送")

    def allow(self, *, reply: bool) -> None:
        """Only who has the conversation may reply; a note is open to all."""
        if reply != self._may_reply:
            self._may_reply = reply
            self._modes["reply"].props["disabled"] = not reply
            self._why.say("" if reply else "接管后才能回复客户")
            self.choose("reply" if reply else "note")

    def load(self, conversation_id: int, draft: str) -> None:
        """Show the draft of a conversation."""
        self._may_reply = None
        ui.run_javascript(f"desk.load({conversation_id}, {json.dumps(draft)})")

    def focus(self) -> None:
        """Let the agent type at once."""
        ui.run_javascript("desk.focus()")

    def sent(self, key: str) -> None:
        """What was sent is stored: the browser need not keep it any more."""
        ui.run_javascript(f"desk.sent({json.dumps(key)})")

    def fill(self, places: Mapping[str, str]) -> None:
        """What the places of canned replies stand for in this conversation."""
        ui.run_javascript(f"desk.places({json.dumps(places)})")

    def put_back(self, text: str) -> None:
        """Give back what was not sent."""
        ui.run_javascript(f"desk.putBack({json.dumps(text)})")

    async def _sent(self, event: GenericEventArguments) -> None:
        given: dict[str, Any] = event.args
        await self._on_send(
            Sent(
                conversation_id=int(given["conversation"]),
                text=str(given["text"]),
                key=str(given["key"])[:40],
                is_note=bool(given["note"]),
            )
        )

    async def _typed(self, event: GenericEventArguments) -> None:
        given: dict[str, Any] = event.args
        await self._on_type(int(given["conversation"]), str(given["text"]))


def _send_button(on_send: Callable[[GenericEventArguments], Awaitable[None]]) -> Tag:
    button = tag("发送", "btn primary send", "button")
    button.props["type"] = "button"
    button.on("click", on_send, js_handler="() => desk.send(emit)")
    return button


def _canned_panel(wording: Wording, agent: str) -> None:
    """The canned replies; the browser filters them, fills what depends on the conversation and
    inserts them."""
    with box("canned"):
        for key in responses():
            if key.startswith("canned_") and wording.has(key) and not key.endswith("_en"):
                said = wording.say(
                    key,
                    agent=agent,
                    customer="{customer}",
                    order="{order}",
                    service="{service}",
                    when="{when}",
                )
                item = tag(said, "canned-item", "button")
                item.props["data-canned"] = said
                item.props["type"] = "button"
                item.on("click", js_handler="(e) => desk.pick(e.currentTarget)")
