"""What happens around the customer: given orders and complaints, agents, surveys, work done."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.errors import ConfigurationError
from bot.language.contact.phone import find_phones
from bot.language.place.address import find_addresses
from bot.models import (
    Complaint,
    ComplaintState,
    Conversation,
    FollowUp,
    FollowUpKind,
    FollowUpState,
    Order,
    Purpose,
    Staff,
    SurveyKind,
    Visit,
    VisitState,
)
from bot.replay.script import Decided, Given, GivenComplaint, GivenOrder, Says, TurnScript
from bot.replay.stage import Stage
from bot.services.booking import draft_time
from bot.services.complaint import complaints
from bot.services.customer.customers import remember_contact
from bot.services.handoff import handling
from bot.services.order import follow_ups, machine, orders
from bot.services.survey import surveys
from bot.services.thread import messages
from bot.services.trade import catalogue
from bot.services.wording import Reply

_AGENT = "agent1"
_BOOKED_BEFORE = timedelta(days=2)


def set_scene(stage: Stage, given: Given, base_time: datetime) -> None:
    """Make what exists before the first turn; follow-ups due before it count as done."""
    stage.mouth.arrive(stage.clock.now())
    for number, order in enumerate(given.orders, 1):
        _make_order(stage, order, number, base_time)
    for complaint in given.complaints:
        _make_complaint(stage, complaint, base_time)
    stage.clock.set(base_time)
    with stage.desk.house.database.write() as session:
        _ask_what_was_asked(session, base_time)
        session.execute(
            update(FollowUp)
            .where(FollowUp.due_at < base_time, FollowUp.state == FollowUpState.PENDING)
            .values(state=FollowUpState.DONE, done_at=base_time, reason="before the replay")
        )


def _ask_what_was_asked(session: Session, base_time: datetime) -> None:
    """A rating request that went out before is still open for an answer."""
    sent = session.scalars(
        select(FollowUp).where(
            FollowUp.due_at < base_time,
            FollowUp.state == FollowUpState.PENDING,
            FollowUp.kind == FollowUpKind.RATING,
        )
    ).all()
    for row in sent:
        visit = session.get_one(Visit, row.visit_id)
        conversation = session.get_one(Conversation, visit.order.conversation_id)
        if visit.state == VisitState.COMPLETED:
            surveys.ask_about_visit(
                session, conversation, visit, kind=SurveyKind.SERVICE, now=row.due_at
            )


def _make_order(stage: Stage, given: GivenOrder, number: int, base_time: datetime) -> None:
    settings = stage.desk.house.settings
    booked = min(given.start, base_time) - _BOOKED_BEFORE
    with stage.desk.house.database.write() as session:
        conversation = session.get_one(Conversation, stage.mouth.conversation_id)
        service = catalogue.by_name(session, given.service)
        if service is None:
            raise ConfigurationError(f"given.orders: the catalogue has no {given.service}")
        wish = _wish(given, service_length=draft_time.length_of(service, None), service=service)
        customer = remember_contact(
            session, conversation.identity, phone=wish.phone, address=wish.address, now=booked
        )
        order = orders.book_order(
            session,
            customer=customer,
            conversation=conversation,
            wish=wish,
            price=catalogue.quote(
                session,
                service,
                hours=None,
                quantity=None,
                customer_id=customer.id,
                today=booked.date(),
            ),
            request_key=f"given:{number}",
            now=booked,
            settings=settings,
        )
        _bring(session, stage, order, given.state, base_time)


def _wish(given: GivenOrder, service_length: timedelta, service: object) -> orders.Wish:
    addresses = find_addresses(given.address)
    phones = find_phones(given.phone)
    return orders.Wish(
        service=service,  # pyright: ignore[reportArgumentType]
        start=given.start,
        end=given.start + service_length,
        address=given.address,
        district=addresses[0].district if addresses else None,
        phone=phones[0].e164 if phones else given.phone,
        note=given.note,
    )


def _bring(
    session: Session, stage: Stage, order: Order, state: VisitState, base_time: datetime
) -> None:
    """Walk an order's visits to a state, each step at a likely time."""
    for visit in order.visits:
        when = min(visit.end_at, base_time) if state in _AFTER else base_time
        if state not in (visit.state, VisitState.DRAFT):
            machine.advance_to(
                session,
                visit,
                state,
                actor="replay",
                now=when,
                settings=stage.desk.house.settings,
            )


_AFTER = (VisitState.COMPLETED, VisitState.REVIEWED)


