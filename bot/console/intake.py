"""/console/intake: requests by phone, on site and in writing, on one page (REQ A1, A6, A7)."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from nicegui import ui
from nicegui.client import Client
from sqlalchemy.orm import Session
from starlette.requests import Request

from bot.console import theme
from bot.console.bell import attended
from bot.console.booking_form import BookingForm
from bot.console.complaint_form import ComplaintForm
from bot.console.entries import services_of, titles
from bot.console.live import Pulse
from bot.console.page import SLOWEST, Page, seat_of
from bot.console.parts import Tag, box, button, tag, tell
from bot.console.words import CASE, CHANNEL
from bot.house import House
from bot.models import CaseKind, Staff
from bot.services.customer import intake
from bot.services.customer.intake import Known
from bot.services.customer.intake_sources import Source
from bot.services.desk import Desk
from bot.services.screens import complaint_entries, desk_entries
from bot.services.screens.complaint_entries import Grievance
from bot.services.screens.desk_entries import Booking
from bot.services.screens.desk_profile import orders_of

_KINDS = {"order": "下单", "complaint": "投诉", "request": "咨询、建议、表扬"}


def add_page(house: House, pulse: Pulse) -> None:
    """The form for whoever calls, comes or writes."""

    @ui.page("/intake", response_timeout=SLOWEST)
    async def page(request: Request, client: Client) -> None:
        seat = seat_of(house, request, client)
        me, services = await seat.read(lambda session, person: (person, services_of(session)))
        theme.dress(house.clock)
        with box("sheet-page"):
            theme.bar(house.settings.company, me, "intake")
            Intake(attended(seat, pulse, me), services)


class Intake:
    """First whose request it is, then what it is."""

    def __init__(self, page: Page, services: Mapping[str, str]) -> None:
        self._page, self._services = page, services
        self._house = page.seat.house
        self._kind = "order"
        self._known: Known | None = None
        self._orders: Mapping[int, str] = {}
        self._value: Callable[[], Booking | Grievance] | None = None
        with box("sheet intake"):
            with box("sheet-head"):
                tag("人工登记", "sheet-title", "h1")
                tag("电话、现场、书面来的需求，和机器人走同一套规则", "muted")
            with box("panel"):
                tag("1　谁的需求", "section-title", "h2")
                self._build_who()
            with box("panel"):
                tag("2　什么事", "section-title", "h2")
                self._build_tabs()
                self._body = box("panel-body")
                self._refused = tag("", "ask-missing", "p")
                self._refused.props["role"] = "alert"
                with box("ask-buttons"):
                    self._send = button("登记", self._store, "primary")
            self._done = box("panel done")
        self._done.set_visibility(False)
        self._choose("order")

    def _build_who(self) -> None:
        with box("form-grid who-grid"):
            sources = {str(source): CHANNEL[source] for source in Source}
            self._source = ui.select(sources, value=str(Source.PHONE), label="来源")
            self._source.props("outlined dense options-dense stack-label")
            self._phone = ui.input("客户电话", on_change=self._look)
            self._phone.props("outlined dense stack-label autofocus debounce=300 maxlength=20")
            self._name = ui.input("客户称呼（新客户）")
            self._name.props("outlined dense stack-label maxlength=60")
        self._found = tag("", "muted found-line", "p")

    def _build_tabs(self) -> None:
        self._tabs: dict[str, Tag] = {}
        with box("sheet-tabs"):
            for name, title in _KINDS.items():
                self._tabs[name] = button(title, partial(self._choose, name), "small")

    def _choose(self, kind: str) -> None:
        self._kind = kind
        for name, tab in self._tabs.items():
            tab.classes(add="primary") if name == kind else tab.classes(remove="primary")
        self._draw()

    def _draw(self) -> None:
        key = f"{self._kind}:{secrets.token_hex(12)}"
        self._refused.say("")
        self._body.clear()
        with self._body:
            if self._kind == "order":
                self._value = BookingForm(Booking(key, phone_known="同上"), self._services).value
            elif self._kind == "complaint":
                self._complaint = ComplaintForm(Grievance(key, phone_known="同上"), self._orders)
                self._value = self._complaint.value
            else:
                self._value, self._key = None, key
                self._request_form()

    def _request_form(self) -> None:
        kinds = {str(kind): CASE[kind] for kind in intake.REQUESTS}
        self._request = ui.select(kinds, value=str(CaseKind.ENQUIRY), label="类别")
        self._request.props("outlined dense options-dense stack-label")
        self._text = ui.textarea("客户说的内容").props(
            "outlined dense stack-label autogrow maxlength=4000"
        )

    async def _look(self) -> None:
        """Tell at once whose phone it is; half a number is nobody's yet."""
        phone = str(self._phone.value or "")
        if sum(char.isdigit() for char in phone) < 8:
            self._take(None, {})
            return self._found.say("")

        def work(session: Session, _: Staff) -> tuple[Known | None, dict[int, str]]:
            known = intake.find(session, phone)
            return known, titles(orders_of(session, known.customer_id)) if known else {}

        found = await self._page.write(work)
        if found is None or phone != str(self._phone.value or ""):
            return None
        self._take(*found)
        self._found.say(f"老客户：{self._known.name}" if self._known else "新客户，登记后自动建档")
        return None

    def _take(self, known: Known | None, orders: Mapping[int, str]) -> None:
        self._known, self._orders = known, orders
        if self._kind == "complaint":
            self._complaint.offer(orders)

    async def _store(self) -> None:
        source, phone = Source(self._source.value), str(self._phone.value or "")
        name, value = str(self._name.value or ""), self._value() if self._value else None
        kind = CaseKind(self._request.value) if value is None else CaseKind.ORDER
        text = str(self._text.value or "") if value is None else ""

        def work(session: Session, me: Staff) -> tuple[str, int]:
            now, settings = self._house.clock.now(), self._house.settings
            contact = intake.open_contact(session, source, phone, name, me, now=now)
            talk = intake.answering(session, contact)
            desk = Desk(session, talk, now, settings)
            if isinstance(value, Booking):
                wish = replace(value, phone=value.phone or phone)
                order = desk_entries.book(
                    desk, wish, me, wording=self._house.wording, source=source
                )
                return f"订单 {order.number} 已生成", talk.id
            if isinstance(value, Grievance):
                desk = Desk(session, contact, now, settings)
                made = complaint_entries.complain(desk, value, me, source=source)
                intake.note_down(session, contact, value.detail, me, now=now)
                return f"投诉 {made.number} 已登记", contact.id
            key = self._key
            case = intake.request(session, contact, kind, text, key=key, now=now, settings=settings)
            intake.note_down(session, contact, text, me, now=now)
            return f"工单 {case.number} 已登记", contact.id

        self._refused.say("")
        done = await self._page.write(work, refuse=self._refused.say)
        if done is not None:
            self._tell(*done)
            await self._look()

    def _tell(self, text: str, conversation_id: int) -> None:
        tell(text)
        self._done.clear()
        self._done.set_visibility(True)
        with self._done:
            tag(text, "strong num")
            link = Tag("a", "打开会话", "btn small")
            link.props["href"] = f"/console/?c={conversation_id}"
        self._draw()
