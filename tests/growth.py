"""Whether a reader's time grows like its text: a ratio, so that slow machines say the same."""

import time
from collections.abc import Callable

_SHORT, _TIMES = 1_250, 8
_MOST = 40
"""A text 8 times as long costs 8 times as much, or 64 times where the time grows by the square."""
_MEASURABLE = 0.001
_TRIES = 5


def assert_grows_linearly(read: Callable[[str], object], piece: str) -> None:
    """A text of 10,000 characters made of ``piece`` may cost 40 times one of an eighth.

    Processor time only; the best of several measurements counts, so that a busy machine cannot
    fail it.
    """
    short, long = ((piece * length)[:length] for length in (_SHORT, _SHORT * _TIMES))
    rounds = _rounds(read, short)
    brief = full = float("inf")
    for _ in range(_TRIES):
        brief = min(brief, _seconds(read, short, rounds))
        full = min(full, _seconds(read, long, rounds))
        if full < _MOST * brief:
            return
    raise AssertionError(f"{piece!r}: {full / brief:.0f} times as long for {_TIMES} times the text")


def _rounds(read: Callable[[str], object], text: str) -> int:
    """So many readings of the short text that their time can be measured."""
    read(text)
    rounds = 1
    while _seconds(read, text, rounds) < _MEASURABLE:
        rounds *= 2
    return rounds


def _seconds(read: Callable[[str], object], text: str, rounds: int) -> float:
    began = time.process_time()
    for _ in range(rounds):
        read(text)
    return time.process_time() - began
