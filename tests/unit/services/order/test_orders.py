"""Orders and visits: stored once, moved by one state machine; a refusal leaves no trace."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import Database
from bot.errors import ConflictError, RefusedError
from bot.models import (
    Counter,
    FollowUp,
    FollowUpKind,
    FollowUpState,
    History,
    Order,
    Visit,
    VisitState,
)
from bot.services.order import machine, orders, standing
from bot.settings import Settings
from tests.conftest import MakeSettings
from tests.factories import (
    NOW,
    at,
    book,
    bring,
    count,
    follow_up,
    make_company,
    make_conversation,
    make_worker,
    wish_for,
)

S = VisitState
STEPS = {
    (S.CONFIRMED, S.ASSIGNED),
    (S.ASSIGNED, S.ACCEPTED),
    (S.ACCEPTED, S.UNDER_WAY),
    (S.UNDER_WAY, S.COMPLETED),
    (S.COMPLETED, S.REVIEWED),
    # the worker calls off, or the customer moves the visit
    (S.ASSIGNED, S.CONFIRMED),
    (S.ACCEPTED, S.CONFIRMED),
    # before it has begun
    (S.CONFIRMED, S.CANCELLED),
    (S.ASSIGNED, S.CANCELLED),
    (S.ACCEPTED, S.CANCELLED),
}
COURSE = [S.CONFIRMED, S.ASSIGNED, S.ACCEPTED, S.UNDER_WAY, S.COMPLETED, S.REVIEWED]
STATES = [*COURSE, S.CANCELLED]


# -- booking --------------------------------------------------------------------------------------


def test_an_order_is_stored_once_per_request_key(database: Database, settings: Settings) -> None:
    """REQ C2, G5."""
    with database.write() as session:
        service = make_company(session, workers=3)
        conversation = make_conversation(session)
        first = book(
            session, service, at("11-25 09:00"), settings, conversation=conversation, key="k"
        )
    for _ in range(3):
        with database.write() as session:
            again = book(
                session,
                service,
                at("11-25 09:00"),
                settings,
                customer=conversation.identity.customer,
                key="k",
            )
            assert (again.id, again.number) == (first.id, first.number)
    with database.read() as session:
        assert count(session, Order) == count(session, Visit) == 1
        assert count(session, FollowUp, FollowUp.kind == FollowUpKind.REMINDER) == 1
        assert session.scalars(select(Counter)).one().value == 1


def test_a_new_order_holds_a_worker_and_has_a_number_and_a_reminder(
    database: Database, settings: Settings
) -> None:
    """REQ C2, C4, C5."""
    with database.write() as session:
        service = make_company(session)
        order = book(session, service, at("11-25 09:00"), settings)
        visit = order.visits[0]
        assert order.number == "D20261122-0001"
        assert order.state == visit.state == S.CONFIRMED
        assert visit.worker_id is not None
        assert visit.end_at - visit.start_at == timedelta(hours=2)
        reminder = follow_up(session, visit, FollowUpKind.REMINDER)
        assert (reminder.due_at, reminder.state) == (at("11-24 18:00"), FollowUpState.PENDING)
        booked = session.scalars(select(History)).one()
        assert (booked.action, booked.actor, booked.at) == ("booked", "customer", NOW)


def test_what_is_booked_after_six_on_the_eve_gets_no_reminder(
    database: Database, settings: Settings
) -> None:
    """REQ C5: the confirmation says it then."""
    with database.write() as session:
        service = make_company(session)
        book(session, service, at("11-23 09:00"), settings, now=at("11-22 18:00"))
        assert count(session, FollowUp, FollowUp.kind == FollowUpKind.REMINDER) == 0


def test_a_booking_for_which_nobody_is_free_is_refused(
    database: Database, settings: Settings
) -> None:
    """REQ C1, C4."""
    with database.write() as session:
        service = make_company(session)
        book(session, service, at("11-25 09:00"), settings)
    with pytest.raises(RefusedError) as refused, database.write() as session:
        book(session, service, at("11-25 10:00"), settings)
    assert refused.value.reason == "nobody_free"
    with database.read() as session:
        assert count(session, Order) == count(session, Visit) == 1


# -- the state machine ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Seen:
    """Everything that a refused change must leave alone."""

    order: str
    visits: tuple[tuple[str, object, object], ...]
    follow_ups: tuple[tuple[str, str, object], ...]
    history: int


def seen(session: Session, order: Order) -> Seen:
    session.expire_all()
    rows = session.scalars(select(FollowUp).order_by(FollowUp.id))
    return Seen(
        str(order.state),
        tuple((str(v.state), v.start_at, v.completed_at) for v in order.visits),
        tuple((f.key, str(f.state), f.due_at) for f in rows),
        count(session, History),
    )


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@hypothesis_settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    visits=st.integers(1, 3),
    walk=st.lists(st.tuples(st.integers(0, 2), st.sampled_from(STATES)), max_size=14),
)
def test_a_random_walk_takes_the_legal_steps_and_no_other(
    database: Database, settings: Settings, visits: int, walk: list[tuple[int, VisitState]]
) -> None:
    """REQ C3: an illegal change is refused with both states named and leaves no trace; the order is
    where its least advanced visit is that was not cancelled."""
    with database.read() as session:
        service = make_company(session, workers=3)
        order = book(session, service, at("11-25 09:00"), settings)
        for day in range(1, visits):
            start = at("11-25 09:00") + timedelta(days=day)
            session.add(Visit(order=order, state=S.CONFIRMED, start_at=start, end_at=start))
        session.flush()
        for which, to in walk:
            visit = order.visits[which % visits]
            before, origin = seen(session, order), VisitState(visit.state)
            if (origin, to) not in STEPS:
                with pytest.raises(ConflictError, match=f"{origin}.*{to}"):
                    _step(session, visit, to, settings)
                assert seen(session, order) == before
                continue
            _step(session, visit, to, settings)
            after = seen(session, order)
            assert after.history in (before.history + 1, before.history + 2)
            alive = [VisitState(v.state) for v in order.visits if v.state != S.CANCELLED]
            assert order.state == (min(alive, key=COURSE.index) if alive else S.CANCELLED)


def _step(session: Session, visit: Visit, to: VisitState, settings: Settings) -> None:
    """When every visit's time has come."""
    now = at("11-28 09:00")
    machine.move_visit(session, visit, to, actor="test", now=now, settings=settings)


