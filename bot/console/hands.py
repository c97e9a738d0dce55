"""How a conversation comes into one's hands and leaves them: take, hand on, give back, end."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.console import dialogs, hand_dialogs
from bot.console.dialogs import GiveBack
from bot.console.hand_dialogs import Colleague, Ending, Escalation, HandOn
from bot.console.opened import Opened
from bot.console.page import Page
from bot.console.parts import tell
from bot.models import CaseKind, Flag, Group, Owner, Staff
from bot.services.handoff import assignment, escalations, handling, transfers
from bot.services.screens.desk_views import QueueRow
from bot.services.staff import presence

_LIKELY = {Group.COMPLAINT: CaseKind.COMPLAINT, Group.ORDER: CaseKind.ORDER}


@dataclass(frozen=True, slots=True)
class Hands:
    """The steps of one page; each answers whether it was done, and ``after`` shows it."""

    page: Page
    opened: Opened
    after: Callable[[], Awaitable[None]]

    async def take(self, *, steps_in: bool) -> bool:
        """Take it; the customer is told. A colleague's is taken only by who sees that it is one,
        and ``steps_in``."""
        house, head, wanted = self.page.seat.house, self.opened.head, self.opened.id
        if wanted is None:
            return False
        may_step_in = steps_in and head is not None and head.owner == Owner.PERSON

        def work(session: Session, me: Staff) -> bool:
            now, wording = house.clock.now(), house.wording
            handling.take(session, wanted, me, wording=wording, now=now, steps_in=may_step_in)
            return True

        done = await self.page.write(work)
        await self.after()
        return bool(done)

    async def give_back(self) -> None:
        """Back to the bot, with a line from which it goes on."""
        row = self.opened.head
        if row is None:
            return

        async def store(wish: GiveBack) -> str:
            rating = wish.ask_rating
            return await self._release(row.id, wish.summary, None, rating, "已交还机器人")

        with self.page.here():
            await dialogs.ask_give_back(store)

    async def end(self) -> None:
        """The matter is closed, with category and result."""
        row = self.opened.head
        if row is None:
            return

        async def store(wish: Ending) -> str:
            rating = wish.ask_rating
            return await self._release(row.id, wish.result, wish.category, rating, "会话已结束")

        with self.page.here():
            await hand_dialogs.ask_ending(likely(row), store)

    async def _release(
        self,
        conversation_id: int,
        summary: str,
        category: CaseKind | None,
        ask_rating: bool,
        done: str,
    ) -> str:
        house = self.page.seat.house

        def work(session: Session, me: Staff) -> str:
            handling.give_back(
                session,
                conversation_id,
                me,
                wording=house.wording,
                now=house.clock.now(),
                summary=summary,
                category=category,
                ask_rating=ask_rating,
            )
            return done

        return await self._store(work)

    async def _store(self, work: Callable[[Session, Staff], str]) -> str:
        """Write what a dialog asked for; what refuses it is shown there."""
        refused = await self.page.attempt(work)
        with self.page.here():
            await self.after()
        return refused

    async def hand_on(self) -> None:
        """Ask a colleague or a group to take it."""
        wanted, found = self.opened.id, await self.page.read(self._colleagues)
        if wanted is None or found is None:
            return
        house = self.page.seat.house

        async def store(wish: HandOn) -> str:
            def work(session: Session, me: Staff) -> str:
                to = wish.group or session.get_one(Staff, wish.person)
                now, settings = house.clock.now(), house.settings
                transfers.ask(
                    session, wanted, me, to=to, reason=wish.reason, now=now, settings=settings
                )
                return "已发起转接，等待对方接受"

            return await self._store(work)

        with self.page.here():
            await hand_dialogs.ask_hand_on(found, store)

    def _colleagues(self, session: Session, me: Staff) -> list[Colleague]:
        house = self.page.seat.house
        now, settings = house.clock.now(), house.settings
        load = assignment.loads(session)
        return [
            Colleague(
                id=person.id,
                name=person.display_name,
                group=Group(person.group),
                presence=presence.of(person, now=now, settings=settings),
                load=load.get(person.id, 0),
                capacity=person.capacity,
            )
            for person in transfers.colleagues(session, me, now=now, settings=settings)
        ]

    async def escalate(self) -> None:
        """Tell who is above (REQ A8)."""
        house, wanted = self.page.seat.house, self.opened.id
        if wanted is None:
            return

        async def store(wish: Escalation) -> str:
            def work(session: Session, me: Staff) -> str:
                escalations.escalate(
                    session,
                    wanted,
                    me,
                    wish.to,
                    wish.reason,
                    wording=house.wording,
                    now=house.clock.now(),
                    settings=house.settings,
                )
                return "已升级，上级会收到提醒"

            return await self._store(work)

        with self.page.here():
            await hand_dialogs.ask_escalating(store)

    async def accept(self) -> None:
        """Yes to what was handed on."""
        house, offer = self.page.seat.house, self.opened.offer
        if offer is None:
            return

        def work(session: Session, me: Staff) -> bool:
            now = house.clock.now()
            handling.accept(session, offer.id, me, wording=house.wording, now=now)
            return True

        if await self.page.write(work):
            tell("已接手")
        await self.after()

    async def refuse(self) -> None:
        """No, with a reason."""
        offer = self.opened.offer
        if offer is None:
            return
        clock = self.page.seat.house.clock

        async def store(why: str) -> str:
            def work(session: Session, me: Staff) -> str:
                transfers.refuse(session, offer.id, me, why=why, now=clock.now())
                return "已回复对方"

            return await self._store(work)

        with self.page.here():
            await hand_dialogs.ask_refusing(store)

    async def withdraw(self) -> None:
        """Ask no more."""
        clock, wanted = self.page.seat.house.clock, self.opened.id
        if wanted is None:
            return

        def work(session: Session, me: Staff) -> bool:
            transfers.take_back(session, wanted, me, now=clock.now())
            return True

        await self.page.write(work)
        await self.after()


def likely(row: QueueRow) -> CaseKind:
    """What a conversation was probably about."""
    if {Flag.COMPLAINT, Flag.URGENT, Flag.ANGRY} & set(row.flags):
        return CaseKind.COMPLAINT
    return _LIKELY.get(row.group, CaseKind.ENQUIRY)
