"""Fires due follow-ups: visit read again, message queued, row done, all in one transaction.

Nothing is claimed beforehand because nothing leaves the database here: sending is the outbox's.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.house import House, Work
from bot.jobs import telling, visit_clock
from bot.jobs.each import each
from bot.models import (
    CaseKind,
    FollowUp,
    FollowUpKind,
    FollowUpState,
    Purpose,
    SurveyKind,
    Visit,
    VisitState,
)
from bot.services import phrasing
from bot.services.handoff.cases import open_case
from bot.services.order import machine
from bot.services.order.machine import locked_visit
from bot.services.survey import surveys
from bot.services.trade import rhythm
from bot.services.wording import Reply

_BATCH = 50


def fire_due(house: House) -> int:
    """Fire everything that is due; the number of rows settled."""
    done, last = 0, 0
    while ids := _due(house, last):
        last = ids[-1]
        done += each(
            house, "follow-ups", ids, lambda session, row_id: _fire(house, session, row_id)
        )
    if done:
        house.bell.ring(Work.SENDING)
    return done


def _due(house: House, after: int) -> Sequence[int]:
    """The next rows by id, so that broken ones are passed and not met again in this tick."""
    with house.database.read() as session:
        return session.scalars(
            select(FollowUp.id)
            .where(
                FollowUp.state == FollowUpState.PENDING,
                FollowUp.due_at <= house.clock.now(),
                FollowUp.id > after,
            )
            .order_by(FollowUp.id)
            .limit(_BATCH)
        ).all()


def _fire(house: House, session: Session, row_id: int) -> None:
    """The order is locked first, like by everybody who moves a visit; two who fire at once wait
    for each other here, and the second finds the row settled."""
    visit = locked_visit(session, session.get_one(FollowUp, row_id).visit_id)
    row = session.get_one(FollowUp, row_id, with_for_update=True, populate_existing=True)
    now = house.clock.now()
    if row.state != FollowUpState.PENDING or row.due_at > now:
        return
    reason = _FIRE[FollowUpKind(row.kind)](house, session, visit, row)
    row.state = FollowUpState.WITHDRAWN if reason else FollowUpState.DONE
    row.reason, row.done_at = reason, now


def _ask_rating(house: House, session: Session, visit: Visit, row: FollowUp) -> str | None:
    is_between = not rhythm.is_called_back(visit)
    if is_between and telling.conversation_of(session, visit) is None:
        return "phoned about the last visit of the order"
    return _ask(house, session, visit, row, SurveyKind.SERVICE, "utter_rating_request")


def _call_back(house: House, session: Session, visit: Visit, row: FollowUp) -> str | None:
    again = row.kind == FollowUpKind.CALLBACK_AGAIN
    key = "utter_callback_again" if again else "utter_callback"
    return _ask(house, session, visit, row, SurveyKind.CALLBACK, key)


def _ask(
    house: House, session: Session, visit: Visit, row: FollowUp, kind: SurveyKind, key: str
) -> str | None:
    if visit.state != VisitState.COMPLETED:
        return f"the visit is {visit.state}"
    conversation = telling.conversation_of(session, visit)
    if conversation is None:
        return _phone_instead(house, session, visit, row)
    survey = surveys.ask_about_visit(session, conversation, visit, kind=kind, now=house.clock.now())
    text = house.wording.say(
        key,
        seed=row.id,
        language=conversation.identity.language,
        service=phrasing.service_name(visit.order.service, conversation.identity.language),
        when=phrasing.deadline(visit.start_at, conversation.identity.language),
    )
    purpose = Purpose.RATING if kind == SurveyKind.SERVICE else Purpose.CALLBACK
    buttons = surveys.rating_buttons(survey, house.wording, conversation.identity.language)
    telling.tell_customer(house, session, visit, Reply(text, buttons), row.key, purpose)
    return None


def _phone(house: House, session: Session, visit: Visit, row: FollowUp) -> str | None:
    if visit.state != VisitState.COMPLETED:
        return f"the visit is {visit.state}"
    _phone_instead(house, session, visit, row)
    return None


def _phone_instead(house: House, session: Session, visit: Visit, row: FollowUp) -> str | None:
    """Unanswered or unreachable: a person phones before the third day ends (REQ E1)."""
    open_case(
        session,
        key=f"visit:{visit.id}:phone",
        kind=CaseKind.CALL,
        subject=f"电话回访：{visit.order.service.name}，订单 {visit.order.number}",
        now=house.clock.now(),
        due_in=telling.PHONE_WITHIN,
        conversation=telling.conversation_of(session, visit),
        customer_id=visit.order.customer_id,
        order_id=visit.order_id,
    )
    return None


def _ask_nps(house: House, session: Session, visit: Visit, row: FollowUp) -> str | None:
    """Whether the customer would recommend us: once the order is over and nothing is open."""
    if visit.state not in (VisitState.COMPLETED, VisitState.REVIEWED):
        return f"the visit is {visit.state}"
    if any(other.state in (*machine.OPEN, VisitState.UNDER_WAY) for other in visit.order.visits):
        return "the order goes on"
    conversation, now = telling.conversation_of(session, visit), house.clock.now()
    if conversation is None:
        return "the customer has no chat"
    if (why := surveys.why_no_nps(session, visit, now, house.settings)) is not None:
        return why
    survey = surveys.ask_nps(session, conversation, visit, now=now)
    language = conversation.identity.language
    text = house.wording.say(
        "utter_nps_request",
        seed=row.id,
        language=language,
        service=phrasing.service_name(visit.order.service, language),
    )
    reply = Reply(text, surveys.nps_buttons(survey))
    telling.tell_customer(house, session, visit, reply, row.key, Purpose.RATING)
    return None


_FIRE: dict[FollowUpKind, Callable[[House, Session, Visit, FollowUp], str | None]] = {
    **visit_clock.FIRE,
    FollowUpKind.RATING: _ask_rating,
    FollowUpKind.CALLBACK: _call_back,
    FollowUpKind.CALLBACK_AGAIN: _call_back,
    FollowUpKind.CALLBACK_PHONE: _phone,
    FollowUpKind.NPS: _ask_nps,
}
"""How each kind fires; a returned text is why it was withdrawn instead."""
