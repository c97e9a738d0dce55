"""The Bot API side of the Telegram fake, called by python-telegram-bot and by hand."""

import httpx
import pytest
from telegram import (
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    Update,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)

from tests.fakes.clock import ManualClock
from tests.fakes.telegram import FakeTelegram
from tests.unit.fakes.telegram_desk import TOKEN, bot_for, call, updates


@pytest.fixture
def fake():
    with FakeTelegram(TOKEN, ManualClock()) as fake:
        yield fake


@pytest.fixture
async def bot(fake):
    async with bot_for(fake, read_timeout=0.5) as bot:
        yield bot


def inline(*pairs):
    return InlineKeyboardMarkup([[InlineKeyboardButton(t, callback_data=d)] for t, d in pairs])


async def test_get_me(bot):
    assert (bot.id, bot.username) == (123456, "frontdesk_test_bot")


async def test_send_message_is_seen(fake, bot):
    fake.says(7, "你好")
    sent = await bot.send_message(7, "您好", reply_markup=inline(("保洁", "kind:clean")))
    (message,) = fake.received(7)
    assert (message.text, message.titles) == ("您好", ["保洁"])
    assert message.buttons[0].data == "kind:clean"
    assert sent.message_id == 2, "after the user's own message"
    assert sent.chat.id == 7
    assert sent.reply_markup is not None


async def test_message_ids_count_per_chat(fake, bot):
    fake.says(7, "你好")
    fake.says(8, "你好")
    ids = [(await bot.send_message(chat, "嗯")).message_id for chat in (7, 7, 8)]
    assert ids == [2, 3, 2]


async def test_limits_of_texts(fake, bot):
    fake.says(7, "你好")
    await bot.send_message(7, "长" * 4096)
    for text, words in (("长" * 4097, "too long"), ("", "empty"), (" \n ", "empty")):
        with pytest.raises(BadRequest, match=words):
            await bot.send_message(7, text)
    assert len(fake.received(7)) == 1


async def test_limits_of_callback_data(fake, bot):
    fake.says(7, "你好")
    await bot.send_message(7, "?", reply_markup=inline(("行", "x" * 64)))
    for data in ("x" * 65, "字" * 22, ""):
        with pytest.raises(BadRequest):
            await bot.send_message(7, "?", reply_markup=inline(("行", data)))


async def test_html_is_checked_and_taken_off(fake, bot):
    fake.says(7, "你好")
    await bot.send_message(7, "<b>1 &lt; 2</b>", parse_mode="HTML")
    assert fake.texts(7) == ["1 < 2"]
    for text in ("1 < 2", "<b>x", "<b>x</i>", "<br>"):
        with pytest.raises(BadRequest, match="parse entities"):
            await bot.send_message(7, text, parse_mode="HTML")
    with pytest.raises(BadRequest, match="the fake does not know"):
        await bot.send_message(7, "*x*", parse_mode="MarkdownV2")


async def test_unknown_chats_and_tokens(fake, bot):
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(99, "?")
    assert httpx.get(f"{fake.url}/bot1:no/getMe").status_code == 401
    with pytest.raises(InvalidToken):
        await bot.get_sticker_set("x")
    assert fake.calls[-1].status == 404, "methods the fake does not have are recorded"


async def test_a_block_is_told_and_refuses(fake, bot):
    fake.says(7, "你好")
    fake.blocks(7)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(7, "?")
    event = Update.de_json(updates(fake)[-1], bot).my_chat_member
    assert (event.old_chat_member.status, event.new_chat_member.status) == ("member", "kicked")
    fake.unblocks(7)
    await bot.send_message(7, "欢迎回来")


async def test_migration_gives_the_new_id(fake, bot):
    fake.group_says(-5, 7, "你好")
    fake.migrate(-5, -1005)
    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(-5, "?")
    assert caught.value.new_chat_id == -1005
    await bot.send_message(-1005, "在新群")
    messages = [update["message"] for update in updates(fake)]
    assert messages[1]["migrate_to_chat_id"] == -1005
    assert messages[2]["migrate_from_chat_id"] == -5


async def test_flood_spares_typing_and_counts_down(fake, bot):
    fake.says(7, "你好")
    fake.flood(3, times=2)
    await bot.send_chat_action(7, "typing")
    for _ in range(2):
        with pytest.raises(RetryAfter) as caught:
            await bot.send_message(7, "?")
        assert int(caught.value._retry_after.total_seconds()) == 3
    await bot.send_message(7, "好")
    assert fake.texts(7) == ["好"]
    assert fake.actions(7) == ["typing"]


async def test_http_errors_deliver_nothing_and_timeouts_deliver(fake, bot):
    fake.says(7, "你好")
    fake.http_error_next(502)
    with pytest.raises(NetworkError):
        await bot.send_message(7, "一")
    fake.timeout_next(on="sendMessage")
    with pytest.raises(TimedOut):
        await bot.send_message(7, "二")
    await bot.send_message(7, "三")
    assert fake.texts(7) == ["二", "三"]


