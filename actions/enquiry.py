"""action_answer_enquiry: exact answers, then back to the thread where it was."""

from collections.abc import Sequence

from actions.base import DeskAction, Scene
from actions.booked_total import booked_total
from actions.offers import resume
from actions.read_back import read_back
from actions.taken import noted
from actions.totals import quoted, so_far, total
from bot.clock import local
from bot.language.booking.asked_back import asks_when_it_begins
from bot.language.booking.refusals import offers_wechat
from bot.language.booking.wishes import names_pet
from bot.language.booking.worker_sex import Sex
from bot.language.cantonese import mandarin
from bot.language.talk.job_seekers import seeks_work
from bot.language.talk.questions import (
    asks_for_offers,
    asks_when_it_ends,
    besides_questions,
    is_in_general,
)
from bot.language.trade.several import asks_together
from bot.language.trade.subjects import find_subject
from bot.language.visits.series_edits import asks_to_pause
from bot.models import CaseKind, Draft, DraftKind, Flag
from bot.services import drafts, phrasing
from bot.services.booking import again, bookings, following, quantities
from bot.services.customer import needs
from bot.services.drafts import CONFIRM
from bot.services.enquiry import enquiries
from bot.services.enquiry.answer import Answer
from bot.services.handoff.cases import add_to_case, open_of_kind
from bot.services.order import standing
from bot.services.order.worker_wishes import said_in
from bot.services.reading import Reading
from bot.services.trade import catalogue
from bot.services.wording import Reply


class AnswerEnquiry(DeskAction):
    """Answers from the catalogue; takes details along and resumes an open booking."""

    title = "action_answer_enquiry"

    def act(self, scene: Scene) -> list[Reply]:
        draft = scene.draft()
        told = _of_the_booking(scene, draft) or _aside(scene, draft)
        found = [] if told else _found(scene, scene.reading.intent)
        replies = told or _in_words(scene, found)
        if draft is not None and draft.kind == DraftKind.BOOKING:
            before, is_read = dict(draft.data), draft.asked == CONFIRM
            bookings.take(scene.desk, draft, _besides_the_question(scene, draft))
            if is_read and draft.data != before:  # the yes is to be to what was read (REQ C2)
                return [*replies, read_back(scene, draft)]
            if draft.asked:
                _back_to_what_is_booked(scene, draft)
                return [*replies, *noted(scene, draft, before), resume(scene, draft)]
        if draft is not None and draft.asked == CONFIRM:
            return [*replies, scene.say("utter_confirm_please")]
        if not all(answer.known for answer in found):
            return replies  # nothing is offered behind what was only promised
        return [*replies, *introduced(scene), *_guide(scene, replies)]


def _of_the_booking(scene: Scene, draft: Draft | None) -> list[Reply]:
    """What the booking in hand or the amount in question costs, as far as its size is known."""
    asked = scene.reading.intent
    if asked not in {"enquiry_price", "enquiry_promotion"} or find_subject(scene.reading.words):
        return []
    if draft is not None and draft.kind != DraftKind.BOOKING:
        return []
    if draft is None and (told := booked_total(scene)):
        return told
    is_first = asked == "enquiry_price" and (draft is None or not draft.asked)
    if is_first and _of_one(scene) and (told := quoted(scene)):
        return told
    haggles = asked == "enquiry_promotion" and not asks_for_offers(scene.reading.words)
    if draft is not None and (told := total(scene, draft) or so_far(scene, draft, haggles=haggles)):
        return [*told, scene.say("utter_price_fixed")] if haggles else told
    return []


def _aside(scene: Scene, draft: Draft | None) -> list[Reply]:
    """From when to when the visit in hand is, and whether WeChat will do instead of a phone."""
    if draft is None or draft.kind != DraftKind.BOOKING:
        return []
    if offers_wechat(scene.reading.words):
        return [scene.say("utter_phone_needed")]
    if told := _too_short(scene, draft) or _together(scene, draft):
        return [told]
    return _span(scene, draft)


