"""What a group promises, and in which hours its clocks run (REQ A2, A7, A8, D5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.clock import LOCAL, local
from bot.models import ClockKind, Group
from bot.services.trade.working_days import is_working_day
from bot.settings import Level, Settings

_MOST_DAYS = 400
_NOTHING_SPECIAL = Level.model_validate({})


@dataclass(frozen=True, slots=True)
class Hours:
    """A group's working time, on the wall clock of Shanghai; ``closes`` before ``opens`` is on the
    next day. None of it: around the clock."""

    opens: time
    closes: time
    breaks: tuple[tuple[time, time], ...] = ()
    working_days_only: bool = False

    def spans(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """When people work on a day, in order, breaks taken out."""
        if self.working_days_only and not is_working_day(day):
            return
        begin, end = _on(day, self.opens), _on(day, self.closes)
        if end <= begin:
            end += timedelta(days=1)
        for pause, again in sorted(self._breaks(day, begin)):
            if begin < pause < end:
                yield begin, pause
            if begin <= again and pause < end:
                begin = max(begin, min(again, end))
        if begin < end:
            yield begin, end

    def _breaks(self, day: date, begin: datetime) -> Iterator[tuple[datetime, datetime]]:
        for pause, again in self.breaks:
            first, last = _on(day, pause), _on(day, again)
            shift = timedelta(days=1) if first < begin else timedelta()
            yield first + shift, last + shift + timedelta(days=last <= first)


@dataclass(frozen=True, slots=True)
class Promise:
    """Aim and limit of one kind of clock."""

    aim: timedelta
    limit: timedelta


def hours_of(group: Group, settings: Settings) -> Hours:
    """When the people of a group work."""
    level = _level(group, settings)
    return Hours(
        level.opens or settings.desk_from,
        level.closes or settings.desk_until,
        level.breaks,
        level.working_days_only,
    )


def promise_of(kind: ClockKind, group: Group, settings: Settings) -> Promise:
    """What a group promises."""
    level = _level(group, settings)
    if kind == ClockKind.RESOLUTION:
        aim = level.resolve_aim_minutes or settings.resolve_aim_minutes
        limit = level.resolve_limit_minutes or settings.resolve_limit_minutes
        return Promise(timedelta(minutes=aim), timedelta(minutes=limit))
    if kind == ClockKind.FIRST:
        aim = level.reply_aim_seconds or settings.reply_aim_seconds
        limit = level.reply_limit_seconds or settings.reply_limit_seconds
    else:
        aim = level.next_aim_seconds or settings.next_aim_seconds
        limit = level.next_limit_seconds or settings.next_limit_seconds
    return Promise(timedelta(seconds=aim), timedelta(seconds=limit))


def after(start: datetime, length: timedelta, hours: Hours | None) -> datetime:
    """The moment at which ``length`` of working time has passed since ``start``."""
    if hours is None:
        return start + length
    day = local(start).date() - timedelta(days=1)  # a night shift began yesterday
    for number in range(_MOST_DAYS):
        for begin, end in hours.spans(day + timedelta(days=number)):
            free = end - max(begin, start)
            if free <= timedelta():
                continue
            if length <= free:
                return max(begin, start) + length
            length -= free
    raise ValueError(f"no working time within {_MOST_DAYS} days after {start}")


def _level(group: Group, settings: Settings) -> Level:
    return settings.service_levels.get(group.value) or _NOTHING_SPECIAL


def _on(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, LOCAL)