@pytest.mark.parametrize("origin", STATES)
@pytest.mark.parametrize("to", [*STATES, S.DRAFT])
def test_the_table_of_the_state_machine(origin: VisitState, to: VisitState) -> None:
    """REQ C3."""
    assert (to in machine.ALLOWED[origin]) == ((origin, to) in STEPS)


def test_every_change_has_who_when_and_why(database: Database, settings: Settings) -> None:
    """REQ C3, G1."""
    with database.write() as session:
        visit = book(session, make_company(session), at("11-25 09:00"), settings).visits[0]
        machine.move_visit(
            session,
            visit,
            S.ASSIGNED,
            actor="staff:lin",
            now=NOW + timedelta(minutes=1),
            settings=settings,
            reason="张阿姨熟悉",
        )
        row = session.scalars(select(History).where(History.subject == "visit")).one()
        assert (row.before, row.after, row.actor) == ("confirmed", "assigned", "staff:lin")
        assert (row.reason, row.at) == ("张阿姨熟悉", NOW + timedelta(minutes=1))


def test_advancing_records_every_step_of_the_course(database: Database, settings: Settings) -> None:
    """REQ C3."""
    with database.write() as session:
        visit = book(session, make_company(session), at("11-25 09:00"), settings).visits[0]
        bring(session, visit, S.COMPLETED, settings)
        rows = session.scalars(select(History.after).where(History.subject == "visit")).all()
        assert rows == ["assigned", "accepted", "under_way", "completed"]
        assert visit.completed_at == NOW
        assert visit.order.state == S.COMPLETED


@pytest.mark.parametrize("to", [S.CONFIRMED, S.ASSIGNED])
def test_advancing_never_goes_back(database: Database, settings: Settings, to: VisitState) -> None:
    """REQ C3."""
    with database.write() as session:
        visit = book(session, make_company(session), at("11-25 09:00"), settings).visits[0]
        bring(session, visit, S.UNDER_WAY, settings)
        with pytest.raises(ConflictError, match="under_way"):
            bring(session, visit, to, settings)


def test_an_order_of_drafts_moves_with_the_last_of_them(
    database: Database, settings: Settings
) -> None:
    """REQ C3."""
    with database.write() as session:
        order = book(session, make_company(session), at("11-25 09:00"), settings)
        first, start = order.visits[0], at("11-26 09:00")
        second = Visit(order=order, state=S.DRAFT, start_at=start, end_at=start)
        first.state = S.DRAFT
        session.add(second)
        session.flush()
        _step(session, first, S.CONFIRMED, settings)
        assert order.state == S.DRAFT
        _step(session, second, S.CONFIRMED, settings)
        assert order.state == S.CONFIRMED


# -- cancelling -----------------------------------------------------------------------------------


def _cancel(session: Session, order: Order, settings: Settings) -> None:
    orders.cancel_order(
        session, order, actor="customer", now=NOW, settings=settings, reason="不需要了"
    )


