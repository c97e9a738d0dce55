"""What the cards' buttons do: an order or a complaint goes a step on (REQ C3, C8, D4, D5)."""

from collections.abc import Awaitable, Callable

from sqlalchemy.orm import Session

from bot.console import dialogs, manners, step_dialogs
from bot.console.correction_dialog import ask_correction
from bot.console.page import Page
from bot.console.parts import tell
from bot.console.step_dialogs import Result
from bot.console.time_line import show_time_line
from bot.models import Staff, Visit, VisitState
from bot.services.complaint import complaints
from bot.services.dispatch.proposals import Proposal, propose
from bot.services.order import corrections, order_desk
from bot.services.order.corrections import Correction
from bot.services.order.time_line import time_line


class Steps:
    """Asks where a question is needed, does the work, shows the new state."""

    def __init__(self, page: Page, refresh: Callable[[], Awaitable[None]]) -> None:
        self._page = page
        self._house = page.seat.house
        self._refresh = refresh

    async def _do(self, work: Callable[[Session, Staff], object], done: str = "") -> None:
        """Write, tell, and show what is so now, also when it was refused."""
        if await self._page.write(work) and done:
            tell(done)
        await self._refresh()

    # -- orders --

    async def _store(self, work: Callable[[Session, Staff], str]) -> str:
        """Write what a dialog asked for; what refuses it is shown there."""
        refused = await self._page.attempt(work)
        with self._page.here():
            await self._refresh()
        return refused

    async def advance(self, visit_id: int, to: VisitState) -> None:
        """Take a visit one step on."""

        def work(session: Session, me: Staff) -> bool:
            now, settings = self._house.clock.now(), self._house.settings
            return order_desk.advance_visit(session, visit_id, me, to, now=now, settings=settings)

        with self._page.here():
            is_last = to == VisitState.COMPLETED
            if not is_last or await step_dialogs.ask_completed():
                await self._do(work, "服务已完成，评价和回访已排期" if is_last else "")

    async def assign(self, visit_id: int) -> None:
        """Send somebody (else): the candidates are shown with why, and what stands in the way."""

        def candidates(session: Session, _: Staff) -> tuple[int | None, list[Proposal]]:
            visit = session.get_one(Visit, visit_id)
            return visit.worker_id, propose(session, visit)

        with self._page.here():
            found = await self._page.read(candidates)
            chosen = await step_dialogs.ask_worker(found[1]) if found is not None else None
            if found is not None and chosen is not None:
                done = "已派给所选的服务人员，双方都会收到通知"
                await self._do(self._assigning(visit_id, chosen, found[0]), done)

    def _assigning(
        self, visit_id: int, worker_id: int, seen: int | None
    ) -> Callable[[Session, Staff], object]:
        house = self._house
        return lambda session, me: order_desk.assign_worker(
            session,
            visit_id,
            worker_id,
            me,
            seen=seen,
            now=house.clock.now(),
            settings=house.settings,
        )

    async def time_line(self, order_id: int, number: str) -> None:
        """Show what happened to an order and what is still to come."""
        with self._page.here():
            moments = await self._page.read(lambda session, _: time_line(session, order_id))
            if moments is not None:
                show_time_line(number, moments, self._house.clock.now())

    async def cancel(self, order_id: int, visit_id: int | None = None) -> None:
        """Cancel an order, or one visit of it, after its rule was read."""
        house = self._house

        def terms(session: Session, _: Staff) -> order_desk.Terms:
            now, settings = house.clock.now(), house.settings
            return order_desk.cancellation_terms(
                session, order_id, now=now, settings=settings, visit_id=visit_id
            )

        async def store(reason: str) -> str:
            return await self._store(self._cancelling(order_id, visit_id, reason))

        with self._page.here():
            found = await self._page.read(terms)
            if found is not None:
                await step_dialogs.ask_cancelling(found, store)

    def _cancelling(
        self, order_id: int, visit_id: int | None, reason: str
    ) -> Callable[[Session, Staff], str]:
        house = self._house
        cancel = order_desk.cancel if visit_id is None else order_desk.cancel_visit
        wanted, what = (order_id, "订单已取消") if visit_id is None else (visit_id, "这一次已取消")

        def work(session: Session, me: Staff) -> str:
            now, wording, settings = house.clock.now(), house.wording, house.settings
            cancel(session, wanted, me, reason, wording=wording, now=now, settings=settings)
            return f"{what}，已通知客户"

        return work

    async def correct(self, order_id: int, number: str) -> None:
        """Correct an order; whose cause it was counts for the accuracy (REQ C9)."""
        house = self._house

        async def store(wish: Correction) -> str:
            def work(session: Session, me: Staff) -> str:
                now, settings = house.clock.now(), house.settings
                corrections.correct(session, order_id, me, wish, now=now, settings=settings)
                return f"订单 {number} 已更正"

            return await self._store(work)

        with self._page.here():
            await ask_correction(number, store)

    # -- complaints --

    async def investigate(self, complaint_id: int) -> None:
        """Begin to look into a complaint."""
        now = self._house.clock.now
        with self._page.here():
            await self._do(
                lambda session, me: complaints.investigate(session, complaint_id, me, now=now())
            )

    async def resolve(self, complaint_id: int) -> None:
        """Send the result of a complaint to the customer; like every reply, one with forbidden
        phrases is asked about first (REQ A5)."""

        async def store(result: Result) -> str:
            said = f"{result.measure}\n{result.basis}"
            phrases = manners.forbidden_in(said, self._house.settings.data)
            with self._page.here():
                if phrases and not await dialogs.ask_despite(phrases):
                    return f"请先修改：{'、'.join(phrases)}"
            return await self._store(self._resolving(complaint_id, result))

        with self._page.here():
            # as a write, so that a refusal is told before anything is typed
            found = await self._page.write(
                lambda session, _: complaints.letter(session, complaint_id)
            )
            if found:
                await step_dialogs.ask_result(
                    lambda measure, basis: found.text(self._house.wording, measure, basis), store
                )

    def _resolving(self, complaint_id: int, result: Result) -> Callable[[Session, Staff], str]:
        house = self._house

        def work(session: Session, me: Staff) -> str:
            complaints.resolve(
                session,
                complaint_id,
                me,
                measure=result.measure,
                basis=result.basis,
                wording=house.wording,
                now=house.clock.now(),
            )
            return "处理结果已发给客户"

        return work

    async def close(self, complaint_id: int, number: str) -> None:
        """Close a complaint with its case."""
        house = self._house

        async def store(reason: str) -> str:
            def work(session: Session, me: Staff) -> str:
                now, wording = house.clock.now(), house.wording
                complaints.close(session, complaint_id, me, reason, wording=wording, now=now)
                return f"投诉 {number} 已关闭"

            return await self._store(work)

        with self._page.here():
            await step_dialogs.ask_closing_complaint(number, store)
