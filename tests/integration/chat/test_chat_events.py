"""The live stream over a real connection: at once, nothing missed, nothing doubled (REQ A2)."""

import json
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from bot.chat import events
from bot.models import Delivery
from tests.integration.chat.chat_talk import Backstage, Visitor


class Stream:
    """The events of one connection."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.last_id: str | None = None

    def next(self) -> dict[str, Any]:
        for line in self._lines:
            if line.startswith("id: "):
                self.last_id = line[4:]
            if line.startswith("data: "):
                return json.loads(line[6:])
        raise AssertionError("the stream ended")

    def next_comment(self) -> str:
        return next(line for line in self._lines if line.startswith(":"))


@contextmanager
def listening(
    visitor: Visitor, last_id: str | None = None, after: str | None = None
) -> Generator[Stream]:
    headers = {**visitor.headers, **({"Last-Event-ID": last_id} if last_id else {})}
    params = {"after": after} if after else {}
    client: httpx.Client = visitor.http
    with client.stream("GET", "/chat/api/events", headers=headers, params=params) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        yield Stream(response.iter_lines())


def test_messages_are_pushed_as_they_become_visible(
    live: httpx.Client, backstage: Backstage
) -> None:
    visitor = Visitor(live)
    with listening(visitor) as stream:
        visitor.say("你好")
        assert stream.next()["text"] == "你好"
        row = backstage.queue(visitor, "答", ("好", "ok"))
        dropped = backstage.queue(visitor, "不该出现")
        backstage.mark(dropped, Delivery.DROPPED)
        time.sleep(0.6)
        before = time.monotonic()
        backstage.mark(row, Delivery.SENT)
        message = stream.next()
        assert time.monotonic() - before < 5
        assert (message["from"], message["text"]) == ("bot", "答")
        assert message["buttons"] == [{"title": "好", "payload": "ok"}]
        assert message == visitor.thread()[-1]


def test_a_reconnect_misses_nothing_and_doubles_nothing(
    live: httpx.Client, backstage: Backstage
) -> None:
    visitor = Visitor(live)
    visitor.say("一")
    late = backstage.queue(visitor, "晚")
    visitor.say("二")
    with listening(visitor) as stream:
        assert [stream.next()["text"] for _ in range(2)] == ["一", "二"]
    backstage.mark(late, Delivery.SENT)
    visitor.say("三")
    got: list[str] = []
    last = stream.last_id
    for _ in range(2):
        with listening(visitor, last) as stream:
            got.append(stream.next()["text"])
            last = stream.last_id
    assert sorted(got) == sorted(["晚", "三"])


def test_it_begins_after_the_given_message(live: httpx.Client) -> None:
    visitor = Visitor(live)
    one = visitor.say("一")
    visitor.say("二")
    with listening(visitor, after=one) as stream:
        assert stream.next()["text"] == "二"


def test_many_breaks_while_messages_arrive(live: httpx.Client, backstage: Backstage) -> None:
    visitor = Visitor(live)
    visitor.say("0")

    def talk() -> None:
        for number in range(1, 40):
            backstage.answer(visitor, str(number))
            time.sleep(0.01)

    talker = threading.Thread(target=talk)
    talker.start()
    got: list[str] = []
    last: str | None = None
    while len(got) < 40:
        with listening(visitor, last) as stream:
            for _ in range(min(7, 40 - len(got))):
                got.append(stream.next()["text"])
            last = stream.last_id
    talker.join()
    assert got == [str(number) for number in range(40)]


def test_nobody_hears_another(live: httpx.Client) -> None:
    one, other = Visitor(live), Visitor(live)
    with listening(other) as stream:
        one.say("甲")
        other.say("乙")
        assert stream.next()["text"] == "乙"


def test_a_quiet_stream_says_that_it_lives_and_ends_by_itself(
    live: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "HEARTBEAT_SECONDS", 0.2)
    monkeypatch.setattr(events, "LONGEST_SECONDS", 1.2)
    visitor = Visitor(live)
    with listening(visitor) as stream:
        assert stream.next_comment() == ": open"
        assert stream.next_comment() == ": still here"
        assert list(stream._lines)[-1] == ""


def test_open_streams_of_one_customer_are_bounded(
    live: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.chat.desk.STREAMS_PER_SENDER", 1)
    visitor = Visitor(live)
    with listening(visitor) as stream:
        stream.next_comment()
        time.sleep(0.1)
        assert visitor.get("/chat/api/events").status_code == 429
    deadline = time.monotonic() + 3
    while visitor.http.get("/chat/api/messages", headers=visitor.headers).status_code != 200:
        assert time.monotonic() < deadline
    time.sleep(1)
    with listening(visitor) as stream:
        assert stream.next_comment() == ": open"
