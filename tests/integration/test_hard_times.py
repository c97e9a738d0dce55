"""The engine is away for ten minutes, the clock jumps by two days, the disk is full: in set time,
what customers see and that nothing is lost or sent twice (REQ G5)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from bot.channels.base import Inbound, TemporaryError
from bot.channels.wechat import WeChatChannel
from bot.clock import ManualClock
from bot.conversation.engine import Parsed
from bot.conversation.inbox import receive
from bot.conversation.outbox import Sender
from bot.conversation.turn import Turns
from bot.conversation.webhooks import Webhooks
from bot.db import Database
from bot.errors import EngineError
from bot.house import House
from bot.jobs.scheduler import run_due_jobs
from bot.models import (
    Case,
    CaseKind,
    Conversation,
    Delivery,
    FollowUp,
    FollowUpState,
    Inbox,
    Outbox,
    Owner,
    Purpose,
    Turn,
    VisitState,
)
from bot.services.thread import messages
from bot.services.wording import Reply
from tests.conftest import MakeSettings
from tests.factories import (
    FakeChannel,
    FakeEngine,
    at,
    book,
    bring,
    count,
    make_company,
    make_conversation,
    says,
)
from tests.fakes.wechat import FakeWeChat

TWO_DAYS = timedelta(days=2)


class ComingAndGoing(FakeEngine):
    """An engine that may be down."""

    is_down = False

    def parse(self, text: str) -> Parsed:
        self._look()
        return super().parse(text)

    def take_turn(self, sender: str, intent: str) -> list[Reply]:
        self._look()
        return super().take_turn(sender, intent)

    def _look(self) -> None:
        if self.is_down:
            raise EngineError("nobody listens")


class Desk:
    """Turns and sending by hand, on the test's clock."""

    def __init__(self, house: House, clock: ManualClock) -> None:
        self.house, self.clock = house, clock
        self.engine = ComingAndGoing({"日常保洁多少钱": "enquiry_price", "你好": "greet"})
        self.channel = FakeChannel()
        self.on_pause: Callable[[], None] = lambda: None
        self.turns = Turns(
            house.database, self.engine, clock, house.settings, house.wording, "turns"
        )
        self.sender = self.make_sender("sender")

    def make_sender(self, worker: str) -> Sender:
        channels, settings = {"web": self.channel}, self.house.settings
        return Sender(
            self.house.database, channels, self.clock, settings, worker, lambda _: self.on_pause()
        )

    def hear(self, text: str, sender: str = "li") -> None:
        receive(
            self.house.database,
            says(text, sender=sender),
            clock=self.clock,
            settings=self.house.settings,
        )

    def wait(self, seconds: int = 10) -> None:
        """Let time pass, and do what is due in each second of it."""
        for _ in range(seconds):
            self.clock.advance(timedelta(seconds=1))
            while self.turns.take_next():
                pass
            while self.sender.send_next():
                pass

    def said_to(self, sender: str) -> list[str]:
        return [text for to, text in self.channel.sent if to == sender]

    def assert_nothing_is_left(self) -> None:
        with self.house.database.read() as session:
            assert count(session, Inbox, Inbox.handled_at.is_(None)) == 0
            assert count(session, Turn, Turn.done_at.is_(None)) == 0
            waiting = (Delivery.QUEUED, Delivery.SENDING)
            assert count(session, Outbox, Outbox.state.in_(waiting)) == 0


@pytest.fixture
def desk(house: House, clock: ManualClock) -> Desk:
    return Desk(house, clock)


def test_ten_minutes_without_the_engine_everybody_hears_and_a_person_is_told(desk: Desk) -> None:
    """An apology within ten seconds for each message, one case for each customer with all that was
    said; instructions for who is in danger; afterwards the bot answers again."""
    desk.engine.is_down = True
    for minute in range(10):
        desk.hear("日常保洁多少钱", sender="patient")
        desk.hear("日常保洁多少钱", sender=f"customer {minute}")
        desk.wait(10)
        desk.clock.advance(timedelta(seconds=50))
    desk.hear("家里有煤气味，头很晕", sender="in danger")
    desk.wait(10)
    assert len(desk.said_to("patient")) == 10
    assert all("抱歉" in text for text in desk.said_to("patient"))
    for minute in range(10):
        (apology,) = desk.said_to(f"customer {minute}")
        assert "抱歉" in apology
    assert "119" in desk.said_to("in danger")[0]
    with desk.house.database.read() as session:
        assert count(session, Case, Case.kind == CaseKind.TECHNICAL) == 11
        assert count(session, Conversation, Conversation.owner == Owner.QUEUE) == 12
    desk.engine.is_down = False
    for sender in ("patient", "customer 3", "newcomer"):
        desk.hear("日常保洁多少钱", sender=sender)
        desk.wait(10)
        assert desk.said_to(sender)[-1] == "reply to enquiry_price"
    desk.assert_nothing_is_left()


def test_a_message_that_comes_as_the_engine_dies_waits_for_the_second_try(desk: Desk) -> None:
    desk.engine.answers(EngineError("died"), "back again")
    desk.hear("你好")
    desk.wait(10)
    assert desk.said_to("li") == ["back again"]
    desk.assert_nothing_is_left()


