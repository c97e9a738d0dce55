"""The pace: a pause in each chat, so many a second in all, shared by the processes."""

import pytest

from bot.channels.base import NotYetError
from bot.channels.pace import Pacer


def pacer_of(slept: list[float], per_second: float = 30) -> Pacer:
    return Pacer(per_second, lambda chat: 1, clock=lambda: 100.0, sleep=slept.append)


def test_one_a_second_in_a_chat_and_thirty_in_all() -> None:
    slept: list[float] = []
    pacer = pacer_of(slept)
    for chat in ("1", "1", "2"):
        pacer.wait(chat, 5)
    assert slept == pytest.approx([0, 1, 2 / 30])


def test_a_turn_that_is_far_off_is_said_and_not_taken() -> None:
    slept: list[float] = []
    pacer = pacer_of(slept)
    pacer.wait("1")
    for _ in range(2):
        with pytest.raises(NotYetError) as told:
            pacer.wait("1", 0.5)
        assert told.value.retry_after == pytest.approx(1)
    assert slept == [0]


def test_several_processes_share_the_pace_of_the_account() -> None:
    slept: list[float] = []
    pacer = pacer_of(slept, per_second=10)
    pacer.processes = 3
    for chat in ("1", "2", "3"):
        pacer.wait(chat, 5)
    assert slept == pytest.approx([0, 0.3, 0.6])
