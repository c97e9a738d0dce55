"""Services whose workers are met first: what is booked online is the meeting at the customer's
home; what is said of the work itself is kept as notes for whoever comes to it."""

from bot.language.booking.engagement import Span, lasts_a_shift, span_of, times_in, work_said
from bot.language.when import When, merge_all
from bot.models import Draft
from bot.services import drafts, phrasing
from bot.services.desk import Desk
from bot.services.reading import Reading, when_from_json, when_to_json
from bot.services.trade import catalogue, rhythm

_DATED = {
    "zh": {Span.DUE: "预产期 {day}", Span.BEGIN: "希望 {day}开始"},
    "en": {Span.DUE: "due date {day}", Span.BEGIN: "to begin on {day}"},
}


def is_met_first(desk: Desk, draft: Draft) -> bool:
    """Whether a draft is of the first meeting; what the desk has agreed on by phone is not."""
    service = catalogue.by_code(desk.session, draft.data.get("service"))
    agreed = draft.data.get("agreed", False)
    return service is not None and not agreed and rhythm.is_met_first(service)


def apart(desk: Desk, draft: Draft, reading: Reading) -> Reading:
    """Keep what a message says of the work as notes; what is left is of the meeting.

    A button is an answer of its own, and so is every message about any other service.
    """
    if reading.payload is not None or not is_met_first(desk, draft):
        return reading
    is_asked = draft.asked not in {None, "", "service"}
    times = [reading.when] if reading.wishes else reading.times
    known = [when for each in times if (when := when_from_json(each))]
    said = [each for when in known for each in times_in(when, reading.words, desk.now)]
    spans = [(span_of(when, reading.words, is_asked=is_asked), when) for when in said]
    _keep(desk, draft, [*_dated(spans, reading.language), *_plain(spans, reading)])
    _free_day(desk, draft, spans)
    left = [when for span, when in spans if span is Span.MEETING]
    return reading.model_copy(
        update={
            "when": when_to_json(merged) if (merged := merge_all(left)) else None,
            "times": [when_to_json(when) for when in left],
        }
    )


def _dated(spans: list[tuple[Span, When]], language: str) -> list[str]:
    """“预产期 12月15日”, “希望 12月1日开始”."""
    named = _DATED["en" if language == "en" else "zh"]
    return [
        named[span].format(day=phrasing.day(when.day, language))
        for span, when in spans
        if span in named and when.day is not None
    ]


def _plain(spans: list[tuple[Span, When]], reading: Reading) -> list[str]:
    """What is said without a date; another rule may keep the same words as a wish."""
    wished = reading.note or ""
    clauses = work_said(reading.wishes[0].text if reading.wishes else reading.text)
    shifts = [
        f"{when.clock:%H:%M}–{when.until:%H:%M}"
        for span, when in spans
        if span is not Span.MEETING and when.clock and when.until and lasts_a_shift(when)
        if not any(when.text in clause for clause in clauses)
    ]
    return [said for said in [*clauses, *shifts] if said not in wished]


def _keep(desk: Desk, draft: Draft, said: list[str]) -> None:
    """The notes, in which a later date of one kind takes the place of the former; a question asked
    once more after them is none in vain."""
    if not said:
        return
    kinds = {kind for note in said if (kind := _kind(note))}
    known = draft.data.get("notes", [])
    kept = [note for note in known if note not in said and _kind(note) not in kinds]
    drafts.update(desk.session, draft, desk.now, notes=[*kept, *said], asked_times=0)


def _kind(note: str) -> Span | None:
    """Which date a note is of."""
    for named in _DATED.values():
        for span, form in named.items():
            if note.startswith(form.partition("{")[0]):
                return span
    return None


def _free_day(desk: Desk, draft: Draft, spans: list[tuple[Span, When]]) -> None:
    """“那是预产期”: the day that was taken for the meeting's is not."""
    known = when_from_json(draft.data.get("when"))
    others = {when.day for span, when in spans if span in {Span.DUE, Span.BEGIN}}
    if known is not None and known.day is not None and known.day in others:
        drafts.update(desk.session, draft, desk.now, when=None)
