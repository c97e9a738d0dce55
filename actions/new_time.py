"""The new time of a booked visit: what was said of it, checked and read back (REQ C8)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from actions import visits
from actions.base import Scene
from actions.contact import contact_line, read_contact
from actions.offers import offer_starts
from actions.order_choice import status
from actions.read_back import refused
from bot.clock import local
from bot.errors import RefusedError
from bot.language.visits.moves import within_week_of
from bot.language.when import When, find_times, merge, merge_all
from bot.models import Draft, Order, Visit
from bot.services import drafts, phrasing
from bot.services.booking import draft_time
from bot.services.order import series_changes
from bot.services.reading import when_from_json, when_to_json
from bot.services.wording import Reply


def take_new_time(scene: Scene, draft: Draft) -> list[Reply]:
    """Check the time that was said and read the change back."""
    order = scene.session.get_one(Order, draft.data["order_id"])
    visit = visits.of_draft(scene, draft, order)
    said = _wished(scene, visit) if visit else None
    if visit is None or said is None:
        return [scene.say("utter_cancel_too_late")]
    if visits.said_scope(scene) == visits.REST and draft.data.get("scope") != visits.SOME:
        drafts.update(scene.session, draft, scene.now, scope=visits.REST)
    when = _completed(merge(when_from_json(draft.data.get("when")), said), visit)
    drafts.update(scene.session, draft, scene.now, when=when_to_json(when), near=None)
    if when.start == visit.start_at:
        drafts.close(scene.session, draft)
        return [scene.say("utter_order_kept"), status(scene, order)]
    if when.start and (there := _there(visits.in_scope(draft, visit), when.start)):
        return [_comes_already(scene, draft, visit, there)]
    return _checked(scene, draft, order, when)


def _completed(when: When, visit: Visit) -> When:
    """“改大后天” keeps the hour of the visit, “改到三点” its day."""
    start = local(visit.start_at)
    as_booked = When(text="", day=start.date(), clock=start.time())
    if when.clock is None:
        return merge(as_booked, when)
    return replace(when, day=when.day or start.date())


def _checked(scene: Scene, draft: Draft, order: Order, when: When) -> list[Reply]:
    """The read-back, or what a rule refuses, or the question for the hour."""
    try:
        draft_time.check_when(scene.desk, draft)
    except RefusedError as refusal:
        drafts.ask(scene.session, draft, "start", scene.now)
        return [refused(scene, draft, refusal)]
    if when.start is not None:
        return [read_change(scene, draft)]
    drafts.ask(scene.session, draft, "start", scene.now)
    assert when.day is not None
    day = phrasing.day(when.day, scene.language)
    name, starts = scene.service(order.service), offer_starts(scene, draft)
    return [scene.say("utter_ask_clock", *starts, day=day, service=name)]


def _wished(scene: Scene, visit: Visit) -> When | None:
    """The new time that a message names; “周五” is of the week of the visit."""
    reading = scene.reading
    if reading.shift:
        start = local(visit.start_at + timedelta(minutes=reading.shift))
        return When(text="", day=start.date(), clock=start.time())
    if reading.payload is not None:
        return when_from_json(reading.when)
    day, move = local(visit.start_at).date(), reading.move
    times = (move.to if move else None) or reading.moments
    said = merge_all([_as_said(when, day, scene.now) for when in times])
    return said and within_week_of(said, day, local(scene.now).date())


def _as_said(when: When, day: date, now: datetime) -> When:
    """“上午10点” names no day, and is not tomorrow's because ten o'clock is past."""
    again = find_times(when.text, now, day=day)
    is_undated = len(again) == 1 and again[0].day == day
    return replace(when, day=None) if is_undated else when


def _there(moved: Sequence[Visit], start: datetime) -> Visit | None:
    """A visit of the same order that stays, where one of those ``moved`` would come."""
    by = start - moved[0].start_at
    stay = [visit for visit in series_changes.left(moved[0].order) if visit not in moved]
    return next((v for v in stay if any(_meets(v, m, by) for m in moved)), None)


def _meets(stays: Visit, moves: Visit, by: timedelta) -> bool:
    return stays.start_at < moves.end_at + by and moves.start_at + by < stays.end_at


def _comes_already(scene: Scene, draft: Draft, visit: Visit, there: Visit) -> Reply:
    """Somebody comes then anyway: the visit is moved elsewhere or cancelled, not made twice."""
    drafts.update(scene.session, draft, scene.now, when=None)
    drafts.ask(scene.session, draft, drafts.TWICE, scene.now)
    return scene.say(
        "utter_comes_already",
        scene.button("cancel_one", f"cancel:{visit.order.number}"),
        scene.button("keep_time", "no:reschedule"),
        when=scene.when(there.start_at),
        before=scene.when(visit.start_at),
    )


def read_change(scene: Scene, draft: Draft) -> Reply:
    """The read-back of a new time."""
    order = scene.session.get_one(Order, draft.data["order_id"])
    visit, when = visits.of_draft(scene, draft, order), when_from_json(draft.data.get("when"))
    if visit is not None and (when is None or when.start is None) and draft.data.get("contact"):
        return read_contact(scene, draft, order)
    if visit is None or when is None or when.start is None:
        return scene.say("utter_confirm_please")
    line = contact_line(scene, draft)
    drafts.ask(scene.session, draft, drafts.CONFIRM, scene.now)
    read = scene.say(
        "utter_reschedule_confirm",
        scene.button("confirm", "yes:reschedule"),
        scene.button("keep_time", "no:reschedule"),
        number=order.number,
        service=scene.service(order.service),
        before=scene.when(visit.start_at),
        when=scene.when(when.start),
        also=scene.text("utter_also", what=line) if line else "",
    )
    later = len(series_changes.left(order, visit)) - 1
    if not later:
        return read
    chosen = visits.in_scope(draft, visit)
    several = len(chosen) > 1
    if draft.data.get("scope") == visits.SOME and several:
        note = scene.text("utter_move_some", visits=visits.told(scene, chosen))
    else:
        note = scene.text("utter_move_rest" if several else "utter_move_one", count=later)
    more = () if several else (scene.button("move_rest", visits.REST),)
    return Reply(f"{read.text}\n{note}", (read.buttons[0], *more, read.buttons[1]))
