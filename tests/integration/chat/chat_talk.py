"""Customers of the chat API, and what the desk does behind it."""

import itertools
from typing import Any

import httpx
from sqlalchemy import select

from bot.channels.web import NAME
from bot.house import House
from bot.models import Author, Conversation, Delivery, Identity, Message, Outbox, Purpose
from bot.services.thread.messages import push
from bot.services.wording import Button, Reply


class Visitor:
    """A customer of the API."""

    def __init__(self, http: Any) -> None:
        self.http = http
        opened = http.post("/chat/api/session")
        assert opened.status_code == 201
        self.sender: str = opened.json()["sender"]
        self.headers = {"Authorization": f"Bearer {opened.json()['token']}"}
        self._ids = itertools.count(1)

    def post(self, **body: Any) -> httpx.Response:
        return self.http.post("/chat/api/messages", json=body, headers=self.headers)

    def say(self, text: str) -> str:
        id_ = f"m{next(self._ids)}"
        assert self.post(id=id_, text=text).status_code == 202
        return id_

    def upload(self, content: bytes, id_: str = "u1") -> httpx.Response:
        return self.http.post(
            "/chat/api/media",
            data={"id": id_},
            files={"file": ("x", content)},
            headers=self.headers,
        )

    def get(self, path: str = "/chat/api/messages", **params: Any) -> httpx.Response:
        return self.http.get(path, params=params, headers=self.headers)

    def thread(self, **params: Any) -> list[dict[str, Any]]:
        return self.get(**params).json()["messages"]

    def texts(self, **params: Any) -> list[str]:
        return [message["text"] for message in self.thread(**params)]


class Backstage:
    """What the desk does behind the API: queue a reply, let it go out, drop it."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._keys = itertools.count(1)

    def queue(
        self,
        visitor: Visitor,
        text: str,
        *buttons: tuple[str, str],
        author: Author = Author.BOT,
        state: Delivery = Delivery.QUEUED,
    ) -> int:
        with self.house.database.write() as session:
            row = push(
                session,
                session.scalars(
                    select(Conversation)
                    .join(Identity)
                    .where(Identity.channel == NAME, Identity.external_id == visitor.sender)
                ).one(),
                Reply(text, tuple(Button(*button) for button in buttons)),
                key=f"test:{next(self._keys)}",
                purpose=Purpose.REPLY,
                now=self.house.clock.now(),
                author=author,
            )
            assert row is not None
        self.mark(row.id, state)
        return row.id

    def mark(self, row_id: int, state: Delivery) -> None:
        with self.house.database.write() as session:
            row = session.get_one(Outbox, row_id)
            row.state = state
            row.sent_at = self.house.clock.now() if state == Delivery.SENT else None

    def answer(self, visitor: Visitor, text: str, *buttons: tuple[str, str]) -> int:
        return self.queue(visitor, text, *buttons, state=Delivery.SENT)

    def count(self, visitor: Visitor) -> int:
        with self.house.database.read() as session:
            rows = session.scalars(
                select(Message.id)
                .join(Conversation)
                .join(Identity)
                .where(Identity.external_id == visitor.sender)
            )
            return len(rows.all())
