"""Reading the thread: in order, complete, and nobody else's (REQ A1, A10)."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from bot.chat.desk import CURSOR
from bot.clock import ManualClock
from bot.models import Author, Delivery
from tests.integration.chat.chat_talk import Backstage, Visitor


def test_the_thread_has_exactly_the_fields_of_the_contract(
    visitor: Visitor, backstage: Backstage
) -> None:
    visitor.say("你好")
    backstage.answer(visitor, "您好！", ("预约", "book"))
    backstage.queue(visitor, "我来帮您", author=Author.PERSON, state=Delivery.SENT)
    at = "2026-11-20T10:00:00+08:00"
    body = visitor.get().json()
    ids = [message.pop("id") for message in body["messages"]]
    assert ids[0] == "m1"
    assert len({id_ for id_ in ids if isinstance(id_, str)}) == 3
    assert body == {
        "messages": [
            {"from": "customer", "text": "你好", "at": at, "buttons": []},
            {
                "from": "bot",
                "text": "您好！",
                "at": at,
                "buttons": [{"title": "预约", "payload": "book"}],
            },
            {"from": "person", "text": "我来帮您", "at": at, "buttons": []},
        ]
    }


def test_a_new_visitor_has_an_empty_thread(visitor: Visitor) -> None:
    assert visitor.get().json() == {"messages": []}


def test_after_is_exclusive_and_an_unknown_id_begins_anew(
    visitor: Visitor, backstage: Backstage
) -> None:
    for text in ("一", "二", "三"):
        visitor.say(text)
        backstage.answer(visitor, f"答{text}")
    ids = [message["id"] for message in visitor.thread()]
    for index, id_ in enumerate(ids):
        assert [message["id"] for message in visitor.thread(after=id_)] == ids[index + 1 :]
    assert len(visitor.thread(after="0")) == 6
    assert len(visitor.thread(after="~kaputt")) == 6


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (Delivery.QUEUED, False),
        (Delivery.FAILED, False),
        (Delivery.DROPPED, False),
        (Delivery.HANDED, False),
        (Delivery.SENDING, True),
        (Delivery.SENT, True),
        (Delivery.UNKNOWN, True),
    ],
)
def test_a10_only_what_goes_out_shows(
    visitor: Visitor, backstage: Backstage, state: Delivery, shown: bool
) -> None:
    visitor.say("你好")
    backstage.queue(visitor, "答", state=state)
    assert visitor.texts() == ["你好", "答"][: 1 + shown]


def test_a_note_never_shows(visitor: Visitor, backstage: Backstage) -> None:
    visitor.say("你好")
    backstage.queue(visitor, "内部备注", author=Author.NOTE, state=Delivery.SENT)
    assert visitor.texts() == ["你好"]


def test_a_reply_that_goes_out_late_is_not_missed(
    visitor: Visitor, backstage: Backstage, clock: ManualClock
) -> None:
    """It has a lower id than what the customer wrote meanwhile."""
    visitor.say("一")
    late = backstage.queue(visitor, "晚到的答复")
    clock.advance(timedelta(seconds=1))
    two = visitor.say("二")
    assert visitor.texts() == ["一", "二"]
    clock.advance(timedelta(seconds=1))
    backstage.mark(late, Delivery.SENT)
    assert visitor.texts(after=two) == ["晚到的答复"]
    assert visitor.texts() == ["一", "二", "晚到的答复"]
    assert visitor.texts(after=visitor.thread()[-1]["id"]) == []


def test_the_cursor_is_exact_even_when_the_clock_stands(
    visitor: Visitor, backstage: Backstage, clock: ManualClock
) -> None:
    visitor.say("一")
    late = backstage.queue(visitor, "晚到的答复")
    visitor.say("二")
    for pause in (0, 90):
        clock.advance(timedelta(seconds=pause))
        cursor = visitor.get().headers[CURSOR]
        assert visitor.texts(after=cursor) == []
    backstage.mark(late, Delivery.SENDING)
    first = visitor.get(after=cursor)
    assert [message["text"] for message in first.json()["messages"]] == ["晚到的答复"]
    backstage.mark(late, Delivery.SENT)
    assert visitor.texts(after=first.headers[CURSOR]) == []


def test_nobody_reads_another(http: TestClient, backstage: Backstage) -> None:
    one, other = Visitor(http), Visitor(http)
    one.say("甲的地址")
    one.upload(b"GIF89a-secret")
    other.say("乙")
    url = one.thread()[-1]["media"]
    assert other.texts() == ["乙"]
    assert "甲的地址" not in other.texts(after=one.thread()[0]["id"])
    assert one.get(url).status_code == 200
    assert other.get(url).status_code == 404
    assert http.get(url).status_code == 401


def test_a_token_in_the_url_is_worth_nothing(visitor: Visitor) -> None:
    token = visitor.headers["Authorization"].split()[1]
    assert visitor.http.get("/chat/api/messages", params={"token": token}).status_code == 401
