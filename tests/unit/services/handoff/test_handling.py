"""What an agent does in a conversation (REQ A2, A4, A10, E2, G2)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.crypto import Vault
from bot.db import Base, Database, use_vault
from bot.errors import ConflictError
from bot.models import (
    Attendance,
    Author,
    CaseKind,
    Conversation,
    Delivery,
    Flag,
    History,
    Keep,
    Message,
    Outbox,
    Owner,
    Purpose,
    Role,
    Staff,
    Survey,
    SurveyKind,
)
from bot.services import masks
from bot.services.customer.customers import find_or_create_identity, remember_contact
from bot.services.handoff import handling
from bot.services.screens import desk_thread, desk_views, unmasking
from bot.services.thread import conversations, messages
from bot.services.wording import Reply, Wording
from tests.factories import make_service

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
WORDING = Wording(
    {
        "utter_taken_over": ["您好，我是{company}的{agent}。"],
        "utter_taken_over_en": ["Hello, this is {agent}."],
        "utter_released": ["接下来仍由我为您服务。"],
        "utter_released_with_summary": ["{agent}：{summary}。接下来由我服务。"],
        "utter_agent_rating": ["请给{agent}打分。"],
        **{f"utter_score_{score}": [f"{score} 分"] for score in range(1, 6)},
    },
    {"company": "安心家政"},
)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    use_vault(Vault(b"0" * 32))
    database = Database(f"sqlite:///{tmp_path / 'desk.db'}")
    Base.metadata.create_all(database.engine)
    with database.write() as opened:
        yield opened
    database.close()


@pytest.fixture
def agents(session: Session) -> tuple[Staff, Staff, Staff]:
    """Two agents and a supervisor."""
    people = (
        Staff(username="li", display_name="李明", password_hash="x"),
        Staff(username="wang", display_name="王娜", password_hash="x"),
        Staff(username="chen", display_name="陈主管", password_hash="x", role=Role.SUPERVISOR),
    )
    session.add_all(people)
    session.flush()
    return people


@pytest.fixture
def talk(session: Session) -> Conversation:
    """A flagged conversation, with a reply of the bot that has not gone out."""
    identity = find_or_create_identity(session, channel="web", external_id="v1", now=NOW)
    where = "上海市徐汇区漕溪路18号"
    remember_contact(session, identity, phone="+8613812340001", address=where, now=NOW)
    conversation = conversations.conversation_of(session, identity, NOW)
    said = "转人工，13812340001"
    session.add(Message(conversation_id=conversation.id, author=Author.CUSTOMER, text=said, at=NOW))
    conversation.unread = 1
    conversations.flag(session, conversation, Flag.PERSON_WANTED, now=NOW)
    messages.push(session, conversation, Reply("好的"), key="t", purpose=Purpose.REPLY, now=NOW)
    return conversation


def texts(session: Session, author: Author) -> list[str]:
    rows = session.scalars(select(Message).where(Message.author == author).order_by(Message.id))
    return [row.text for row in rows]


def take(session: Session, talk: Conversation, person: Staff, now: datetime = NOW) -> None:
    handling.take(session, talk.id, person, wording=WORDING, now=now)


def test_a10_taking_over_silences_the_bot_and_tells_the_customer(
    session: Session, talk: Conversation, agents: tuple[Staff, Staff, Staff]
) -> None:
    take(session, talk, agents[0])
    assert (talk.owner, talk.agent_id, talk.unread) == (Owner.PERSON, agents[0].id, 0)
    rows = session.scalars(select(Outbox).order_by(Outbox.id)).all()
    assert [(r.purpose, r.state) for r in rows] == [
        (Purpose.REPLY, Delivery.DROPPED),
        (Purpose.NOTICE, Delivery.QUEUED),
    ]
    assert texts(session, Author.PERSON) == ["您好，我是安心家政的李明。"]


def test_a10_taking_twice_tells_the_customer_once(
    session: Session, talk: Conversation, agents: tuple[Staff, Staff, Staff]
) -> None:
    take(session, talk, agents[0])
    take(session, talk, agents[0], NOW + timedelta(seconds=5))
    notices = select(func.count()).where(Outbox.purpose == Purpose.NOTICE)
    assert session.scalar(notices) == 1


def test_a10_a_colleagues_conversation_cannot_be_taken(
    session: Session, talk: Conversation, agents: tuple[Staff, Staff, Staff]
) -> None:
    take(session, talk, agents[0])
    with pytest.raises(ConflictError, match="李明"):
        take(session, talk, agents[1])
    assert talk.agent_id == agents[0].id


def test_the_notice_is_in_the_customers_language(
    session: Session, talk: Conversation, agents: tuple[Staff, Staff, Staff]
) -> None:
    talk.identity.language = "en"
    take(session, talk, agents[0])
    assert texts(session, Author.PERSON) == ["Hello, this is 李明."]


def test_a2_the_first_human_reply_is_timed_once(
    session: Session, talk: Conversation, agents: tuple[Staff, Staff, Staff]
) -> None:
    take(session, talk, agents[0])
    first, second = NOW + timedelta(seconds=20), NOW + timedelta(seconds=90)
    handling.say(session, talk.id, agents[0], "您好", key="1", now=first)
    handling.say(session, talk.id, agents[0], "请稍等", key="2", now=second)
    assert talk.first_human_reply_at == first


def test_a2_taking_from_the_bot_starts_the_time_anew(
    session: Session, talk: Conversation, agents: tuple[Staff, Staff, Staff]
) -> None:
    talk.owner, talk.flagged_at = Owner.BOT, None
    talk.first_human_reply_at = NOW - timedelta(days=3)
    take(session, talk, agents[0])
    assert (talk.flagged_at, talk.first_human_reply_at) == (NOW, None)


def test_g5_a_double_click_sends_once(
    session: Session, talk: Conversation, agents: tuple[Staff, Staff, Staff]
) -> None:
    take(session, talk, agents[0])
    sent = [handling.say(session, talk.id, agents[0], "您好", key="k", now=NOW) for _ in range(2)]
    assert sent == [True, False]
    row = session.scalars(select(Outbox).where(Outbox.purpose == Purpose.PERSON)).one()
    assert (row.message.text, row.message.staff_id) == ("您好", agents[0].id)


@pytest.mark.parametrize("text", ["", "  \n ", "长" * 2001])
def test_empty_and_endless_texts_are_refused(
    text: str, session: Session, talk: Conversation, agents: tuple[Staff, Staff, Staff]
) -> None:
    take(session, talk, agents[0])
    with pytest.raises(ConflictError):
        handling.say(session, talk.id, agents[0], text, key="k", now=NOW)


def test_only_who_has_the_conversation_may_answer(
    session: Session, talk: Conversation, agents: tuple[Staff, Staff, Staff]
) -> None:
    with pytest.raises(ConflictError, match="接管"):
        handling.say(session, talk.id, agents[0], "您好", key="k", now=NOW)
    take(session, talk, agents[0])
    with pytest.raises(ConflictError, match="现在由李明处理"):
        handling.say(session, talk.id, agents[1], "您好", key="k", now=NOW)
    assert texts(session, Author.PERSON) == ["您好，我是安心家政的李明。"]


def test_a_note_never_goes_out(
    session: Session, talk: Conversation, agents: tuple[Staff, Staff, Staff]
) -> None:
    before = session.scalar(select(func.count()).select_from(Outbox))
    handling.note(session, talk.id, agents[1], " 老客户 ", now=NOW)
    assert texts(session, Author.NOTE)[-1] == "老客户"
    assert session.scalar(select(func.count()).select_from(Outbox)) == before


def test_a10_giving_back_lets_the_bot_speak_and_keeps_the_summary(
    session: Session, talk: Conversation, agents: tuple[Staff, Staff, Staff]
) -> None:
    take(session, talk, agents[0])
    handling.give_back(session, talk.id, agents[0], wording=WORDING, now=NOW, summary=" 已解释 ")
    assert (talk.owner, talk.agent_id, talk.summary) == (Owner.BOT, None, "已解释")
    assert texts(session, Author.BOT)[-1] == "李明：已解释。接下来由我服务。"
    assert session.scalar(select(func.count()).select_from(Survey)) == 0


def test_the_bot_goes_on_from_the_service_of_the_summary(
    session: Session, talk: Conversation, agents: tuple[Staff, Staff, Staff]
) -> None:
    """“多少钱” after the release is about what the agent last spoke of."""
    make_service(session, code="window", name="擦玻璃")
    take(session, talk, agents[0])
    talk.last_service = "daily_clean"
    handling.give_back(
        session, talk.id, agents[0], wording=WORDING, now=NOW, summary="客户想加一次擦玻璃"
    )
    assert talk.last_service == "window"


def test_a7_closing_wants_a_result_and_keeps_the_category(
    session: Session, talk: Conversation, agents: tuple[Staff, Staff, Staff]
) -> None:
    take(session, talk, agents[0])
    close = partial(
        handling.give_back, session, talk.id, agents[0], wording=WORDING, now=NOW,
        category=CaseKind.ORDER,
    )  # fmt: skip
    with pytest.raises(ConflictError, match="处理结果"):
        close(summary=" ")
    close(summary="改到周三上午")
    (kept,) = session.scalars(select(Attendance)).all()
    assert (kept.category, kept.summary, kept.closed_at) == ("order", "改到周三上午", NOW)
    assert "改到周三" not in texts(session, Author.BOT)[-1], "a closing result is for the records"


def test_e2_giving_back_may_ask_about_the_agent(
    session: Session, talk: Conversation, agents: tuple[Staff, Staff, Staff]
) -> None:
    take(session, talk, agents[0])
    handling.give_back(session, talk.id, agents[0], wording=WORDING, now=NOW, ask_rating=True)
    survey = session.scalars(select(Survey)).one()
    row = session.scalars(select(Outbox).where(Outbox.purpose == Purpose.RATING)).one()
    assert (survey.kind, survey.agent_id) == (SurveyKind.AGENT, agents[0].id)
    assert row.message.text == "请给李明打分。"
    payloads = [button["payload"] for button in (row.message.data or {})["buttons"]]
    assert payloads == [f"rate:{survey.id}:{score}" for score in (5, 4, 3, 2, 1)]


def test_only_the_holder_gives_back(
    session: Session, talk: Conversation, agents: tuple[Staff, Staff, Staff]
) -> None:
    take(session, talk, agents[0])
    with pytest.raises(ConflictError):
        handling.give_back(session, talk.id, agents[1], wording=WORDING, now=NOW)


def test_read_is_only_what_the_holder_reads(
    session: Session, talk: Conversation, agents: tuple[Staff, Staff, Staff]
) -> None:
    take(session, talk, agents[0])
    talk.unread = 3
    session.flush()
    handling.mark_read(session, talk.id, agents[1])
    assert talk.unread == 3
    handling.mark_read(session, talk.id, agents[0])
    assert talk.unread == 0


def test_a_draft_is_kept_per_person_and_conversation(
    session: Session, talk: Conversation, agents: tuple[Staff, Staff, Staff]
) -> None:
    handling.keep_draft(session, talk.id, agents[0], "我先核实")
    handling.keep_draft(session, talk.id, agents[0], "我先核实一下")
    assert handling.draft(session, talk.id, agents[0]) == "我先核实一下"
    assert handling.draft(session, talk.id, agents[1]) == ""
    handling.keep_draft(session, talk.id, agents[0], " ")
    assert session.scalar(select(func.count()).select_from(Keep)) == 0


def test_g2_full_numbers_need_the_conversation_or_a_role_and_are_audited(
    session: Session, talk: Conversation, agents: tuple[Staff, Staff, Staff]
) -> None:
    with pytest.raises(ConflictError):
        unmasking.show_contact(session, talk.id, agents[0], now=NOW)
    take(session, talk, agents[0])
    contact = unmasking.show_contact(session, talk.id, agents[0], now=NOW)
    unmasking.show_contact(session, talk.id, agents[2], now=NOW)
    assert (contact.phone, contact.address) == ("+8613812340001", "上海市徐汇区漕溪路18号")
    seen = select(History.actor).where(History.action == "unmasked").order_by(History.id)
    assert session.scalars(seen).all() == ["staff:li", "staff:chen"]


def test_g2_a_phone_in_a_message_is_masked_until_somebody_looks(
    session: Session, talk: Conversation, agents: tuple[Staff, Staff, Staff]
) -> None:
    line = desk_thread.thread(session, talk.id)[0]
    assert (line.text, line.hides) == ("转人工，138****0001", True)
    take(session, talk, agents[0])
    assert unmasking.show_message(session, line.id, agents[0], now=NOW) == "转人工，13812340001"
    audited = select(History).where(History.subject == "message", History.action == "unmasked")
    assert session.scalars(audited).one().subject_id == line.id


@pytest.mark.parametrize(
    ("name", "shown"),
    [("周女士", "周女士"), ("王小明", "王**"), ("陈强", "陈*"), (None, "访客"), (" ", "访客")],
)
def test_g2_names_are_masked(name: str | None, shown: str) -> None:
    assert masks.mask_name(name, "访客") == shown


def test_a2_the_waiting_time_runs_from_the_flag_then_from_the_unanswered_line(
    session: Session, talk: Conversation, agents: tuple[Staff, Staff, Staff]
) -> None:
    def waiting() -> datetime | None:
        session.flush()
        return desk_views.queue_rows(session, [talk.id])[talk.id].waiting_since

    assert waiting() == NOW
    take(session, talk, agents[0], NOW + timedelta(seconds=10))
    assert waiting() == NOW
    handling.say(session, talk.id, agents[0], "您好", key="k", now=NOW + timedelta(seconds=20))
    assert waiting() is None
    for seconds in (30, 40):
        at = NOW + timedelta(seconds=seconds)
        session.add(Message(conversation_id=talk.id, author=Author.CUSTOMER, text="好", at=at))
    assert waiting() == NOW + timedelta(seconds=30)
