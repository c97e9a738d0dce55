"""What an agent does for the customer of the open conversation, beside it (REQ B2, C, D)."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import date, time

from sqlalchemy.orm import Session

from bot.clock import local
from bot.console import entry_dialogs
from bot.console.page import Page
from bot.console.words import span
from bot.models import Conversation, Order, Staff
from bot.services.desk import Desk
from bot.services.enquiry import enquiries
from bot.services.order import standing
from bot.services.screens import complaint_entries, desk_entries, desk_profile
from bot.services.screens.complaint_entries import Grievance
from bot.services.screens.desk_entries import Booking
from bot.services.trade import catalogue

_TOPICS = {
    "price": "价格",
    "content": "服务内容",
    "qualification": "人员资质",
    "booking": "怎么预约",
    "area_hours": "服务范围和时间",
    "promotion": "优惠活动",
}


def services_of(session: Session) -> dict[str, str]:
    """What can be booked: code and name."""
    return {service.code: service.name for service in catalogue.active_services(session)}


def titles(orders: Iterable[desk_profile.OrderRow]) -> dict[int, str]:
    """What a complaint can be about: a line for each order."""
    return {row.id: f"{row.number} · {row.service}" for row in orders}


class Entries:
    """Opens the forms and stores what is typed."""

    def __init__(
        self, page: Page, opened: Callable[[], int | None], tick: Callable[[], Awaitable[None]]
    ) -> None:
        """``opened`` tells which conversation is open now."""
        self._page, self._opened, self._tick = page, opened, tick
        self._house = page.seat.house

    def _desk(self, session: Session, conversation_id: int) -> Desk:
        conversation = session.get_one(Conversation, conversation_id)
        return Desk(session, conversation, self._house.clock.now(), self._house.settings)

    async def _do(self, work: Callable[[Session, Staff], str]) -> str:
        """What refused it, for the form that asked; nothing when it is done."""
        refused = await self._page.attempt(work)
        with self._page.here():
            await self._tick()
        return refused

    async def book(self) -> None:
        """Book an order with what the bot has already."""
        wanted = self._opened()
        if wanted is None:
            return
        found = await self._page.read(
            lambda session, _: (desk_entries.half_booked(session, wanted), services_of(session))
        )

        async def store(booking: Booking) -> str:
            def work(session: Session, me: Staff) -> str:
                desk = self._desk(session, wanted)
                order = desk_entries.book(desk, booking, me, wording=self._house.wording)
                return f"订单 {order.number} 已生成，已通知客户"

            return await self._do(work)

        with self._page.here():
            if found is not None:
                await entry_dialogs.ask_booking(*found, store)

    async def complain(self) -> None:
        """File a complaint with what the bot has already."""
        wanted = self._opened()
        if wanted is None:
            return
        found = await self._page.read(
            lambda session, _: (
                complaint_entries.half_complained(session, wanted),
                titles(desk_profile.orders(session, wanted)),
            )
        )

        async def store(said: Grievance) -> str:
            def work(session: Session, me: Staff) -> str:
                complaint = complaint_entries.complain(self._desk(session, wanted), said, me)
                return f"投诉 {complaint.number} 已登记"

            return await self._do(work)

        with self._page.here():
            if found is not None:
                await entry_dialogs.ask_complaint(*found, store)

    async def reschedule(self, order_id: int, visit_id: int | None = None) -> None:
        """Move one visit of an order, by itself the next."""

        def look(session: Session, _: Staff) -> tuple[str, str] | None:
            order = session.get(Order, order_id)
            visit = standing.next_visit(order) if order else None
            if order is not None and visit_id is not None:
                visit = next((one for one in order.visits if one.id == visit_id), None)
            if order is None or visit is None:
                return None
            return order.number, span(visit.start_at, visit.end_at)

        wanted = self._opened()
        found = await self._page.read(look)
        if found is None or wanted is None:
            return

        async def move(day: date, clock: time) -> str:
            def work(session: Session, me: Staff) -> str:
                desk, wording = self._desk(session, wanted), self._house.wording
                order = desk_entries.reschedule(
                    desk, order_id, day, clock, me, wording=wording, visit_id=visit_id
                )
                return f"订单 {order.number} 已改期，已通知客户"

            return await self._do(work)

        with self._page.here():
            await entry_dialogs.ask_new_time(*found, move)

    async def add_to_complaint(self, complaint_id: int, number: str) -> None:
        """Add what the customer said later."""

        async def add(text: str) -> str:
            def work(session: Session, me: Staff) -> str:
                now = self._house.clock.now()
                complaint_entries.add_to_complaint(session, complaint_id, text, me, now=now)
                return f"投诉 {number} 已补充"

            return await self._do(work)

        with self._page.here():
            await entry_dialogs.ask_more(number, add)

    async def answer(self) -> str | None:
        """The catalogue's answer that the agent chose (REQ B2)."""
        wanted = self._opened()
        if wanted is None:
            return None
        found = await self._page.read(
            lambda session, _: (
                services_of(session),
                session.get_one(Conversation, wanted).last_service,
            )
        )

        async def say(service: str, topic: str) -> list[str]:
            text = await self._page.read(
                lambda session, _: self._answer(session, wanted, service, topic)
            )
            return [text] if text else []

        with self._page.here():
            return await entry_dialogs.ask_answer(*found, _TOPICS, say) if found else None

    def _answer(self, session: Session, conversation_id: int, code: str, topic: str) -> str:
        language = session.get_one(Conversation, conversation_id).identity.language
        settings, today = self._house.settings, local(self._house.clock.now()).date()
        found = enquiries.prepared(
            session, topic, code, language=language, today=today, settings=settings
        )
        if not found.known:
            return "目录里没有这一项，请先向同事或主管核实，不要凭印象回答。"
        places: dict[str, object] = {**found.places}
        return self._house.wording.say(found.key, seed=0, language=language, **places)
