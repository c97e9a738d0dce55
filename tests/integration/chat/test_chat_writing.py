"""Sending to the web chat: stored once, and refused in plain words (REQ A1, G5)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from bot.clock import ManualClock
from bot.house import House, Work
from bot.models import Inbox
from tests.integration.chat.chat_talk import Backstage, Visitor


def test_a_stored_text_is_acknowledged_and_rings_the_bell(visitor: Visitor, house: House) -> None:
    response = visitor.post(id="a", text="你好")
    assert (response.status_code, response.json()) == (202, {"id": "a"})
    with house.database.read() as session:
        row = session.scalars(select(Inbox)).one()
    assert row.external_id == f"{visitor.sender}:a"
    assert house.bell.wait(Work.TURNS, 0)


def test_g5_the_same_id_again_changes_nothing(visitor: Visitor, backstage: Backstage) -> None:
    for text in ("第一次", "第二次"):
        assert visitor.post(id="a", text=text).status_code == 202
    assert visitor.texts() == ["第一次"]
    assert backstage.count(visitor) == 1


def test_g5_both_at_once_are_stored_once(live: httpx.Client, backstage: Backstage) -> None:
    visitor = Visitor(live)
    with ThreadPoolExecutor(8) as pool:
        posts = [pool.submit(visitor.post, id="a", text="只要一次") for _ in range(16)]
        uploads = [pool.submit(visitor.upload, b"GIF89a..", "b") for _ in range(8)]
    assert {job.result().status_code for job in [*posts, *uploads]} == {202}
    assert backstage.count(visitor) == 2


def test_ids_are_unique_per_customer_only(http: TestClient) -> None:
    one, other = Visitor(http), Visitor(http)
    one.post(id="a", text="甲")
    other.post(id="a", text="乙")
    assert (one.texts(), other.texts()) == (["甲"], ["乙"])


def test_an_offered_button_is_taken(visitor: Visitor, backstage: Backstage) -> None:
    visitor.say("预约")
    backstage.answer(visitor, "确认吗？", ("确认", "yes:1"), ("取消", "no:1"))
    assert visitor.post(id="p", button="yes:1").status_code == 202
    assert visitor.texts()[-1] == "确认"


def test_a_payload_that_was_never_offered_is_refused(
    visitor: Visitor, backstage: Backstage
) -> None:
    assert visitor.post(id="p", button="yes:1").status_code == 422
    visitor.say("预约")
    backstage.answer(visitor, "确认吗？", ("确认", "yes:1"))
    assert visitor.post(id="q", button="/order_place").status_code == 422
    assert backstage.count(visitor) == 2


def test_a_payload_offered_to_another_customer_is_refused(
    http: TestClient, backstage: Backstage
) -> None:
    one, other = Visitor(http), Visitor(http)
    one.say("预约")
    other.say("预约")
    backstage.answer(one, "确认吗？", ("确认", "yes:1"))
    assert other.post(id="p", button="yes:1").status_code == 422


@pytest.mark.parametrize(
    "body",
    [
        {"id": "a"},
        {"id": "a", "text": ""},
        {"id": "a", "text": " \n\t\u200b\ufeff\u3000\u3164\u2800"},
        {"id": "a", "text": "一", "button": "x"},
        {"id": "a", "text": 5},
        {"id": "a", "text": ["一"]},
        {"id": 1, "text": "一"},
        {"id": "", "text": "一"},
        {"id": "x" * 65, "text": "一"},
        {"id": "a\x00b", "text": "一"},
        {"text": "一"},
        ["a"],
    ],
)
def test_what_cannot_be_read_is_422(visitor: Visitor, backstage: Backstage, body: object) -> None:
    response = visitor.http.post("/chat/api/messages", json=body, headers=visitor.headers)
    assert response.status_code == 422
    assert isinstance(response.json()["detail"], str)
    assert backstage.count(visitor) == 0


@pytest.mark.parametrize("raw", [b"", b"{", b'{"id":"a","text":"\\ud800"}', b"\xff\xfe"])
def test_broken_json_is_422(visitor: Visitor, raw: bytes) -> None:
    response = visitor.http.post("/chat/api/messages", content=raw, headers=visitor.headers)
    assert response.status_code == 422


def test_the_limit_of_a_text_counts_characters(visitor: Visitor) -> None:
    assert visitor.post(id="a", text="长" * 100).status_code == 202
    assert visitor.post(id="b", text="😀" * 100).status_code == 202
    assert visitor.post(id="c", text="长" * 101).status_code == 413
    assert visitor.post(id="d", text="长" * 1_000_000).status_code == 413


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer x"}, {"Authorization": "Basic x"}]
)
def test_401_comes_before_anything_else(http: TestClient, headers: dict[str, str]) -> None:
    for path in ("messages", "media"):
        response = http.post(f"/chat/api/{path}", content=b"{", headers=headers)
        assert response.status_code == 401
        assert response.headers["www-authenticate"] == "Bearer"
    for path in ("messages", "events", "media/1"):
        assert http.get(f"/chat/api/{path}", headers=headers).status_code == 401


def test_messages_are_limited_per_sender(visitor: Visitor, clock: ManualClock) -> None:
    for _ in range(40):
        visitor.say("你好")
    clock.advance(timedelta(seconds=20))
    refused = visitor.post(id="late", text="你好")
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "40")
    assert isinstance(refused.json()["detail"], str)
    assert visitor.post(id="m1", text="你好").status_code == 202, "a repetition is not counted"
    assert visitor.upload(b"GIF89a").status_code == 429
    assert Visitor(visitor.http).post(id="late", text="你好").status_code == 202
    clock.advance(timedelta(seconds=40))
    assert visitor.post(id="late", text="你好").status_code == 202


def test_sessions_are_limited_per_address(http: TestClient, clock: ManualClock) -> None:
    for _ in range(30):
        Visitor(http)
    refused = http.post("/chat/api/session")
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "60")
    clock.advance(timedelta(seconds=60))
    Visitor(http)
