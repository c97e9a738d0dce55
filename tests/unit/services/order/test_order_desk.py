"""What an agent does with an order (REQ C3, C6, C8, E1)."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import Database
from bot.errors import ConflictError, NotFoundError
from bot.models import (
    Case,
    CaseKind,
    Conversation,
    FollowUpKind,
    FollowUpState,
    History,
    Message,
    Order,
    Outbox,
    Purpose,
    Staff,
    VisitState,
)
from bot.services.order import order_desk
from bot.services.order.machine import ALLOWED
from bot.services.wording import Wording, load_wording
from bot.settings import Settings
from tests.factories import (
    NOW,
    at,
    book,
    bring,
    count,
    follow_up,
    make_company,
    make_conversation,
    make_staff,
)

S = VisitState
COURSE = (S.ASSIGNED, S.ACCEPTED, S.UNDER_WAY, S.COMPLETED)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.write() as opened:
        yield opened


@pytest.fixture
def order(session: Session, settings: Settings) -> Order:
    """A visit tomorrow at two, a little more than a day away."""
    conversation = make_conversation(session)
    return book(
        session, make_company(session), at("11-23 14:00"), settings, conversation=conversation
    )


@pytest.fixture
def staff(session: Session) -> Staff:
    return make_staff(session)


@pytest.fixture
def wording(settings: Settings) -> Wording:
    return load_wording(settings)


def sent(session: Session) -> list[Outbox]:
    return list(session.scalars(select(Outbox).order_by(Outbox.id)))


def test_c3_the_steps_on_offer_are_those_of_the_state_machine() -> None:
    offered = {state: order_desk.steps_from(state) for state in S}
    assert all(set(steps) <= ALLOWED[state] for state, steps in offered.items())
    assert offered[S.CONFIRMED] == [S.ASSIGNED]
    assert offered[S.ASSIGNED] == [S.ACCEPTED]
    assert offered[S.ACCEPTED] == [S.UNDER_WAY]
    assert offered[S.UNDER_WAY] == [S.COMPLETED]
    assert not any(offered[state] for state in (S.DRAFT, S.COMPLETED, S.REVIEWED, S.CANCELLED))


def test_c6_an_agent_completes_a_visit(
    session: Session, order: Order, staff: Staff, settings: Settings
) -> None:
    """Rating request and callback are scheduled with it, and the history names the agent."""
    visit = order.visits[0]
    for step in COURSE:
        assert order_desk.advance_visit(
            session, visit.id, staff, step, now=visit.end_at, settings=settings
        )
    done = (S.COMPLETED, S.COMPLETED, visit.end_at)
    assert (visit.state, order.state, visit.completed_at) == done
    for kind in (FollowUpKind.RATING, FollowUpKind.CALLBACK):
        assert follow_up(session, visit, kind).state == FollowUpState.PENDING
    moved = session.scalars(
        select(History).where(History.subject == "visit", History.action == "moved")
    ).all()
    assert [row.after for row in moved] == list(COURSE)
    assert {row.actor for row in moved} == {"staff:lin"}


def test_g5_a_double_click_changes_nothing(
    session: Session, order: Order, staff: Staff, settings: Settings
) -> None:
    visit = order.visits[0]
    done = [
        order_desk.advance_visit(session, visit.id, staff, S.ASSIGNED, now=NOW, settings=settings)
        for _ in range(2)
    ]
    assert done == [True, False]
    assert count(session, History, History.subject == "visit") == 1


@pytest.mark.parametrize(
    ("state", "to"),
    [
        (S.CONFIRMED, S.UNDER_WAY),
        (S.CONFIRMED, S.COMPLETED),
        (S.ACCEPTED, S.CONFIRMED),
        (S.ACCEPTED, S.CANCELLED),
        (S.UNDER_WAY, S.ACCEPTED),
        (S.COMPLETED, S.REVIEWED),
        (S.CANCELLED, S.ASSIGNED),
    ],
)
def test_c3_other_steps_are_refused(
    session: Session,
    order: Order,
    staff: Staff,
    settings: Settings,
    state: VisitState,
    to: VisitState,
) -> None:
    visit = order.visits[0]
    bring(session, visit, state, settings)
    with pytest.raises(ConflictError, match="请看最新状态"):
        order_desk.advance_visit(session, visit.id, staff, to, now=NOW, settings=settings)
    assert visit.state == state


def test_c4_nobody_is_sent_where_nobody_is_held(
    session: Session, order: Order, staff: Staff, settings: Settings
) -> None:
    visit = order.visits[0]
    visit.worker_id = None
    session.flush()
    with pytest.raises(ConflictError, match="还没有派人"):
        order_desk.advance_visit(session, visit.id, staff, S.ASSIGNED, now=NOW, settings=settings)


def test_a_visit_or_an_order_that_is_not_there(
    session: Session, staff: Staff, settings: Settings, wording: Wording
) -> None:
    with pytest.raises(NotFoundError):
        order_desk.advance_visit(session, 99, staff, S.ASSIGNED, now=NOW, settings=settings)
    with pytest.raises(NotFoundError):
        order_desk.cancel(session, 99, staff, "x", wording=wording, now=NOW, settings=settings)


def test_c8_the_terms_show_rule_and_fee(session: Session, order: Order, settings: Settings) -> None:
    early = order_desk.cancellation_terms(session, order.id, now=NOW, settings=settings)
    late = order_desk.cancellation_terms(
        session, order.id, now=at("11-23 09:00"), settings=settings
    )
    assert (early.number, early.rule) == (order.number, "提前 24 小时免费取消")
    assert (early.fee, late.fee) == (Decimal(0), Decimal("18.00"))


def test_c8_a_cancellation_is_told_once_and_its_follow_ups_are_withdrawn(
    session: Session, order: Order, staff: Staff, settings: Settings, wording: Wording
) -> None:
    late = at("11-23 09:00")
    order_desk.cancel(
        session, order.id, staff, " 客户临时出差 ", wording=wording, now=late, settings=settings
    )
    assert (order.state, order.visits[0].state) == (S.CANCELLED, S.CANCELLED)
    (row,) = sent(session)
    assert (row.key, row.purpose) == (f"order:{order.id}:cancelled", Purpose.NOTICE)
    assert order.number in row.message.text
    reminder = follow_up(session, order.visits[0], FollowUpKind.REMINDER)
    assert reminder.state == FollowUpState.WITHDRAWN
    history = session.scalars(
        select(History).where(History.subject == "visit", History.after == S.CANCELLED)
    ).one()
    assert history.actor == "staff:lin"
    assert history.reason == "客户临时出差（按规则取消费 18 元）"
    with pytest.raises(ConflictError):
        order_desk.cancel(
            session, order.id, staff, "再来", wording=wording, now=late, settings=settings
        )
    assert len(sent(session)) == 1


def test_c8_what_has_begun_cannot_be_cancelled(
    session: Session, order: Order, staff: Staff, settings: Settings, wording: Wording
) -> None:
    bring(session, order.visits[0], S.UNDER_WAY, settings)
    with pytest.raises(ConflictError, match="不能取消"):
        order_desk.cancel(
            session, order.id, staff, "晚了", wording=wording, now=NOW, settings=settings
        )
    assert sent(session) == []


def test_c8_a_cancellation_needs_a_reason(
    session: Session, order: Order, staff: Staff, settings: Settings, wording: Wording
) -> None:
    with pytest.raises(ConflictError, match="取消原因"):
        order_desk.cancel(
            session, order.id, staff, "  ", wording=wording, now=NOW, settings=settings
        )
    assert order.state == S.CONFIRMED


def test_an_english_customer_is_told_in_english(
    session: Session, order: Order, staff: Staff, settings: Settings, wording: Wording
) -> None:
    session.get_one(Conversation, order.conversation_id).identity.language = "en"
    order_desk.cancel(
        session, order.id, staff, "moved away", wording=wording, now=NOW, settings=settings
    )
    assert "is cancelled" in session.scalars(select(Message)).one().text


def test_e6_without_a_conversation_a_person_phones(
    session: Session, order: Order, staff: Staff, settings: Settings, wording: Wording
) -> None:
    order.conversation_id = None
    order_desk.cancel(
        session, order.id, staff, "电话退订", wording=wording, now=NOW, settings=settings
    )
    case = session.scalars(select(Case)).one()
    assert (case.kind, case.order_id) == (CaseKind.CALL, order.id)
    assert order.number in case.subject
    assert sent(session) == []


def test_c8_one_visit_of_several_is_cancelled_by_an_agent_and_the_last_ends_the_order(
    session: Session, settings: Settings
) -> None:
    wording, me, start = load_wording(settings), make_staff(session), at("11-27 14:00")
    order = book(
        session,
        make_company(session),
        at("11-25 14:00"),
        settings,
        conversation=make_conversation(session),
        further=((start, at("11-27 16:00")),),
    )
    first, second = order.visits
    terms = order_desk.cancellation_terms(
        session, order.id, now=NOW, settings=settings, visit_id=second.id
    )
    assert terms.visit_at == start
    with pytest.raises(ConflictError, match="原因"):
        order_desk.cancel_visit(
            session, second.id, me, " ", wording=wording, now=NOW, settings=settings
        )
    for visit in (second, first):
        order_desk.cancel_visit(
            session, visit.id, me, "客户出差", wording=wording, now=NOW, settings=settings
        )
    assert {visit.state for visit in order.visits} == {S.CANCELLED} == {order.state}
    told = session.scalars(select(Message.text).order_by(Message.id)).all()
    assert "11月27日" in told[0]
    assert order.number in told[1]
