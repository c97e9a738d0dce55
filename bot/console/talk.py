"""The middle column: whose conversation it is, the thread, the box to type in (REQ A10)."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.console.bubbles import BubbleActions
from bot.console.composer import Composer, Keep, Send
from bot.console.looks import Offer
from bot.console.parts import Lasting, box, button, deadline, icon, running_clock, tag
from bot.console.thread import Thread
from bot.console.watchers import Watcher
from bot.console.words import CHANNEL, FLAG, GROUP
from bot.house import House
from bot.models import Owner, Staff
from bot.services.screens.desk_views import QueueRow
from bot.services.staff.permissions import Right, may

Do = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class TalkActions:
    """What can be done from the middle column."""

    take: Do
    hand_on: Do
    escalate: Do
    give_back: Do
    end: Do
    accept: Do
    refuse: Do
    withdraw: Do
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
            self._build_offer()
            with box("stream"):
                self._older = button("查看更早的消息", actions.older, "small older-button")
                self.thread = Thread(actions.bubbles)
            self._others = tag("", "others", "p")
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
                self._about = Lasting("line tags")
            with box("talk-buttons"):
                self._take = button("接管", self._actions.take, "primary")
                self._hand = button("转接", self._actions.hand_on)
                self._up = button("升级", self._actions.escalate)
                self._back = button("交还机器人", self._actions.give_back)
                self._end = button("结束会话", self._actions.end)
                self._close = button("关闭工单", self._actions.close_case)
                button("客户资料", lambda: self._actions.show("side"), "only-middle")

    def _build_offer(self) -> None:
        with box("offer-bar") as self._offer:
            self._offer_text = tag("", "", "p")
            with box("offer-acts"):
                self._yes = button("接手", self._actions.accept, "small primary")
                self._no = button("不能接手", self._actions.refuse, "small")
                self._undo = button("撤回", self._actions.withdraw, "small")
        self._offer.set_visibility(False)

    def show_offer(self, offer: Offer | None) -> None:
        """That the conversation is to change hands."""
        self._offer.set_visibility(offer is not None)
        if offer is None:
            return
        asks = "您" if offer.is_for_me else offer.target
        giver = "您已" if offer.is_mine else offer.giver
        self._offer_text.say(f"{giver}请{asks}接手：{offer.reason}")
        self._yes.set_visibility(offer.is_for_me)
        self._no.set_visibility(offer.is_for_me)
        self._undo.set_visibility(offer.is_mine)

    def show_others(self, others: Sequence[Watcher]) -> None:
        """Who else is at this conversation: two are not to answer at once."""
        typing = [one.name for one in others if one.is_typing]
        looking = [one.name for one in others if not one.is_typing]
        parts = [f"{'、'.join(typing)} 正在输入…"] if typing else []
        parts += [f"{'、'.join(looking)} 也在看"] if looking else []
        self._others.say("，".join(parts))

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
        steps_in = not mine and row.owner == Owner.PERSON and may(self._me, Right.STEP_IN)
        self._take.set_visibility(row.owner != Owner.PERSON or steps_in)
        self._take.say("介入接管" if steps_in else "接管")
        for step in (self._hand, self._back, self._end):
            step.set_visibility(mine)
        self._up.set_visibility(row.owner != Owner.BOT)
        self.composer.allow(reply=mine)

    def _show_clock(self, row: QueueRow) -> None:
        self._clock.clear()
        with self._clock:
            if row.reply is not None:
                tag("回复", "muted")
                deadline(row.reply.aim_at, row.reply.limit_at)
            elif row.waiting_since is not None:
                tag("客户已等", "muted")
                limits = self._settings.reply_aim_seconds, self._settings.reply_limit_seconds
                running_clock(row.waiting_since, *limits)
            if row.resolution is not None:
                tag("办结", "muted")
                deadline(row.resolution.aim_at, row.resolution.limit_at)

    def _show_about(self, row: QueueRow) -> None:
        self._about.clear()
        with self._about:
            tag(self._holder(row), f"state {row.owner}")
            for flag in row.flags:
                tag(FLAG[flag], f"flag {flag}")
            tag(CHANNEL.get(row.channel, row.channel), "channel")
            if row.phone:
                tag(row.phone, "channel num")
            if row.owner_name:
                tag(f"首问 {row.owner_name}", "channel")
            for title in row.labels:
                tag(title, "label")
            button("标签", self._actions.label, "quiet tiny")

    def _holder(self, row: QueueRow) -> str:
        if row.owner == Owner.BOT:
            return "机器人接待中"
        if row.owner == Owner.QUEUE:
            whom = "您" if row.assignee_id == self._me.id else row.assignee_name
            given = f" · 已分配给{whom}" if whom else ""
            return f"等待人工 · {GROUP[row.group]}{given}"
        return "我在接待" if row.agent_id == self._me.id else f"由{row.agent_name or '同事'}接待"