@pytest.mark.parametrize("state", [S.CONFIRMED, S.ASSIGNED, S.ACCEPTED])
def test_cancelling_withdraws_the_reminder_and_frees_the_worker(
    database: Database, settings: Settings, state: VisitState
) -> None:
    """REQ C5, C8."""
    with database.write() as session:
        service = make_company(session)
        order = book(session, service, at("11-25 09:00"), settings)
        bring(session, order.visits[0], state, settings)
        _cancel(session, order, settings)
        assert order.state == order.visits[0].state == S.CANCELLED
        reminder = follow_up(session, order.visits[0], FollowUpKind.REMINDER)
        assert (reminder.state, reminder.reason) == (FollowUpState.WITHDRAWN, "cancelled")
        book(session, service, at("11-25 09:00"), settings)


@pytest.mark.parametrize("state", [S.UNDER_WAY, S.COMPLETED, S.REVIEWED, S.CANCELLED])
def test_what_has_begun_or_is_over_cannot_be_cancelled(
    database: Database, settings: Settings, state: VisitState
) -> None:
    """REQ C8."""
    with database.write() as session:
        order = book(session, make_company(session), at("11-25 09:00"), settings)
        bring(session, order.visits[0], state, settings)
        before = seen(session, order)
        with pytest.raises(ConflictError, match="不能取消"):
            _cancel(session, order, settings)
        assert seen(session, order) == before


def test_cancelling_leaves_the_visits_that_were_done(
    database: Database, settings: Settings
) -> None:
    """REQ C3, C8: one order, many visits."""
    with database.write() as session:
        order = book(session, make_company(session), at("11-25 09:00"), settings)
        bring(session, order.visits[0], S.COMPLETED, settings)
        later = Visit(
            order=order, state=S.CONFIRMED, start_at=at("12-02 09:00"), end_at=at("12-02 11:00")
        )
        session.add(later)
        session.flush()
        order.state = S.CONFIRMED
        _cancel(session, order, settings)
        assert later.state == S.CANCELLED
        assert order.state == S.COMPLETED


@pytest.mark.parametrize(
    ("hours", "amount", "fee"),
    [
        (24, "90", "0"),
        (24.01, "90", "0"),
        (23.99, "90", "18.00"),
        (1, "99.99", "20.00"),
        (1, None, "0"),
    ],
)
def test_the_cancellation_fee_is_exact(
    database: Database, settings: Settings, hours: float, amount: str | None, fee: str
) -> None:
    """REQ C7, C8."""
    with database.write() as session:
        order = book(session, make_company(session), at("11-25 09:00"), settings)
        order.amount = Decimal(amount) if amount else None
        when = at("11-25 09:00") - timedelta(hours=hours)
        assert standing.cancellation_fee(order, when, settings) == Decimal(fee)


def test_the_cancellation_rule_is_a_setting(
    database: Database, make_settings: MakeSettings
) -> None:
    settings = make_settings(free_cancel_hours=2, late_cancel_percent=50)
    with database.write() as session:
        order = book(session, make_company(session), at("11-25 09:00"), settings)
        assert standing.cancellation_fee(order, at("11-25 07:00"), settings) == 0
        assert standing.cancellation_fee(order, at("11-25 07:01"), settings) == 45


# -- rescheduling ---------------------------------------------------------------------------------


def _move(session: Session, order: Order, start: str, settings: Settings) -> Visit:
    return orders.reschedule(
        session, order, at(start), actor="customer", now=NOW, settings=settings
    )


def test_rescheduling_moves_the_visit_and_its_reminder(
    database: Database, settings: Settings
) -> None:
    """REQ C5, C8."""
    with database.write() as session:
        order = book(session, make_company(session), at("11-25 09:00"), settings)
        worker = order.visits[0].worker_id
        visit = _move(session, order, "11-27 14:00", settings)
        assert (visit.start_at, visit.end_at) == (at("11-27 14:00"), at("11-27 16:00"))
        assert visit.worker_id == worker
        reminder = follow_up(session, visit, FollowUpKind.REMINDER)
        assert (reminder.due_at, reminder.state) == (at("11-26 18:00"), FollowUpState.PENDING)


def test_rescheduling_to_tomorrow_morning_after_six_withdraws_the_reminder(
    database: Database, settings: Settings
) -> None:
    """REQ C5."""
    with database.write() as session:
        order = book(session, make_company(session), at("11-25 09:00"), settings)
        orders.reschedule(
            session,
            order,
            at("11-23 09:00"),
            actor="customer",
            now=at("11-22 19:00"),
            settings=settings,
        )
        reminder = follow_up(session, order.visits[0], FollowUpKind.REMINDER)
        assert (reminder.state, reminder.reason) == (FollowUpState.WITHDRAWN, "moved")


