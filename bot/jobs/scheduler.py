"""Ticks: each job in a thread of its own. A missed or doubled one does no harm since the rows hold
the truth, and the pause between two is real time: a clock that is set back stops nothing.
"""

import threading
from collections.abc import Callable

import structlog

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
    """Lets every job tick until :meth:`shutdown`."""

    def __init__(self, house: House) -> None:
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(
                target=self._tick, args=(name, job, house, seconds), name=f"job {name}", daemon=True
            )
            for name, job, seconds in JOBS
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    @property
    def running(self) -> bool:
        """Whether every job ticks."""
        return not self._stop.is_set() and all(thread.is_alive() for thread in self._threads)

    def shutdown(self) -> None:
        """No further ticks; those under way are finished first, for at most 10 s."""
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=10)

    def _tick(self, name: str, job: Callable[[House], int], house: House, seconds: float) -> None:
        while not self._stop.wait(seconds):
            _guarded(name, job, house)


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
