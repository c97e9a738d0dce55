"""Free starts as buttons, and the way back to the question that is open."""

from collections.abc import Sequence
from datetime import datetime

from actions.base import Scene
from bot.clock import aware, local
from bot.models import Draft
from bot.services import drafts, phrasing
from bot.services.booking import bookings, start_offers
from bot.services.reading import when_from_json
from bot.services.trade import catalogue
from bot.services.wording import Button, Reply


def start_buttons(starts: list[datetime], scene: Scene) -> tuple[Button, ...]:
    """A button for each start."""
    return tuple(Button(scene.when(s), f"start:{local(s):%Y-%m-%dT%H:%M}") for s in starts)


def offer_starts(scene: Scene, draft: Draft) -> tuple[Button, ...]:
    """Buttons for the nearest free starts of a draft, which it keeps as what was offered."""
    return start_buttons(offered_now(scene, draft), scene)


def offered_now(scene: Scene, draft: Draft) -> list[datetime]:
    """The nearest free starts; the draft keeps them, so that “the second” stays the second."""
    starts = start_offers.offers(scene.desk, draft)
    drafts.update(scene.session, draft, scene.now, offered=[s.isoformat() for s in starts] or None)
    return starts


def proposed_start(scene: Scene, draft: Draft, starts: Sequence[datetime]) -> Reply | None:
    """One of the free starts by name, which a yes then takes; None while the hour is asked for."""
    start = start_offers.proposal(scene.desk, draft, starts)
    if start is None:
        return None
    offered = [start, *(other for other in starts if other != start)]
    said = [each.isoformat() for each in offered]
    drafts.update(scene.session, draft, scene.now, proposed=said[0], offered=said)
    service = catalogue.by_code(scene.session, draft.data.get("service"))
    return scene.say(
        "utter_propose_start",
        *start_buttons(offered, scene),
        when=scene.when(start),
        service=scene.service(service) if service else "",
    )


def offered_soonest(scene: Scene, starts: Sequence[Button]) -> Reply:
    """The free starts in words: the customer has left the time to us."""
    times = scene.listed(button.title for button in starts)
    return scene.say("utter_offer_soonest", *starts, times=times)


def resume(scene: Scene, draft: Draft) -> Reply:
    """Back to the question that is open, with the same times as before."""
    asked = draft.asked or bookings.missing(draft) or drafts.CONFIRM
    when = when_from_json(draft.data.get("when"))
    if asked == "start" and (proposed := draft.data.get("proposed")):
        start = aware(datetime.fromisoformat(proposed))
        what = scene.text("utter_open_proposed", when=scene.when(start))
    elif asked == "start" and when is not None and when.day is not None:
        day = phrasing.day(when.day, scene.language)
        what = scene.text("utter_open_clock", day=day)
    else:
        what = scene.text(f"utter_open_{asked}")
    return scene.say("utter_resume", *_offered_before(scene, draft), what=what)


def yes_or_no(scene: Scene) -> tuple[Button, Button]:
    """The buttons of a read-back."""
    return scene.button("confirm", "yes"), scene.button("not_now", "no")


def _offered_before(scene: Scene, draft: Draft) -> tuple[Button, ...]:
    if draft.asked == drafts.CONFIRM:
        return yes_or_no(scene)
    if draft.asked != "start":
        return ()
    known = [aware(datetime.fromisoformat(said)) for said in draft.data.get("offered", [])]
    when = when_from_json(draft.data.get("when"))
    day = when.day if when else None
    still = [s for s in known if s > scene.now and day in (None, local(s).date())]
    return start_buttons(still, scene) if still else offer_starts(scene, draft)
