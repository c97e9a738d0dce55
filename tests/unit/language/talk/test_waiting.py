"""What is said by somebody who waits for a person (REQ A2, A10)."""

import pytest

from bot.language.talk.waiting import asks_for_somebody, gives_up_waiting, loses_patience


@pytest.mark.parametrize(
    "text",
    [
        "要等多久才有人回复", "怎么还没人理我", "现在有人吗", "有没有人啊", "前面还有几个人",
        "什么时候有人接", "客服呢", "is anyone there", "how long do I have to wait",
        "How long is the wait?", "how long until someone answers",
    ],
)  # fmt: skip
def test_a_person_is_asked_for(text: str) -> None:
    assert asks_for_somebody(text)


@pytest.mark.parametrize(
    "text",
    [
        "要等多久才能上门",
        "等多久能上门",
        "阿姨什么时候来",
        "多久能做完",
        "日常保洁多少钱",
        "家里有人过敏",
        "几个人来",
    ],
)
def test_a_visit_is_no_answer_of_a_person(text: str) -> None:
    assert not asks_for_somebody(text)
    assert not loses_patience(text)


@pytest.mark.parametrize(
    "text",
    ["都20分钟了", "还要等多久", "快点行不行", "我等了半天了", "人呢", "等多久", "怎么还没人"],
)
def test_patience_is_lost(text: str) -> None:
    assert loses_patience(text)


@pytest.mark.parametrize(
    ("text", "is_over"),
    [
        ("算了不等了", True), ("不用打电话了", True), ("不用人工了", True), ("不用打了", True),
        ("唔使等喇", True), ("我等着", False), ("到了不用打电话，按门铃", False), ("不用了", False),
    ],
)  # fmt: skip
def test_who_has_had_enough_waits_no_more(text: str, is_over: bool) -> None:
    assert gives_up_waiting(text) == is_over
