"""Flagging, taking over, giving back: never two at once (REQ A2, A4, A10)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.db import Database
from bot.errors import ConflictError, NotFoundError
from bot.house import House
from bot.models import (
    Author,
    Delivery,
    Flag,
    Group,
    History,
    Keep,
    Message,
    Outbox,
    Owner,
    Purpose,
    Role,
    Survey,
    SurveyKind,
)
from bot.services.handoff import handling
from bot.services.screens import unmasking
from bot.services.thread import conversations
from tests.factories import NOW, PHONE, count, make_conversation, make_staff, queue_message

LATER = NOW + timedelta(minutes=5)


@pytest.mark.parametrize(
    ("why", "group"),
    [
        (Flag.PERSON_WANTED, Group.GENERAL),
        (Flag.NOT_UNDERSTOOD, Group.GENERAL),
        (Flag.COMPLAINT, Group.COMPLAINT),
        (Flag.URGENT, Group.COMPLAINT),
        (Flag.ANGRY, Group.COMPLAINT),
    ],
)
def test_a_flag_puts_the_conversation_into_its_groups_queue(
    database: Database, why: Flag, group: Group
) -> None:
    """REQ A4, A10."""
    with database.write() as session:
        conversation = make_conversation(session)
        conversations.flag(session, conversation, why, now=NOW)
        assert (conversation.owner, conversation.group) == (Owner.QUEUE, group)
        assert (conversation.flags, conversation.flagged_at) == ([why], NOW)


def test_the_persons_time_counts_from_the_first_flag(database: Database) -> None:
    """REQ A2."""
    with database.write() as session:
        conversation = make_conversation(session)
        conversations.flag(session, conversation, Flag.PERSON_WANTED, now=NOW)
        conversations.flag(session, conversation, Flag.COMPLAINT, now=LATER)
        conversations.flag(session, conversation, Flag.COMPLAINT, now=LATER)
        assert conversation.flagged_at == NOW
        assert conversation.flags == [Flag.PERSON_WANTED, Flag.COMPLAINT]
        assert conversation.group == Group.COMPLAINT, "the graver matter decides the group"


def test_a_flag_does_not_take_a_conversation_from_its_person(database: Database) -> None:
    """REQ A4."""
    with database.write() as session:
        conversation, staff = make_conversation(session), make_staff(session)
        conversations.take_over(session, conversation.id, staff, now=NOW)
        conversations.flag(session, conversation, Flag.URGENT, now=LATER)
        assert (conversation.owner, conversation.agent_id) == (Owner.PERSON, staff.id)
        assert Flag.URGENT in conversation.flags


def test_only_one_colleague_has_a_conversation(database: Database) -> None:
    """REQ A4: the refusal names who has it."""
    with database.write() as session:
        conversation = make_conversation(session)
        lin, zhou = make_staff(session, "lin"), make_staff(session, "zhou")
        conversations.take_over(session, conversation.id, lin, now=NOW)
        conversations.take_over(session, conversation.id, lin, now=NOW)
        with pytest.raises(ConflictError, match="客服lin"):
            conversations.take_over(session, conversation.id, zhou, now=NOW)
        with pytest.raises(ConflictError, match="现在由客服lin处理"):
            conversations.release(session, conversation.id, zhou, now=NOW)
        assert count(session, History, History.action == "taken over") == 1


def test_who_takes_it_first_owns_it_for_good(database: Database) -> None:
    """REQ A4."""
    with database.write() as session:
        conversation = make_conversation(session)
        lin, zhou = make_staff(session, "lin"), make_staff(session, "zhou")
        conversations.take_over(session, conversation.id, lin, now=NOW)
        conversations.release(session, conversation.id, lin, now=NOW)
        conversations.take_over(session, conversation.id, zhou, now=NOW)
        assert (conversation.owner_staff_id, conversation.agent_id) == (lin.id, zhou.id)


def test_a_release_gives_it_back_with_its_context(database: Database) -> None:
    """REQ A10."""
    with database.write() as session:
        conversation, staff = make_conversation(session), make_staff(session)
        conversation.last_service, conversation.misses = "cook", 2
        conversations.flag(session, conversation, Flag.PERSON_WANTED, now=NOW)
        conversations.take_over(session, conversation.id, staff, now=NOW)
        conversations.release(session, conversation.id, staff, now=NOW, summary="已说明价格")
        assert (conversation.owner, conversation.agent_id) == (Owner.BOT, None)
        assert (conversation.flags, conversation.flagged_at) == ([], None)
        assert (conversation.summary, conversation.last_service) == ("已说明价格", "cook")
        assert conversation.misses == 0
        conversations.flag(session, conversation, Flag.ANGRY, now=LATER)
        assert conversation.flagged_at == LATER


def test_nobody_can_give_back_what_the_bot_has(database: Database) -> None:
    with database.write() as session:
        conversation, staff = make_conversation(session), make_staff(session)
        with pytest.raises(ConflictError):
            conversations.release(session, conversation.id, staff, now=NOW)


# -- what an agent does ---------------------------------------------------------------------------


def test_taking_drops_the_bots_unsent_replies_and_tells_the_customer(house: House) -> None:
    """REQ A10."""
    with house.database.write() as session:
        conversation, staff = make_conversation(session), make_staff(session)
        queue_message(session, conversation, "bot's reply")
        queue_message(session, conversation, "提醒", purpose=Purpose.REMINDER)
        for _ in range(2):
            handling.take(session, conversation.id, staff, wording=house.wording, now=NOW)
        rows = session.scalars(select(Outbox).order_by(Outbox.id)).all()
        assert [(r.purpose, r.state) for r in rows] == [
            (Purpose.REPLY, Delivery.DROPPED),
            (Purpose.REMINDER, Delivery.QUEUED),
            (Purpose.NOTICE, Delivery.QUEUED),
        ]
        assert staff.display_name in rows[2].message.text


def test_a_double_click_sends_the_agents_text_once(house: House) -> None:
    """REQ G5."""
    with house.database.write() as session:
        conversation, staff = make_conversation(session), make_staff(session)
        handling.take(session, conversation.id, staff, wording=house.wording, now=NOW)
        sent = [
            handling.say(session, conversation.id, staff, " 您好 ", key="k", now=LATER)
            for _ in range(2)
        ]
        assert sent == [True, False]
        by_person = select(Message).where(Message.author == Author.PERSON).order_by(Message.id)
        _greeting, said = session.scalars(by_person)
        assert (said.text, said.staff_id) == ("您好", staff.id)
        assert conversation.first_human_reply_at == LATER


@pytest.mark.parametrize("text", ["", "  ", "长" * (handling.LONGEST + 1)])
def test_an_empty_or_endless_text_is_refused(house: House, text: str) -> None:
    with house.database.write() as session:
        conversation, staff = make_conversation(session), make_staff(session)
        handling.take(session, conversation.id, staff, wording=house.wording, now=NOW)
        with pytest.raises(ConflictError):
            handling.say(session, conversation.id, staff, text, key="k", now=NOW)


def test_only_who_has_it_can_answer(house: House) -> None:
    """REQ A10."""
    with house.database.write() as session:
        conversation, staff = make_conversation(session), make_staff(session)
        with pytest.raises(ConflictError, match="接管"):
            handling.say(session, conversation.id, staff, "您好", key="k", now=NOW)


def test_a_note_never_goes_out(house: House) -> None:
    with house.database.write() as session:
        conversation, staff = make_conversation(session), make_staff(session)
        handling.note(session, conversation.id, staff, "客户很着急", now=NOW)
        assert count(session, Message, Message.author == Author.NOTE) == 1
        assert count(session, Outbox) == 0


def test_giving_back_asks_about_the_agent_if_wished(house: House) -> None:
    """REQ E2."""
    with house.database.write() as session:
        conversation, staff = make_conversation(session), make_staff(session)
        handling.take(session, conversation.id, staff, wording=house.wording, now=NOW)
        handling.give_back(
            session,
            conversation.id,
            staff,
            wording=house.wording,
            now=LATER,
            ask_rating=True,
        )
        survey = session.scalars(select(Survey)).one()
        assert (survey.kind, survey.agent_id) == (SurveyKind.AGENT, staff.id)
        question = session.scalars(select(Outbox).order_by(Outbox.id.desc())).first()
        assert question is not None
        buttons = (question.message.data or {})["buttons"]
        assert [b["payload"] for b in buttons] == [f"rate:{survey.id}:{n}" for n in (5, 4, 3, 2, 1)]


@pytest.mark.parametrize(
    ("role", "has_it", "may"),
    [
        (Role.AGENT, False, False),
        (Role.AGENT, True, True),
        (Role.LEAD, False, True),
        (Role.SUPERVISOR, False, True),
    ],
)
def test_a_full_phone_is_shown_by_role_and_audited(
    house: House, role: Role, has_it: bool, may: bool
) -> None:
    """REQ G2."""
    with house.database.write() as session:
        conversation, staff = make_conversation(session), make_staff(session, role=role)
        conversation.identity.customer.phone = PHONE
        if has_it:
            conversations.take_over(session, conversation.id, staff, now=NOW)
        if may:
            shown = unmasking.show_contact(session, conversation.id, staff, now=NOW)
            assert shown.phone == PHONE
        else:
            with pytest.raises(ConflictError):
                unmasking.show_contact(session, conversation.id, staff, now=NOW)
        assert count(session, History, History.action == "unmasked") == may


def test_a_message_that_is_gone_is_told(house: House) -> None:
    with house.database.write() as session, pytest.raises(NotFoundError):
        unmasking.show_message(session, 999999, make_staff(session), now=NOW)


def test_a_typed_draft_is_kept_and_forgotten(house: House) -> None:
    """REQ G2, G5."""
    with house.database.write() as session:
        conversation, staff = make_conversation(session), make_staff(session)
        handling.keep_draft(session, conversation.id, staff, "您好，")
        handling.keep_draft(session, conversation.id, staff, "您好，王女士")
        assert handling.draft(session, conversation.id, staff) == "您好，王女士"
        handling.keep_draft(session, conversation.id, staff, " ")
        session.flush()
        assert handling.draft(session, conversation.id, staff) == ""
        assert count(session, Keep) == 0


def test_reading_counts_only_for_who_has_it(house: House) -> None:
    with house.database.write() as session:
        conversation, staff = make_conversation(session), make_staff(session)
        conversation.unread = 3
        handling.mark_read(session, conversation.id, staff)
        assert conversation.unread == 3
        conversations.take_over(session, conversation.id, staff, now=NOW)
        handling.mark_read(session, conversation.id, staff)
        assert conversation.unread == 0


@pytest.mark.parametrize(("also", "owner"), [([], Owner.BOT), ([Flag.COMPLAINT], Owner.QUEUE)])
def test_who_waits_no_more_leaves_the_queue_unless_something_else_is_open(
    database: Database, also: list[Flag], owner: Owner
) -> None:
    """REQ A10."""
    with database.write() as session:
        conversation = make_conversation(session)
        for why in (Flag.PERSON_WANTED, *also):
            conversations.flag(session, conversation, why, now=NOW)
        conversations.stop_waiting(session, conversation, now=LATER)
        assert (conversation.owner, conversation.flags) == (owner, also)
        assert (conversation.flagged_at is None) == (owner == Owner.BOT)
