"""Calls that are given up in time."""

import threading

import pytest

from bot.channels.bounded import within


def test_what_comes_in_time_is_given_and_a_fault_is_raised() -> None:
    assert within(5, lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        within(5, lambda: 1 // 0)


def test_what_does_not_come_is_not_waited_for() -> None:
    never = threading.Event()
    with pytest.raises(TimeoutError):
        within(0.05, never.wait)
    never.set()
