"""One's next shifts, and wishes to change them: asked, agreed to, decided (REQ A9)."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy.orm import Session

from bot.clock import local
from bot.console.dialogs import Asked, ask_colleague, ask_text, question
from bot.console.page import Page
from bot.console.parts import box, button, tag, tell
from bot.console.words import SHIFT, WISH, WISH_STATE
from bot.models import Shift, ShiftKind, ShiftWish, Staff, WishKind, WishState
from bot.services.staff import accounts, shift_wishes
from bot.services.staff.permissions import Right, may

_SHOWN = 6


@dataclass(frozen=True, slots=True)
class _Read:
    mine: Sequence[Shift]
    wishes: Sequence[ShiftWish]
    people: dict[int, Staff]


def shift_name(kind: ShiftKind, shift: Shift | ShiftWish) -> str:
    """“11月23日 周一 早班”."""
    day = local(shift.start_at)
    return f"{day.month}月{day.day}日 周{'一二三四五六日'[day.weekday()]} {SHIFT[kind]}"


class WishPanel:
    """Under the roster."""

    def __init__(self, page: Page, me: Staff, changed: Callable[[], Awaitable[None]]) -> None:
        self._page, self._me, self._changed = page, me, changed
        self._now = page.seat.house.clock.now
        with box("roster-wishes"):
            self._mine = box("panel")
            self._open = box("panel")

    async def show(self) -> None:
        """Read and draw."""

        def work(session: Session, me: Staff) -> _Read:
            people = {person.id: person for person in accounts.everybody(session)}
            mine = shift_wishes.my_shifts(session, me, self._now())
            return _Read(mine, shift_wishes.open_wishes(session), people)

        found = await self._page.read(work)
        if found is None:
            return
        self._mine.clear()
        with self._mine:
            tag("我的班次", "section-title", "h2")
            for shift in found.mine[:_SHOWN]:
                self._own(shift, found.people)
            if not found.mine:
                tag("接下来没有您的班次", "muted")
        self._open.clear()
        with self._open:
            tag("待处理的申请", "section-title", "h2")
            for wish in found.wishes:
                self._wish(wish, found.people)
            if not found.wishes:
                tag("没有待处理的申请", "muted")

    def _own(self, shift: Shift, people: dict[int, Staff]) -> None:
        title = shift_name(ShiftKind(shift.kind), shift)
        with box("fact wish-row"):
            tag(title, "num")
            with box("acts"):
                button("请假", partial(self._leave, shift.id, title), "small")
                button("换班", partial(self._swap, shift.id, title, people), "small")

    def _wish(self, wish: ShiftWish, people: dict[int, Staff]) -> None:
        asker = people[wish.staff_id]
        with box("wish-row fact"):
            with box("wish-text"):
                who = f"{asker.display_name} {WISH[WishKind(wish.kind)]}"
                tag(f"{who}：{shift_name(ShiftKind(wish.kind_of_shift), wish)}", "strong")
                if wish.colleague_id:
                    tag(f"由 {people[wish.colleague_id].display_name} 接班", "muted")
                tag(wish.reason, "muted")
            tag(WISH_STATE[WishState(wish.state)], "pill")
            with box("acts"):
                self._answers(wish, asker)

    def _answers(self, wish: ShiftWish, asker: Staff) -> None:
        me = self._me
        if wish.staff_id == me.id:
            button("撤回", partial(self._withdraw, wish.id), "small")
        elif wish.colleague_id == me.id and wish.state == WishState.ASKED:
            button("不同意", partial(self._agree, wish.id, yes=False), "small")
            button("同意", partial(self._agree, wish.id, yes=True), "small step")
        elif may(me, Right.PLAN_ALL_ROSTERS) or (
            may(me, Right.PLAN_ROSTER) and me.group == asker.group
        ):
            button("驳回", partial(self._decide, wish.id, yes=False), "small")
            button("批准", partial(self._decide, wish.id, yes=True), "small step")

    async def _leave(self, shift_id: int, title: str) -> None:
        async def store(reason: str) -> str:
            def work(session: Session, me: Staff) -> str:
                shift_wishes.ask_leave(session, shift_id, me, reason, now=self._now())
                return "已提交，等组长批准"

            return await self._page.attempt(work)

        with self._page.here():
            with question(f"请假：{title}") as dialog:
                await ask_text(
                    dialog, "原因（必填）", "请写明请假的原因", "提交", store, back="取消"
                )
            await self._changed()

    async def _swap(self, shift_id: int, title: str, people: dict[int, Staff]) -> None:
        group = {
            p.id: p.display_name
            for p in people.values()
            if p.group == self._me.group and p.id != self._me.id and p.active
        }

        async def store(wish: Asked) -> str:
            def work(session: Session, me: Staff) -> str:
                colleague = wish.colleague_id
                shift_wishes.ask_swap(
                    session, shift_id, me, colleague, None, wish.words, now=self._now()
                )
                return "已提交，先等同事同意"

            return await self._page.attempt(work)

        with self._page.here():
            who, named = "请哪位同事接班", f"换班：{title}"
            await ask_colleague(named, group, store, who=who, note="原因（必填）", yes="提交")
            await self._changed()

    async def _withdraw(self, wish_id: int) -> None:
        await self._do(
            lambda session, me: shift_wishes.withdraw(session, wish_id, me, now=self._now()),
            "已撤回",
        )

    async def _agree(self, wish_id: int, *, yes: bool) -> None:
        await self._do(
            lambda session, me: shift_wishes.agree(session, wish_id, me, yes=yes, now=self._now()),
            "已同意，等组长批准" if yes else "已回绝",
        )

    async def _decide(self, wish_id: int, *, yes: bool) -> None:
        await self._do(
            lambda session, me: shift_wishes.decide(session, wish_id, me, yes=yes, now=self._now()),
            "已批准，排班已更新" if yes else "已驳回",
        )

    async def _do(self, work: Callable[[Session, Staff], object], done: str) -> None:
        if await self._page.write(work) is not None:
            tell(done)
        await self._changed()
