"""Orders, workers and the clock as one machine that is driven at random (REQ C3, C4, C5).

Whatever customers, workers, agents and the jobs do, in whatever order: no worker is booked twice,
every step was a legal one and is in the history, a refusal changes nothing, and what is planned for
a visit fits the state it is in.
"""

import contextlib
import itertools
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import ManualClock
from bot.errors import ConflictError, RefusedError
from bot.house import House
from bot.jobs.dispatching import assign_held, replace_unavailable
from bot.jobs.follow_ups import fire_due
from bot.models import (
    Absence,
    Case,
    CaseState,
    Customer,
    FollowUp,
    FollowUpKind,
    FollowUpState,
    History,
    Order,
    Outbox,
    RefusalKind,
    Service,
    Visit,
    VisitState,
    Worker,
)
from bot.services.dispatch import ranking, redispatch
from bot.services.dispatch.dispatch import TRAVEL
from bot.services.order import follow_ups, machine, orders
from tests.factories import (
    NOW,
    at,
    book,
    count,
    make_company,
    make_conversation,
    make_service,
    make_worker,
)

S = VisitState
BUSY = (S.CONFIRMED, S.ASSIGNED, S.ACCEPTED, S.UNDER_WAY)
STARTS = [at("11-25 08:00") + timedelta(hours=n * 1.5) for n in range(8)]
STEPS = [*S]


def tick(house: House) -> None:
    """The jobs that are about visits; all the others would take ten times as long."""
    assign_held(house)
    replace_unavailable(house)
    fire_due(house)


