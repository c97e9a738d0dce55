"""Handing a conversation on (REQ A4): a reason, an accepting colleague, the owner stays."""

import pytest
from sqlalchemy import select

from bot.clock import ManualClock
from bot.errors import ConflictError
from bot.house import House
from bot.models import Author, Group, History, Message, Owner, Role, Staff, Transfer
from bot.services.handoff import handling, transfers
from tests.integration.test_double_booking import at_once
from tests.unit.services.people import People


@pytest.fixture
def people(house: House, clock: ManualClock) -> People:
    people = People(house, clock)
    for name, group in (("a", Group.GENERAL), ("b", Group.ORDER), ("c", Group.ORDER)):
        people.hire(name, group)
    return people


class Hands:
    """A conversation in a's hands, and what is done with it."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.conversation = people.wants()
        people.take(self.conversation, "a")

    def ask(self, to: str | Group, reason: str = "客户要改订单", by: str = "a") -> int:
        people = self.people
        with people.database.write() as session:
            target = to if isinstance(to, Group) else session.get_one(Staff, people.staff[to])
            me = session.get_one(Staff, people.staff[by])
            return transfers.ask(
                session,
                self.conversation,
                me,
                to=target,
                reason=reason,
                now=people.now,
                settings=people.house.settings,
            ).id

    def accept(self, transfer: int, name: str) -> None:
        people = self.people
        with people.database.write() as session:
            me = session.get_one(Staff, people.staff[name])
            wording = people.house.wording
            handling.accept(session, transfer, me, wording=wording, now=people.now)

    def refuse(self, transfer: int, name: str, why: str = "正在处理投诉") -> None:
        people = self.people
        with people.database.write() as session:
            me = session.get_one(Staff, people.staff[name])
            transfers.refuse(session, transfer, me, why=why, now=people.now)

    def state(self, transfer: int) -> str:
        with self.people.database.read() as session:
            return session.get_one(Transfer, transfer).state

    def texts(self, author: Author) -> list[str]:
        wish = select(Message).where(
            Message.conversation_id == self.conversation, Message.author == author
        )
        with self.people.database.read() as session:
            return [m.text for m in session.scalars(wish.order_by(Message.id))]


@pytest.fixture
def hands(people: People) -> Hands:
    return Hands(people)


def test_it_changes_hands_only_when_it_is_accepted(hands: Hands) -> None:
    transfer = hands.ask("b")
    assert hands.people.holder(hands.conversation) == "a"
    assert hands.people.told("b", open_only=True) == ["transfer"]
    hands.accept(transfer, "b")
    assert hands.people.holder(hands.conversation) == "b"
    assert hands.people.told("b", open_only=True) == []
    row = hands.people.conversation(hands.conversation)
    assert row.owner_staff_id == hands.people.staff["a"], "the first-contact owner stays"
    assert "客服b" in hands.texts(Author.PERSON)[-1], "the customer is told who goes on"
    with hands.people.database.read() as session:
        kept = session.scalars(select(History).where(History.action == "handed on")).one()
    assert (kept.before, kept.after, kept.reason) == ("staff:a", "staff:b", "客户要改订单")


def test_to_a_group_the_first_of_it_has_it(hands: Hands) -> None:
    transfer = hands.ask(Group.ORDER)
    assert hands.people.told("c", open_only=True) == ["transfer"]

    def work(number: int) -> str:
        hands.accept(transfer, "bc"[number])
        return "accepted"

    assert at_once(2, work) == {"accepted": 1, "ConflictError": 1}
    assert hands.people.holder(hands.conversation) in {"b", "c"}


def test_a_refusal_has_a_reason_and_leaves_it_where_it_was(hands: Hands) -> None:
    transfer = hands.ask("b")
    with pytest.raises(ConflictError, match="原因"):
        hands.refuse(transfer, "b", " ")
    hands.refuse(transfer, "b")
    assert hands.people.holder(hands.conversation) == "a"
    assert hands.people.told("a", open_only=True) == ["answer"]
    assert "正在处理投诉" in hands.texts(Author.NOTE)[-1]
    with pytest.raises(ConflictError):
        hands.accept(transfer, "b")
    hands.ask("c")


def test_what_cannot_be_asked(hands: Hands) -> None:
    with pytest.raises(ConflictError, match="原因"):
        hands.ask("b", " ")
    with pytest.raises(ConflictError, match="已经在您手上"):
        hands.ask("a")
    with pytest.raises(ConflictError, match="现在由客服a处理"):
        hands.ask("c", by="b")
    hands.people.set("b", seen_at=None)
    with pytest.raises(ConflictError, match="不在线"):
        hands.ask("b")
    with pytest.raises(ConflictError, match="没有人在线"):
        hands.ask(Group.COMPLAINT)
    transfer = hands.ask("c")
    with pytest.raises(ConflictError, match="已经发起"):
        hands.ask(Group.ORDER)
    with pytest.raises(ConflictError, match="不是给您"):
        hands.accept(transfer, "b")


def test_given_back_meanwhile_there_is_nothing_to_accept(hands: Hands) -> None:
    transfer = hands.ask("b")
    hands.people.back(hands.conversation, "a")
    assert hands.state(transfer) == "withdrawn"
    assert hands.people.told("b", open_only=True) == []
    with pytest.raises(ConflictError):
        hands.accept(transfer, "b")
    assert hands.people.conversation(hands.conversation).owner == Owner.BOT


def test_without_an_answer_it_lapses_and_the_asker_is_told(hands: Hands) -> None:
    hands.people.say(hands.conversation, "a")
    transfer = hands.ask("b")
    hands.people.pass_time("a", "b", "c", minutes=9)
    assert hands.state(transfer) == "asked"
    hands.people.pass_time("a", "b", "c", minutes=1)
    assert hands.state(transfer) == "lapsed"
    assert "answer" in hands.people.told("a", open_only=True)
    assert hands.people.holder(hands.conversation) == "a"


def test_a_supervisor_steps_in_and_the_agent_is_told(hands: Hands) -> None:
    hands.people.hire("boss", role=Role.SUPERVISOR)
    with pytest.raises(ConflictError, match="正由客服a处理"):
        hands.people.take(hands.conversation, "boss")
    hands.people.take(hands.conversation, "boss", steps_in=True)
    assert hands.people.holder(hands.conversation) == "boss"
    assert hands.people.told("a", open_only=True) == ["stepped_in"]
    with pytest.raises(ConflictError, match="现在由客服boss处理"):
        hands.people.say(hands.conversation, "a")
    with pytest.raises(ConflictError, match="正由客服boss处理"):
        hands.people.take(hands.conversation, "b", steps_in=True)
