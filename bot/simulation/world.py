"""The director: a queue of what people will do, the clock, and the scheduler's process."""

import heapq
import itertools
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.clock import ManualClock
from bot.house import House
from bot.models import Case, Delivery, FollowUp, FollowUpState, Outbox, Visit, VisitState
from bot.simulation.odds import Odds
from bot.simulation.process import Scheduler

GRID = timedelta(minutes=5)
"""The scheduler ticks at most so often in the simulation; in life every few seconds."""

type Deed = Callable[[], None]


@dataclass
class World:
    """Everything that a person of the simulation needs to act."""

    house: House
    clock: ManualClock
    dice: random.Random
    odds: Odds
    done: Counter[str] = field(default_factory=Counter)
    _queue: list[tuple[datetime, int, Deed]] = field(default_factory=list)
    _numbers: "itertools.count[int]" = field(default_factory=itertools.count)
    seen_outbox: int = 0
    seen_cases: int = 0

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def later(self, at: datetime, deed: Deed) -> None:
        """Do something at a time, now at the earliest."""
        heapq.heappush(self._queue, (max(at, self.now), next(self._numbers), deed))

    def soon(self, low: float, high: float, deed: Deed) -> None:
        """Do something in so many minutes."""
        self.later(self.now + timedelta(minutes=self.dice.uniform(low, high)), deed)

    def happens(self, probability: float) -> bool:
        return self.dice.random() < probability

    def run(
        self,
        busy: timedelta,
        until: datetime,
        scheduler: Scheduler,
        kills: int,
        react: Callable[["World"], None],
    ) -> None:
        """Let time pass: people act, due work is done, people react to what they got.

        The kills are spread over the ``busy`` days, at ticks that have several rows to do; one that
        came too late, when all was done, does not count.
        """
        dates = sorted(self.now + busy * self.dice.random() for _ in range(kills))
        while (moment := self._next(until)) < until:
            self.clock.set(moment)
            self._act(moment)
            is_worth = bool(dates) and moment >= dates[0] and self._due() >= _WORTH_A_KILL
            kill = self.dice.uniform(0.0, 0.04) if is_worth else None
            if self._due() or self._waits():
                scheduler.tick(moment, kill_after=kill)
            dates = dates[-(kills - scheduler.kills) :] if scheduler.kills < kills else []
            react(self)
        self.clock.set(until)
        scheduler.tick(until)

    def _act(self, moment: datetime) -> None:
        while self._queue and self._queue[0][0] <= moment:
            heapq.heappop(self._queue)[2]()

    def _next(self, until: datetime) -> datetime:
        """The next point of the grid at which anything happens."""
        with self.house.database.read() as session:
            due = [
                session.scalar(
                    select(func.min(FollowUp.due_at)).where(FollowUp.state == FollowUpState.PENDING)
                ),
                session.scalar(
                    select(func.min(Outbox.not_before)).where(Outbox.state == Delivery.QUEUED)
                ),
            ]
        moments = [moment for moment in due if moment is not None]
        moments += [self._queue[0][0]] if self._queue else []
        if self._waits():
            moments.append(self.now)
        nearest = min(moments, default=until)
        steps = max(1, -(-(nearest - self.now) // GRID))
        return min(self.now + GRID * steps, until)

    def _due(self) -> int:
        with self.house.database.read() as session:
            return _count(session, FollowUp.state == FollowUpState.PENDING,
                          FollowUp.due_at <= self.now) + _queued(session, self.now)  # fmt: skip

    def _waits(self) -> bool:
        """Whether dispatch has something to do."""
        with self.house.database.read() as session:
            return session.scalar(
                select(Visit.id)
                .where(Visit.state == VisitState.CONFIRMED, Visit.worker_id.is_not(None))
                .limit(1)
            ) is not None  # fmt: skip

    def news(self) -> tuple[list[Outbox], list[Case]]:
        """Messages that went out and cases that were opened since the last look."""
        with self.house.database.read() as session:
            rows = session.scalars(
                select(Outbox).where(Outbox.id > self.seen_outbox).order_by(Outbox.id)
            ).all()
            sent = list(itertools.takewhile(lambda row: row.state != Delivery.QUEUED, rows))
            cases = session.scalars(
                select(Case).where(Case.id > self.seen_cases).order_by(Case.id)
            ).all()
        self.seen_outbox = sent[-1].id if sent else self.seen_outbox
        self.seen_cases = cases[-1].id if cases else self.seen_cases
        return sent, list(cases)


_WORTH_A_KILL = 2


def _count(session: Session, *where: object) -> int:
    return session.scalar(select(func.count(FollowUp.id)).where(*where)) or 0  # type: ignore[arg-type]


def _queued(session: Session, now: datetime) -> int:
    waiting = select(func.count(Outbox.id)).where(
        Outbox.state == Delivery.QUEUED, Outbox.not_before <= now
    )
    return session.scalar(waiting) or 0
