"""When: what a message says of the time, held against the rules; starts that are really free."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from decimal import Decimal

from bot.clock import LOCAL, local
from bot.errors import RefusedError
from bot.language.talk.questions import asks_if_enough
from bot.language.visits.series import Series
from bot.language.visits.series_edits import asks_of_a_visit, moves_one_visit
from bot.language.when import When, merge
from bot.models import Draft, Service, Visit
from bot.services import drafts
from bot.services.booking import meetings, open_days, quantities, repeats, wish_rules
from bot.services.desk import Desk
from bot.services.reading import Reading, address_from_json, when_from_json, when_to_json
from bot.services.trade import catalogue


def take_when(desk: Desk, draft: Draft, reading: Reading) -> None:
    pairs_up = len(reading.times) == len(reading.services) and not reading.wishes
    each_has_one = len(reading.services) > 1 and pairs_up
    said = when_from_json(reading.times[0] if each_has_one else reading.when)
    if said is not None and said.hours and asks_if_enough(reading.words):
        said = None  # “三个小时够不够” asks, and orders none
    said = open_days.within_days(desk, draft, said, reading)
    known = when_from_json(draft.data.get("when"))
    if said is None and reading.shift and known is not None:
        said = _shifted(known, reading.shift)
    series = repeats.from_json(draft.data.get("series"))
    is_timed = known is not None and known.start is not None
    if said is not None and repeats.points_at_a_visit(series, is_timed, reading):
        kept = said.clock or said.hours or said.part
        said = None if _is_of_one(reading.text) or not kept else replace(said, day=None)
    if said is None:
        return
    when = merge(known, said)
    drafts.update(desk.session, draft, desk.now, when=when_to_json(when), near=None)
    check_when(desk, draft)


def _is_of_one(text: str) -> bool:
    """Whether a time is that of one visit of several, and so of none of the others."""
    return asks_of_a_visit(text) or moves_one_visit(text)


def _shifted(known: When, minutes: int) -> When | None:
    """“下周同一时间”, “往后推一天”: counted from what was wished before."""
    if known.day is None or (known.clock is None and minutes % (24 * 60)):
        return None
    by, noon = timedelta(minutes=minutes), time(12)
    start = datetime.combine(known.day, known.clock or noon) + by
    end = datetime.combine(known.day, known.until or noon) + by
    clock, until = known.clock and start.time(), known.until and end.time()
    return replace(known, day=start.date(), clock=clock, until=until)


def take_series(desk: Desk, draft: Draft, reading: Reading) -> None:
    """How often it is to be done; the first visit is then on the first of the weekdays named."""
    if _takes_months(desk, draft, reading):
        return
    if meetings.is_met_first(desk, draft):
        return  # how often is agreed on there
    known = repeats.from_json(draft.data.get("series"))
    series = repeats.heard(known, reading)
    kept = repeats.to_json(series) if series else None
    drafts.update(desk.session, draft, desk.now, series=kept)
    begins = repeats.begin_of(reading, local(desk.now).date())
    if series is None or (series == known and not begins):
        return
    if series.unclear:
        raise RefusedError("which_weekdays")
    _note_left_out(desk, draft, series, known)
    _take_first_day(desk, draft, reading, series)


def _takes_months(desk: Desk, draft: Draft, reading: Reading) -> bool:
    """“先订一个月” of a service that is paid by the month: how many of them."""
    service = catalogue.by_code(desk.session, draft.data.get("service"))
    if service is None or reading.payload is not None:
        return False
    months = quantities.months_of(reading.text, service)
    if months is None:
        return False
    drafts.update(desk.session, draft, desk.now, quantity=str(months))
    return True


def _note_left_out(desk: Desk, draft: Draft, series: Series, known: Series | None) -> None:
    """The visit that is not wanted, where the customer and the worker can read it."""
    new = [day for day in series.without if known is None or day not in known.without]
    is_english = desk.conversation.identity.language == "en"
    says = "no visit on {0:%-d %b}" if is_english else "{0.month}月{0.day}日不上门"
    notes = [says.format(day) for day in new]
    if notes:
        kept = [*draft.data.get("notes", []), *notes]
        drafts.update(desk.session, draft, desk.now, notes=kept)


def _take_first_day(desk: Desk, draft: Draft, reading: Reading, series: Series) -> None:
    when = when_from_json(draft.data.get("when"))
    planned = when.day if when else None
    day = repeats.first_day(series, reading, local(desk.now).date(), planned)
    if day is not None and (when is None or when.day != day):
        when = replace(when or When(text=reading.text), day=day)
        drafts.update(desk.session, draft, desk.now, when=when_to_json(when))
        check_when(desk, draft)


def check_when(desk: Desk, draft: Draft) -> None:
    """Hold the draft's start against the rules of REQ C1; what fails is taken out of the draft.

    Raises:
        RefusedError: with the reason and the nearest real offer.
    """
    when = when_from_json(draft.data.get("when"))
    if when is None:
        return
    try:
        wish_rules.check_day(when.day, when.text, desk.now, desk.settings)
        if when.start is not None:
            _check_start(desk, draft, when)
        elif when.clock is not None:
            wish_rules.check_hours(when.clock, when.until, desk.settings)
        elif when.earliest is not None:
            _check_earliest(desk, draft, when.earliest, when)
    except RefusedError:
        near = when.start.isoformat() if when.start else _latest(when, desk)
        drafts.update(desk.session, draft, desk.now, when=_without_clock(when, desk), near=near)
        raise


def _latest(when: When, desk: Desk) -> str | None:
    """The evening of a refused bound, near to which others are looked for."""
    if when.earliest is None or when.day is None:
        return None
    return datetime.combine(when.day, desk.settings.open_until, LOCAL).isoformat()


def _without_clock(when: When, desk: Desk) -> dict[str, object] | None:
    """The day survives a refused clock or bound, unless the day itself is past."""
    if when.day is not None and when.day < local(desk.now).date():
        return None
    if when.day is None and not when.earliest:
        return None
    late = {"earliest": None, "part": None} if when.earliest else {}
    return {**when_to_json(when), "clock": None, "until": None, **late}


def _check_earliest(desk: Desk, draft: Draft, earliest: time, when: When) -> None:
    """“七点以后”: whether a visit that begins then ends before we close."""
    wish_rules.check_hours(earliest, None, desk.settings)
    service = catalogue.by_code(desk.session, draft.data.get("service"))
    if service is not None:
        day = when.day or local(desk.now).date() + timedelta(days=1)
        start = datetime.combine(day, earliest, LOCAL)
        end = start + length_for(desk, draft, service, when)
        wish_rules.check_end(service, start, end, desk.settings)


def _check_start(desk: Desk, draft: Draft, when: When) -> None:
    assert when.start is not None
    settings = desk.settings
    wish_rules.check_start(when.start, when.text, desk.now, settings)
    service = catalogue.by_code(desk.session, draft.data.get("service"))
    if service is not None:
        end = when.start + length_for(desk, draft, service, when)
        wish_rules.check_end(service, when.start, end, settings)
        wish_rules.check_somebody_free(
            desk.session,
            service,
            when.start,
            end,
            district=district_of(draft),
            leave_out=draft.data.get("visit_id"),
        )


def district_of(draft: Draft) -> str | None:
    """Where the worker must be able to come; a change of an order brings the order's."""
    address = address_from_json(draft.data.get("address"))
    return address.district if address else draft.data.get("district")


def length_for(desk: Desk, draft: Draft, service: Service, when: When | None) -> timedelta:
    """How long the visit of a draft lasts; a change of an order keeps the length of its visit."""
    visit = desk.session.get(Visit, draft.data.get("visit_id", 0))
    return visit.end_at - visit.start_at if visit else length_of(service, when)


def length_of(service: Service, when: When | None) -> timedelta:
    """How long the visit lasts: as said, else as the catalogue says."""
    if when is not None and when.start is not None and when.end is not None:
        return when.end - when.start
    if when is not None and when.hours is not None:
        return timedelta(hours=float(when.hours))
    return timedelta(hours=float(min(service.hours, Decimal(12))))
