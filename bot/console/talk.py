"""The middle column: whose conversation it is, the thread, the box to type in (REQ A10)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.console.bubbles import BubbleActions
from bot.console.composer import Composer, Keep, Send
from bot.console.parts import box, button, icon, running_clock, tag
from bot.console.thread import Thread
from bot.console.words import CHANNEL, FLAG, GROUP
from bot.house import House
from bot.models import Owner, Staff
from bot.services.desk_views import QueueRow

Do = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class TalkActions:
    """What can be done from the middle column."""

    take: Do
    give_back: Do
    close_case: Do
    label: Do
    older: Do
    show: Callable[[str], None]
    send: Send
    keep: Keep
    bubbles: BubbleActions


class Talk:
    """Head, stream and composer of the open conversation."""

    def __init__(self, house: House, me: Staff, actions: TalkActions) -> None:
        self._settings = house.settings
        self._me = me
        self._actions = actions
        self._head: QueueRow | None = None
        with box("talk", "main") as self._root:
            self._build_nothing()
            self._build_head()
            with box("stream"):
                self._older = button("查看更早的消息", actions.older, "small older-button")
                self.thread = Thread(actions.bubbles)
            self._news = button("有新消息 ↓", lambda: None, "new-pill")
            self._news.on("click", js_handler="() => desk.toEnd()")
            self.composer = Composer(house.wording, me.display_name, actions.send, actions.keep)

    def _build_nothing(self) -> None:
        with box("nothing"):
            icon("forum")
            tag("从左侧选择一个会话", "", "p")

    def _build_head(self) -> None:
        with box("talk-head"):
            back = box("btn quiet icon-only only-narrow", "button")
            back.props["aria-label"] = "返回列表"
            back.on("click", lambda: self._actions.show("list"))
            with back:
                icon("arrow_back")
            with box("talk-who"):
                with box("line"):
                    self._name = tag("", "talk-name", "h1")
                    self._clock = box("talk-clock", "span")
                self._about = box("line tags", "div")
            with box("talk-buttons"):
                self._take = button("接管", self._actions.take, "primary")
                self._back = button("交还机器人", self._actions.give_back)
                self._close = button("关闭工单", self._actions.close_case)
                button("客户资料", lambda: self._actions.show("side"), "only-middle")

    def open(self, conversation_id: int, draft: str) -> None:
        """Show another conversation."""
        self._root.classes(add="open")
        self.thread.clear()
        self._head = None
        self.composer.load(conversation_id, draft)

    def offer_older(self, *, more: bool) -> None:
        """Whether there are older messages to fetch."""
        self._older.set_visibility(more)

    def offer_closing(self, *, cases: bool) -> None:
        """Whether there is a case to close."""
        self._close.set_visibility(cases)

    def show_head(self, row: QueueRow) -> None:
        """Who it is, who has it, why a person is wanted, how long the customer waits."""
        if self._head == row:
            return
        self._head = row
        self._name.say(row.name)
        self._show_clock(row)
        self._show_about(row)
        mine = row.owner == Owner.PERSON and row.agent_id == self._me.id
        self._take.set_visibility(row.owner != Owner.PERSON)
        self._back.set_visibility(mine)
        self.composer.allow(reply=mine)

    def _show_clock(self, row: QueueRow) -> None:
        self._clock.clear()
        if row.waiting_since is not None:
            with self._clock:
                tag("客户已等", "muted")
                limits = self._settings.reply_aim_seconds, self._settings.reply_limit_seconds
                running_clock(row.waiting_since, *limits)

    def _show_about(self, row: QueueRow) -> None:
        self._about.clear()
        with self._about:
            tag(self._holder(row), f"state {row.owner}")
            for flag in row.flags:
                tag(FLAG[flag], f"flag {flag}")
            tag(CHANNEL.get(row.channel, row.channel), "channel")
            if row.phone:
                tag(row.phone, "channel num")
            for title in row.labels:
                tag(title, "label")
            button("标签", self._actions.label, "quiet tiny")

    def _holder(self, row: QueueRow) -> str:
        if row.owner == Owner.BOT:
            return "机器人接待中"
        if row.owner == Owner.QUEUE:
            return f"等待人工 · {GROUP[row.group]}"
        return "我在接待" if row.agent_id == self._me.id else f"由{row.agent_name or '同事'}接待"