def _span(scene: Scene, draft: Draft) -> list[Reply]:
    """“几点能做完”, “到底几点到”."""
    words = scene.reading.words
    asks = asks_when_it_ends(words) or asks_when_it_begins(words)
    span = bookings.span(draft, scene.desk) if asks else None
    if span is None:
        return []
    start, end = span
    return [scene.say("utter_ends", when=scene.when(start), until=f"{local(end):%H:%M}")]


def _together(scene: Scene, draft: Draft) -> Reply | None:
    """“两样能一道来吗”: the services in line come on the day of the one in hand, right after it."""
    first = catalogue.by_code(scene.session, draft.data.get("service"))
    if first is None or not asks_together(scene.reading.words):
        return None
    codes = following.bring_together(scene.desk, draft)
    rest = [s for code in codes if (s := catalogue.by_code(scene.session, code))]
    names = scene.listed(scene.service(service) for service in rest)
    return scene.say("utter_together", first=scene.service(first), rest=names) if rest else None


def _too_short(scene: Scene, draft: Draft) -> Reply | None:
    """“两个小时行不行”, of a service that costs no less than four."""
    service = catalogue.by_code(scene.session, draft.data.get("service"))
    hours = quantities.hours_of(scene.reading, service) if service else None
    if service is None or hours is None or service.price * hours >= service.minimum:
        return None
    return scene.say(
        "utter_below_minimum",
        service=scene.service(service),
        note=service.minimum_note,
        amount=phrasing.amount(service.minimum, scene.language),
    )


def _of_one(scene: Scene) -> bool:
    """Whether the question is about a single service, which is then the one talked of."""
    named = scene.reading.services
    if len(named) == 1:
        scene.conversation.last_service = named[0]
    return len(named) <= 1


def _besides_the_question(scene: Scene, draft: Draft) -> Reading:
    """The details of a question; the service it asks about does not replace the one in hand, and
    “周末也是这个价吗” wishes for no weekend, “中午能做完吗” for no noon, “崇明呢” for no other
    place."""
    is_aside = "service" in draft.data or scene.reading.compared
    services = [] if is_aside else scene.reading.services
    times = [each for each in scene.reading.times if not is_in_general(each["text"])]
    if asks_when_it_ends(scene.reading.words) or asks_when_it_begins(scene.reading.words):
        times = []
    when = scene.reading.when if len(times) == len(scene.reading.times) else None
    if asks_to_pause(scene.reading.words) and draft.data.get("series"):
        times, when = [], None
    address = scene.reading.address
    if address and not address["detail"] and "address" in draft.data:
        address = None
    told = besides_questions(scene.reading.text)
    if scene.reading.intent == "enquiry_price" or names_pet(told or scene.reading.text):
        told = scene.reading.text  # “三台多少钱” is so many, “有狗可以吗” tells of a dog
    update = {
        "text": told,
        "plain": mandarin(told),
        "services": services,
        "times": times,
        "when": when,
        "address": address,
    }
    return scene.reading.model_copy(update=update)


def _back_to_what_is_booked(scene: Scene, draft: Draft) -> None:
    """The next question without a service is about the one in hand, whatever this one was about."""
    scene.conversation.last_service = draft.data.get("service") or scene.conversation.last_service


def _guide(scene: Scene, replies: Sequence[Reply]) -> list[Reply]:
    """On to a booking, once it is clear what the customer asks about (REQ A3); no second question
    after one, and nothing is sold to whom has booked."""
    if standing.open_orders(scene.session, scene.conversation.identity.customer_id):
        return []
    if replies and (replies[-1].buttons or replies[-1].text.rstrip().endswith(("?", "？"))):
        return []
    if scene.house.wording.was_said("utter_guide", "\n".join(scene.said), scene.language):
        return []
    if not scene.conversation.last_service:
        asks_place = scene.reading.intent == "enquiry_area_hours" and scene.reading.address
        return [scene.say("utter_area_which")] if asks_place else []
    return [scene.say("utter_guide", scene.button("book_now", "book"))]