def test_a_clock_set_forward_lets_what_waited_for_another_try_go_out_once(desk: Desk) -> None:
    desk.channel.faults = [TemporaryError("busy", retry_after=300)]
    desk.hear("你好")
    desk.wait(10)
    assert desk.channel.sent == []
    desk.clock.advance(TWO_DAYS)
    desk.wait(5)
    desk.wait(5)
    assert desk.said_to("li") == ["reply to greet"]
    desk.assert_nothing_is_left()


def test_a_clock_set_forward_during_a_sending_repeats_nothing(desk: Desk) -> None:
    """Its lease is over, so another sender settles it as unknown; the first one's word comes too
    late, and nobody sends it again."""
    other = desk.make_sender("other")

    def jump() -> None:
        desk.channel.before_send = None
        desk.clock.advance(TWO_DAYS)
        assert not other.send_next()

    desk.channel.before_send = jump
    desk.hear("你好")
    desk.wait(20)
    assert desk.said_to("li") == ["reply to greet"]
    with desk.house.database.read() as session:
        assert session.scalars(select(Outbox.state)).one() == Delivery.UNKNOWN
    desk.assert_nothing_is_left()


def test_a_clock_set_forward_sends_no_reminder_of_what_is_past_and_no_callback_twice(
    desk: Desk,
) -> None:
    """One visit was to be reminded of within the two days that are missing, and begins in them;
    another was served before, and its callback fell due."""
    clock, house = desk.clock, desk.house
    clock.set(at("11-24 10:00"))
    with house.database.write() as session:
        service = make_company(session, workers=2)
        conversation = make_conversation(session, sender="li")
        whose = {"conversation": conversation, "customer": conversation.identity.customer}
        missed = book(session, service, at("11-25 14:00"), house.settings, **whose)
        served = book(session, service, at("11-24 12:00"), house.settings, **whose)
        bring(session, served.visits[0], VisitState.COMPLETED, house.settings, now=clock.now())
        ids = [missed.visits[0].id, served.visits[0].id]
    clock.advance(TWO_DAYS)
    for _ in range(3):
        run_due_jobs(house)
        desk.wait(2)
    with house.database.read() as session:
        rows = session.scalars(select(FollowUp).where(FollowUp.due_at <= clock.now())).all()
        states = {(row.visit_id, row.kind): row.state for row in rows}
        assert states[ids[0], "reminder"] == FollowUpState.WITHDRAWN
        assert FollowUpState.PENDING not in states.values()
        keys = session.scalars(select(Outbox.key)).all()
        assert f"visit:{ids[0]}:reminder" not in keys
        assert len(keys) == len(set(keys)) == len(desk.said_to("li"))


@pytest.fixture
def account(clock: ManualClock) -> Iterator[FakeWeChat]:
    with FakeWeChat(token="t" * 16, clock=clock) as fake:
        yield fake


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1)])
def test_a_clock_set_back_holds_up_nobody(desk: Desk, back: timedelta) -> None:
    """REQ G5: a message, a reply in the queue and one that is tried again go on within seconds."""
    desk.channel.faults = [TemporaryError("busy")]
    desk.hear("你好", "first")
    desk.wait(3)
    desk.hear("日常保洁多少钱", "second")
    desk.clock.advance(timedelta(seconds=3))
    assert desk.turns.take_next()
    desk.hear("你好", "third")
    desk.clock.advance(-back)
    desk.wait(12)
    assert [len(desk.said_to(name)) for name in ("first", "second", "third")] == [1, 1, 1]


def test_a_clock_set_back_does_not_let_a_failing_message_fail_at_once(desk: Desk) -> None:
    """The pauses between the tries are kept."""
    desk.hear("你好")
    desk.clock.advance(timedelta(seconds=3))
    assert desk.turns.take_next()
    desk.clock.advance(-timedelta(hours=1))
    desk.channel.faults = [TemporaryError("busy") for _ in range(3)]
    while desk.sender.send_next():
        pass
    assert len(desk.channel.faults) == 2
    desk.wait(80)
    assert len(desk.said_to("li")) == 1


def test_a_clock_set_back_into_the_night_keeps_a_callback_until_the_morning(desk: Desk) -> None:
    """REQ E6: it is asked for once, not again and again until its time comes."""
    desk.hear("你好")
    desk.wait(5)
    desk.clock.advance(timedelta(days=1))
    with desk.house.database.write() as session:
        conversation = session.scalars(select(Conversation)).one()
        callback, now = Reply("这次服务您还满意吗？"), desk.clock.now()
        messages.push(
            session, conversation, callback, key="call", purpose=Purpose.CALLBACK, now=now
        )
    desk.clock.advance(-timedelta(hours=12))
    assert not desk.sender.send_next()
    desk.clock.advance(timedelta(hours=12))
    assert desk.sender.send_next()
    assert desk.said_to("li")[-1] == "这次服务您还满意吗？"


