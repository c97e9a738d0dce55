"""The desk: the queue, the thread and the customer on one page, kept alive by the rounds."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from nicegui import ui
from nicegui.client import Client
from sqlalchemy.orm import Session
from starlette.requests import Request

from bot.console import theme
from bot.console.bell import Bell
from bot.console.bubbles import BubbleActions
from bot.console.cards import CardActions
from bot.console.closer import Closer
from bot.console.composer import Sent
from bot.console.drafting import Typing
from bot.console.entries import Entries
from bot.console.filing import Filing
from bot.console.hands import Hands
from bot.console.inbox import Inbox
from bot.console.live import Pulse
from bot.console.looks import PAGE, News, Wish, looks
from bot.console.opened import Opened
from bot.console.page import SLOWEST, Page, seat_of
from bot.console.parts import box, warn
from bot.console.profile_steps import ProfileSteps
from bot.console.sidebar import SideActions, Sidebar
from bot.console.steps import Steps
from bot.console.talk import Talk, TalkActions
from bot.house import House
from bot.models import Owner, Staff
from bot.services.handoff import handling
from bot.services.screens import desk_profile, desk_thread, desk_views
from bot.services.screens.desk_views import QueueRow
from bot.services.sending.delivery_policy import answers_in_push
from bot.services.staff.permissions import Right, may

_PENDING_EVERY, _OTHERS_EVERY, _ALL_EVERY = 2, 2, 8
"""Rounds between two looks for a page: that waits for a delivery, for colleagues, for all."""

_GONE = "这个会话已不存在，请从左侧列表打开"


def add_page(house: House, pulse: Pulse) -> None:
    """/console/, with ?c=<id> the conversation that is open."""

    @ui.page("/", response_timeout=SLOWEST)
    async def page(
        request: Request, client: Client, c: int | None = None, take: bool = False
    ) -> None:
        seat = seat_of(house, request, client)
        me = await seat.read(lambda _, person: person)
        theme.dress(house.clock)
        page = Page(seat, pulse)
        desk = Desk(page, me)
        pulse.rounds.tell(Bell(page, me, desk.answer))
        pulse.rounds.look_for(desk)
        await desk.tick()
        if c is not None:
            await desk.answer(c, take)


class Desk:
    """One agent's open page."""

    def __init__(self, page: Page, me: Staff) -> None:
        self.page, self._me = page, me
        self._house = page.seat.house
        self._opened = Opened()
        self._rows: Mapping[int, QueueRow] | None = None
        self._title = ""
        self._asked = self._shown = 0
        self._entries = Entries(page, lambda: self._opened.id, self.tick)
        self._hands = Hands(page, self._opened, self.tick)
        self._filing = Filing(page, self._opened, self.tick)
        self._closer = Closer(page, self._opened)
        self._typing = Typing(page, me, self._opened, self.tick)
        with box("desk") as self._root:
            theme.bar(self._house.settings.company, me, "desk")
            self._inbox = Inbox(me, self._house.settings, self.open)
            self._talk = Talk(self._house, me, self._talk_actions())
            only_answers = answers_in_push("wechat", self._house.settings)
            self._side = Sidebar(self._side_actions(), only_answers=only_answers)
        self._side.clear()
        self._show("list")

    def _talk_actions(self) -> TalkActions:
        hands = self._hands
        return TalkActions(
            take=self._take,
            hand_on=hands.hand_on,
            escalate=hands.escalate,
            give_back=hands.give_back,
            end=hands.end,
            accept=hands.accept,
            refuse=hands.refuse,
            withdraw=hands.withdraw,
            close_case=self._filing.close_case,
            label=self._filing.label,
            older=self._older,
            show=self._show,
            send=self._send,
            keep=self._typing.keep,
            bubbles=BubbleActions(self._closer.explain, self._closer.unmask),
        )

    def _side_actions(self) -> SideActions:
        profile = ProfileSteps(self.page, self.tick)
        return SideActions(
            contact=self._closer.contact,
            cards=self._card_actions(),
            back=partial(self._show, "thread"),
            book=self._entries.book,
            complain=self._entries.complain,
            answer=self._answer,
            tag=profile.tag,
            merge=profile.merge,
            part=profile.part if may(self._me, Right.UNDO_MERGE) else None,
        )

    def _card_actions(self) -> CardActions:
        steps = Steps(self.page, self.tick)
        entries = self._entries
        return CardActions(
            advance=steps.advance,
            assign=steps.assign,
            time_line=steps.time_line,
            cancel=steps.cancel,
            reschedule=entries.reschedule,
            add=entries.add_to_complaint,
            correct=steps.correct,
            investigate=steps.investigate,
            resolve=steps.resolve,
            close=steps.close,
            close_case=self._filing.close_case,
        )

    def _show(self, view: str) -> None:
        """Which column a narrow screen shows."""
        self._root.props["data-view"] = view

    # -- living --

    def wish(self, number: int) -> Wish | None:
        """A look is wanted when the open conversation changed, a second apart while a message is
        being sent, and every four seconds for what no list shows: the customer's column."""
        rows = self.page.pulse.latest
        if number % _OTHERS_EVERY == 0:
            self._show_others()
        if rows is not self._rows:
            self._show_list(rows, self._house.clock.now())
        if self._opened.id is None:
            return None
        is_due = number % _ALL_EVERY == 0
        waits = bool(self._talk.thread.pending) and number % _PENDING_EVERY == 0
        return self._next(column=is_due) if is_due or waits or self._has_changed(rows) else None

    def _next(self, *, column: bool) -> Wish:
        thread, marks = self._talk.thread, self._side.marks if column else None
        self._asked += 1
        return Wish(self._opened.id, thread.last, thread.pending, marks, self._asked)

    def _has_changed(self, rows: Mapping[int, QueueRow]) -> bool:
        """A row is another object as soon as anything of its conversation changed."""
        row = rows.get(self._opened.id or 0)
        return row is not None and row is not self._opened.head

    def _show_others(self) -> None:
        """Tell that this page looks at the conversation, and who else does (REQ A4)."""
        if self._opened.head is None:
            return
        watchers, wanted = self.page.pulse.watchers, self._opened.head.id
        if self.page.is_connected:
            watchers.look(self._me, wanted)
        self._talk.show_others(watchers.others(self._me, wanted))

    def _show_list(self, rows: Mapping[int, QueueRow], now: datetime) -> None:
        self._rows = rows
        self._inbox.show(rows, self._opened.id, now)
        self._name_tab()

    async def tick(self) -> None:
        """Fetch at once what differs and show it: somebody has just done something here."""
        wish, board = self._next(column=True), self.page.pulse
        news = await self.page.read(lambda session, me: looks(session, board, [(me, wish)]))
        if news:
            self.take(news[0])
            await self._read_unread()

    def take(self, news: News) -> None:
        """A look that began earlier and ends later must not put the page back to what was."""
        if news.number <= self._shown:
            return
        self._shown = news.number
        if news.rows is not self._rows:
            self._show_list(news.rows, news.now)
        if news.head is None or news.conversation_id != self._opened.id:
            return
        self._opened.head, self._opened.offer = news.head, news.offer
        self._talk.show_head(news.head)
        self._talk.show_offer(news.offer)
        if news.after == self._talk.thread.last:
            self._talk.thread.append(news.lines, news.now)
        self._talk.thread.deliver(news.deliveries)
        self._show_column(news)

    def _show_column(self, news: News) -> None:
        if "cases" in news.sections:
            self._opened.cases = list(news.sections["cases"][1])
            self._talk.offer_closing(cases=bool(self._opened.cases))
        self._side.show(news.sections, news.now)

    def _name_tab(self) -> None:
        waiting = self._inbox.waiting()
        title = f"({waiting}) 客服工作台" if waiting else "客服工作台"
        if title != self._title:
            self._title = title
            ui.page_title(title)

    async def open(self, conversation_id: int) -> None:
        """Show a conversation."""

        def work(session: Session, me: Staff) -> tuple[str, dict[str, str]] | str:
            if not desk_views.queue_rows(session, [conversation_id]):
                return _GONE
            draft = handling.draft(session, conversation_id, me)
            return draft, desk_profile.places(session, conversation_id)

        found = await self.page.read(work)
        if isinstance(found, str):
            return warn(found)
        if found is None:
            return
        draft, places = found
        self._opened.change(conversation_id)
        self._talk.open(conversation_id, draft)
        self._talk.composer.fill(places)
        self._side.clear()
        self._show("thread")
        self._inbox.select(conversation_id)
        await self.tick()
        self._show_others()
        self._talk.offer_older(more=len(self._talk.thread) >= PAGE)

    def just_read(self) -> int | None:
        """What its holder has on the screen is not unread any more."""
        head = self._opened.head
        if head is None or not head.unread or head.id != self._opened.id:
            return None
        is_mine = head.owner == Owner.PERSON and head.agent_id == self._me.id
        return head.id if is_mine else None

    async def _read_unread(self) -> None:
        read = self.just_read()
        if read is not None:
            await self.page.write(lambda session, me: handling.mark_read(session, read, me))

    async def _older(self) -> None:
        wanted, first = self._opened.id, self._talk.thread.first
        if wanted is None:
            return
        lines = await self.page.read(
            lambda session, _: desk_thread.thread(session, wanted, before=first, limit=PAGE)
        )
        if lines is not None and wanted == self._opened.id:
            self._talk.thread.prepend(lines, self._house.clock.now())
            self._talk.offer_older(more=len(lines) >= PAGE)

    # -- handling --

    async def answer(self, conversation_id: int, take: bool) -> None:
        """Show a conversation and take it, if so wished: the way from an alarm to the answer."""
        await self.open(conversation_id)
        if take and self._opened.id == conversation_id:
            await self._take(steps_in=False)

    async def _take(self, *, steps_in: bool = True) -> None:
        if await self._hands.take(steps_in=steps_in):
            self._inbox.choose("mine")
            self._talk.composer.focus()

    async def _answer(self) -> None:
        text = await self._entries.answer()
        if text:
            with self.page.here():
                self._talk.composer.put_back(text)
                self._show("thread")

    async def _send(self, sent: Sent) -> None:
        await self._typing.send(self._talk.composer, sent)
