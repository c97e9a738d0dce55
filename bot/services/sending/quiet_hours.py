"""The quiet hours (REQ E5): when no care or survey message goes out."""

from datetime import datetime, timedelta

from bot.clock import LOCAL, local
from bot.settings import Settings

_BEFORE_QUIET = timedelta(minutes=15)


def in_quiet_hours(moment: datetime, settings: Settings) -> bool:
    """Whether no care or survey message may go out (REQ E5)."""
    clock = local(moment).time()
    start, end = settings.quiet_from, settings.quiet_until
    return start <= clock or clock < end if start > end else start <= clock < end


def after_quiet(moment: datetime, settings: Settings) -> datetime:
    """The moment, or the end of the quiet hours it falls into."""
    if not in_quiet_hours(moment, settings):
        return moment
    here = local(moment)
    day = here.date() + timedelta(days=1 if here.time() >= settings.quiet_until else 0)
    return datetime.combine(day, settings.quiet_until, LOCAL)


def before_quiet(moment: datetime, settings: Settings) -> datetime:
    """The moment, or a quarter of an hour before the quiet hours it falls into: for what must not
    slip past a deadline."""
    if not in_quiet_hours(moment, settings):
        return moment
    here = local(moment)
    began = datetime.combine(here.date(), settings.quiet_from, LOCAL)
    if began > here:
        began -= timedelta(days=1)
    return began - _BEFORE_QUIET
