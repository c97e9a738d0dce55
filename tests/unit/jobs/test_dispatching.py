"""Dispatch, and complaints left half told (REQ C4, G5)."""

import threading
from datetime import datetime, timedelta, tzinfo

import pytest
from sqlalchemy import select

from bot.clock import ManualClock
from bot.house import House
from bot.jobs import scheduler
from bot.jobs.complaints import LEFT_AFTER, file_left
from bot.jobs.dispatching import assign_held
from bot.jobs.scheduler import JOBS, run_due_jobs
from bot.models import Complaint, Draft, DraftKind, History, Visit, VisitState
from bot.services import drafts
from tests.factories import NOW, at, book, bring, count, make_company, make_conversation


def test_a_visit_that_holds_a_worker_is_assigned_once(house: House, clock: ManualClock) -> None:
    """REQ C3, C4."""
    with house.database.write() as session:
        order = book(session, make_company(session), at("11-25 09:00"), house.settings)
    clock.advance(timedelta(minutes=1))
    assert assign_held(house) == 1
    assert assign_held(house) == 0
    with house.database.read() as session:
        visit = session.scalars(select(Visit)).one()
        assert visit.state == visit.order.state == VisitState.ASSIGNED
        row = session.scalars(select(History).where(History.subject == "visit")).one()
        assert (row.actor, row.at) == ("job", clock.now())
        assert visit.order_id == order.id


@pytest.mark.parametrize("state", [VisitState.CANCELLED, VisitState.ACCEPTED])
def test_what_is_not_waiting_is_left_alone(house: House, state: VisitState) -> None:
    """REQ C3."""
    with house.database.write() as session:
        order = book(session, make_company(session), at("11-25 09:00"), house.settings)
        bring(session, order.visits[0], state, house.settings)
    assert assign_held(house) == 0
    with house.database.read() as session:
        assert session.scalars(select(Visit)).one().state == state


def test_a_visit_without_a_worker_waits(house: House) -> None:
    with house.database.write() as session:
        order = book(session, make_company(session), at("11-25 09:00"), house.settings)
        order.visits[0].worker_id = None
    assert assign_held(house) == 0


def _tell(house: House, kind: DraftKind = DraftKind.COMPLAINT) -> None:
    with house.database.write() as session:
        conversation = make_conversation(session)
        draft = drafts.open_draft(session, conversation, kind, NOW)
        drafts.update(session, draft, NOW, said=["阿姨迟到了"], category="late")


def test_a_complaint_left_half_told_is_filed(house: House, clock: ManualClock) -> None:
    """REQ D2, G5: nothing said is lost."""
    _tell(house)
    clock.advance(LEFT_AFTER - timedelta(seconds=1))
    assert file_left(house) == 0
    clock.advance(timedelta(seconds=1))
    assert file_left(house) == 1
    assert file_left(house) == 0
    with house.database.read() as session:
        complaint = session.scalars(select(Complaint)).one()
        assert (complaint.detail, complaint.category) == ("阿姨迟到了", "late")
        assert count(session, Draft) == 0


def test_a_booking_left_half_done_is_not_touched(house: House, clock: ManualClock) -> None:
    """REQ C2: nothing is stored without a yes."""
    _tell(house, DraftKind.BOOKING)
    clock.advance(timedelta(days=1))
    assert file_left(house) == 0
    with house.database.read() as session:
        assert count(session, Draft) == 1


def test_a_failing_job_does_not_end_its_ticking(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """REQ H3."""
    calls: list[str] = []

    def broken(_: House) -> int:
        calls.append("broken")
        raise RuntimeError("a bug")

    for _ in range(2):
        scheduler._guarded("broken", broken, house)
    assert calls == ["broken"] * 2


def test_by_hand_every_job_runs_once(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    jobs = tuple(
        (name, lambda _, name=name: calls.append(name) or 0, seconds) for name, _, seconds in JOBS
    )
    monkeypatch.setattr(scheduler, "JOBS", jobs)
    run_due_jobs(house)
    assert calls == [name for name, _, _ in JOBS]


def test_jobs_tick_until_they_are_stopped_also_when_the_clock_is_set_back(
    house: House, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """REQ G5: without the watch, an hour back keeps every reminder for an hour."""
    ticked = threading.Semaphore(0)

    class Wall(datetime):
        back = timedelta(0)

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime.now(tz) - cls.back

    def tick(_: House) -> int:
        ticked.release()
        return 0

    for module in ("schedulers.base", "triggers.interval"):
        monkeypatch.setattr(f"apscheduler.{module}.datetime", Wall)
    monkeypatch.setattr(scheduler, "JOBS", (("tick", tick, 0.2),))
    running = scheduler.Scheduler(house, look=0.05)
    running.start()
    assert ticked.acquire(timeout=10)
    Wall.back = timedelta(hours=1)
    clock.advance(-Wall.back)
    while ticked.acquire(blocking=False):
        """What ticked before does not count."""
    assert all(ticked.acquire(timeout=10) for _ in range(2))
    assert running.running
    running.shutdown()
    assert not running.running
