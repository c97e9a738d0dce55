"""/metrics tells an administrator what is wrong, to nobody else, without personal data (REQ H3)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from bot.app import FrontDesk
from bot.channels.base import PermanentError
from bot.clock import ManualClock
from bot.conversation.engine import Engine
from bot.conversation.inbox import receive
from bot.conversation.outbox import Sender
from bot.db import Database
from bot.errors import EngineError
from bot.house import House
from bot.jobs import scheduler
from bot.models import Purpose
from bot.services.wording import load_wording
from tests.conftest import MakeSettings
from tests.factories import NOW, FakeChannel, FakeEngine, make_conversation, queue_message, says

HERE = ("127.0.0.1", 5000)
Figures = dict[tuple[str, tuple[str, ...]], float]


def desk_of(house: House) -> FrontDesk:
    return FrontDesk(house, FakeEngine(), lambda: True)


def client(house: House, peer: tuple[str, int] = HERE) -> TestClient:
    return TestClient(desk_of(house).asgi(with_console=False), client=peer)


def figures(house: House) -> Figures:
    answer = client(house).get("/metrics")
    assert answer.status_code == 200
    return {
        (sample.name.removeprefix("frontdesk_"), tuple(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def grown(house: House, work: Callable[[], object], name: str, *labels: str) -> float:
    """By how much a figure grew: the counters are the process's."""
    before = figures(house).get((name, labels), 0)
    work()
    return figures(house)[name, labels] - before


def test_what_came_is_counted_by_channel_kind_and_novelty(house: House) -> None:
    inbound = says("你好")

    def twice() -> None:
        for _ in range(2):
            receive(house.database, inbound, clock=house.clock, settings=house.settings)

    assert grown(house, twice, "inbound_total", "web", "text", "new") == 1
    assert grown(house, twice, "inbound_total", "web", "text", "repeated") == 2


def test_what_went_out_is_counted_by_result(house: House) -> None:
    channel = FakeChannel()
    sender = Sender(house.database, {"web": channel}, house.clock, house.settings, "w")

    def send(*faults: Exception) -> None:
        channel.faults = [*faults]
        with house.database.write() as session:
            conversation = make_conversation(session, sender="li")
            queue_message(session, conversation, purpose=Purpose.REMINDER)
        sender.send_next()

    assert grown(house, send, "outbound_total", "web", "reminder", "sent") == 1
    refused = PermanentError("no")
    assert grown(house, lambda: send(refused), "outbound_total", "web", "reminder", "failed") == 1


def test_the_backlog_and_its_age_are_read_from_the_database(
    house: House, clock: ManualClock
) -> None:
    receive(house.database, says("约保洁"), clock=clock, settings=house.settings)
    with house.database.write() as session:
        conversation = make_conversation(session, sender="wang")
        queue_message(session, conversation)
        queue_message(session, conversation, not_before=NOW + timedelta(days=1))
    clock.advance(timedelta(seconds=62.5))
    now = figures(house)
    assert now["queue_age_seconds", ("turns",)] == 60
    assert now["queue_age_seconds", ("outbox",)] == 62.5
    assert now["queue_age_seconds", ("follow_ups",)] == 0
    assert now["outbox_messages", ("queued",)] == 2
    assert now["inbox_backlog", ("web",)] == 1


def test_a_jobs_tick_age_and_failures_are_told(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    scheduler._guarded("follow-ups", lambda _: 0, house)
    assert 0 <= figures(house)["tick_age_seconds", ("follow-ups",)] < 5

    def broken(_: House) -> int:
        raise RuntimeError

    assert (
        grown(
            house,
            lambda: scheduler._guarded("follow-ups", broken, house),
            "job_failures_total",
            "follow-ups",
        )
        == 1
    )


def test_an_engine_that_does_not_answer_is_counted(house: House) -> None:
    engine = Engine("http://127.0.0.1:1", "t", timeout=1)

    def ask() -> None:
        with pytest.raises(EngineError):
            engine.parse("你好")

    assert grown(house, ask, "engine_failures_total", "parse") == 1
    assert grown(house, ask, "engine_seconds_count", "parse") == 1


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_only_this_machine_may_read_without_a_token(
    database: Database, clock: ManualClock, make_settings: MakeSettings
) -> None:
    def status(peer: tuple[str, int] = HERE, headers: dict[str, str] | None = None, **more: str):
        settings = make_settings(**more)
        house = House(database, clock, settings, load_wording(settings))
        return client(house, peer).get("/metrics", headers=headers).status_code

    assert status() == 200
    assert status(("203.0.113.9", 5000)) == 403
    assert status(headers={"X-Forwarded-For": "203.0.113.9"}) == 403
    assert status(public_url="https://example.com") == 403
    token = {"metrics_token": "t0ken"}
    assert status(**token) == 403
    assert status(headers={"Authorization": "Bearer wrong"}, **token) == 403
    right = {"Authorization": "Bearer t0ken", "X-Forwarded-For": "203.0.113.9"}
    assert status(("203.0.113.9", 5000), right, **token) == 200


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_worker_process_shows_its_figures_too(house: House) -> None:
    answer = TestClient(desk_of(house).back_room(), client=HERE).get("/metrics")
    assert "frontdesk_queue_age_seconds" in answer.text


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_nothing_personal_is_in_the_figures(house: House) -> None:
    receive(
        house.database,
        says("我是王小明，电话13800138000", sender="li-xiao"),
        clock=house.clock,
        settings=house.settings,
    )
    text = client(house).get("/metrics").text
    for secret in ("王小明", "13800138000", "li-xiao"):
        assert secret not in text
