"""The tracker store forgets what is old or too much."""

import asyncio

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from components.tracker_store import RecentTrackerStore


class Clock:
    """A clock that tests set, in seconds."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def _store(clock: Clock, **kwargs: float) -> RecentTrackerStore:
    return RecentTrackerStore(Domain.empty(), clock=clock, **kwargs)


def _save(store: RecentTrackerStore, *senders: str) -> None:
    for sender in senders:
        asyncio.run(store.save(DialogueStateTracker(sender, [])))


def _known(store: RecentTrackerStore) -> list:
    return list(asyncio.run(store.keys()))


def test_a_saved_tracker_comes_back_as_a_copy():
    store = _store(Clock())
    tracker = DialogueStateTracker("a", [])
    asyncio.run(store.save(tracker))
    tracker.update(SlotSet("service", "保洁"))
    found = asyncio.run(store.retrieve("a"))
    assert found is not None
    assert found.sender_id == "a"
    assert not found.events
    assert asyncio.run(store.retrieve("b")) is None


def test_the_oldest_goes_beyond_the_number():
    store = _store(Clock(), max_trackers=2)
    _save(store, "a", "b", "a", "c")
    assert _known(store) == ["a", "c"]


def test_an_old_one_goes_after_its_minutes():
    clock = Clock()
    store = _store(clock, max_minutes=1)
    _save(store, "a")
    clock.now = 59
    _save(store, "b")
    clock.now = 61
    assert asyncio.run(store.retrieve("a")) is None
    assert _known(store) == ["b"]


@pytest.mark.parametrize("wrong", [{"max_trackers": 0}, {"max_minutes": 0}])
def test_limits_must_be_positive(wrong: dict):
    with pytest.raises(ValueError, match="positive"):
        _store(Clock(), **wrong)
