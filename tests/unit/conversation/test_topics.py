"""What a question is about by its words, whatever it was labelled."""

import pytest

from bot.conversation.context import Context
from bot.conversation.topics import asked_topic
from bot.models import DraftKind
from bot.services.reading import Reading

TALK = Context(talked_of_service=True)
BOOKING = Context(talked_of_service=True, draft=DraftKind.BOOKING, asked="address")
SERVED = Context(talked_of_service=True, had_service=True, has_orders=True)


def reading(text: str, top: str = "out_of_scope", **more: object) -> Reading:
    return Reading(text=text, plain=text, top=top, accepted=True, confidence=0.9).model_copy(
        update=more
    )


@pytest.mark.parametrize(
    ("text", "top", "context", "topic"),
    [
        ("不满意能退吗", "complaint_refund", TALK, "enquiry_price"),
        ("不满意能退吗", "complaint_refund", SERVED, None),
        ("打坏东西赔吗", "complaint_damage", BOOKING, "enquiry_price"),
        ("打坏东西赔吗", "complaint_damage", SERVED, None),
        ("几个人来", "order_status", BOOKING, "enquiry_price"),
        ("几点能做完", "out_of_scope", BOOKING, "enquiry_content"),
        ("几点能做完", "out_of_scope", TALK, "enquiry_content"),
        ("几点能做完", "out_of_scope", SERVED, None),
        ("两张床够不够一次的", "enquiry_content", TALK, "enquiry_price"),
        ("每周固定来能便宜吗", "enquiry_booking", TALK, "enquiry_promotion"),
        ("电话就用这个微信行吗", "enquiry_booking", BOOKING, "enquiry_content"),
        ("你们都有什么服务", "enquiry_area_hours", TALK, "enquiry_content"),
        ("你们都有啥服务，价目表发我看看", "enquiry_content", Context(), "enquiry_price"),
        ("你们最便宜的是哪个", "out_of_scope", Context(), "enquiry_content"),
        ("我听隔壁说你们15块一平", "inform", TALK, "enquiry_price"),
        ("太贵了吧", "out_of_scope", BOOKING, "enquiry_promotion"),
        ("贵不贵呀", "enquiry_promotion", BOOKING, "enquiry_price"),
        ("168块对吧", "affirm", BOOKING, "enquiry_price"),
        ("168块对吧", "complaint_overcharge", SERVED, None),
        ("按哪个算的钱", "complaint_overcharge", TALK, "enquiry_price"),
        ("怎么算的钱", "complaint_overcharge", Context(), None),
        ("能擦油烟机吗", "out_of_scope", TALK, "enquiry_content"),
        ("能擦油烟机吗", "out_of_scope", Context(), None),
        ("集成灶呢", "out_of_scope", TALK, "enquiry_content"),
        ("人呢", "order_status", SERVED, None),
        ("介绍一下钟点工", "inform", TALK, "enquiry_content"),
        ("好的谢谢", "thanks", TALK, None),
        ("我家有只猫", "inform", BOOKING, None),
    ],
)
def test_the_words_name_the_topic(text: str, top: str, context: Context, topic: str | None) -> None:
    assert asked_topic(reading(text, top), context) == topic


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("那60平呢", "enquiry_price"),
        ("三台呢", "enquiry_price"),
        ("42天呢", "enquiry_price"),
        ("那周末呢", "enquiry_price"),
        ("好吗", None),
    ],
)
def test_the_last_price_is_asked_again_of_so_much(text: str, topic: str | None) -> None:
    assert asked_topic(reading(text), Context(last_topic="enquiry_price")) == topic


def test_advice_between_services_is_an_enquiry() -> None:
    asked = reading("哪个好", compared=["daily_clean", "deep_clean"])
    assert asked_topic(asked, BOOKING) == "enquiry_content"