class Machine(RuleBasedStateMachine):
    """Three workers, one district, and half a day of wishes for it."""

    house: House
    clock: ManualClock
    service_id: int
    visits = Bundle("visits")

    @initialize()
    def company(self) -> None:
        self.clock.set(NOW)
        with self.house.database.write() as session:
            service = make_company(session, workers=2)
            make_worker(session, "W009", skills=["daily_clean", "nanny"], years=4)
            make_service(session, "nanny", unit="月", name="育儿嫂")
            self.service_id = service.id
            for worker in session.scalars(select(Worker)):
                if worker.number != "W002":  # who is reached by phone only
                    worker.identity_id = make_conversation(session).identity_id

    # -- what people do ---------------------------------------------------------------------------

    @rule(target=visits, start=st.sampled_from(STARTS), days=st.integers(0, 2), daily=st.booleans())
    def book(self, start: datetime, days: int, daily: bool) -> object:
        code = "nanny" if daily else "daily_clean"
        later = [start + timedelta(days=n + 1) for n in range(days)]
        further = tuple((day, day + timedelta(hours=2)) for day in later)
        before = self._seen()
        try:
            with self.house.database.write() as session:
                service = session.scalars(select(Service).where(Service.code == code)).one()
                order = book(session, service, start, self.house.settings, further=further,
                             customer=self._customer(session), now=self.clock.now())  # fmt: skip
                return multiple(*(visit.id for visit in order.visits))
        except RefusedError:
            assert self._seen() == before
            return multiple()

    def _customer(self, session: Session) -> Customer:
        """One of two, so that workers become known."""
        sender = f"customer {count(session, Order) % 2}"
        return make_conversation(session, sender=sender).identity.customer

    @rule(visit=visits, to=st.sampled_from(STEPS))
    def step(self, visit: int, to: VisitState) -> None:
        """Any step, legal or not: an illegal one is refused with a clear word and no trace."""
        before = self._seen()
        with self.house.database.write() as session, contextlib.suppress(ConflictError):
            mine = machine.locked_visit(session, visit)
            origin, now = VisitState(mine.state), self.clock.now()
            legal = to in machine.ALLOWED[origin]
            legal &= not (to == S.UNDER_WAY and now < mine.start_at - machine.EARLY)
            legal &= not (to == S.COMPLETED and now < mine.start_at)
            if legal:
                machine.move_visit(session, mine, to, actor="test", now=now,
                                  settings=self.house.settings)  # fmt: skip
                return
            with pytest.raises(ConflictError, match=r"状态不能从|还不能登记"):
                machine.move_visit(session, mine, to, actor="test", now=now,
                                  settings=self.house.settings)  # fmt: skip
        assert self._seen() == before

    @rule(visit=visits, start=st.sampled_from(STARTS))
    def reschedule(self, visit: int, start: datetime) -> None:
        before = self._seen()
        try:
            with self.house.database.write() as session:
                order = machine.locked_visit(session, visit).order
                orders.reschedule(session, order, start, actor="customer", now=self.clock.now(),
                                  settings=self.house.settings)  # fmt: skip
        except (ConflictError, RefusedError):
            assert self._seen() == before

    @rule(visit=visits)
    def cancel(self, visit: int) -> None:
        before = self._seen()
        try:
            with self.house.database.write() as session:
                order = machine.locked_visit(session, visit).order
                orders.cancel_order(session, order, actor="customer", now=self.clock.now(),
                                    settings=self.house.settings, reason="random")  # fmt: skip
        except ConflictError:
            assert self._seen() == before

    @rule(visit=visits, kind=st.sampled_from(RefusalKind))
    def not_coming(self, visit: int, kind: RefusalKind) -> None:
        with self.house.database.write() as session:
            mine = machine.locked_visit(session, visit)
            if mine.state not in machine.OPEN or mine.worker_id is None:
                return
            gone = mine.worker_id
            other = redispatch.replace(session, mine, kind, actor="test", now=self.clock.now(),
                                       settings=self.house.settings)  # fmt: skip
            assert mine.worker_id == (other.id if other else None)
            assert mine.worker_id != gone
            if other is None:
                cases = select(Case).where(
                    Case.order_id == mine.order_id, Case.state == CaseState.OPEN
                )
                assert session.scalars(cases).all()

    @rule(start=st.sampled_from(STARTS), number=st.sampled_from(["W001", "W002", "W009"]))
    def leave(self, start: datetime, number: str) -> None:
        """Leave that nobody had a visit in; the desk gives the visits away first."""
        with self.house.database.write() as session:
            worker = session.scalars(select(Worker).where(Worker.number == number)).one()
            day = start.replace(hour=0, minute=0)
            taken = session.scalars(
                select(Visit.id).where(
                    Visit.worker_id == worker.id, Visit.state.in_(BUSY),
                    Visit.start_at < day + timedelta(days=1), Visit.end_at > day,
                )
            ).all()  # fmt: skip
            if not taken:
                session.add(Absence(worker_id=worker.id, start_at=day,
                                    end_at=day + timedelta(days=1), noted_at=NOW))  # fmt: skip

    @rule(minutes=st.sampled_from([20, 90, 600, 1440]))
    def time_passes(self, minutes: int) -> None:
        self.clock.advance(timedelta(minutes=minutes))
        tick(self.house)

    @rule()
    def jobs(self) -> None:
        tick(self.house)
        before = self._seen()
        tick(self.house)
        assert self._seen() == before

    # -- what must hold ---------------------------------------------------------------------------

    def _seen(self) -> object:
        with self.house.database.read() as session:
            return (
                [tuple(row) for row in session.execute(
                    select(Visit.id, Visit.state, Visit.worker_id, Visit.start_at).order_by(Visit.id))],
                [tuple(row) for row in session.execute(
                    select(FollowUp.key, FollowUp.state, FollowUp.due_at).order_by(FollowUp.id))],
                [tuple(row) for row in session.execute(select(Order.id, Order.state).order_by(Order.id))],
                count(session, History), count(session, Outbox), count(session, Case),
            )  # fmt: skip

    @invariant()
    def nobody_is_booked_twice(self) -> None:
        """REQ C4: travel included, and never while away."""
        with self.house.database.read() as session:
            visits = session.scalars(
                select(Visit).where(Visit.worker_id.is_not(None), Visit.state.in_(BUSY))
                .order_by(Visit.worker_id, Visit.start_at)
            ).all()  # fmt: skip
            for one, two in itertools.pairwise(visits):
                apart = one.worker_id != two.worker_id or one.end_at + TRAVEL <= two.start_at
                assert apart, f"visits {one.id} and {two.id} of worker {one.worker_id}"
            for away in session.scalars(select(Absence)):
                assert not [v.id for v in visits if v.worker_id == away.worker_id
                            and v.start_at < away.end_at and v.end_at > away.start_at]  # fmt: skip

    @invariant()
    def every_step_was_legal_and_is_in_the_history(self) -> None:
        """REQ C3, G1."""
        with self.house.database.read() as session:
            for visit in session.scalars(select(Visit)):
                rows = session.scalars(
                    select(History).where(History.subject == "visit", History.action == "moved",
                                          History.subject_id == visit.id).order_by(History.id)
                ).all()  # fmt: skip
                walked = [S.CONFIRMED, *(VisitState(str(row.after)) for row in rows)]
                assert walked[-1] == visit.state
                for row, (before, after) in zip(rows, itertools.pairwise(walked), strict=True):
                    assert after in machine.ALLOWED[before]
                    assert row.before == before
                    assert row.actor

    @invariant()
    def an_order_is_where_its_least_advanced_visit_is(self) -> None:
        """REQ C3."""
        course = [S.CONFIRMED, S.ASSIGNED, S.ACCEPTED, S.UNDER_WAY, S.COMPLETED, S.REVIEWED]
        with self.house.database.read() as session:
            for order in session.scalars(select(Order)):
                alive = [VisitState(v.state) for v in order.visits if v.state != S.CANCELLED]
                assert order.state == (min(alive, key=course.index) if alive else S.CANCELLED)

    @invariant()
    def what_is_planned_fits_the_visit(self) -> None:
        """REQ C5, C6: nothing waits for what is cancelled; nothing of before waits for after."""
        with self.house.database.read() as session:
            for row in session.scalars(
                select(FollowUp).where(FollowUp.state == FollowUpState.PENDING)
            ):
                visit = session.get_one(Visit, row.visit_id)
                if row.kind == FollowUpKind.RELEASED:
                    continue
                assert visit.state != S.CANCELLED
                if row.kind in follow_ups.OF_WORKER:
                    assert visit.worker_id == row.worker_id
                if visit.state in (S.COMPLETED, S.REVIEWED):
                    assert row.kind not in follow_ups.BEFORE
                else:
                    assert row.kind in follow_ups.BEFORE

    @invariant()
    def every_ranking_is_explained_in_one_line(self) -> None:
        """REQ C4: the parts add up to the score."""
        with self.house.database.read() as session:
            everybody = session.scalars(select(Worker)).all()
            ranked = ranking.score(
                session, everybody, customer_id=None, district="徐汇区", start=STARTS[0]
            )
            for found in ranked:
                points = [float(part.rsplit(" ", 1)[1]) for part in found.why.split("；") if part]
                assert "\n" not in found.why
                assert abs(sum(points) - float(found.score)) < 0.01
            assert [r.score for r in ranked] == sorted((r.score for r in ranked), reverse=True)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_machine_holds_whatever_happens(house: House, clock: ManualClock) -> None:
    """REQ C3, C4, C5."""

    class Here(Machine):
        def teardown(self) -> None:
            _empty(self.house)

    Here.house, Here.clock = house, clock
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=20,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


def _empty(house: House) -> None:
    from bot.db import Base

    with house.database.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())