async def test_a_pressed_button_is_a_callback_query(fake, bot):
    fake.says(7, "你好")
    await bot.send_message(7, "旧", reply_markup=inline(("行", "ok:1")))
    await bot.send_message(7, "新", reply_markup=inline(("行", "ok:2"), ("不", "no:2")))
    fake.presses(7, "行")
    query = Update.de_json(updates(fake)[-1], bot).callback_query
    assert (query.data, query.from_user.id, query.message.text) == ("ok:2", 7, "新")
    await query.answer("好的")
    assert (fake.callbacks[0].answered, fake.callbacks[0].text) == (True, "好的")
    fake.presses(7, "ok:1")
    assert updates(fake)[-1]["callback_query"]["message"]["text"] == "旧"
    with pytest.raises(LookupError):
        fake.presses(7, "没有")


async def test_old_callback_queries_cannot_be_answered(fake, bot):
    fake.says(7, "你好")
    await bot.send_message(7, "?", reply_markup=inline(("行", "ok")))
    fake.presses(7, "行")
    fake.expire_callbacks()
    for query_id in (fake.callbacks[0].id, "unknown"):
        with pytest.raises(BadRequest, match="too old"):
            await bot.answer_callback_query(query_id)


async def test_edits_by_the_bot(fake, bot):
    fake.says(7, "你好")
    sent = await bot.send_message(7, "确认吗", reply_markup=inline(("是", "y")))
    await sent.edit_reply_markup(None)
    assert fake.received(7)[0].titles == []
    with pytest.raises(LookupError):
        fake.presses(7, "是")
    fake.presses(7, "是", stale=True)
    with pytest.raises(BadRequest, match="not modified"):
        await sent.edit_reply_markup(None)
    edited = await sent.edit_text("已确认")
    assert fake.texts(7) == ["已确认"]
    assert edited.edit_date is not None
    with pytest.raises(BadRequest, match="not found"):
        await bot.edit_message_text("?", 7, 99)
    with pytest.raises(BadRequest, match="can't be edited"):
        await bot.edit_message_text("?", 7, 1)


async def test_keyboards_send_their_titles(fake, bot):
    fake.says(7, "你好")
    share = KeyboardButton("发手机号", request_contact=True)
    await bot.send_message(7, "?", reply_markup=ReplyKeyboardMarkup([["约保洁"], [share]]))
    assert fake.keyboard(7) == ["约保洁", "发手机号"]
    fake.presses(7, "约保洁")
    fake.presses(7, "发手机号")
    message, contact = (update["message"] for update in updates(fake)[-2:])
    assert message["text"] == "约保洁"
    assert contact["contact"]["user_id"] == contact["from"]["id"]
    await bot.send_message(7, "!", reply_markup=ReplyKeyboardRemove())
    assert fake.keyboard(7) == []


async def test_groups_cannot_be_asked_for_phones(fake, bot):
    fake.group_says(-5, 7, "你好")
    share = ReplyKeyboardMarkup([[KeyboardButton("发手机号", request_contact=True)]])
    with pytest.raises(BadRequest, match="private chats only"):
        await bot.send_message(-5, "?", reply_markup=share)


async def test_everything_people_send_parses(fake, bot):
    fake.starts(7, "from-poster")
    fake.says(7, "😀 /book@frontdesk_test_bot 请")
    fake.edits(7, "改一下")
    fake.photo(7, b"JPEG", caption="漏水", media_group_id="a")
    fake.voice(7)
    fake.sticker(7)
    fake.location(7, 31.2, 121.4)
    fake.contact(7, "+8613800138000", own=False)
    fake.group_says(-5, 7, "@frontdesk_test_bot 在吗")
    parsed = [Update.de_json(update, bot) for update in updates(fake)]
    ids = [update.update_id for update in parsed]
    assert ids == sorted(set(ids))
    start, book, edit, photo, voice, sticker, place, contact, group = parsed
    assert start.message.text == "/start from-poster"
    (entity,) = book.message.entities
    assert book.message.parse_entity(entity) == "/book@frontdesk_test_bot"
    assert edit.edited_message.message_id == book.message.message_id
    assert (edit.edited_message.text, edit.message) == ("改一下", None)
    assert (photo.message.caption, photo.message.media_group_id) == ("漏水", "a")
    assert voice.message.voice.duration == 3
    assert sticker.message.sticker.emoji == "👍"
    assert place.message.location.latitude == 31.2
    assert contact.message.contact.user_id != contact.message.from_user.id
    assert (group.message.chat.type, group.message.from_user.id) == ("group", 7)


async def test_files_can_be_downloaded(fake, bot):
    fake.photo(7, b"JPEG")
    sizes = updates(fake)[-1]["message"]["photo"]
    file = await bot.get_file(sizes[-1]["file_id"])
    assert bytes(await file.download_as_bytearray()) == b"JPEG"
    with pytest.raises(BadRequest, match="file_id"):
        await bot.get_file("unknown")
    fake.api.files["big"] = ("photos/big.jpg", b"x" * (20 * 1024 * 1024 + 1))
    with pytest.raises(BadRequest, match="too big"):
        await bot.get_file("big")


async def test_commands(fake, bot):
    await bot.set_my_commands([BotCommand("book", "预约")])
    assert fake.commands == [{"command": "book", "description": "预约"}]
    assert not call(fake, "setMyCommands", commands=[{"command": "Book!", "description": "x"}])[
        "ok"
    ]


def test_long_texts_of_people_come_in_pieces(fake):
    fake.says(7, "长" * 5000)
    assert [len(update["message"]["text"]) for update in updates(fake)] == [4096, 904]
