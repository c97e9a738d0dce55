"""Questions about one visit of a series that is being booked: 元旦那天算不算, 第二次是哪天."""

from datetime import date, datetime

from actions.base import Scene
from bot.clock import local
from bot.language.visits.series_edits import asks_of_a_visit, moves_one_visit
from bot.language.visits.visit_words import days_named
from bot.models import Draft
from bot.services.booking import bookings, repeats
from bot.services.wording import Reply


def told_of_visit(scene: Scene, draft: Draft) -> list[Reply]:
    """Whether there is a visit on that day, or when it is; that a single one can be moved later."""
    series = repeats.from_json(draft.data.get("series"))
    span = bookings.span(draft, scene.desk)
    text = scene.reading.text
    if series is None or span is None or scene.reading.payload is not None:
        return []
    if moves_one_visit(text):
        return [scene.say("utter_one_visit_later")]
    if not asks_of_a_visit(text):
        return []
    start, end = span
    further = repeats.spans(series, start, end - start, scene.now, scene.settings)
    starts = {local(each).date(): each for each in [start, *(first for first, _ in further)]}
    return [_answer(scene, starts)]


def _answer(scene: Scene, starts: dict[date, datetime]) -> Reply:
    reading, today = scene.reading, local(scene.now).date()
    named = days_named(reading.text, reading.moments, starts, today) or []
    if not named:
        return scene.say("utter_visit_not_then")
    return scene.say("utter_visit_then", when=scene.listed(scene.when(starts[d]) for d in named))
