"""Finding people, numbers and sentences, on both databases (REQ G1, G2)."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from bot import migrations
from bot.db import Database, use_vault
from bot.models import Author, Conversation, Group, Label, Message, SearchTerm
from bot.services.customer import labels
from bot.services.customer.customers import remember_contact
from bot.services.customer.searching import Filters, Found, Hit, Piece, search, snippet
from bot.settings import Settings
from tests.factories import (
    NOW,
    VAULT,
    at,
    book,
    complain,
    count,
    make_company,
    make_conversation,
    make_staff,
    queue_message,
)

ANY = Filters()


def says(
    session: Session, conversation: Conversation, words: str, when: str = "11-22 09:00"
) -> Message:
    """A message of the customer."""
    message = Message(
        conversation_id=conversation.id, author=Author.CUSTOMER, text=words, at=at(when)
    )
    session.add(message)
    session.flush()
    return message


def said(hit: Hit) -> str:
    return "".join(piece.text for piece in hit.snippet)


@pytest.mark.parametrize(
    "query",
    ["漏水", "空调漏水", "空調漏水", "漏水 卫生间", "ＷＩＦＩ", "wifi", "漏水了，还"],
)
def test_a_word_is_found_inside_a_sentence(database: Database, query: str) -> None:
    """REQ G1: Chinese has no blanks; script, width and case do not matter."""
    with database.write() as session:
        talk = make_conversation(session)
        says(session, talk, "你好，卫生间的空调漏水了，还有WiFi路由器弄湿了")
        says(session, talk, "另外漏了一件事，水龙头也要修，在卫生角落间")
    with database.read() as session:
        (hit,) = search(session, query, ANY).messages
        assert hit.conversation_id == talk.id
        assert "卫生间的空调漏水了" in said(hit)
        assert any(piece.is_hit for piece in hit.snippet)


@pytest.mark.parametrize(
    "query", ["水漏", "空调坏", "", "水", "' OR 1=1 --", "%%", "__", "\x00\ud800"]
)
def test_what_nobody_said_is_not_found(database: Database, query: str) -> None:
    with database.write() as session:
        says(session, make_conversation(session), "空调漏水了，坏得厉害")
    with database.read() as session:
        assert search(session, query, ANY).messages == []


def test_a_message_is_found_by_all_that_write_one_and_is_lost_with_its_transaction(
    database: Database,
) -> None:
    """The index is written by the same flush: a message rolled back leaves no trace in it."""
    with database.write() as session:
        talk = make_conversation(session)
        queue_message(session, talk, "师傅明天上午到")
    with pytest.raises(RuntimeError):
        _say_and_crash(database, talk.id)
    with database.read() as session:
        assert [hit.author for hit in search(session, "明天上午", ANY).messages] == [Author.BOT]
        assert search(session, "没有存下来", ANY).messages == []


def _say_and_crash(database: Database, conversation_id: int) -> None:
    with database.write() as session:
        says(session, session.get_one(Conversation, conversation_id), "这一句没有存下来")
        raise RuntimeError


def test_a_changed_text_is_found_by_its_new_words_only(database: Database) -> None:
    with database.write() as session:
        message = says(session, make_conversation(session), "周三可以吗")
    with database.write() as session:
        session.get_one(Message, message.id).text = "周四可以吗"
    with database.read() as session:
        assert search(session, "周三", ANY).messages == []
        assert len(search(session, "周四可以", ANY).messages) == 1
        assert count(session, SearchTerm, SearchTerm.ref_id == message.id) == len("周四可以吗") - 1


def test_a_deleted_text_leaves_nothing_behind(database: Database) -> None:
    """REQ G4: erasure reaches the index."""
    with database.write() as session:
        message = says(session, make_conversation(session), "请删除我的话")
    with database.write() as session:
        session.delete(session.get_one(Message, message.id))
    with database.read() as session:
        assert count(session, SearchTerm) == 0


@pytest.mark.parametrize("query", ["13800138000", "8000", "周小燕", "小燕"])
def test_a_person_is_found_by_name_phone_and_its_last_four(database: Database, query: str) -> None:
    with database.write() as session:
        talk = make_conversation(session)
        remember_contact(session, talk.identity, phone="+8613800138000", address=None, now=NOW)
        talk.identity.customer.name = "周小燕"
        other = make_conversation(session)
        remember_contact(session, other.identity, phone="+8613900139001", address=None, now=NOW)
    with database.read() as session:
        (hit,) = search(session, query, ANY).people
        assert (hit.conversation_id, hit.name) == (talk.id, "周**")


def test_a_person_is_found_by_the_phone_of_an_order(database: Database, settings: Settings) -> None:
    with database.write() as session:
        service = make_company(session)
        talk = make_conversation(session)
        start = at("11-25 09:00")
        book(session, service, start, settings, conversation=talk, phone="+8613611112222")
    with database.read() as session:
        assert [hit.conversation_id for hit in search(session, "2222", ANY).people] == [talk.id]


@pytest.mark.parametrize(
    ("query", "found"),
    [("D20261122-0001", Found.ORDER), ("d20261122", Found.ORDER), ("22-0001", None)],
)
def test_orders_and_complaints_are_found_by_number(
    database: Database, settings: Settings, query: str, found: Found | None
) -> None:
    with database.write() as session:
        service, talk = make_company(session), make_conversation(session)
        book(session, service, at("11-25 09:00"), settings, conversation=talk)
        complain(session, talk, settings)
    with database.read() as session:
        hits = search(session, query, ANY).numbers
        kinds = {hit.found for hit in hits}
        assert kinds == ({found} if found else {Found.ORDER, Found.COMPLAINT, Found.CASE})
        assert {hit.conversation_id for hit in hits} == {talk.id}


def test_a_phone_in_a_text_is_masked_in_the_snippet(database: Database) -> None:
    """REQ G2: found by it, but not shown."""
    with database.write() as session:
        says(session, make_conversation(session), "打我电话13800138000，谢谢")
    with database.read() as session:
        for query in ("13800138000", "8000"):
            (hit,) = search(session, query, ANY).messages
            assert "138****8000" in said(hit)
            assert "13800138000" not in said(hit)


def test_the_index_holds_no_text(database: Database) -> None:
    """REQ G2: whoever has the database without the key reads nothing in it."""
    with database.write() as session:
        says(session, make_conversation(session), "漏水")
    with database.read() as session:
        (row,) = session.execute(text("SELECT term, ref_id FROM search_terms")).all()
        assert all(isinstance(value, int) for value in row)


def test_filters_narrow_the_hits(database: Database) -> None:
    with database.write() as session:
        me = make_staff(session)
        first, second = make_conversation(session), make_conversation(session, "telegram")
        second.group = Group.ORDER
        says(session, first, "想约保洁", "11-20 09:00")
        says(session, second, "想约保洁", "11-22 09:00")
        queue_message(session, second, "好的，约保洁请告诉我时间")
        labels.set_labels(session, first.id, ["老客户"], me, now=NOW)
    filters = {
        "channel": Filters(channel="telegram"),
        "group": Filters(group=Group.ORDER),
        "label": Filters(label="老客户"),
        "author": Filters(author=Author.BOT),
        "since": Filters(since=at("11-22 00:00")),
        "until": Filters(until=at("11-21 00:00")),
    }
    with database.read() as session:
        found = {
            name: [hit.conversation_id for hit in search(session, "约保洁", wish).messages]
            for name, wish in filters.items()
        }
    one, two = [first.id], [second.id, second.id]
    assert found == {
        "channel": two,
        "group": two,
        "label": one,
        "author": [second.id],
        "since": two,
        "until": one,
    }


def test_a_filter_alone_lists_its_conversations(database: Database) -> None:
    with database.write() as session:
        me, talk = make_staff(session), make_conversation(session)
        make_conversation(session)
        labels.set_labels(session, talk.id, ["待回电"], me, now=NOW)
    with database.read() as session:
        hits = search(session, "", Filters(label="待回电")).people
        assert [hit.conversation_id for hit in hits] == [talk.id]
        assert search(session, "", ANY).people == []


def test_a_snippet_marks_every_hit_and_keeps_all_characters() -> None:
    text_ = "<script>漏水</script>" + "很" * 80
    parts = snippet(text_, ["漏水", "script"])
    assert parts[:4] == (Piece("<"), Piece("script", True), Piece(">"), Piece("漏水", True))
    assert "".join(part.text for part in parts).rstrip("…") in text_


def test_labels_are_kept_clean_and_in_order(database: Database) -> None:
    with database.write() as session:
        me, talk = make_staff(session), make_conversation(session)
        assert labels.set_labels(session, talk.id, [" 老 客户 ", "待回电", "待回电"], me, now=NOW)
        assert labels.labels_of(session, talk.id) == ["待回电", "老 客户"]
        assert labels.set_labels(session, talk.id, ["待回电"], me, now=NOW) == ["老 客户"]
        assert labels.in_use(session) == ["待回电"]
        assert count(session, Label) == 1


def test_the_migration_fills_the_index_from_what_is_there(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """REQ H1: what was said before the upgrade is found after it."""
    use_vault(VAULT)
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('old') / 'old.db'}")
    migrations.upgrade(database.engine)
    with database.write() as session:
        says(session, make_conversation(session), "升级之前说的话")
    migrations.downgrade(database.engine, "0011")
    migrations.upgrade(database.engine)
    with database.read() as session:
        assert len(search(session, "之前说的", ANY).messages) == 1
        assert session.scalar(select(Message.id)) is not None
    database.close()
