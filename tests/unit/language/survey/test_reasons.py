"""What a customer's reason is about (REQ E2)."""

import pytest

from bot.language.survey.rating import read_nps
from bot.language.survey.reasons import Topic, topics_of

A, S, R, X = Topic.ATTITUDE, Topic.SPEED, Topic.RESULT, Topic.EXPERIENCE


@pytest.mark.parametrize(
    ("reason", "topics"),
    [
        ("阿姨很热情，擦得也干净", (A, R)),
        ("迟到了四十分钟", (S,)),
        ("窗户上还有水印", (R,)),
        ("价格有点贵，不过预约方便", (X,)),
        ("说话很凶", (A,)),
        ("she was late and the kitchen is still dirty", (S, R)),
        ("等得太久了", (Topic.SPEED,)),
        ("等了半天", (Topic.SPEED,)),
        ("嗯", ()),
    ],
)
def test_a_reason_is_sorted_by_what_it_is_about(reason: str, topics: tuple[Topic, ...]) -> None:
    assert topics_of(reason) == topics


@pytest.mark.parametrize(
    ("text", "score"),
    [("9分", 9), ("10", 10), ("0", 0), ("肯定不会推荐", 0), ("绝对不会", 0), ("不愿意推荐", 0),
     ("一定会推荐", 10), ("会推荐吗？", None), ("我再想想", None)],
)  # fmt: skip
def test_the_wish_to_recommend_is_read_from_figures_and_words(text: str, score: int | None) -> None:
    assert read_nps(text) == score
