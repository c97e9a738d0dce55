"""The live queue on the left: tabs, and a row per conversation (REQ A2, A10)."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from nicegui import ui

from bot.console.parts import Lasting, Tag, box, deadline, running_clock, tag
from bot.console.words import CHANNEL, FLAG, GROUP, OWNER, clock_time
from bot.models import Author, Flag, Group, Owner, Staff
from bot.services.screens.desk_views import QueueRow
from bot.settings import Settings

TABS = {"todo": "待处理", "mine": "我的", "all": "全部", "done": "已完成"}
_EMPTY = {
    "todo": "没有等待人工的会话",
    "mine": "您手上没有会话",
    "all": "还没有会话",
    "done": "还没有结束的会话",
}
_SPEAKER = {Author.BOT: "机器人：", Author.PERSON: "客服："}


@dataclass(slots=True)
class _Shown:
    element: ui.element
    row: QueueRow
    is_here: bool = False


class Inbox:
    """Shows the rows of one tab; a row is filled again only when it has changed."""

    def __init__(
        self, me: Staff, settings: Settings, on_open: Callable[[int], Awaitable[None]]
    ) -> None:
        self._me = me
        self._settings = settings
        self._on_open = on_open
        self._tab = "todo"
        self._shown: dict[int, _Shown] = {}
        self._rows: Mapping[int, QueueRow] = {}
        self._selected: int | None = None
        self._now: datetime | None = None
        self._group: Group | None = None
        with box("inbox", "aside"):
            self._build_tabs()
            self._build_groups()
            self._list = Lasting("rows")
            self._empty = tag("", "empty", "p")

    def _build_tabs(self) -> None:
        self._tabs: dict[str, tuple[ui.element, Tag]] = {}
        with box("tabs"):
            for name, title in TABS.items():
                button = box("tab", "button")
                button.on("click", partial(self.choose, name))
                with button:
                    tag(title, "tab-name")
                    self._tabs[name] = (button, tag("", "count"))
        self._tabs[self._tab][0].classes(add="here")

    def _build_groups(self) -> None:
        self._groups: dict[Group | None, Tag] = {}
        with box("groups"):
            for group in (None, *Group):
                shown = tag("全部组" if group is None else GROUP[group], "group", "button")
                shown.props["type"] = "button"
                shown.on("click", partial(self.filter, group))
                self._groups[group] = shown
        self._groups[None].classes(add="here")

    def filter(self, group: Group | None) -> None:
        """Show one group's conversations, or all."""
        self._group = group
        for key, shown in self._groups.items():
            shown.classes(add="here") if key == group else shown.classes(remove="here")
        self.choose(self._tab)

    def choose(self, name: str) -> None:
        """Change the tab."""
        self._tab = name
        for key, (button, _) in self._tabs.items():
            button.classes(add="here") if key == name else button.classes(remove="here")
        if self._now is not None:
            self.show(self._rows, self._selected, self._now)

    def show(self, rows: Mapping[int, QueueRow], selected: int | None, now: datetime) -> None:
        """Bring the list to these rows, touching only what differs."""
        self._rows, self._now = rows, now
        self._count(rows)
        wanted = self._sorted(rows.values())
        self._drop(gone=self._shown.keys() - {row.id for row in wanted})
        for row in wanted:
            self._put(row, now)
        self._arrange([row.id for row in wanted])
        self.select(selected)
        self._empty.say("" if wanted else _EMPTY[self._tab])

    def _count(self, rows: Mapping[int, QueueRow]) -> None:
        for name in ("todo", "mine"):
            number = sum(self._is_in(name, row) for row in rows.values())
            self._tabs[name][1].say(str(number) if number else "")

    def waiting(self) -> int:
        """How many conversations wait for a person."""
        return sum(row.owner == Owner.QUEUE for row in self._rows.values())

    def _is_in(self, tab: str, row: QueueRow) -> bool:
        if self._group is not None and row.group != self._group:
            return False
        if tab == "mine":
            return is_mine(row, self._me)
        if tab == "done":
            return row.owner == Owner.BOT and row.closed_at is not None
        return tab == "all" or row.owner == Owner.QUEUE

    def _sorted(self, rows: Iterable[QueueRow]) -> list[QueueRow]:
        """Urgent ones first, then mine, complaints, my groups', and who waits longest; where
        nobody waits, the newest."""
        mine = [row for row in rows if self._is_in(self._tab, row)]
        latest = sorted(mine, key=lambda row: row.last_at, reverse=True)
        if self._tab == "done":
            return sorted(mine, key=lambda row: row.closed_at or row.last_at, reverse=True)
        return latest if self._tab == "all" else sorted(latest, key=self._pressing)

    def _pressing(self, row: QueueRow) -> tuple[Any, ...]:
        return (
            Flag.URGENT not in row.flags,
            row.waiting_since is None,
            not is_mine(row, self._me),
            not {Flag.COMPLAINT, Flag.ANGRY} & set(row.flags),
            row.group not in self._me.groups,
            row.waiting_since or row.last_at,
        )

    def _drop(self, gone: Iterable[int]) -> None:
        for key in list(gone):
            self._shown.pop(key).element.delete()

    def _put(self, row: QueueRow, now: datetime) -> None:
        shown = self._shown.get(row.id)
        if shown is None:
            with self._list:
                element = box("conv", "button")
            element.props["data-conversation"] = row.id
            self._list.adopt(element, partial(self._on_open, row.id))
            shown = self._shown[row.id] = _Shown(element, row)
        elif shown.row is row:
            return
        else:
            shown.element.clear()
            shown.row = row
        with shown.element:
            self._fill(row, now)

    def _fill(self, row: QueueRow, now: datetime) -> None:
        with box("line"):
            tag(row.name, "who")
            tag(row.phone or "", "phone num")
            if row.reply is not None:
                deadline(row.reply.aim_at, row.reply.limit_at)
            elif row.waiting_since is not None:
                limits = self._settings.reply_aim_seconds, self._settings.reply_limit_seconds
                running_clock(row.waiting_since, *limits)
            else:
                tag(clock_time(row.last_at, now), "when num")
        with box("line"):
            speaker = _SPEAKER.get(row.last_author, "") if row.last_author else ""
            tag(f"{speaker}{row.last_text}", "last")
            if row.unread and row.owner != Owner.BOT:
                tag(str(min(row.unread, 99)), "unread num")
        with box("line tags"):
            for flag in row.flags:
                tag(FLAG[flag], f"flag {flag}")
            tag(_state(row, self._me), f"state {row.owner}")
            if row.group != self._me.group:
                tag(GROUP[row.group], "state")
            for title in row.labels:
                tag(title, "label")
            tag(CHANNEL.get(row.channel, row.channel), "channel")

    def _arrange(self, order: list[int]) -> None:
        children = self._list.default_slot.children
        wanted = [self._shown[key].element for key in order]
        if children != wanted:
            children[:] = wanted
            self._list.update()

    def select(self, selected: int | None) -> None:
        """Mark the conversation that is open."""
        self._selected = selected
        for key, shown in self._shown.items():
            if shown.is_here != (key == selected):
                shown.is_here = key == selected
                change = shown.element.classes
                change(add="here") if shown.is_here else change(remove="here")


def is_mine(row: QueueRow, me: Staff) -> bool:
    """Whether somebody has a conversation, or is to take it."""
    holder = row.agent_id if row.owner == Owner.PERSON else row.assignee_id
    return row.owner != Owner.BOT and holder == me.id


def _state(row: QueueRow, me: Staff) -> str:
    if row.owner == Owner.QUEUE and row.assignee_id is not None:
        return "已分配给我" if row.assignee_id == me.id else f"已分配给{row.assignee_name}"
    if row.owner != Owner.PERSON:
        return OWNER[row.owner]
    return "我在接待" if row.agent_id == me.id else f"{row.agent_name or '同事'}接待中"
