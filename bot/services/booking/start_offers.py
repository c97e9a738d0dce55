"""Free starts that are offered, and the one that is proposed where no hour comes (REQ C1).

The draft keeps ``offered`` and ``declined`` starts, the one ``proposed``, ``leans`` where a yes
met several of them, and ``near``, the start that a rule refused.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta

from bot.clock import LOCAL, aware, local
from bot.language.booking.offered import agrees, declines, direction
from bot.language.visits.any_time import AnyTime
from bot.language.visits.series_edits import free_days
from bot.language.when import When
from bot.models import Draft
from bot.services import drafts
from bot.services.booking import open_days
from bot.services.booking.draft_time import check_when, district_of, length_for
from bot.services.desk import Desk
from bot.services.dispatch import dispatch
from bot.services.reading import Reading, when_from_json, when_to_json
from bot.services.trade import catalogue, rhythm

_OFFERED, _DAYS_OFFERED = 3, 3
_OVER_A_DAY = (time(9), time(14), time(17))
_HOURS = {"morning": 9, "noon": 12, "afternoon": 14, "evening": 18}
_PATIENCE = 2
_WEEKEND, _EARLY = "周末", 9
_MUCH = timedelta(hours=2)
_AHEAD = 14

type _Find = Callable[[datetime, int], list[datetime]]


def offers(desk: Desk, draft: Draft) -> list[datetime]:
    """Starts that are really free: near to what was wished, else spread over the day."""
    if catalogue.by_code(desk.session, draft.data.get("service")) is None:
        return []
    when = _when(draft)
    find = _finder(desk, draft, when)
    near = _near(when, draft, desk)
    if near is not None:
        return find(near, _OFFERED)
    left = draft.data.get("any_time")
    if left is None:
        moments = _spread(when, _first_day(when, draft, desk))
    elif when and when.day:
        if _WEEKEND in when.text:
            moments = _spread(when, when.day)
            return sorted({start for moment in moments for start in find(moment, 1)})
        return find(_at(when.day, desk.settings.open_from), _OFFERED)
    elif left == AnyTime.SOONEST:
        return find(desk.now, _OFFERED)
    else:
        moments = [_at(day, desk.settings.open_from) for day in _days_that_suit(draft, desk)]
    return sorted({start for moment in moments for start in find(moment, 1)})


def _finder(desk: Desk, draft: Draft, when: When | None) -> _Find:
    """Looks for so many free starts near to a moment, without those that were declined."""
    service = catalogue.by_code(desk.session, draft.data.get("service"))
    assert service is not None
    declined = _kept(draft, "declined")

    def find(near: datetime, count: int) -> list[datetime]:
        found = dispatch.free_starts(
            desk.session,
            service,
            district=district_of(draft),
            leave_out=draft.data.get("visit_id"),
            length=length_for(desk, draft, service, when),
            now=desk.now,
            settings=desk.settings,
            when=when,
            near=near,
            count=count + len(declined),
            on=open_days.is_open(draft),
        )
        left = [start for start in found if start not in declined]
        return sorted(sorted(left, key=lambda start: abs(start - near))[:count])

    return find


def _when(draft: Draft) -> When | None:
    return when_from_json(draft.data.get("when"))


def _kept(draft: Draft, name: str) -> list[datetime]:
    return [aware(datetime.fromisoformat(said)) for said in draft.data.get(name, [])]


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, LOCAL)


def _first_day(when: When | None, draft: Draft, desk: Desk) -> date:
    """The day that was wished, else the first of those left open, from tomorrow on."""
    if when and when.day:
        return when.day
    return open_days.first_open(draft, local(desk.now).date() + timedelta(days=1))


def _near(when: When | None, draft: Draft, desk: Desk) -> datetime | None:
    """The moment that was wished, as far as an hour or a part of the day is known."""
    if draft.data.get("near"):
        return datetime.fromisoformat(draft.data["near"])
    if when is None:
        return None
    clocks = (when.clock, when.earliest, when.latest, when.done_by)
    clock = next(filter(None, clocks), None)
    if clock is None and when.part is None:
        return None
    if clock is not None and clock == when.latest and clock.hour > _EARLY:
        clock = clock.replace(hour=clock.hour - 1)
    return _at(_first_day(when, draft, desk), clock or time(_HOURS[when.part or "afternoon"]))


def _days_that_suit(draft: Draft, desk: Desk) -> list[date]:
    """The next days, of the weekdays that the customer left open."""
    suits = open_days.is_open(draft)
    ahead = (local(desk.now).date() + timedelta(days=n) for n in range(_AHEAD))
    return [day for day in ahead if suits(day)][:_DAYS_OFFERED]


def _spread(when: When | None, day: date) -> list[datetime]:
    """Morning, afternoon and evening of the day that is known, else also of another day."""
    if when is not None and when.day is not None and _WEEKEND not in when.text:
        return [_at(day, clock) for clock in _OVER_A_DAY]
    morning, afternoon, _ = _OVER_A_DAY
    return [_at(day, morning), _at(day, afternoon), _at(day + timedelta(days=1), morning)]


def proposal(desk: Desk, draft: Draft, starts: Sequence[datetime]) -> datetime | None:
    """The start to be proposed by name: to a part of the day or a yes to several, and where the
    question has been put twice; None while the hour is simply asked for."""
    if not starts or not _is_due(desk, draft):
        return None
    near = _near(_when(draft), draft, desk)
    return min(starts, key=lambda start: abs(start - near)) if near else starts[0]


def _is_due(desk: Desk, draft: Draft) -> bool:
    when, asked = _when(draft), draft.data.get("asked_times", 1)
    if draft.data.get("leans") or (when is not None and when.part is not None):
        return True
    service = catalogue.by_code(desk.session, draft.data.get("service"))
    knows_day = when is not None and when.day is not None
    is_daily = service is not None and rhythm.is_daily(service) and knows_day
    return asked > (1 if is_daily else _PATIENCE)


def take_answer(desk: Desk, draft: Draft, reading: Reading) -> None:
    """A yes takes the start that was proposed, and so does who goes on with other details; a yes
    to several wants one proposed; what is declined is not offered again."""
    if draft.asked != "start":
        return
    proposed = draft.data.get("proposed")
    drafts.update(desk.session, draft, desk.now, proposed=None, leans=None)
    if _names_a_time(reading) or reading.any_time:
        return
    if declines(reading.words):
        _decline(desk, draft, reading, proposed)
    elif proposed and (agrees(reading.words) or reading.has_details):
        _take(desk, draft, reading, proposed)
    elif agrees(reading.words):
        drafts.update(desk.session, draft, desk.now, leans=True)


def _decline(desk: Desk, draft: Draft, reading: Reading, proposed: str | None) -> None:
    """What was declined is left out from now on; too early or too late says where to look."""
    out = [proposed] if proposed else draft.data.get("offered", [])
    declined = [*draft.data.get("declined", []), *out]
    near = draft.data.get("near")
    if proposed and (way := direction(reading.words)):
        near = (datetime.fromisoformat(proposed) + way * _MUCH).isoformat()
    drafts.update(desk.session, draft, desk.now, declined=declined, near=near)


def _names_a_time(reading: Reading) -> bool:
    when = when_from_json(reading.when)
    return when is not None and bool(when.day or when.clock or when.part or when.is_bounded)


def _take(desk: Desk, draft: Draft, reading: Reading, said: str) -> None:
    start, known = local(aware(datetime.fromisoformat(said))), _when(draft)
    hours = known.hours if known else None
    when = When(text=reading.text, day=start.date(), clock=start.time(), hours=hours)
    drafts.update(desk.session, draft, desk.now, when=when_to_json(when), near=None)
    check_when(desk, draft)


def take_any_time(desk: Desk, draft: Draft, reading: Reading) -> None:
    """“越快越好” looks from now on; “随便” at what was offered takes the first of it."""
    if reading.any_time is None or (reading.when is not None and reading.when["clock"]):
        return
    said = [] if free_days(reading.text) else draft.data.get("offered", [])
    if reading.any_time == AnyTime.OPEN and said and draft.asked == "start":
        return _take(desk, draft, reading, said[0])
    suits = list(free_days(reading.text)) or None
    drafts.update(desk.session, draft, desk.now, any_time=str(reading.any_time), suits=suits)