def _make_complaint(stage: Stage, given: GivenComplaint, base_time: datetime) -> None:
    at = given.at or base_time - timedelta(hours=1)
    with stage.desk.house.database.write() as session:
        conversation = session.get_one(Conversation, stage.mouth.conversation_id)
        complaint = complaints.file_complaint(
            session,
            conversation=conversation,
            category=given.category,
            detail=given.said or str(given.category),
            contact=conversation.identity.customer.phone,
            order=_nth(session, given.order) if given.order else None,
            priority="normal",
            request_key=f"given:{at.isoformat()}:{given.category}",
            now=at,
            settings=stage.desk.house.settings,
        )
        complaint.promised = given.said
        _handle(session, stage, complaint, given, at)


def _handle(
    session: Session, stage: Stage, complaint: Complaint, given: GivenComplaint, at: datetime
) -> None:
    """Take a complaint the usual way to its state."""
    agent, number = _agent(session), complaint.id
    if given.state == ComplaintState.OPEN:
        return
    complaints.investigate(session, number, agent, now=at)
    wording = stage.desk.house.wording
    if given.state != ComplaintState.INVESTIGATING:
        decided = Decided(measure=given.said or "免费返工一次", basis="服务记录和双方的说明")
        _decide(session, stage, complaint, decided, at)
    if given.state == ComplaintState.CLOSED:
        complaints.close(session, number, agent, "客户认可结果", wording=wording, now=at)


def _decide(
    session: Session, stage: Stage, complaint: Complaint, decided: Decided, now: datetime
) -> None:
    wording = stage.desk.house.wording
    if complaint.state == ComplaintState.OPEN:
        complaints.investigate(session, complaint.id, _agent(session), now=now)
    complaints.resolve(
        session,
        complaint.id,
        _agent(session),
        measure=decided.measure,
        basis=decided.basis,
        wording=wording,
        now=now,
    )


def _nth_complaint(session: Session, number: int) -> Complaint:
    found = session.scalars(select(Complaint).order_by(Complaint.id)).all()
    if not 1 <= number <= len(found):
        raise ConfigurationError(f"complaint {number}: the scenario has {len(found)} so far")
    return found[number - 1]


def _agent(session: Session) -> Staff:
    return session.scalars(select(Staff).where(Staff.username == _AGENT)).one()


def _nth(session: Session, number: int) -> Order:
    found: Sequence[Order] = session.scalars(select(Order).order_by(Order.id)).all()
    if not 1 <= number <= len(found):
        raise ConfigurationError(f"order {number}: the scenario has {len(found)} orders so far")
    return found[number - 1]


def before_turn(stage: Stage, turn: TurnScript) -> None:
    """What happens just before a turn: work done, a survey, an agent."""
    now, settings = stage.clock.now(), stage.desk.house.settings
    with stage.desk.house.database.write() as session:
        for number, state in turn.order.items():
            for visit in _nth(session, number).visits:
                machine.advance_to(
                    session, visit, state, actor="replay", now=now, settings=settings
                )
        for number, decided in turn.complaint.items():
            _decide(session, stage, _nth_complaint(session, number), decided, now)
        if turn.given and turn.given.survey:
            _send_survey(session, stage, turn.given.survey.order, now)
        if turn.person is not None:
            _act_as_person(session, stage, turn.person, now)


def _send_survey(session: Session, stage: Stage, number: int, now: datetime) -> None:
    visit = _nth(session, number).visits[-1]
    conversation = session.get_one(Conversation, stage.mouth.conversation_id)
    follow_ups.withdraw(session, visit.id, reason="asked by hand", kinds={FollowUpKind.RATING})
    survey = surveys.ask_about_visit(session, conversation, visit, kind=SurveyKind.SERVICE, now=now)
    text = stage.desk.house.wording.say(
        "utter_rating_request", service=visit.order.service.name, when=f"{visit.start_at:%m月%d日}"
    )
    messages.push(
        session,
        conversation,
        Reply(text, surveys.rating_buttons(survey, stage.desk.house.wording)),
        key=f"replay:survey:{survey.id}:{now.isoformat()}",
        purpose=Purpose.RATING,
        now=now,
    )


def _act_as_person(session: Session, stage: Stage, what: str | Says, now: datetime) -> None:
    agent = _agent(session)
    house, conversation_id = stage.desk.house, stage.mouth.conversation_id
    if isinstance(what, Says):
        handling.say(session, conversation_id, agent, what.says, key=now.isoformat(), now=now)
    elif what == "takes":
        handling.take(session, conversation_id, agent, wording=house.wording, now=now)
    else:
        handling.give_back(session, conversation_id, agent, wording=house.wording, now=now)
