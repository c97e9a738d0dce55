"""What a text says about time, and how a later message changes it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class When:
    """One expression of time; what it does not say is None.

    `until` is the end of a range on the same day (or past midnight when not after `clock`),
    `hours` a length in hours; `part` is morning, noon, afternoon or evening and only set
    while no clock is known.  Bounds take the clock's place where only they are known: a start at
    `earliest` or after it, at `latest` or before it, or an end by `done_by` (五点前, 三点以后).
    """

    text: str
    day: date | None = None
    clock: time | None = None
    until: time | None = None
    part: str | None = None
    hours: Decimal | None = None
    earliest: time | None = None
    latest: time | None = None
    done_by: time | None = None

    @property
    def is_bounded(self) -> bool:
        """Whether only bounds of the hour are known, not the hour."""
        return any(bound is not None for bound in (self.earliest, self.latest, self.done_by))

    def allows(self, start: datetime, end: datetime) -> bool:
        """Whether a visit keeps the bounds, on whatever day it is."""
        begins, ends = local(start), local(end)
        if self.earliest is not None and begins.time() < self.earliest:
            return False
        if self.latest is not None and begins.time() > self.latest:
            return False
        return self.done_by is None or (
            ends.date() == begins.date() and ends.time() <= self.done_by
        )

    @property
    def start(self) -> datetime | None:
        """The beginning in Asia/Shanghai, when day and clock are known."""
        if self.day is None or self.clock is None:
            return None
        return datetime.combine(self.day, self.clock, SHANGHAI)

    @property
    def end(self) -> datetime | None:
        """The end in Asia/Shanghai by range or length (to the minute), when it is known."""
        start = self.start
        if start is None or self.clock is None:
            return None
        if self.until is not None:
            end = start.replace(hour=self.until.hour, minute=self.until.minute)
            return end if self.until > self.clock else end + timedelta(days=1)
        if self.hours is not None:
            return start + timedelta(minutes=round(self.hours * 60))
        return None


def in_hours(minutes: int) -> Decimal:
    """Minutes in hours, to four places and without trailing zeros (90 is 1.5, 600 is 10)."""
    hours = (Decimal(minutes) / 60).quantize(Decimal("0.0001"))
    return Decimal(f"{hours:f}".rstrip("0").rstrip("."))


def local(moment: datetime) -> datetime:
    """The moment in Asia/Shanghai; ValueError for a naive one."""
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise ValueError("the moment must carry a time zone")
    return moment.astimezone(SHANGHAI)
