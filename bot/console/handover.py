"""/console/handover: what is unfinished at the end of a shift, signed by both sides (REQ A9)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from nicegui import ui
from nicegui.client import Client
from sqlalchemy.orm import Session
from starlette.requests import Request

from bot.clock import local
from bot.console import theme
from bot.console.bell import attended
from bot.console.dialogs import Asked, ask_colleague, ask_text, question
from bot.console.live import Pulse
from bot.console.page import SLOWEST, Page, seat_of
from bot.console.parts import Lasting, Tag, box, button, tag, tell
from bot.console.words import HANDOVER, PRESENCE, clock_time
from bot.house import House
from bot.models import Handover, HandoverState, Shift, Staff
from bot.services.handoff import handovers, incoming
from bot.services.handoff.handovers import Item
from bot.services.staff import accounts, presence
from bot.services.staff.permissions import Right, may
from bot.services.staff.presence import Presence

_SHOWN = 8


def add_page(house: House, pulse: Pulse) -> None:
    """The handover sheet."""

    @ui.page("/handover", response_timeout=SLOWEST)
    async def page(request: Request, client: Client) -> None:
        seat = seat_of(house, request, client)
        me = await seat.read(lambda _, person: person)
        theme.dress(house.clock)
        with box("sheet-page"):
            theme.bar(house.settings.company, me, "handover")
            sheet = Sheet(attended(seat, pulse, me), me)
        await sheet.show()
        pulse.rounds.list_for(sheet)


@dataclass(frozen=True, slots=True)
class _Read:
    shift: Shift | None
    items: Sequence[Item]
    past: Sequence[Handover]
    people: dict[int, Staff]
    next: Sequence[tuple[str, Presence]]

    @property
    def mark(self) -> object:
        """The same as long as nothing shown has changed."""
        past = tuple((row.id, row.state, row.seen_by) for row in self.past)
        return self.shift and self.shift.id, tuple(self.items), past, tuple(self.next)


class Sheet:
    """One's own unfinished work, what is offered to oneself, and the latest handovers."""

    every = 20

    def __init__(self, page: Page, me: Staff) -> None:
        self.page, self._me = page, me
        self._now = page.seat.house.clock.now
        self._mark: object = None
        with box("sheet handover"):
            with box("sheet-head"):
                tag("交接班", "sheet-title", "h1")
                tag("下班前 15 分钟开放；重要事项处理完才能交班；双方签字后生效", "muted")
            self._body = Lasting("handover-body")

    async def tick(self) -> None:
        """Draw again when something changed."""
        await self.show(again=False)

    async def show(self, *, again: bool = True) -> None:
        """Read and draw."""

        def work(session: Session, me: Staff) -> _Read:
            now = self._now()
            shift = handovers.ending_shift(session, me, now)
            return _Read(
                shift,
                handovers.unfinished(session, me, now),
                handovers.latest(session),
                {person.id: person for person in accounts.everybody(session)},
                self._next(session, shift) if shift else (),
            )

        found = await self.page.read(work)
        if found is None or (not again and found.mark == self._mark):
            return
        self._mark = found.mark
        self._body.clear()
        with self._body:
            for row in found.past:
                if row.to_id == self._me.id and row.state == HandoverState.OFFERED:
                    self._offered(row, found.people)
            self._mine(found)
            self._past(found)

    def _next(self, session: Session, shift: Shift) -> list[tuple[str, Presence]]:
        """Who takes over by the roster, and whether they are there (REQ A9)."""
        now, settings = self._now(), self.page.seat.house.settings
        return [
            (one.staff.display_name, presence.of(one.staff, now=now, settings=settings))
            for one in incoming.after(session, shift)
        ]

    def _mine(self, found: _Read) -> None:
        with box("panel"):
            tag("我手上未完成的", "section-title", "h2")
            _items(found.items)
            if not found.items:
                tag("都处理完了，可以安心交班。", "muted")
            if found.shift is None:
                tag("您现在没有在班，不需要交接。", "muted")
                return
            with box("fact wish-row"):
                tag(f"本班到 {local(found.shift.end_at):%H:%M} 结束", "muted")
                for name, where in found.next:
                    tag(f"接班 {name} · {PRESENCE[where]}", f"pill is-{where}")
                people = {
                    p.id: p.display_name
                    for p in found.people.values()
                    if p.active and p.id != self._me.id
                }
                button("签字并交班", partial(self._offer, people), "primary")

    def _offered(self, row: Handover, people: dict[int, Staff]) -> None:
        with box("panel handed"):
            tag(f"{people[row.from_id].display_name} 交班给您", "section-title", "h2")
            _items(handovers.items_of(row))
            if row.note:
                tag(row.note, "quote", "p")
            with box("acts"):
                button("拒绝", partial(self._refuse, row.id), "")
                button("签字接班", partial(self._take, row.id), "primary")

    def _past(self, found: _Read) -> None:
        with box("panel"):
            tag("最近的交接", "section-title", "h2")
            for row in found.past[:_SHOWN]:
                self._past_row(row, found.people)
            if not found.past:
                tag("还没有交接记录", "muted")

    def _past_row(self, row: Handover, people: dict[int, Staff]) -> None:
        with box("fact wish-row"):
            tag(clock_time(row.offered_at, self._now()), "num muted")
            tag(f"{people[row.from_id].display_name} → {people[row.to_id].display_name}", "strong")
            tag(f"{len(handovers.items_of(row))} 项未完成", "muted")
            tag(HANDOVER[HandoverState(row.state)], f"pill {row.state}")
            if row.answer:
                tag(row.answer, "muted")
            with box("acts"):
                if row.seen_by:
                    tag(f"{people[row.seen_by].display_name} 已查看", "muted")
                elif may(self._me, Right.PLAN_ROSTER):
                    button("查看无误", partial(self._look, row.id), "small")

    async def _offer(self, people: dict[int, str]) -> None:
        async def store(wish: Asked) -> str:
            def work(session: Session, me: Staff) -> str:
                handovers.offer(session, me, wish.colleague_id, wish.words, now=self._now())
                return "已签字，等对方接班"

            return await self.page.attempt(work)

        with self.page.here():
            who, note = "接班的同事", "要特别交代的事（选填）"
            await ask_colleague("签字并交班", people, store, who=who, note=note, yes="签字")
            await self.show()

    async def _refuse(self, handover_id: int) -> None:
        async def store(why: str) -> str:
            def work(session: Session, me: Staff) -> str:
                handovers.answer(session, handover_id, me, takes=False, why=why, now=self._now())
                return "已退回给对方"

            return await self.page.attempt(work)

        with self.page.here():
            with question("拒绝接班") as dialog:
                await ask_text(dialog, "原因（必填）", "请写明拒绝的原因", "拒绝", store)
            await self.show()

    async def _take(self, handover_id: int) -> None:
        await self._do(
            lambda session, me: handovers.answer(
                session, handover_id, me, takes=True, now=self._now()
            ),
            "已接班，未完成的会话转到您手上",
        )

    async def _look(self, handover_id: int) -> None:
        await self._do(
            lambda session, me: handovers.look_through(session, handover_id, me, now=self._now()),
            "已记录",
        )

    async def _do(self, work: Callable[[Session, Staff], object], done: str) -> None:
        if await self.page.write(work) is not None:
            tell(done)
        await self.show()


def _items(items: Sequence[Item]) -> None:
    for item in items:
        with box("fact wish-row item"):
            if item.important:
                tag("重要", "flag urgent")
            tag("会话" if item.kind == "conversation" else "工单", "pill")
            tag(item.title, "wish-text")
            if item.kind == "conversation":
                link = Tag("a", "打开", "btn small")
                link.props["href"] = f"/console/?c={item.ref}"
