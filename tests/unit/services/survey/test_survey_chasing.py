"""Surveys beside the visit's own: asked once, reminded once, then a person phones (REQ E2)."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from bot.clock import ManualClock
from bot.errors import ConflictError
from bot.house import House
from bot.jobs.follow_ups import fire_due
from bot.jobs.surveys import chase_due
from bot.models import (
    Case,
    CaseKind,
    Customer,
    Outbox,
    Survey,
    SurveyKind,
    SurveyState,
    Visit,
    VisitState,
)
from bot.services.survey import results, survey_chasing, surveys
from tests.factories import (
    NOW,
    PHONE,
    at,
    book,
    bring,
    complain,
    count,
    make_company,
    make_conversation,
    make_staff,
)

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
DONE = at("11-25 11:00")
ASKED = DONE + timedelta(days=7)


def served(house: House, key: str = "one") -> int:
    """A visit that was completed on the 25th; its customer has a chat."""
    with house.database.write() as session:
        service = session.query(Visit).first()
        kind = service.order.service if service else make_company(session, workers=3)
        conversation = make_conversation(session, sender=key)
        conversation.identity.customer.phone = PHONE
        visit = book(
            session, kind, at("11-25 09:00"), house.settings, conversation=conversation
        ).visits[0]
        bring(session, visit, VisitState.COMPLETED, house.settings, now=DONE)
        return visit.id


def fire(house: House, clock: ManualClock, moment: datetime) -> None:
    clock.set(moment)
    fire_due(house)


def nps_of(session: Session) -> list[Survey]:
    return session.query(Survey).filter_by(kind=SurveyKind.NPS).all()


def test_whether_one_would_recommend_us_is_asked_a_week_after_an_order(
    house: House, clock: ManualClock
) -> None:
    served(house)
    fire(house, clock, ASKED - timedelta(hours=1))
    with house.database.read() as session:
        assert not nps_of(session)
    fire(house, clock, ASKED)
    fire(house, clock, ASKED + timedelta(minutes=1))
    with house.database.read() as session:
        [survey] = nps_of(session)
        row = session.query(Outbox).filter(Outbox.key.like("%:nps")).one()
        titles = [button["title"] for button in (row.message.data or {})["buttons"]]
        assert titles == [str(n) for n in range(10, -1, -1)]
        assert (survey.worker_id, survey.order_id) != (None, None)


def test_a_customer_is_asked_it_once_in_ninety_days(house: House, clock: ManualClock) -> None:
    first = served(house)
    with house.database.write() as session:
        visit = session.get_one(Visit, first)
        again = book(
            session, visit.order.service, at("11-25 14:00"), house.settings,
            customer=visit.order.customer, conversation=make_conversation(session, sender="one"),
        ).visits[0]  # fmt: skip
        bring(session, again, VisitState.COMPLETED, house.settings, now=at("11-25 16:00"))
    fire(house, clock, ASKED + timedelta(hours=6))
    with house.database.read() as session:
        assert len(nps_of(session)) == 1


def test_nobody_with_an_open_complaint_is_asked_to_recommend_us(
    house: House, clock: ManualClock
) -> None:
    visit_id = served(house)
    with house.database.write() as session:
        visit = session.get_one(Visit, visit_id)
        conversation = make_conversation(session, sender="one")
        complain(session, conversation, house.settings, order=visit.order, now=DONE)
    fire(house, clock, ASKED)
    with house.database.read() as session:
        assert not nps_of(session)


def asked_about_agent(house: House) -> int:
    with house.database.write() as session:
        conversation = make_conversation(session, sender="one")
        conversation.identity.customer.phone = PHONE
        agent = make_staff(session, "lin")
        return surveys.ask_about_agent(session, conversation, agent.id, now=NOW).id


def chase(house: House, clock: ManualClock, *moments: datetime) -> tuple[int, int]:
    """Reminders and calls after looking at these times."""
    for moment in moments:
        clock.set(moment)
        chase_due(house)
    with house.database.read() as session:
        reminders = count(session, Outbox, Outbox.key.like("survey:%:again"))
        return reminders, count(session, Case, Case.kind == CaseKind.CALL)


def test_a_survey_is_reminded_of_once_and_then_a_person_phones_once(
    house: House, clock: ManualClock
) -> None:
    asked_about_agent(house)
    day = timedelta(days=1)
    assert chase(house, clock, NOW, NOW + day / 2) == (0, 0)
    assert chase(house, clock, NOW + day, NOW + 1.5 * day) == (1, 0)
    assert chase(house, clock, NOW + 3 * day, NOW + 4 * day, NOW + 9 * day) == (1, 1)


def test_what_was_answered_is_not_followed_up(house: House, clock: ManualClock) -> None:
    survey_id = asked_about_agent(house)
    with house.database.write() as session:
        survey = session.get_one(Survey, survey_id)
        surveys.answer(
            session, survey, score=Decimal(5), reason=None,
            conversation=make_conversation(session, sender="one"), now=NOW, settings=house.settings,
        )  # fmt: skip
    assert chase(house, clock, NOW + timedelta(days=2), NOW + timedelta(days=5)) == (0, 0)


def test_the_answer_of_a_call_lands_in_the_survey_and_ends_the_task(
    house: House, clock: ManualClock
) -> None:
    survey_id = asked_about_agent(house)
    chase(house, clock, *(NOW + timedelta(days=n) for n in range(5)))
    with house.database.write() as session:
        caller = make_staff(session, "wang")
        [row] = survey_chasing.calls(session)
        assert row.survey_id == survey_id
        assert survey_chasing.phone_of(session, survey_id, caller, now=NOW) == PHONE
        with pytest.raises(ConflictError):
            survey_chasing.note_call(
                session, survey_id, caller, Decimal(6), now=NOW, settings=house.settings
            )
        survey_chasing.note_call(
            session, survey_id, caller, Decimal(4), note="很耐心", now=NOW, settings=house.settings
        )
        assert session.get_one(Survey, survey_id).score == Decimal(4)
        assert not survey_chasing.calls(session)
        with pytest.raises(ConflictError):
            survey_chasing.note_call(
                session, survey_id, caller, None, now=NOW, settings=house.settings
            )


def test_who_does_not_want_to_answer_is_left_alone(house: House, clock: ManualClock) -> None:
    survey_id = asked_about_agent(house)
    chase(house, clock, *(NOW + timedelta(days=n) for n in range(5)))
    with house.database.write() as session:
        survey_chasing.note_call(
            session, survey_id, make_staff(session, "wang"), None, now=NOW, settings=house.settings
        )
        assert session.get_one(Survey, survey_id).state == SurveyState.CLOSED


@pytest.mark.parametrize(("score", "low"), [(10, False), (7, False), (6, True), (0, True)])
def test_an_answer_up_to_six_of_ten_opens_a_case(
    house: House, clock: ManualClock, score: int, low: bool
) -> None:
    """REQ E2."""
    served(house)
    fire(house, clock, ASKED)
    with house.database.write() as session:
        [survey] = nps_of(session)
        is_low = surveys.answer(
            session, survey, score=Decimal(score), reason="态度好，就是来晚了",
            conversation=make_conversation(session, sender="one"), now=ASKED,
            settings=house.settings,
        )  # fmt: skip
        assert is_low is low
        assert count(session, Case, Case.kind == CaseKind.LOW_SCORE) == low
        found = results.results(session, NOW, ASKED + timedelta(days=1)).recommend
        assert (found.answered, found.nps) == (1, 100 if score == 10 else 0 if score == 7 else -100)


def test_the_phone_of_a_survey_without_a_number_is_told_apart(
    house: House, clock: ManualClock
) -> None:
    survey_id = asked_about_agent(house)
    with house.database.write() as session:
        survey = session.get_one(Survey, survey_id)
        session.get_one(Customer, survey.customer_id).phone = None
        with pytest.raises(ConflictError):
            survey_chasing.phone_of(session, survey_id, make_staff(session, "wang"), now=NOW)
