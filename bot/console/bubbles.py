"""One message of the thread: who said it, when, how far it got (REQ A10, E6)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from nicegui import ui

from bot.clock import local
from bot.console.parts import Tag, box, tag
from bot.console.pictures import is_playable
from bot.console.words import DELIVERY, PURPOSE, TROUBLE, why
from bot.models import Author, Delivery
from bot.services.screens.desk_thread import Line

_KINDS = {
    "location": "位置",
    "sticker": "表情",
    "button": "点选",
    "event": "事件",
    "contact": "名片",
}


@dataclass(frozen=True, slots=True)
class BubbleActions:
    """What can be asked of a message: what the bot understood, and its full text."""

    explain: Callable[[int, ui.element], Awaitable[None]]
    unmask: Callable[[int, Tag], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Bubble:
    """A message on the screen whose delivery may still change, with why it did not arrive."""

    delivery: Tag | None
    trouble: Tag

    def deliver(self, state: Delivery, problem: str | None) -> None:
        """Show how far it got."""
        if self.delivery is None:
            return
        self.delivery.say(DELIVERY[state])
        change = self.delivery.classes
        change(add="trouble") if state in TROUBLE else change(remove="trouble")
        has_not_gone = state in TROUBLE or state == Delivery.QUEUED
        self.trouble.say(why(problem) if problem and has_not_gone else "")


def draw(line: Line, actions: BubbleActions) -> Bubble:
    """Add a message to the stream."""
    with box(f"msg {_look(line)}") as message:
        message.props["data-message"] = line.id
        delivery = _meta(line)
        with box("bubble"):
            text = _content(line)
        bubble = Bubble(delivery, tag("", "delivery-why", "p"))
        if line.delivery is not None:
            bubble.deliver(line.delivery, line.problem)
        _offers(line)
        _tools(line, actions, text)
    return bubble


def _look(line: Line) -> str:
    """A note that nobody wrote is a line of the system."""
    is_event = line.author == Author.NOTE and line.who is None
    return "event" if is_event else line.author


def _meta(line: Line) -> Tag | None:
    with box("meta"):
        tag(_speaker(line), "speaker")
        tag(f"{local(line.at):%H:%M}", "num")
        return tag("", "delivery") if line.delivery is not None else None


def _speaker(line: Line) -> str:
    if line.author == Author.CUSTOMER:
        return "客户"
    if line.author == Author.BOT:
        return PURPOSE.get(line.purpose, "机器人") if line.purpose else "机器人"
    if line.author == Author.NOTE and line.who is None:
        return "系统"
    return f"{line.who} · 内部备注" if line.author == Author.NOTE else line.who or "客服"


def _content(line: Line) -> Tag | None:
    for note in line.notes:
        tag(note, "kind")
    if line.media_id is not None:
        _media(line)
        if line.text.startswith("［"):
            return None
    elif line.kind in _KINDS:
        tag(_KINDS[line.kind], "kind")
    return tag(line.text or f"［{line.kind}］", "text", "p")


def _media(line: Line) -> None:
    source = f"/console/media/{line.media_id}"
    mime = line.mime or ""
    if mime.startswith("image/") and is_playable(mime):
        _linked_picture(source)
    elif is_playable(mime):
        player = ui.element("audio")
        player.props["src"], player.props["controls"] = source, True
        player.props["preload"] = "none"
    else:
        what = "语音" if mime.startswith("audio/") else "附件"
        length = f"（{line.seconds} 秒）" if line.seconds else ""
        link = Tag("a", f"下载{what}{length}", "download")
        link.props["href"] = source


def _linked_picture(source: str) -> None:
    link = ui.element("a")
    link.props["href"], link.props["target"] = source, "_blank"
    with link:
        picture = ui.element("img")
        picture.props["src"], picture.props["alt"] = source, "客户发来的图片"
        picture.props["loading"] = "lazy"


def _offers(line: Line) -> None:
    if line.buttons:
        with box("offers"):
            for title in line.buttons:
                tag(title, "offer")


def _tools(line: Line, actions: BubbleActions, text: Tag | None) -> None:
    explains = line.author == Author.CUSTOMER and line.turn_id is not None
    if not explains and not line.hides:
        return
    with box("tools"):
        if line.hides and text is not None:
            _link("显示号码", lambda: actions.unmask(line.id, text))
        if explains:
            _link("机器人的理解", lambda: actions.explain(line.turn_id or 0, panel))
    panel = box("reading")


def _link(text: str, on_click: Callable[[], Awaitable[None]]) -> None:
    link = tag(text, "tool", "button")
    link.props["type"] = "button"
    link.on("click", on_click)


def day_line(name: str, moment: datetime) -> None:
    """The heading of a day."""
    with box("day") as heading:
        heading.props["data-day"] = f"{local(moment):%Y-%m-%d}"
        tag(name)
