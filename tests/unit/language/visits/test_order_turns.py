"""Which of several orders is meant by its place among them (REQ C8)."""

import pytest

from bot.language.visits.order_turns import Row, Turn, find_turn


@pytest.mark.parametrize(
    ("text", "turn"),
    [
        ("第二个订单取消，她说不用了", Turn(Row.TOLD, 1)),
        ("第1单改一下", Turn(Row.TOLD, 0)),
        ("后面那个取消", Turn(Row.COMING, -1)),
        ("最后一单不要了", Turn(Row.COMING, -1)),
        ("前面那单改到周六", Turn(Row.COMING, 0)),
        ("刚约的那个不要了", Turn(Row.PLACED, -1)),
        ("刚才那单取消", Turn(Row.PLACED, -1)),
        ("cancel the later one", Turn(Row.COMING, -1)),
        ("后面都不用来了", None),
        ("取消周六的", None),
        ("前面小区门口等", None),
        ("晚点再说", None),
        ("第二天再来", None),
    ],
)
def test_a_place_among_several_is_read(text: str, turn: Turn | None) -> None:
    assert find_turn(text) == turn
