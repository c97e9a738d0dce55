"""frontdesk outbox lists ids and reasons, sends again and drops (REQ E6, G2, G5)."""

from io import StringIO

import pytest
from rich.console import Console

from bot.cli import outbox
from bot.db import use_vault
from bot.errors import ConfigurationError, ConflictError, NotFoundError
from bot.house import House
from bot.models import Conversation, Delivery, Outbox
from bot.services.sending import undelivered
from tests.factories import NOW, VAULT, make_conversation, queue_message


@pytest.fixture
def desk(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """The installation that the command opens."""
    use_vault(VAULT)
    monkeypatch.setattr(outbox, "open_installation", lambda _: house)
    monkeypatch.setattr(outbox, "load_settings", lambda: house.settings)
    return house


def fail(house: House, text: str, state: Delivery = Delivery.FAILED) -> int:
    with house.database.write() as session:
        row = queue_message(session, make_conversation(session), text)
        row.state, row.channel_result = state, "the customer blocked the bot (403)"
        if state == Delivery.FAILED:
            undelivered.hand_to_person(session, row, row.channel_result, now=NOW)
        return row.id


def lines(*states: str) -> list[list[str]]:
    out = StringIO()
    outbox.show(states, out)
    return [line.split("\t") for line in out.getvalue().splitlines()]


def said(work: object, *given: object) -> str:
    out = Console(width=200, record=True, file=StringIO())
    work(*given, out)  # type: ignore[operator]
    return out.export_text()


def state(house: House, row_id: int) -> Delivery:
    with house.database.read() as session:
        return Delivery(session.get_one(Outbox, row_id).state)


def test_the_list_is_a_table_without_what_was_said(desk: House) -> None:
    row_id = fail(desk, "王小明您好")
    head, row = lines()
    assert head[:3] == ["id", "state", "channel"]
    assert row[:4] == [str(row_id), "failed", "web", "reply"]
    assert row[-1] == "the customer blocked the bot (403)"
    assert row[-2].startswith("G2026")
    assert "王小明" not in "".join(row)


def test_the_list_takes_states_and_refuses_others(desk: House) -> None:
    fail(desk, "一")
    unknown = fail(desk, "二", Delivery.UNKNOWN)
    assert [row[0] for row in lines("unknown")[1:]] == [str(unknown)]
    assert len(lines("unknown", "failed")) == 3
    with pytest.raises(ConfigurationError, match="sent"):
        lines("sent")


def test_retry_and_drop_say_what_changed(desk: House) -> None:
    row_id = fail(desk, "一")
    assert said(outbox.retry, [row_id]).strip() == f"message {row_id} is sent again"
    assert state(desk, row_id) == Delivery.QUEUED
    assert "is due already" in said(outbox.retry, [row_id])
    assert "is dropped" in said(outbox.drop, [row_id], "已电话告知")
    assert state(desk, row_id) == Delivery.DROPPED
    assert "was dropped before" in said(outbox.drop, [row_id], "已电话告知")


def test_one_wrong_number_changes_nothing(desk: House) -> None:
    row_id = fail(desk, "一")
    for wrong, error in ((row_id + 99, NotFoundError), (sent(desk), ConflictError)):
        with pytest.raises(error):
            said(outbox.retry, [row_id, wrong])
        assert state(desk, row_id) == Delivery.FAILED


def sent(house: House) -> int:
    with house.database.write() as session:
        conversation = session.get(Conversation, 1) or make_conversation(session)
        row = queue_message(session, conversation, "好")
        row.state = Delivery.SENT
        return row.id
