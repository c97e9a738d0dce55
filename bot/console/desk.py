"""The desk: the queue, the thread and the customer on one page, kept alive by one timer."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from nicegui import ui
from nicegui.client import Client
from sqlalchemy.orm import Session
from starlette.requests import Request

from bot.console import dialogs, manners, reading_panel, theme
from bot.console.bell import Bell
from bot.console.bubbles import BubbleActions
from bot.console.cards import CardActions
from bot.console.composer import Sent
from bot.console.entries import Entries
from bot.console.hands import Hands
from bot.console.inbox import Inbox
from bot.console.label_dialog import ask_labels
from bot.console.live import PAGE, News, Offer, Pulse, Wish, look
from bot.console.page import Page, seat_of
from bot.console.parts import Tag, box, tell
from bot.console.sidebar import SideActions, Sidebar
from bot.console.steps import Steps
from bot.console.talk import Talk, TalkActions
from bot.house import House
from bot.models import Owner, Staff
from bot.services import cases, desk_profile, desk_views, handling, labels
from bot.services.delivery_policy import answers_in_push
from bot.services.desk_profile import CaseRow
from bot.services.desk_views import QueueRow
from bot.services.handling import Contact

_BEAT = 0.5
_PENDING_EVERY, _OTHERS_EVERY, _ALL_EVERY = 2, 2, 8
"""Beats between two looks of a page: that waits for a delivery, for colleagues, for all."""


def add_page(house: House, pulse: Pulse) -> None:
    """/console/, with ?c=<id> the conversation that is open."""

    @ui.page("/")
    async def page(
        request: Request, client: Client, c: int | None = None, take: bool = False
    ) -> None:
        seat = seat_of(house, request, client)
        me = await seat.read(lambda _, person: person)
        theme.dress(house.clock)
        page = Page(seat, pulse)
        desk = Desk(page, me)
        Bell(page, me, desk.answer)
        if c is not None:
            await (desk.answer(c, take) if take else desk.open(c))
        ui.timer(_BEAT, desk.beat)


class Desk:
    """One agent's open page."""

    def __init__(self, page: Page, me: Staff) -> None:
        self._page, self._me = page, me
        self._house = page.seat.house
        self._open: int | None = None
        self._head: QueueRow | None = None
        self._offer: Offer | None = None
        self._rows: Mapping[int, QueueRow] | None = None
        self._cases: list[CaseRow] = []
        self._title = ""
        self._asked = self._shown = 0
        self._beats = 0
        self._entries = Entries(page, lambda: self._open, self.tick)
        self._hands = Hands(page, self.tick)
        with box("desk") as self._root:
            theme.bar(self._house.settings.company, me, "desk")
            self._inbox = Inbox(me, self._house.settings, self.open)
            self._talk = Talk(self._house, me, self._talk_actions())
            back = partial(self._show, "thread")
            only_answers = answers_in_push("wechat", self._house.settings)
            side_actions = SideActions(
                contact=self._contact,
                cards=self._card_actions(),
                back=back,
                book=self._entries.book,
                complain=self._entries.complain,
                answer=self._answer,
            )
            self._side = Sidebar(side_actions, only_answers=only_answers)
        self._side.clear()
        self._show("list")

    def _talk_actions(self) -> TalkActions:
        return TalkActions(
            take=self._take,
            hand_on=self._hand_on,
            give_back=self._give_back,
            end=self._end,
            accept=self._accept,
            refuse=self._refuse,
            withdraw=self._withdraw,
            close_case=self._close_case,
            label=self._label,
            older=self._older,
            show=self._show,
            send=self._send,
            keep=self._keep,
            bubbles=BubbleActions(self._explain, self._unmask),
        )

    def _card_actions(self) -> CardActions:
        steps = Steps(self._page, self.tick)
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
            close_case=self._close_case,
        )

    def _show(self, view: str) -> None:
        """Which column a narrow screen shows."""
        self._root.props["data-view"] = view

    # -- living --

    async def beat(self) -> None:
        """A look into memory, that one page in turn brings up to date for all.

        The database is asked when the open conversation changed, a second apart while a message is
        being sent, and every four seconds for what no list shows: the customer's column, and
        whether the session still holds.
        """
        self._beats += 1
        pulse = self._page.pulse
        if pulse.is_stale:
            await self._page.read(lambda _session, _me: pulse.rows())
        if self._beats % _OTHERS_EVERY == 0:
            self._show_others()
        is_due = self._beats % _ALL_EVERY == 0
        waits = bool(self._talk.thread.pending) and self._beats % _PENDING_EVERY == 0
        if is_due or waits or self._has_changed(pulse.latest):
            await self.tick(column=is_due)
        elif pulse.latest is not self._rows:
            self._show_list(pulse.latest, self._house.clock.now())

    def _has_changed(self, rows: Mapping[int, QueueRow]) -> bool:
        """A row is another object as soon as anything of its conversation changed."""
        row = rows.get(self._open or 0)
        return row is not None and row is not self._head

    def _show_others(self) -> None:
        """Tell that this page looks at the conversation, and who else does (REQ A4)."""
        if self._head is None:
            return
        watchers = self._page.pulse.watchers
        if self._page.is_connected:
            watchers.look(self._me, self._head.id)
        self._talk.show_others(watchers.others(self._me, self._head.id))

    def _show_list(self, rows: Mapping[int, QueueRow], now: datetime) -> None:
        self._rows = rows
        self._inbox.show(rows, self._open, now)
        self._name_tab()

    async def tick(self, *, column: bool = True) -> None:
        """Fetch what differs and show it."""
        thread, marks = self._talk.thread, self._side.marks if column else None
        wish = Wish(self._open, thread.last, thread.pending, marks)
        self._asked += 1
        number = self._asked
        pulse = self._page.pulse
        news = await self._page.read(lambda session, me: look(session, me, pulse, wish))
        # a look that began earlier and ends later must not put the page back to what was
        if news is not None and number > self._shown:
            self._shown = number
            self._take_in(news)
            await self._read_unread()

    def _take_in(self, news: News) -> None:
        self._show_list(news.rows, news.now)
        if news.head is None or news.conversation_id != self._open:
            return
        self._head = news.head
        self._talk.show_head(news.head)
        self._talk.show_offer(news.offer)
        self._offer = news.offer
        self._show_others()
        if news.after == self._talk.thread.last:
            self._talk.thread.append(news.lines, news.now)
        self._talk.thread.deliver(news.deliveries)
        if "cases" in news.sections:
            self._cases = list(news.sections["cases"][1])
            self._talk.offer_closing(cases=bool(self._cases))
        self._side.show(news.sections, news.now)

    def _name_tab(self) -> None:
        waiting = self._inbox.waiting()
        title = f"({waiting}) 客服工作台" if waiting else "客服工作台"
        if title != self._title:
            self._title = title
            ui.page_title(title)

    async def open(self, conversation_id: int) -> None:
        """Show a conversation."""

        def work(session: Session, me: Staff) -> tuple[str, dict[str, str]] | None:
            if not desk_views.queue_rows(session, [conversation_id]):
                return None
            draft = handling.draft(session, conversation_id, me)
            return draft, desk_profile.places(session, conversation_id)

        found = await self._page.read(work)
        if found is None:
            return
        draft, places = found
        self._open, self._head = conversation_id, None
        self._talk.open(conversation_id, draft)
        self._talk.composer.fill(places)
        self._side.clear()
        self._show("thread")
        await self.tick()
        self._talk.offer_older(more=len(self._talk.thread) >= PAGE)

    async def _read_unread(self) -> None:
        """What its holder has on the screen is not unread any more."""
        head = self._head
        if head is None or not head.unread or head.id != self._open:
            return
        if head.owner == Owner.PERSON and head.agent_id == self._me.id:
            await self._page.write(lambda session, me: handling.mark_read(session, head.id, me))

    async def _older(self) -> None:
        wanted, first = self._open, self._talk.thread.first
        if wanted is None:
            return
        lines = await self._page.read(
            lambda session, _: desk_views.thread(session, wanted, before=first, limit=PAGE)
        )
        if lines is not None and wanted == self._open:
            self._talk.thread.prepend(lines, self._house.clock.now())
            self._talk.offer_older(more=len(lines) >= PAGE)

    # -- handling --

    async def answer(self, conversation_id: int, take: bool) -> None:
        """Show a conversation and take it, if so wished: the way from an alarm to the answer."""
        await self.open(conversation_id)
        if take and self._open == conversation_id:
            await self._take(steps_in=False)

    async def _take(self, *, steps_in: bool = True) -> None:
        """A colleague's conversation is taken only by who sees that it is a colleague's."""
        head = self._head
        steps_in = steps_in and head is not None and head.owner == Owner.PERSON
        if self._open is not None and await self._hands.take(self._open, steps_in=steps_in):
            self._inbox.choose("mine")
            self._talk.composer.focus()

    async def _hand_on(self) -> None:
        if self._open is not None:
            await self._hands.hand_on(self._open)

    async def _give_back(self) -> None:
        if self._head is not None:
            await self._hands.give_back(self._head)

    async def _end(self) -> None:
        if self._head is not None:
            await self._hands.end(self._head)

    async def _accept(self) -> None:
        if self._offer is not None:
            await self._hands.accept(self._offer.id)

    async def _refuse(self) -> None:
        if self._offer is not None:
            await self._hands.refuse(self._offer.id)

    async def _withdraw(self) -> None:
        if self._open is not None:
            await self._hands.withdraw(self._open)

    async def _close_case(self, case_id: int | None = None) -> None:
        if not self._cases:
            return
        wish = await dialogs.ask_closing(self._cases, case_id)
        if wish is None:
            return

        def work(session: Session, me: Staff) -> str:
            now = self._house.clock.now()
            return cases.close_case(session, wish.case_id, me, cause=wish.cause, now=now).number

        number = await self._page.write(work)
        with self._page.here():
            if number:
                tell(f"工单 {number} 已关闭")
            await self.tick()

    async def _label(self) -> None:
        wanted, head = self._open, self._head
        if wanted is None or head is None:
            return
        with self._page.here():
            known = await self._page.read(lambda session, _: labels.in_use(session))
            titles = await ask_labels(head.labels, known or ())
        if titles is not None:
            now = self._house.clock.now
            await self._page.write(
                lambda session, me: labels.set_labels(session, wanted, titles, me, now=now())
            )
            await self.tick()

    async def _answer(self) -> None:
        text = await self._entries.answer()
        if text:
            with self._page.here():
                self._talk.composer.put_back(text)
                self._show("thread")

    # -- typing --

    async def _send(self, sent: Sent) -> None:
        composer, is_here = self._talk.composer, sent.conversation_id == self._open
        data = self._house.settings.data
        phrases = [] if sent.is_note else manners.forbidden_in(sent.text, data)
        if phrases and not await dialogs.ask_despite(phrases):
            composer.sent(sent.key)
            return composer.put_back(sent.text)

        def work(session: Session, me: Staff) -> bool:
            now, wanted = self._house.clock.now(), sent.conversation_id
            if sent.is_note:
                handling.note(session, wanted, me, sent.text, key=sent.key, now=now)
            else:
                handling.say(session, wanted, me, sent.text, key=sent.key, now=now)
            handling.keep_draft(session, wanted, me, "")
            return True

        done = await self._page.write(work)
        with self._page.here():
            composer.sent(sent.key)
            if not done and is_here:
                composer.put_back(sent.text)
        if not done and not is_here:
            await self._keep(sent.conversation_id, sent.text)
        await self.tick()

    async def _keep(self, conversation_id: int, text: str) -> None:
        self._page.pulse.watchers.look(self._me, conversation_id, is_typing=bool(text))
        await self._page.write(
            lambda session, me: handling.keep_draft(session, conversation_id, me, text), quiet=True
        )

    # -- looking closer --

    async def _explain(self, turn_id: int, panel: ui.element) -> None:
        answer = await self._page.read(
            lambda session, _: (desk_views.understood(session, turn_id),)
        )
        if answer is not None:
            reading_panel.show(panel, answer[0])

    async def _unmask(self, message_id: int, text: Tag) -> None:
        now = self._house.clock.now()
        full = await self._page.write(
            lambda session, me: handling.show_message(session, message_id, me, now=now)
        )
        if full is not None:
            text.say(full)

    async def _contact(self) -> Contact | None:
        wanted, now = self._open, self._house.clock.now()
        if wanted is None:
            return None
        return await self._page.write(
            lambda session, me: handling.show_contact(session, wanted, me, now=now)
        )
