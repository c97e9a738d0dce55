"""How much there is to do, and what a customer asks for besides: the notes of a booking."""

import re

from bot.language.booking.giving_up import leaves_out
from bot.language.booking.tidy import merged, tidied
from bot.language.booking.wish_words import outdated
from bot.language.booking.worker_sex import sex_does_not_matter
from bot.language.contact.of_others import phones_of_others
from bot.language.contact.phone import as_dialled
from bot.language.talk.questions import is_question
from bot.language.trade.amounts import find_home
from bot.language.trade.meals import find_meal
from bot.language.visits.series_edits import names_day_off
from bot.models import Draft
from bot.services import drafts
from bot.services.booking import following, several
from bot.services.booking.quantities import take_quantity
from bot.services.desk import Desk
from bot.services.order.worker_wishes import said_in
from bot.services.reading import Reading
from bot.services.trade import catalogue

_LONGEST, _SHORT = 80, 18
_CLAUSE = re.compile(r"[，,。；;！!\n]")
_DONE_WITH = re.compile(r"要[^，。]{0,4}[拆换修补挪搬]|拆(?:下来|洗)|很?[脏高]$")


def take_rest(desk: Desk, draft: Draft, reading: Reading) -> None:
    """Put the quantity and the wishes of a message into the draft, each wish once."""
    words, pieces = several.words_of_the_first(reading), draft.data.get("pieces")
    service = catalogue.by_code(desk.session, draft.data.get("service"))
    if service:
        take_quantity(desk, draft, words, service.unit)
    _forget_outdated(desk, draft, reading)
    is_counted = draft.data.get("pieces") != pieces
    others = [n for n in _others(draft, reading) if not _is_of_next(desk, draft, n)]
    for note in [*_notes(draft, reading, words, is_counted=is_counted), *others]:
        notes = _without_sex(draft) if said_in(note) else draft.data.get("notes", [])
        drafts.update(desk.session, draft, desk.now, notes=merged(notes, note))
    if sex_does_not_matter(reading.words) and "notes" in draft.data:
        drafts.update(desk.session, draft, desk.now, notes=_without_sex(draft))


def _notes(draft: Draft, reading: Reading, words: str, *, is_counted: bool) -> list[str]:
    """The size of the home, the wish, what is left out, the extension; what an appliance less
    says is in the number of them."""
    limits = leaves_out(reading.words) and not (reading.refused or is_question(reading.words))
    is_off = names_day_off(reading.words) and not (reading.any_time or "series" in draft.data)
    note = None if limits and is_counted else reading.note
    part = reading.text.strip()[:_LONGEST] if (limits and not is_counted) or is_off else None
    is_said = bool(part and note and note in part)
    behind = f"电话转 {reading.extension}" if reading.extension else None
    told = (_home(words, note), _meal(words, note), note, None if is_said else part, behind)
    return [each for each in map(_tidy, told) if each]


def _tidy(note: str | None) -> str | None:
    return tidied(note) if note else None


def _is_of_next(desk: Desk, draft: Draft, note: str) -> bool:
    """“丈母娘 130…”, where the next service is at her home."""
    return following.take_note(desk, draft, note, note.partition(" ")[0])


def _others(draft: Draft, reading: Reading) -> list[str]:
    """“丈母娘 130…”: the numbers beside the one to call; that one has its own line."""
    if reading.phone is None:
        return []
    called = as_dialled(draft.data.get("phone") or reading.phone)
    return [each for each in phones_of_others(reading.text) if called not in each]


def _home(words: str, note: str | None) -> str | None:
    """The size of the home and of the work, unless the note says it with more; of a single count
    what is to be done with it: “两扇纱窗要拆下来洗”."""
    home = find_home(words)
    is_said = home is not None and all(part in (note or "") for part in home.split(" "))
    if home is None or is_said:
        return None
    clause = next((each for each in _CLAUSE.split(words) if home in each), home)
    tells_more = _DONE_WITH.search(clause) and len(clause) <= _SHORT and not is_question(clause)
    return clause if tells_more else home


def _meal(words: str, note: str | None) -> str | None:
    """“八个菜、六个大人”, unless the note says it."""
    meal = None if is_question(words) else find_meal(words)
    is_said = meal is not None and all(part in (note or "") for part in meal.split("、"))
    return None if is_said else meal


def _forget_outdated(desk: Desk, draft: Draft, reading: Reading) -> None:
    """“在家” ends “去医院陪夜”."""
    notes: list[str] = draft.data.get("notes", [])
    kept = [note for note in notes if not outdated(note, reading.words)]
    if kept != notes:
        drafts.update(desk.session, draft, desk.now, notes=kept or None)


def _without_sex(draft: Draft) -> list[str]:
    """The notes but for a wish that a later word takes back."""
    notes: list[str] = draft.data.get("notes", [])
    clauses = [[c for c in note.split("，") if said_in(c) is None] for note in notes]
    return ["，".join(each) for each in clauses if each]
