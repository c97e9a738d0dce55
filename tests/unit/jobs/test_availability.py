"""A worker who cannot come any more is replaced, whoever changed it (REQ B1, C4, C5)."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from bot.clock import ManualClock
from bot.house import House
from bot.jobs.dispatching import assign_held, replace_unavailable
from bot.models import (
    Absence,
    Case,
    FollowUp,
    FollowUpKind,
    Refusal,
    RefusalKind,
    Visit,
    VisitState,
    Worker,
)
from bot.services.dispatch.proposals import propose
from bot.services.order import order_desk
from bot.services.sheets import exchange, people
from tests.factories import NOW, at, book, bring, count, make_company, make_staff, make_worker

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def booked(house: House, workers: int = 2) -> int:
    """An accepted visit of W001."""
    with house.database.write() as session:
        service = make_company(session, workers=workers)
        service.certificates = ["健康证"]
        for worker in session.query(Worker):
            worker.certificates = [{"name": "健康证", "until": "2027-01-01"}]
        visit = book(session, service, at("11-25 09:00"), house.settings).visits[0]
        bring(session, visit, VisitState.ACCEPTED, house.settings)
        return visit.id


def worker_of(session: Session, number: str) -> Worker:
    return session.query(Worker).filter_by(number=number).one()


def leaves(session: Session) -> None:
    worker_of(session, "W001").active = False


def loses_certificate(session: Session) -> None:
    worker_of(session, "W001").certificates = [{"name": "健康证", "until": "2026-11-24"}]


def goes_on_leave(session: Session) -> None:
    worker = worker_of(session, "W001")
    start = at("11-24 00:00")
    session.add(
        Absence(worker_id=worker.id, start_at=start, end_at=at("11-26 00:00"), noted_at=NOW)
    )


def is_imported_away(session: Session) -> None:
    table = people.table(session, NOW)
    head = ",".join(column.title for column in table.columns)
    cells = dict.fromkeys((column.title for column in table.columns), "")
    cells |= {"工号": "W001", "姓名": "白小净", "电话": "13800001001", "技能": "日常保洁",
              "服务区域": "徐汇区", "在职": "否"}  # fmt: skip
    data = f"{head}\n{','.join(cells.values())}".encode()
    assert not exchange.take(session, [table], data, actor="test", now=NOW)["服务人员"].problems


@pytest.mark.parametrize("change", [leaves, loses_certificate, goes_on_leave, is_imported_away])
def test_the_visit_goes_to_another_and_the_customer_is_told(
    house: House, change: Callable[[Session], None]
) -> None:
    visit_id = booked(house)
    with house.database.write() as session:
        change(session)
    assert (replace_unavailable(house), replace_unavailable(house)) == (1, 0)
    with house.database.read() as session:
        visit = session.get_one(Visit, visit_id)
        assert visit.worker is not None
        assert (visit.worker.number, visit.state) == ("W002", VisitState.ASSIGNED)
        assert session.query(Refusal).one().kind == RefusalKind.TAKEN_AWAY
        kinds = {row.kind for row in session.query(FollowUp).filter_by(state="pending")}
        assert {FollowUpKind.REPLACED, FollowUpKind.OFFER, FollowUpKind.RELEASED} <= kinds


def test_with_nobody_free_a_person_gets_the_reason_and_the_candidates(house: House) -> None:
    visit_id = booked(house, workers=1)
    with house.database.write() as session:
        make_worker(session, "W009", areas=["崇明区"])
        leaves(session)
    assert (replace_unavailable(house), replace_unavailable(house)) == (1, 0)
    with house.database.read() as session:
        assert session.get_one(Visit, visit_id).worker_id is None
        case = session.query(Case).one()
        assert "W001 已停用" in case.subject
        assert "W009" in case.subject


def test_what_has_begun_is_left_to_the_worker_who_is_there(
    house: House, clock: ManualClock
) -> None:
    visit_id = booked(house)
    clock.set(at("11-25 09:05"))
    with house.database.write() as session:
        bring(session, session.get_one(Visit, visit_id), VisitState.UNDER_WAY, house.settings)
        leaves(session)
    assert replace_unavailable(house) == 0


# -- a person chooses -----------------------------------------------------------------------------


def proposing(house: House) -> House:
    return House(
        house.database,
        house.clock,
        house.settings.model_copy(update={"dispatch": "proposed"}),
        house.wording,
    )


def test_where_dispatch_is_only_proposed_a_person_chooses_among_the_candidates(
    house: House,
) -> None:
    """REQ C4: one case with a line for each, the place is held, the customer hears no change."""
    asking = proposing(house)
    with house.database.write() as session:
        service = make_company(session, workers=2)
        visit_id = book(session, service, at("11-25 09:00"), house.settings).visits[0].id
    for _ in range(2):
        assign_held(asking)
    with house.database.write() as session:
        visit = session.get_one(Visit, visit_id)
        assert (visit.state, count(session, Case)) == (VisitState.CONFIRMED, 1)
        case = session.query(Case).one()
        assert "请选派服务人员" in case.subject
        assert ("W001" in case.subject, "W002" in case.subject) == (True, True)
        chosen = next(p.worker for p in propose(session, visit) if p.worker.number == "W002")
        order_desk.assign_worker(
            session,
            visit_id,
            chosen.id,
            make_staff(session),
            seen=session.get_one(Visit, visit_id).worker_id,
            now=NOW,
            settings=asking.settings,
        )
    assign_held(asking)
    with house.database.read() as session:
        visit = session.get_one(Visit, visit_id)
        assert visit.worker is not None
        assert (visit.state, visit.worker.number) == (VisitState.ASSIGNED, "W002")
        assert session.query(Case).one().state == "closed"
        assert count(session, FollowUp, FollowUp.kind == FollowUpKind.REPLACED) == 0
        assert count(session, Refusal) == 0


def test_the_worker_who_is_held_can_be_chosen_too(house: House) -> None:
    asking = proposing(house)
    with house.database.write() as session:
        service = make_company(session, workers=2)
        visit = book(session, service, at("11-25 09:00"), house.settings).visits[0]
        held = visit.worker_id
        assert held is not None
        order_desk.assign_worker(
            session,
            visit.id,
            held,
            make_staff(session),
            seen=held,
            now=NOW,
            settings=asking.settings,
        )
        assert (visit.state, visit.worker_id) == (VisitState.ASSIGNED, held)


def test_who_replaces_is_a_persons_choice_as_well(house: House) -> None:
    visit_id = booked(house)
    with house.database.write() as session:
        leaves(session)
    assert replace_unavailable(proposing(house)) == 1
    with house.database.read() as session:
        visit = session.get_one(Visit, visit_id)
        assert visit.state == VisitState.CONFIRMED
        assert "请选派服务人员" in session.query(Case).one().subject


def test_a_leave_of_several_days_is_kept_as_one(house: House) -> None:
    with house.database.write() as session:
        worker = make_worker(session)
        start = at("12-01 00:00")
        session.add(
            Absence(
                worker_id=worker.id, start_at=start, end_at=start + timedelta(days=3), noted_at=NOW
            )
        )
        session.flush()
        line = next(c for c in people.table(session, NOW).columns if c.field == "leave")
        assert line.of(worker) == [date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3)]
