"""What is told while only questions are asked is not said again (REQ C1)."""

from datetime import timedelta

import pytest

from bot.db import Database
from bot.language.place.address import find_addresses
from bot.language.when import find_times
from bot.models import DraftKind, Turn
from bot.services import drafts
from bot.services.booking.recall import recall
from bot.services.desk import Desk
from bot.services.reading import Reading, address_to_json, when_to_json
from bot.settings import Settings
from tests.factories import NOW, make_company, make_conversation, make_service

SUNDAY = find_times("周日", NOW)[0].day
TOLD = [
    ("周六贵不贵", "enquiry_price", 55),
    ("周日来得及不", "enquiry_booking", 52),
    ("你们徐汇来吗，漕溪路88弄3号", "enquiry_area_hours", 50),
    ("三台空调多少钱，我家120平，有狗", "enquiry_price", 40),
    ("那静安呢", "enquiry_area_hours", 30),
]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("between", "notes", "quantity"),
    [(None, ["120平", "有狗"], "3"), ("deny", None, None), ("order_status", None, None)],
)
def test_a_booking_takes_up_what_the_questions_before_it_told(
    database: Database,
    settings: Settings,
    between: str | None,
    notes: list[str] | None,
    quantity: str | None,
) -> None:
    with database.read() as session:
        make_company(session)
        make_service(session, "appliances", name="家电清洗", unit="台")
        conversation = make_conversation(session)
        desk = Desk(session, conversation, NOW, settings)
        turns = [*TOLD, *([("好", between, 20)] if between else []), ("约吧", "order_place", 0)]
        for number, (text, intent, minutes) in enumerate(turns):
            places = find_addresses(text, "上海市")
            reading = Reading(
                text=text,
                intent=intent,
                address=address_to_json(places[-1]) if places else None,
                times=[when_to_json(when) for when in find_times(text, NOW)],
            )
            turn = Turn(
                conversation=conversation,
                sender=f"s{number}",
                intent=intent,
                reading=reading.model_dump(mode="json"),
                started_at=NOW - timedelta(minutes=minutes),
            )
            session.add(turn)
            session.flush()
        draft = drafts.open_draft(session, conversation, DraftKind.BOOKING, NOW)
        drafts.update(session, draft, NOW, service="appliances")
        recall(desk, draft, turn)
        assert draft.data.get("notes") == notes
        assert draft.data.get("quantity") == quantity
        assert ("address" in draft.data) == (between is None)
        day = draft.data["when"]["day"] if "when" in draft.data else None
        assert day == (str(SUNDAY) if between is None else None)
