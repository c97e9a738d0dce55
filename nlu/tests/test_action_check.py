"""Answers of the action server are still checked, only quicker."""

import time

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction

import components.tracker_store  # noqa: F401  (installs the check)

ANSWER = {
    "events": [
        {"event": "session_started"},
        {"event": "slot", "name": "service", "value": "保洁"},
        {"event": "active_loop", "name": "booking_form"},
        {"event": "action", "name": "action_listen"},
    ],
    "responses": [{"text": "好的"}],
}


def _check(answer: dict) -> bool:
    return RemoteAction("action_greet", None)._validate_action_result(answer)


def test_a_good_answer_passes():
    assert _check(ANSWER)


@pytest.mark.parametrize(
    "bad", [{"events": "none"}, {"events": [{"event": "nonsense"}]}, {"responses": ["text"]}]
)
def test_a_bad_answer_is_refused(bad: dict):
    with pytest.raises(ValidationError):
        _check(bad)


def test_a_check_takes_less_than_five_milliseconds():
    started = time.process_time()
    for _ in range(20):
        _check(ANSWER)
    assert (time.process_time() - started) / 20 < 0.005
