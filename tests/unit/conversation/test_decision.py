"""What a message means in its conversation (REQ A11, C1, C2, D2, E2): many small cases."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from bot.conversation.decision import Context, decide
from bot.models import DraftKind
from bot.services.drafts import CONFIRM
from bot.services.reading import Reading, Score, when_from_json

WHEN: dict[str, Any] = {
    "text": "明天下午两点",
    "day": "2026-11-23",
    "clock": "14:00:00",
    "until": None,
    "part": None,
    "hours": None,
}
BOOKING, COMPLAINT = DraftKind.BOOKING, DraftKind.COMPLAINT
CANCEL, RESCHEDULE = DraftKind.CANCEL, DraftKind.RESCHEDULE
SCORE = Score(score=Decimal(5))


def sure(top: str, text: str = "…", **more: Any) -> Reading:
    """The engine is sure of it."""
    return Reading(text=text, top=top, confidence=0.9, accepted=True, **more)


def unsure(text: str = "…", **more: Any) -> Reading:
    """The engine is not sure of anything."""
    return Reading(text=text, confidence=0.2, **more)


def pressed(payload: str, **more: Any) -> Reading:
    return Reading(text="…", kind="button", payload=payload, **more)


CASES: list[tuple[str, Reading, Context, str]] = [
    # -- nothing open ---------------------------------------------------------------------
    ("greeting", sure("greet"), Context(), "greet"),
    ("enquiry", sure("enquiry_price"), Context(), "enquiry_price"),
    ("complaint", sure("complaint_late"), Context(), "complaint_late"),
    ("not sure asks back", unsure(), Context(), "not_understood"),
    ("a bare service is a detail", unsure(services=["cook"]), Context(), "inform"),
    ("service and time are a wish", unsure(services=["cook"], when=WHEN), Context(), "order_place"),
    ("a bare time is not understood", unsure(when=WHEN), Context(), "not_understood"),
    ("yes to nothing", sure("affirm", answer=True), Context(), "affirm"),
    ("yes to an offer", sure("affirm", answer=True), Context(offered=True), "order_place"),
    ("unsure yes to an offer", unsure(answer=True), Context(offered=True), "order_place"),
    ("unsure no to an offer", unsure(answer=False), Context(offered=True), "not_understood"),
    ("time to an offer", sure("inform", when=WHEN), Context(offered=True), "order_place"),
    ("time without an offer", sure("inform", when=WHEN), Context(), "inform"),
    (
        "details that look foreign are a wish",
        sure("out_of_scope", services=["cook"], when=WHEN),
        Context(),
        "order_place",
    ),
    # -- a person, pictures, surveys ------------------------------------------------------
    ("a person by rule", unsure(intent="ask_human"), Context(), "ask_human"),
    ("a person by the engine", sure("ask_human"), Context(draft=BOOKING), "ask_human"),
    ("a person before the survey", sure("ask_human", rating=SCORE), Context(has_survey=True), "ask_human"),
    ("a picture is never a yes", unsure(kind="image", answer=True), Context(draft=BOOKING, asked=CONFIRM), "media"),
    ("a sticker", unsure(kind="sticker"), Context(), "media"),
    ("a voice", unsure(kind="voice"), Context(), "media"),
    ("a score", unsure(rating=SCORE), Context(has_survey=True), "rating"),
    ("a score without a survey", unsure(rating=SCORE), Context(), "not_understood"),
    ("a score in passing", sure("enquiry_price", rating=SCORE), Context(has_survey=True), "enquiry_price"),
    ("a score and a complaint word", sure("complaint_quality", rating=SCORE), Context(has_survey=True), "rating"),
    # -- a booking is open ----------------------------------------------------------------
    ("detail", unsure(phone="+8613800138000"), Context(draft=BOOKING, asked="phone"), "inform"),
    ("unsure text", unsure("三号楼"), Context(draft=BOOKING, asked="address"), "inform"),
    ("question in between", sure("enquiry_price", "多少钱"), Context(draft=BOOKING, asked="address"), "enquiry_price"),
    (
        "a question that fills the gap",
        sure("enquiry_booking", "明天下午两点", when=WHEN),
        Context(draft=BOOKING, asked="start"),
        "inform",
    ),
    (
        "a question about what was asked for",
        sure("enquiry_booking", "明天下午两点有人吗", when=WHEN),
        Context(draft=BOOKING, asked="start"),
        "enquiry_booking",
    ),
    ("giving up", sure("deny", answer=False), Context(draft=BOOKING, asked="start"), "deny"),
    ("giving up as cancelling", sure("order_cancel"), Context(draft=BOOKING, asked="start"), "deny"),
    ("no, but", sure("deny", answer=False, when=WHEN), Context(draft=BOOKING, asked=CONFIRM), "inform"),
    ("thanks in between", sure("thanks"), Context(draft=BOOKING, asked="start"), "thanks"),
    ("status in between", sure("order_status"), Context(draft=BOOKING, asked="start"), "order_status"),
    ("complaint in between", sure("complaint_late"), Context(draft=BOOKING, asked="start"), "complaint_late"),
    ("foreign", sure("out_of_scope"), Context(draft=BOOKING, asked="start"), "out_of_scope"),
    ("foreign as an address", sure("out_of_scope"), Context(draft=BOOKING, asked="address"), "inform"),
    ("yes to the read-back", unsure(answer=True), Context(draft=BOOKING, asked=CONFIRM), "affirm"),
    ("no to the read-back", unsure(answer=False), Context(draft=BOOKING, asked=CONFIRM), "deny"),
    ("correction at the read-back", sure("affirm", answer=True, when=WHEN), Context(draft=BOOKING, asked=CONFIRM), "inform"),
    ("neither yes nor no", unsure(), Context(draft=BOOKING, asked=CONFIRM), "confirm_please"),
    ("question at the read-back", sure("enquiry_price", when=WHEN), Context(draft=BOOKING, asked=CONFIRM), "enquiry_price"),
    ("complaint at the read-back", sure("complaint_late", answer=True), Context(draft=BOOKING, asked=CONFIRM), "complaint_late"),
    ("wish at the read-back", sure("order_place"), Context(draft=BOOKING, asked=CONFIRM), "order_place"),
    ("yes to the known phone", unsure(answer=True), Context(draft=BOOKING, asked="phone", known_phone="+86138"), "inform"),
    # -- a complaint is open --------------------------------------------------------------
    ("more of it", unsure(), Context(draft=COMPLAINT), "inform"),
    ("another complaint", sure("complaint_damage"), Context(draft=COMPLAINT), "complaint_damage"),
    ("a question", sure("enquiry_price"), Context(draft=COMPLAINT), "enquiry_price"),
    ("a question in anger is none", sure("enquiry_price", angry=True), Context(draft=COMPLAINT), "inform"),
    ("good-bye", sure("goodbye"), Context(draft=COMPLAINT), "goodbye"),
    ("thanks with the phone", sure("thanks", phone="+86138"), Context(draft=COMPLAINT), "inform"),
    ("a no is no end", sure("deny", answer=False), Context(draft=COMPLAINT), "inform"),
    # -- cancelling and rescheduling ------------------------------------------------------
    ("yes", unsure(answer=True), Context(draft=CANCEL, asked=CONFIRM), "affirm"),
    ("no", unsure(answer=False), Context(draft=CANCEL, asked=CONFIRM), "deny"),
    ("yes before the question", unsure(answer=True), Context(draft=RESCHEDULE, asked="start"), "affirm"),
    ("new time", unsure(when=WHEN), Context(draft=RESCHEDULE, asked="start"), "inform"),
    ("new time with yes", unsure(when=WHEN, answer=True), Context(draft=RESCHEDULE, asked=CONFIRM), "inform"),
    ("which order", unsure(services=["cook"]), Context(draft=CANCEL), "order_cancel"),
    ("which order to move", unsure(services=["cook"]), Context(draft=RESCHEDULE), "order_reschedule"),
    ("unclear", unsure(), Context(draft=CANCEL, asked=CONFIRM), "confirm_please"),
    ("a question", sure("enquiry_price"), Context(draft=CANCEL, asked=CONFIRM), "enquiry_price"),
    ("a greeting", sure("greet"), Context(draft=RESCHEDULE, asked="start"), "greet"),
    # -- buttons --------------------------------------------------------------------------
    ("yes button", pressed("yes"), Context(draft=BOOKING, asked=CONFIRM), "affirm"),
    ("no button", pressed("no"), Context(draft=BOOKING), "deny"),
    ("book button", pressed("book"), Context(), "order_place"),
    ("person button", pressed("person"), Context(draft=BOOKING), "ask_human"),
    ("service button", pressed("service:cook"), Context(draft=BOOKING), "order_place"),
    ("start button", pressed("start:2026-11-23T14:00"), Context(draft=BOOKING), "inform"),
    ("start button later", pressed("start:2026-11-23T14:00"), Context(), "order_place"),
    ("phone button", pressed("phone:known"), Context(draft=BOOKING, known_phone="+86138"), "inform"),
    ("rating button", pressed("rate:7:4"), Context(), "rating"),
    ("broken rating button", pressed("rate:x:4"), Context(), "not_understood"),
    ("no score", pressed("rate:7:"), Context(), "not_understood"),
    ("no number", pressed("rate:7:NaN"), Context(), "not_understood"),
    ("menu button", pressed("intent:enquiry_price"), Context(), "enquiry_price"),
    ("no other intent by button", pressed("intent:order_place"), Context(), "not_understood"),
    ("order to cancel", pressed("cancel:D20261122-0001"), Context(), "order_cancel"),
    ("order to move", pressed("reschedule:D20261122-0001"), Context(), "order_reschedule"),
    ("unknown button", pressed("admin:1"), Context(), "not_understood"),
    ("empty button", pressed(""), Context(), "not_understood"),
    ("a button beats the text", pressed("no", intent="ask_human"), Context(), "deny"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("reading", "context", "intent"),
    [case[1:] for case in CASES],
    ids=[f"{n}-{case[0].replace(' ', '-')}" for n, case in enumerate(CASES)],
)
def test_the_desk_acts_on_the_meaning_in_the_conversation(
    reading: Reading, context: Context, intent: str
) -> None:
    """REQ A11."""
    assert decide(reading, context) == intent


def test_a_start_button_is_its_moment_in_shanghai() -> None:
    reading = pressed("start:2026-11-23T14:30")
    decide(reading, Context(draft=BOOKING))
    when = when_from_json(reading.when)
    assert when is not None
    assert when.start == datetime.fromisoformat("2026-11-23T14:30+08:00")


def test_a_service_button_names_its_service() -> None:
    reading = pressed("service:cook", services=["daily_clean"])
    decide(reading, Context())
    assert reading.services == ["cook"]


def test_a_rating_button_names_its_survey() -> None:
    """REQ E2: an old question is answered by its own button."""
    reading = pressed("rate:7:4")
    decide(reading, Context())
    assert reading.rating == Score(score=Decimal(4), survey_id=7)


@pytest.mark.parametrize(("answer", "phone"), [(True, "+86138"), (False, None)])
def test_yes_to_the_known_phone_takes_it_and_no_does_not(answer: bool, phone: str | None) -> None:
    """REQ C1."""
    reading = unsure(answer=answer)
    decide(reading, Context(draft=BOOKING, asked="phone", known_phone="+86138"))
    assert reading.phone == phone


def test_the_known_phone_is_given_by_its_button() -> None:
    reading = pressed("phone:known")
    decide(reading, Context(draft=BOOKING, known_phone="+86138"))
    assert reading.phone == "+86138"
