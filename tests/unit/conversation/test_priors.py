"""A complaint is weighed by the talk: rare in a booking, as common as anything else after a visit."""

import pytest

from bot.conversation.context import Context
from bot.conversation.priors import weigh
from bot.models import DraftKind
from bot.services.drafts import CONFIRM
from bot.services.reading import Reading

READ_BACK = Context(draft=DraftKind.BOOKING, asked=CONFIRM)
MOVING = Context(draft=DraftKind.RESCHEDULE, asked="start")
BOOKED = Context(has_orders=True)
ASKING = Context(talked_of_service=True)
SERVED = Context(has_orders=True, had_service=True)
COMPLAINING = Context(draft=DraftKind.COMPLAINT)
FILED = Context(has_orders=True, has_complaint=True)


def half_sure(text: str, share: float, other: str, other_share: float) -> Reading:
    return Reading(text=text, top="complaint_late", confidence=share, accepted=True,
                   complaint_share=share, other=other, other_share=other_share)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "share", "other", "context"),
    [
        ("时间提前半小时", 0.88, "order_reschedule", BOOKED),
        ("六点太晚了 四点可以吗", 0.55, "order_reschedule", READ_BACK),
        ("六点太晚了 四点可以吗", 0.55, "order_reschedule", MOVING),
        ("跟深度保洁同一天，做完接着做", 0.58, "enquiry_content", READ_BACK),
        ("我老公说三个小时", 0.71, "inform", READ_BACK),
        ("小孩三岁 上幼儿园了 接送一下", 0.54, "out_of_scope", ASKING),
    ],
)
def test_what_tells_of_no_grievance_before_a_visit_is_what_it_else_reads_as(
    text: str, share: float, other: str, context: Context
) -> None:
    reading = half_sure(text, share, other, 0.9 * (1 - share))
    weigh(reading, context)
    assert reading.top == other
    assert 0.4 < reading.confidence < 1


@pytest.mark.parametrize(
    ("text", "share", "context"),
    [
        ("阿姨到现在没来", 0.6, READ_BACK),
        ("弄得一塌糊涂", 0.6, BOOKED),
        ("时间提前半小时", 0.88, SERVED),
        ("时间提前半小时", 0.88, COMPLAINING),
        ("时间提前半小时", 0.88, FILED),
        ("时间提前半小时", 0.88, Context()),
        ("十点四十才在门口按铃", 0.999, READ_BACK),
    ],
)
def test_a_grievance_or_a_sure_label_stays_a_complaint(
    text: str, share: float, context: Context
) -> None:
    reading = half_sure(text, share, "order_reschedule", 1 - share)
    weigh(reading, context)
    assert reading.top == "complaint_late"


def test_anger_and_danger_are_never_weighed_away() -> None:
    for sign in ({"angry": True}, {"urgent": "gas"}):
        reading = half_sure("时间提前半小时", 0.6, "order_reschedule", 0.4).model_copy(update=sign)
        weigh(reading, READ_BACK)
        assert reading.top == "complaint_late"