def test_a_withdrawn_reminder_comes_back_when_the_visit_is_moved_again(
    database: Database, settings: Settings
) -> None:
    """REQ C5."""
    with database.write() as session:
        order = book(session, make_company(session), at("11-23 09:00"), settings)
        orders.reschedule(
            session, order, at("11-23 13:00"), actor="c", now=at("11-22 19:00"), settings=settings
        )
        _move(session, order, "11-26 09:00", settings)
        reminder = follow_up(session, order.visits[0], FollowUpKind.REMINDER)
        assert (reminder.due_at, reminder.state) == (at("11-25 18:00"), FollowUpState.PENDING)


def test_another_worker_comes_when_the_held_one_is_busy_then(
    database: Database, settings: Settings
) -> None:
    """REQ C4, C8."""
    with database.write() as session:
        service = make_company(session)
        order = book(session, service, at("11-25 09:00"), settings)
        held = order.visits[0].worker_id
        book(session, service, at("11-26 09:00"), settings)
        other = make_worker(session, "W002")
        visit = _move(session, order, "11-26 09:00", settings)
        assert visit.worker_id == other.id != held


def test_an_accepted_visit_is_open_again_after_a_reschedule(
    database: Database, settings: Settings
) -> None:
    """REQ C3: the worker has to accept the new time."""
    with database.write() as session:
        order = book(session, make_company(session), at("11-25 09:00"), settings)
        bring(session, order.visits[0], S.ACCEPTED, settings)
        _move(session, order, "11-26 09:00", settings)
        assert order.state == order.visits[0].state == S.CONFIRMED


def test_a_reschedule_for_which_nobody_is_free_is_refused(
    database: Database, settings: Settings
) -> None:
    """REQ C4, C8."""
    with database.write() as session:
        service = make_company(session)
        order = book(session, service, at("11-25 09:00"), settings)
        book(session, service, at("11-26 09:00"), settings)
    with pytest.raises(RefusedError) as refused, database.write() as session:
        _move(session, session.get_one(Order, order.id), "11-26 10:00", settings)
    assert refused.value.reason == "nobody_free"
    with database.read() as session:
        visit = session.scalars(select(Visit).where(Visit.order_id == order.id)).one()
        assert visit.start_at == at("11-25 09:00")
        assert visit.worker_id is not None


@pytest.mark.parametrize("state", [S.UNDER_WAY, S.COMPLETED, S.CANCELLED])
def test_what_has_begun_or_is_over_cannot_be_moved(
    database: Database, settings: Settings, state: VisitState
) -> None:
    """REQ C8."""
    with database.write() as session:
        order = book(session, make_company(session), at("11-25 09:00"), settings)
        bring(session, order.visits[0], state, settings)
        with pytest.raises(ConflictError, match="改期"):
            _move(session, order, "11-26 09:00", settings)


# -- finding orders -------------------------------------------------------------------------------


def test_open_orders_are_the_nearest_first_without_what_is_over(
    database: Database, settings: Settings
) -> None:
    """REQ C8."""
    with database.write() as session:
        service = make_company(session, workers=3)
        conversation = make_conversation(session)
        late, soon, gone, done = (
            book(session, service, at(start), settings, conversation=conversation)
            for start in ("11-28 09:00", "11-25 09:00", "11-26 09:00", "11-27 09:00")
        )
        _cancel(session, gone, settings)
        bring(session, done.visits[0], S.COMPLETED, settings)
        customer_id = conversation.identity.customer_id
        assert [o.id for o in standing.open_orders(session, customer_id)] == [soon.id, late.id]


def test_a_complaint_is_about_the_order_that_began_last_else_the_next(
    database: Database, settings: Settings
) -> None:
    """REQ D2."""
    with database.write() as session:
        service = make_company(session, workers=3)
        conversation = make_conversation(session)
        first, second = (
            book(session, service, at(start), settings, conversation=conversation)
            for start in ("11-25 09:00", "11-28 09:00")
        )
        mine = conversation.identity.customer_id
        assert standing.latest_order(session, mine, NOW) == first
        assert standing.latest_order(session, mine, at("11-26 09:00")) == first
        assert standing.latest_order(session, mine, at("11-28 08:00")) == second
        assert standing.latest_order(session, mine + 999, NOW) is None


def test_a_wish_is_a_complete_order_with_its_note(database: Database, settings: Settings) -> None:
    """REQ C1, C7."""
    with database.write() as session:
        service = make_company(session)
        order = book(session, service, at("11-25 09:00"), settings, note="有狗")
        wish = wish_for(service, at("11-25 09:00"))
        assert (order.address, order.phone, order.note) == (wish.address, wish.phone, "有狗")
        assert (order.amount, order.discount) == (Decimal("90"), Decimal(0))
