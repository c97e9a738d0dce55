"""The customer's column on the right; a section is drawn again only when its mark changed."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from nicegui import ui

from bot.clock import local
from bot.console import cards
from bot.console.cards import CardActions
from bot.console.parts import Lasting, Tag, box, button, countdown, tag
from bot.console.words import CHANNEL
from bot.services.screens.desk_profile import Profile, Reach
from bot.services.screens.desk_views import Mark
from bot.services.screens.unmasking import Contact

_TITLES = {
    "profile": "客户",
    "cases": "未结工单",
    "complaints": "投诉",
    "orders": "订单",
    "surveys": "评价",
}
_LANGUAGE = {"zh": "中文", "en": "英文"}


@dataclass(frozen=True, slots=True)
class SideActions:
    """What can be done from the column; ``part`` None: this person may not undo a merge."""

    contact: Callable[[], Awaitable[Contact | None]]
    cards: CardActions
    back: Callable[[], None]
    book: Callable[[], Awaitable[None]]
    complain: Callable[[], Awaitable[None]]
    answer: Callable[[], Awaitable[None]]
    tag: Callable[[Profile], Awaitable[None]]
    merge: Callable[[Profile], Awaitable[None]]
    part: Callable[[int], Awaitable[None]] | None


class Sidebar:
    """Profile, cases, complaints, orders, surveys of the open conversation's customer."""

    def __init__(self, actions: SideActions, *, only_answers: bool) -> None:
        """``only_answers``: the WeChat account cannot write first."""
        self._actions = actions
        self._only_answers = only_answers
        self.marks: dict[str, Mark] = {}
        with Lasting("side", "aside"):
            button("‹ 返回会话", actions.back, "quiet only-narrow")
            with box("side-acts") as self._acts:
                button("下单", actions.book, "small")
                button("登记投诉", actions.complain, "small")
                button("目录答案", actions.answer, "small")
            self._sections: dict[str, tuple[ui.element, Tag, ui.element]] = {}
            for name, title in _TITLES.items():
                with box(f"section {name}", "section") as section:
                    with box("section-head"):
                        tag(title, "section-title", "h3")
                        count = tag("", "count num")
                    body = box("section-body")
                self._sections[name] = (section, count, body)

    def clear(self) -> None:
        """Forget the customer."""
        self.marks = {}
        self._acts.set_visibility(False)
        for section, _, body in self._sections.values():
            body.clear()
            section.set_visibility(False)

    def show(self, sections: Mapping[str, tuple[Mark, Any]], now: datetime) -> None:
        """Draw the sections that changed."""
        if sections:
            self._acts.set_visibility(True)
        for name, (mark, content) in sections.items():
            section, count, body = self._sections[name]
            self.marks[name] = mark
            body.clear()
            with body:
                self._draw(name, content, now)
            if name != "profile":
                count.say(str(len(content)) if content else "")
                section.set_visibility(bool(content))
            else:
                section.set_visibility(True)

    def _draw(self, name: str, content: Any, now: datetime) -> None:
        if name == "profile":
            self._profile(content)
        elif name == "orders":
            cards.order_cards(content, self._actions.cards)
        elif name == "complaints":
            cards.complaint_cards(content, now, self._actions.cards)
        elif name == "cases":
            cards.case_cards(content, self._actions.cards.close_case)
        else:
            cards.survey_cards(content, now)

    def _profile(self, who: Profile) -> None:
        with box("profile-head"):
            tag(who.name, "profile-name")
            channels = "、".join(CHANNEL.get(name, name) for name in who.channels)
            language = _LANGUAGE.get(who.language, who.language)
            tag(f"{channels} · {language}", "muted")
        phone, address = _pair("电话", who.phone), _pair("地址", who.address)
        _pair("建档", f"{local(who.since):%Y-%m-%d}")
        if not who.reachable:
            tag("渠道已无法送达，请电话联系", "flag urgent")
        elif who.reach is not None:
            self._reach(who.reach)
        if who.phone or who.address:
            self._reveal_button(phone, address)
        self._tags(who)
        self._merges(who)
        _quotes("客户提到过", who.needs)
        _quotes("上次小结", (who.summary,) if who.summary else ())

    def _tags(self, who: Profile) -> None:
        with box("line tags profile-tags"):
            for title in who.tags:
                tag(title, "label")
            button("客户标签", partial(self._actions.tag, who), "quiet tiny")
            button("合并档案", partial(self._actions.merge, who), "quiet tiny")

    def _merges(self, who: Profile) -> None:
        for row in who.merges:
            with box("fact merged"):
                by = row.by or "系统按手机号"
                tag(f"已并入 {row.name}（{local(row.at):%m-%d} {by}）", "muted")
                if self._actions.part is not None:
                    button("撤销", partial(self._actions.part, row.id), "quiet tiny")

    def _reach(self, reach: Reach) -> None:
        """How many messages WeChat still takes, and until when (REQ E6)."""
        with box("reach"):
            if self._only_answers:
                tag(
                    "未认证订阅号：只能在客户来信时由机器人回复，您的回复会转为电话工单",
                    "muted",
                    "p",
                )
                return
            if reach.until is None or reach.left <= 0:
                why = "窗口已关闭" if reach.until is None else "条数已用完"
                tag(f"微信{why}：客户再次来信前，您的回复会转为电话工单", "flag high", "p")
            else:
                with box("reach-line"):
                    tag(f"微信还可发 {reach.left} 条，与机器人共用", "muted")
                    countdown(reach.until)
            if reach.consents:
                tag(f"客户同意的订阅消息还有 {reach.consents} 条", "muted", "p")

    def _reveal_button(self, phone: Tag, address: Tag) -> None:
        async def reveal() -> None:
            contact = await self._actions.contact()
            if contact is not None:
                phone.say(contact.phone or "—")
                address.say(contact.address or "—")
                shown.set_visibility(False)

        with box("reveal"):
            shown = button("显示", reveal, "small")
            tag("查看会留下记录", "muted")


def _pair(name: str, value: str | None) -> Tag:
    with box("pair"):
        tag(name, "muted")
        return tag(value or "—", "num")


def _quotes(title: str, texts: Sequence[str]) -> None:
    if texts:
        tag(title, "muted sub")
    for text in texts:
        tag(text, "quote", "p")
