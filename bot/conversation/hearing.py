"""The reading of a turn: what was said, by which reader, in which context, and what it comes to.

The engine is asked while nothing but a reading transaction is open; what was heard is then put down
with the turn, so that a repeated turn hears the same.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.conversation import bubbles, cues, services_meant
from bot.conversation.context import Context
from bot.conversation.decision import decide
from bot.conversation.doors_heard import take_door
from bot.conversation.engine import Engine
from bot.conversation.in_hand import leave_hindrances, leave_reasons
from bot.conversation.offers import Offered, last_buttons, offered_before, offers_kind
from bot.conversation.understanding import Reader, harmless
from bot.language.contact.names import bare_name
from bot.language.danger.urgent import Urgent
from bot.language.danger.urgent_talk import Said, read_said
from bot.language.survey.feedback import chats
from bot.language.talk.job_seekers import seeks_work
from bot.language.trade.comparing import compares
from bot.language.when import When
from bot.models import (
    CaseKind,
    Conversation,
    Draft,
    DraftKind,
    Flag,
    Message,
    SurveyKind,
    Turn,
)
from bot.services import drafts
from bot.services.booking import again, quantities, several
from bot.services.complaint import complaint_answers, complaints
from bot.services.complaint.complaint_drafts import is_bare_complaint
from bot.services.customer import customers, needs
from bot.services.handoff import cases
from bot.services.order import series_changes, standing
from bot.services.reading import (
    Reading,
    when_from_json,
)
from bot.services.survey import surveys
from bot.services.thread import conversations, messages, turns
from bot.services.trade import catalogue
from bot.settings import Settings

_CODE = re.compile(r"[{}<>$=;*\\]|--")
"""Signs that no sentence of a customer has; such a text says nothing about a language."""
_TWO, _MOST_COMPARED = 2, 3
_LATELY = timedelta(hours=1)
_HAN, _WORDS = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[A-Za-z]{2,}\s+[A-Za-z]{2,}")


@dataclass(frozen=True, slots=True)
class Hearing:
    """Hears what a turn says in its conversation."""

    engine: Engine
    clock: Clock
    settings: Settings

    def hear(self, session: Session, turn: Turn) -> Reading:
        """The reading of the turn's messages in the context of the conversation.

        Raises:
            EngineError: the engine did not answer.
        """
        said = turns.said_in(session, turn)
        draft = drafts.current(session, turn.conversation_id)
        buttons = last_buttons(session, turn.conversation)
        choices = buttons or offered_before(session, turn.conversation) if draft else buttons
        reading = self._reading(session, said, draft, choices)
        services_meant.live_in(session, turn.conversation, reading)
        reading.compared = _compared(session, turn, draft, reading)
        services_meant.settle(session, turn.conversation, draft, reading)
        if draft is not None and draft.kind == DraftKind.BOOKING:
            reading.refused = several.refused(session, draft.data, reading.words)
        if not reading.urgent:
            begun = _begun(draft)
            context = self._context(session, turn, begun, buttons, reading)
            context = replace(context, has_quote=draft is not None and begun is None)
            reading.intent = decide(reading, context)
            if reading.intent == "complaint_safety" and read_said(reading.text) is Said.NOW:
                reading.urgent = Urgent.SAFETY  # it goes on: first what to do, then the form
            if bubbles.is_edit(said) and context.has_orders and reading.intent == "order_place":
                # what was booked already is changed, not booked again
                reading.intent = "order_reschedule"
        return reading

    def _reading(
        self,
        session: Session,
        said: Sequence[Message],
        draft: Draft | None,
        buttons: Sequence[Offered],
    ) -> Reading:
        text = harmless(bubbles.words_of(said))
        kind, payload = bubbles.kind_of(said, buttons)
        reader = Reader(
            self.engine,
            catalogue.lexicon(session),
            self.settings.city,
            self.settings.intent_threshold,
        )
        details = reader.details(text, self.clock.now(), day=_day(draft))
        reading = details.reading
        take_door(reading, draft)
        leave_hindrances(reading, draft)
        leave_reasons(reading, draft, reader.lexicon)
        if draft is not None and reading.name is None:
            reading.name = bare_name(text)
        reading.kind, reading.payload = kind, payload
        if reading.urgent or payload or (kind not in {"text", "contact"} and not reading.address):
            return reading
        reading = reader.complete(details).reading
        reading.kind = "text"
        return reading

    def _context(
        self,
        session: Session,
        turn: Turn,
        draft: Draft | None,
        buttons: Sequence[Offered],
        reading: Reading,
    ) -> Context:
        conversation, now = turn.conversation, self.clock.now()
        customer = conversation.identity.customer
        survey = surveys.open_survey(session, conversation, now=now, settings=self.settings)
        has_result = complaint_answers.waiting(session, customer.id) is not None
        asks = has_result or survey is not None
        promised = cases.open_kinds(session, conversation)
        complaint = complaints.open_complaint(session, customer.id)
        has_complaint = complaint is not None
        booked = standing.open_orders(session, customer.id)
        since = messages.said_since(session, conversation, turn.id) if asks else []
        return Context(
            draft=draft.kind if draft else None,
            asked=draft.asked if draft else None,
            has_survey=survey is not None,
            has_nps=survey is not None and survey.kind == SurveyKind.NPS,
            offered=[button["payload"] for button in buttons] == ["book"],
            known_phone=customer.phone or (complaint.contact if complaint else None),
            knows_address=customer.address is not None,
            has_complaint=has_complaint,
            in_complaint=has_complaint and Flag.COMPLAINT in conversation.flags,
            has_orders=bool(booked),
            booked=tuple(order.service.code for order in booked),
            booked_days=series_changes.days_left(booked),
            just_booked=again.just_booked(session, turn, now) is not None,
            in_hand=draft.data.get("service") if draft else None,
            day_in_hand=_day(draft),
            when_in_hand=_when(draft),
            is_series=bool(draft and draft.data.get("series")),
            empties=bool(draft and quantities.empties(draft, reading.text)),
            talked_of_service=conversation.last_service is not None,
            misses=conversation.misses,
            answered=surveys.answered_just_now(session, conversation, now=now),
            rated=surveys.rated_just_now(session, conversation, now=now),
            has_result=has_result,
            asks_verdict=offers_kind(since, "verdict"),
            asks_rating=offers_kind(since, "rate") or offers_kind(since, "nps"),
            is_urgent=Flag.URGENT in conversation.flags and _in_danger(session, draft, turn),
            had_service=standing.had_service(session, customer.id, now),
            awaits_person=not {Flag.PERSON_WANTED, Flag.NOT_UNDERSTOOD}.isdisjoint(
                conversation.flags
            ),
            awaits_call=CaseKind.CALL in promised,
            awaits_answer=CaseKind.ENQUIRY in promised,
            wishes_call=Flag.PERSON_WANTED in conversation.flags and _wished_call(session, turn),
            tells_person=Flag.PERSON_WANTED in conversation.flags
            and turns.intents_before(session, turn, 1) == ["ask_human"],
            last_topic=_last_topic(session, turn, reading),
            seeks_work=CaseKind.ENQUIRY in promised and _sought_work(session, turn),
            pours_out=bool(reading.services) and _sighed(session, turn),
        )

    def put_down(self, session: Session, turn: Turn, reading: Reading) -> None:
        """Store what was heard, and what it tells of the customer."""
        conversation, now = turn.conversation, self.clock.now()
        turn.reading = reading.model_dump(mode="json")
        turn.intent, turn.model = reading.intent, reading.model
        _note_language(conversation, reading)
        if reading.angry and not reading.urgent and not is_bare_complaint(reading.text):
            conversations.flag(session, conversation, Flag.ANGRY, now=now)
        if reading.name:
            customers.remember_name(session, conversation.identity.customer, reading.name, now=now)
        needs.note(session, conversation.identity.customer_id, reading.text, now=now)


def _begun(draft: Draft | None) -> Draft | None:
    """The business that is open; a booking of which nothing was asked yet only keeps a quote."""
    is_quote = draft is not None and draft.kind == DraftKind.BOOKING and not draft.asked
    return None if is_quote else draft


def _compared(session: Session, turn: Turn, draft: Draft | None, reading: Reading) -> list[str]:
    """The services between which advice is wanted: those named, else the two talked of last."""
    if not compares(reading.words) or reading.when or reading.address or reading.phone:
        return []
    named = catalogue.called(session, reading.words, reading.services)
    if len(named) >= _TWO:
        return named[:_MOST_COMPARED]
    if draft is not None and draft.asked == "start" and not named:
        return []  # one of the times that were offered
    known = [*named, *turns.services_before(session, turn)]
    last = list(dict.fromkeys(known))[:_TWO]
    return last if len(last) == _TWO else []


def _in_danger(session: Session, draft: Draft | None, turn: Turn) -> bool:
    """Whether an urgent matter is under way; the answers of a booking taken up after it are its."""
    case = cases.open_of_kind(session, turn.conversation_id, CaseKind.URGENT)
    if draft is None or draft.kind != DraftKind.BOOKING or draft.asked is None:
        return case is not None
    return case is not None and draft.updated_at <= case.opened_at


def _last_topic(session: Session, turn: Turn, reading: Reading) -> str | None:
    """The enquiry that “深度呢” goes on with; looked up only for such a message."""
    if not cues.AND_WHAT.search(reading.words):
        return None
    asked = [i for i in turns.intents_before(session, turn) if i.startswith("enquiry_")]
    if reading.services and asked:  # where we come is the same for every service
        asked = [*(i for i in asked if i != "enquiry_area_hours"), "enquiry_content"]
    return asked[0] if asked else None


def _sought_work(session: Session, turn: Turn) -> bool:
    """Whether the turn before was an application for work."""
    case = cases.open_of_kind(session, turn.conversation_id, CaseKind.ENQUIRY)
    before = turns.intents_before(session, turn)
    return case is not None and before[:1] == ["out_of_scope"] and seeks_work(case.subject)


def _wished_call(session: Session, turn: Turn) -> bool:
    """Whether the message before wished for a call, and nothing came of it yet but a question."""
    before = turns.before(session, turn, since=turn.started_at - _LATELY, most=1)
    wished = bool(before and before[0].intent == "ask_human" and before[0].reading)
    is_call = wished and Reading.model_validate(before[0].reading).calls
    noted = cases.open_of_kind(session, turn.conversation_id, CaseKind.CALL)
    return is_call and noted is None


def _sighed(session: Session, turn: Turn) -> bool:
    """Whether the turn before only began to pour out: “你们那个师傅”."""
    return chats(turns.text_before(session, turn)) == "sigh"


def _note_language(conversation: Conversation, reading: Reading) -> None:
    if reading.language == "en" and not _CODE.search(reading.text):
        conversation.identity.language = "en"
    elif len(_HAN.findall(reading.text)) > 3 and not _WORDS.search(reading.text):
        conversation.identity.language = "zh"


def _day(draft: Draft | None) -> date | None:
    """The day that the open draft knows, for a bare clock."""
    when = _when(draft)
    return when.day if when else None


def _when(draft: Draft | None) -> When | None:
    return when_from_json(draft.data.get("when")) if draft else None