def test_a_clock_set_forward_closes_wechats_window_and_a_person_phones(
    desk: Desk, account: FakeWeChat, make_settings: MakeSettings
) -> None:
    """The reply could not go out at first; two days later nothing may be pushed. It is a person's
    task, and when the customer writes again the bot answers again."""
    settings = make_settings(
        wechat_appid=account.api.appid,
        wechat_secret=SecretStr(account.api.secret),
        wechat_token=SecretStr("t" * 16),
        wechat_api=account.url,
    )
    database = desk.house.database
    channel = WeChatChannel(settings, desk.clock, database)
    desk.sender = Sender(database, {"wechat": channel}, desk.clock, settings, "sender")

    def write(text: str) -> None:
        number, _ = account.writes("o1", text)
        inbound = Inbound("wechat", number, "o1", text, text=text)
        Webhooks(desk.house).take(channel, [inbound])

    account.http_error_next(502)
    write("你好")
    desk.wait(4)
    assert account.received("o1") == []
    desk.clock.advance(TWO_DAYS)
    desk.wait(5)
    assert account.received("o1") == []
    with database.read() as session:
        assert session.scalars(select(Outbox.state)).one() == Delivery.HANDED
        assert count(session, Case, Case.kind == CaseKind.CALL) == 1
    write("你好")
    desk.wait(10)
    assert account.received("o1") == ["reply to greet"]
    desk.assert_nothing_is_left()


@contextmanager
def _no_room(database: Database) -> Iterator[None]:
    """Nothing can be written any more, as with a full disk."""

    def refuse(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            raise OperationalError(statement, {}, Exception("database or disk is full"))

    event.listen(database.engine, "before_cursor_execute", refuse)
    try:
        yield
    finally:
        event.remove(database.engine, "before_cursor_execute", refuse)


def test_what_was_sent_when_the_disk_was_full_is_unknown_and_not_sent_again(desk: Desk) -> None:
    """The customer has it; only that it was sent could not be written down."""
    desk.hear("你好")
    rooms = _no_room(desk.house.database)
    desk.channel.before_send = rooms.__enter__
    with pytest.raises(OperationalError):
        desk.wait(10)
    assert desk.said_to("li") == ["reply to greet"]
    with pytest.raises(OperationalError):
        desk.hear("还在吗")
    rooms.__exit__(None, None, None)
    desk.channel.before_send = None
    desk.wait(100)
    assert desk.said_to("li") == ["reply to greet"]
    with desk.house.database.read() as session:
        assert session.scalars(select(Outbox.state)).one() == Delivery.UNKNOWN
        assert count(session, Inbox) == 1
    desk.assert_nothing_is_left()


def test_what_was_sent_when_the_disk_was_full_for_moments_is_noted_as_sent(desk: Desk) -> None:
    desk.hear("你好")
    rooms = _no_room(desk.house.database)
    desk.channel.before_send = rooms.__enter__

    def make_room() -> None:
        desk.on_pause = lambda: None
        rooms.__exit__(None, None, None)

    desk.on_pause = make_room
    desk.wait(10)
    with desk.house.database.read() as session:
        assert session.scalars(select(Outbox.state)).one() == Delivery.SENT


def test_a_turn_that_the_full_disk_broke_off_is_taken_again(desk: Desk) -> None:
    """After its lease, under a new name for the engine, and answered once."""
    rooms = _no_room(desk.house.database)

    def fill(sender: str, intent: str) -> list[Reply]:
        rooms.__enter__()
        return [Reply("cannot be stored")]

    desk.engine.answers(fill, "stored")
    desk.hear("你好")
    with pytest.raises(OperationalError):
        desk.wait(10)
    rooms.__exit__(None, None, None)
    desk.wait(70)
    assert desk.said_to("li") == ["stored"]
    assert len({name for name, _ in desk.engine.turns}) == 2
    desk.assert_nothing_is_left()


def _fill(desk: Desk) -> int:
    """Let new customers write until there is no room; how many messages were taken."""
    for number in range(500):
        try:
            desk.hear("这一句很长" * 300, sender=f"customer {number}")
        except OperationalError:
            return number
    pytest.fail("there is always room")


def test_a_database_at_its_size_limit_stores_a_message_whole_or_not_at_all(
    desk: Desk, house: House
) -> None:
    """SQLite's own limit (max_page_count): what got no acknowledgement has left no trace."""
    if not house.database.is_sqlite:
        pytest.skip("SQLite's limit")
    desk.hear("你好")
    desk.wait(10)
    limit = house.database.engine.connect()
    pages = limit.exec_driver_sql("PRAGMA page_count").scalar_one()
    limit.close()
    event.listen(
        house.database.engine,
        "checkout",
        lambda c, *_: c.execute(f"PRAGMA max_page_count={pages}"),
    )
    stored = _fill(desk)
    with house.database.read() as session:
        assert count(session, Inbox) == 1 + stored == count(session, Conversation)
    event.listen(
        house.database.engine,
        "checkout",
        lambda c, *_: c.execute("PRAGMA max_page_count=1073741823"),
    )
    desk.hear("这一句很长" * 300, sender=f"customer {stored}")
    desk.wait(15)
    assert len({to for to, _ in desk.channel.sent}) == stored + 2
    desk.assert_nothing_is_left()
