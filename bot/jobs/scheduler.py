"""APScheduler ticks; a missed or doubled tick does no harm since the rows hold the truth."""

from collections.abc import Callable

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from bot import metrics
from bot.house import House
from bot.jobs.alarms import raise_due
from bot.jobs.complaints import file_left
from bot.jobs.desk import give_out, watch_clocks
from bot.jobs.dispatching import assign_held
from bot.jobs.follow_ups import fire_due

__all__ = ["JOBS", "Scheduler", "run_due_jobs", "start_scheduler"]

log = structlog.get_logger()
Scheduler = BackgroundScheduler

JOBS: tuple[tuple[str, Callable[[House], int], int], ...] = (
    ("dispatch", assign_held, 20),
    ("assignment", give_out, 2),
    ("clocks", watch_clocks, 2),
    ("follow-ups", fire_due, 5),
    ("alarms", raise_due, 5),
    ("left complaints", file_left, 60),
)
"""Name, what to call, seconds between ticks."""


def start_scheduler(house: House) -> Scheduler:
    """A running scheduler; the caller shuts it down."""
    scheduler = BackgroundScheduler(timezone="UTC")
    for name, job, seconds in JOBS:
        scheduler.add_job(
            _guarded,
            "interval",
            args=(name, job, house),
            seconds=seconds,
            id=name,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
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
