"""Whether the engine's answer is sure enough to act on."""

import pytest

from bot.conversation.engine import Parsed

THRESHOLD = 0.55


@pytest.mark.parametrize(
    ("ranking", "sure"),
    [
        ([("complaint_late", 0.4), ("complaint_no_show", 0.3), ("greet", 0.3)], True),
        ([("complaint_late", 0.4), ("order_status", 0.35), ("complaint_no_show", 0.1)], False),
        ([("order_place", 0.25), ("order_cancel", 0.24), ("order_status", 0.23)], False),
        ([("order_place", 0.6), ("greet", 0.4)], True),
        ([("affirm", 0.4), ("deny", 0.35), ("inform", 0.25)], False),
        ([("out_of_scope", 0.5), ("ask_human", 0.3), ("enquiry_price", 0.2)], False),
        ([("out_of_scope", 0.6), ("enquiry_price", 0.4)], True),
        ([], False),
    ],
)
def test_intents_of_one_class_add_up_and_those_of_the_rest_do_not(
    ranking: list[tuple[str, float]], sure: bool
) -> None:
    assert Parsed(ranking, {}).is_sure(THRESHOLD) is sure
