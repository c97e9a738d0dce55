"""Beside the conversation stands what the channel still takes, and how messages came (REQ E6)."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from bot.models import Author, Conversation, Message
from bot.services.customer.customers import find_or_create_identity
from bot.services.screens import desk_marks, desk_profile, desk_thread
from bot.services.sending import consents
from tests.factories import NOW, make_conversation
from tests.integration.console.console_desk import Desk, Visit


def follower(desk: Desk, minutes: int | None, left: int) -> int:
    """A WeChat conversation whose window ends in so many minutes; its id."""
    conversation_id = desk.customer("在吗")
    with desk.house.database.write() as session:
        now = desk.house.clock.now()
        identity = find_or_create_identity(
            session, channel="wechat", external_id=f"o-{conversation_id}", now=now
        )
        identity.window_until = now + timedelta(minutes=minutes) if minutes else None
        identity.window_left = left
        session.get_one(Conversation, conversation_id).identity_id = identity.id
    return conversation_id


def test_window_and_quota_stand_beside_the_conversation(desk: Desk, visit: Visit) -> None:
    conversation_id = follower(desk, 125, 4)
    page = visit(path=f"/console/?c={conversation_id}")
    reach = page.locator(".side .reach")
    expect(reach).to_contain_text("微信还可发 4 条")
    expect(reach.locator(".clock")).to_contain_text("2时")
    with desk.house.database.write() as session:
        identity = session.get_one(Conversation, conversation_id).identity
        identity.window_left = 0
    expect(reach).to_contain_text("条数已用完")


@pytest.mark.parametrize(("minutes", "said"), [(None, "窗口已关闭")])
def test_a_closed_window_says_what_becomes_of_an_answer(
    desk: Desk, visit: Visit, minutes: int | None, said: str
) -> None:
    page = visit(path=f"/console/?c={follower(desk, minutes, 0)}")
    expect(page.locator(".side .reach")).to_contain_text(said)
    expect(page.locator(".side .reach")).to_contain_text("转为电话工单")


def test_a_channel_without_windows_shows_none(desk: Desk) -> None:
    conversation_id = desk.customer("在吗")
    with desk.house.database.read() as session:
        assert desk_profile.profile(session, conversation_id).reach is None


def test_the_mark_changes_with_window_quota_and_consents(desk: Desk) -> None:
    """Else an open page would show what is over."""
    conversation_id = follower(desk, 60, 5)
    marks = set()
    with desk.house.database.write() as session:
        identity = session.get_one(Conversation, conversation_id).identity
        for change in (
            lambda: None,
            lambda: setattr(identity, "window_left", 4),
            lambda: setattr(identity, "window_until", NOW),
            lambda: setattr(identity, "reachable", False),
            lambda: consents.give(session, identity.id, "T", reference="r", now=NOW),
        ):
            change()
            session.flush()
            found = desk_marks.section_marks(session, [conversation_id])
            marks.add(str(found[conversation_id]["profile"]))
    assert len(marks) == 5


@pytest.mark.parametrize(
    ("data", "notes"),
    [
        ({"forwarded": True, "message_id": 3}, ("客户转发的内容",)),
        ({"edited": True, "of": 3}, ("客户修改后的消息",)),
        ({"album": "a1"}, ("相册",)),
        ({"latitude": 31.2, "longitude": 121.5}, ("坐标 31.20000, 121.50000",)),
        ({"own": False, "name": "王小明", "phone": "+8613800138000"}, ("名片：王** 138****8000",)),
        ({"own": True}, ()),
        (None, ()),
    ],
)
def test_agents_see_how_a_message_came(
    desk: Desk, data: dict[str, object] | None, notes: tuple[str, ...]
) -> None:
    with desk.house.database.write() as session:
        conversation = make_conversation(session)
        message = Message(
            conversation_id=conversation.id, author=Author.CUSTOMER, text="x", data=data, at=NOW
        )
        session.add(message)
        session.flush()
        (line,) = desk_thread.thread(session, conversation.id)
    assert line.notes == notes
