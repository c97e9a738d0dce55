"""APScheduler ticks; a missed or doubled tick does no harm since the rows hold the truth."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from bot import metrics
from bot.house import House
from bot.jobs.alarms import raise_due
from bot.jobs.complaints import file_left
from bot.jobs.desk import give_out, watch_clocks
from bot.jobs.dispatching import assign_held, replace_unavailable
from bot.jobs.follow_ups import fire_due
from bot.jobs.surveys import chase_due

__all__ = ["JOBS", "Scheduler", "run_due_jobs", "start_scheduler"]

log = structlog.get_logger()

SET_BACK = timedelta(seconds=30)
"""By so much the clock must fall behind within one look to count as set back."""
_LOOK = 5.0

JOBS: tuple[tuple[str, Callable[[House], int], int], ...] = (
    ("dispatch", assign_held, 20),
    ("assignment", give_out, 2),
    ("clocks", watch_clocks, 2),
    ("availability", replace_unavailable, 60),
    ("follow-ups", fire_due, 5),
    ("alarms", raise_due, 5),
    ("surveys", chase_due, 60),
    ("left complaints", file_left, 60),
)
"""Name, what to call, seconds between ticks."""


class Scheduler:
    """Lets every job tick until :meth:`shutdown`, also when the clock is set back.

    APScheduler waits for a time of day: after an hour back it would tick again in an hour.  So the
    clock is held against real time, and the pauses begin anew when it went back (REQ G5).
    """

    def __init__(self, house: House, look: float = _LOOK) -> None:
        self._house, self._look = house, look
        self._stop = threading.Event()
        self._ticks = BackgroundScheduler(timezone="UTC")
        self._watch = threading.Thread(target=self._watch_clock, name="clock watch", daemon=True)
        for name, job, seconds in JOBS:
            self._ticks.add_job(
                _guarded,
                "interval",
                args=(name, job, house),
                seconds=seconds,
                id=name,
                max_instances=1,
                coalesce=True,
                misfire_grace_time=None,
            )

    def start(self) -> None:
        self._ticks.start()
        self._watch.start()

    @property
    def running(self) -> bool:
        """Whether jobs tick."""
        return self._ticks.running and self._watch.is_alive()

    def shutdown(self) -> None:
        """No further ticks; those under way are finished first."""
        self._stop.set()
        self._watch.join(timeout=10)
        self._ticks.shutdown(wait=True)

    def _watch_clock(self) -> None:
        last = self._ahead()
        while not self._stop.wait(self._look):
            ahead = self._ahead()
            if last - ahead > SET_BACK:
                log.warning("the clock was set back", by=str(last - ahead))
                self._begin_anew()
            last = ahead

    def _ahead(self) -> timedelta:
        """The clock against real time; only its changes mean something."""
        return timedelta(seconds=self._house.clock.now().timestamp() - time.monotonic())

    def _begin_anew(self) -> None:
        for name, _, seconds in JOBS:
            self._ticks.reschedule_job(name, trigger="interval", seconds=seconds)


def start_scheduler(house: House) -> Scheduler:
    """A running scheduler; the caller shuts it down."""
    scheduler = Scheduler(house)
    scheduler.start()
    return scheduler


def run_due_jobs(house: House) -> None:
    """Every job once, in order: what the ticks do, for a clock that is set by hand."""
    for _, job, _ in JOBS:
        job(house)


def _guarded(name: str, job: Callable[[House], int], house: House) -> None:
    try:
        job(house)
        metrics.TICKS.note(name)
    except Exception:
        metrics.JOB_FAILURES.labels(name).inc()
        log.exception("job failed", job=name)