def suggestion(scene: Scene) -> list[Reply]:
    """One fitting, polite suggestion for a latent need, once in its life (REQ B3); never beside an
    emergency or right after a booking."""
    is_urgent = Flag.URGENT in scene.conversation.flags
    if is_urgent or again.just_booked(scene.session, scene.turn, scene.now):
        return []
    need = needs.next_to_suggest(scene.session, scene.conversation.identity.customer_id)
    service = catalogue.by_code(scene.session, need.service) if need else None
    booked = standing.open_orders(scene.session, scene.conversation.identity.customer_id)
    known = {scene.conversation.last_service, *(order.service.code for order in booked)}
    if need is None or service is None or service.code in known:
        return []
    need.row.suggested_at = scene.now
    price = scene.price(service)
    return [
        scene.say(f"utter_suggest_{need.row.kind}", service=scene.service(service), price=price)
    ]


def introduced(scene: Scene, *, instead: bool = False) -> list[Reply]:
    """The suggestion; what is said next is about it, where no service is talked of yet, or
    ``instead`` of that one."""
    need = needs.next_to_suggest(scene.session, scene.conversation.identity.customer_id)
    told = suggestion(scene)
    is_open = instead or scene.conversation.last_service is None
    if told and need is not None and is_open:
        scene.conversation.last_service = need.service
    return told


def answers_in_passing(scene: Scene) -> list[Reply]:
    """The answers to questions that came along with another wish."""
    if scene.reading.remark:
        return []
    topics = [i for i in scene.reading.also if i.startswith("enquiry_")]
    draft = scene.draft()
    if "enquiry_price" in topics and draft is not None and (told := so_far(scene, draft)):
        return told
    return [reply for intent in topics[:2] for reply in _answers(scene, intent)]


def _answers(scene: Scene, intent: str) -> list[Reply]:
    return _in_words(scene, _found(scene, intent))


def _found(scene: Scene, intent: str) -> list[Answer]:
    reading = scene.reading.model_copy(update={"intent": intent})
    _think_of_the_order(scene)
    return enquiries.answer(
        scene.session,
        scene.conversation,
        reading,
        today=local(scene.now).date(),
        settings=scene.settings,
    )


def _in_words(scene: Scene, found: Sequence[Answer]) -> list[Reply]:
    return [_told(scene, a) if a.known else _unknown(scene) for a in found]


def _told(scene: Scene, answer: Answer) -> Reply:
    """The answer; who haggles on is not read the same list of offers again."""
    lines = answer.places.get("lines", "-")
    haggles = answer.key == "utter_promotion" and not asks_for_offers(scene.reading.words)
    if haggles and lines in "\n".join(scene.said):
        return scene.say("utter_promotion_again")
    if answer.key == "utter_compared" and lines in "\n".join(scene.said):
        return scene.say("utter_compared_again", **answer.places)
    if answer.key == "utter_sex_open" and (wished := _wished_sex(scene)):
        return scene.say("utter_sex_noted", what=scene.text(f"utter_wished_{wished.name.lower()}"))
    return scene.say(answer.key, **answer.places)


def _wished_sex(scene: Scene) -> Sex | None:
    """What was wished already, in the booking in hand or in what is booked."""
    draft = drafts.find(scene.session, scene.conversation.id, DraftKind.BOOKING)
    notes = draft.data.get("notes", []) if draft else []
    booked = standing.open_orders(scene.session, scene.conversation.identity.customer_id)
    return said_in("；".join([*notes, *(order.note or "" for order in booked)]))


def _think_of_the_order(scene: Scene) -> None:
    """A question without a service is about the one that is booked."""
    if scene.conversation.last_service or scene.reading.services:
        return
    booked = standing.open_orders(scene.session, scene.conversation.identity.customer_id)
    if booked:
        scene.conversation.last_service = booked[0].service.code


def _unknown(scene: Scene) -> Reply:
    """Not in the catalogue: an apology, a promised time, a case (REQ B2).

    A further question goes into the case that is open, and is answered with it.
    """
    owed = open_of_kind(scene.session, scene.conversation.id, CaseKind.ENQUIRY)
    if owed is not None and owed.due_at > scene.now and not seeks_work(owed.subject):
        add_to_case(scene.session, owed, scene.reading.text[:200])
        return scene.say("utter_unknown_more", when=phrasing.deadline(owed.due_at, scene.language))
    case = scene.open_case(CaseKind.ENQUIRY, "unknown", scene.reading.text[:200])
    return scene.say("utter_unknown", when=phrasing.deadline(case.due_at, scene.language))
