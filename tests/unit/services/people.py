"""A desk with people whose consoles are open, for the tests of assignment, transfers and clocks."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.clock import ManualClock
from bot.db import Database
from bot.house import House
from bot.jobs.desk import give_out, watch_clocks
from bot.models import (
    Author,
    Conversation,
    Flag,
    Group,
    Message,
    Nudge,
    Role,
    Staff,
)
from bot.services.handoff import handling
from bot.services.thread import conversations
from tests.factories import make_conversation, make_staff


@dataclass
class People:
    """The house, its clock, and what happens at the desk."""

    house: House
    clock: ManualClock
    staff: dict[str, int] = field(default_factory=dict[str, int])

    @property
    def database(self) -> Database:
        return self.house.database

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def hire(self, name: str, group: Group = Group.GENERAL, **more: Any) -> int:
        """Somebody who is there."""
        with self.database.write() as session:
            values = {"seen_at": self.now, "group": group, **more}
            self.staff[name] = make_staff(session, name, **values).id
        return self.staff[name]

    def lead(self, name: str = "lead", group: Group = Group.GENERAL) -> int:
        """A group's lead, who is not there."""
        return self.hire(name, group, role=Role.LEAD, seen_at=None)

    def wants(self, sender: str | None = None, flag: Flag = Flag.PERSON_WANTED, **more: Any) -> int:
        """A customer writes and wants a person."""
        with self.database.write() as session:
            conversation = make_conversation(session, sender=sender, now=self.now)
            conversations.flag(session, conversation, flag, now=self.now, **more)
            key = conversation.id
        self.writes(key, "转人工")
        return key

    def writes(self, conversation: int, text: str = "在吗") -> None:
        with self.database.write() as session:
            session.add(
                Message(
                    conversation_id=conversation, author=Author.CUSTOMER, text=text, at=self.now
                )
            )

    def take(self, conversation: int, name: str, *, steps_in: bool = False) -> None:
        with self.database.write() as session:
            me = session.get_one(Staff, self.staff[name])
            wording = self.house.wording
            handling.take(
                session, conversation, me, wording=wording, now=self.now, steps_in=steps_in
            )

    def say(self, conversation: int, name: str, text: str = "您好") -> None:
        with self.database.write() as session:
            me = session.get_one(Staff, self.staff[name])
            key = f"k{self.now.timestamp()}"
            handling.say(session, conversation, me, text, key=key, now=self.now)

    def back(self, conversation: int, name: str, **more: Any) -> None:
        with self.database.write() as session:
            me = session.get_one(Staff, self.staff[name])
            wording = self.house.wording
            handling.give_back(session, conversation, me, wording=wording, now=self.now, **more)

    def set(self, name: str, **values: Any) -> None:
        with self.database.write() as session:
            person = session.get_one(Staff, self.staff[name])
            for key, value in values.items():
                setattr(person, key, value)

    def pass_time(self, *present: str, **time: float) -> None:
        """Time passes; the consoles of ``present`` stay open; the ticks run."""
        self.clock.advance(timedelta(**time))
        for name in present:
            self.set(name, seen_at=self.now)
        self.tick()

    def tick(self) -> None:
        give_out(self.house)
        watch_clocks(self.house)

    def holder(self, conversation: int) -> str | None:
        """Who has it or is to take it."""
        row = self.conversation(conversation)
        names = {key: name for name, key in self.staff.items()}
        return names.get(row.agent_id or row.assignee_id or 0)

    def conversation(self, conversation: int) -> Conversation:
        with self.database.read() as session:
            return session.get_one(Conversation, conversation)

    def told(self, name: str, *, open_only: bool = False) -> list[str]:
        """What somebody was told in the console, oldest first."""
        wish = select(Nudge).where(Nudge.staff_id == self.staff[name]).order_by(Nudge.id)
        if open_only:
            wish = wish.where(Nudge.settled_at.is_(None))
        with self.database.read() as session:
            return [str(row.kind) for row in session.scalars(wish)]
