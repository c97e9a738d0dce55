"""The agents' console in a real browser (REQ A2, A4, A5, A7, A10, G2, G3)."""

import json
import re
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from playwright.sync_api import Page, expect
from sqlalchemy import delete, select
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from bot.console import sign_in as sign_in_page
from bot.models import (
    Author,
    Case,
    CaseKind,
    CaseState,
    Conversation,
    Delivery,
    Flag,
    History,
    Message,
    Outbox,
    Owner,
    Purpose,
    Staff,
    StaffSession,
    Survey,
    Turn,
)
from bot.services.handoff import cases, handling
from bot.services.thread import conversations, media
from tests.integration.console.console_desk import PASSWORD, Desk, Visit, hire, make_house, sign_in

COOKIE = "frontdesk_staff"


def row(page: Page, conversation: int) -> str:
    return f".conv[data-conversation='{conversation}']"


def open_conversation(page: Page, conversation: int) -> None:
    page.click(row(page, conversation))
    expect(page.locator(".talk.open")).to_be_visible()


def taken(desk: Desk, visit: Visit, text: str = "转人工", **who: str) -> tuple[Page, int]:
    """A page on which the agent has just taken a new conversation."""
    conversation = desk.customer(text, **who)
    desk.flag(conversation)
    page = visit()
    open_conversation(page, conversation)
    page.click(".talk-head >> text=接管")
    expect(page.locator(".talk-head")).to_contain_text("我在接待")
    return page, conversation


def messages(desk: Desk, conversation: int, author: Author) -> list[str]:
    wish = select(Message).where(Message.conversation_id == conversation, Message.author == author)
    with desk.house.database.read() as session:
        return [m.text for m in session.scalars(wish.order_by(Message.id))]


def answers(desk: Desk, conversation: int) -> list[str]:
    """What the agent wrote, after the greeting that a takeover sends in the agent's name."""
    _greeting, *written = messages(desk, conversation, Author.PERSON)
    return written


def until(happened: Callable[[], object], seconds: float = 8) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


# -- signing in --


@pytest.mark.parametrize("path", ["/console/", "/console/cases", "/console/?c=1", "/console/no"])
def test_g3_every_page_sends_the_signed_out_to_the_sign_in(desk: Desk, path: str) -> None:
    answer = httpx.get(desk.url + path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/console/login?next=")


def test_g3_a_wrong_password_is_refused_and_five_lock_the_account(desk: Desk, visit: Visit) -> None:
    page = visit(None)
    for tries in range(1, 6):
        sign_in(page, "wang", "wrong-password")
        expect(page.locator(".problem")).to_contain_text("锁定" if tries >= 3 else "不正确")
    expect(page.locator(".problem")).to_contain_text("账号已锁定，请 15 分钟后再试")
    sign_in(page, "wang", PASSWORD)
    expect(page.locator(".problem")).to_contain_text("账号已锁定")
    with desk.house.database.write() as session:
        session.scalars(select(Staff).where(Staff.username == "wang")).one().locked_until = None
    sign_in(page, "wang", PASSWORD)
    expect(page.locator(".me-name")).to_have_text("王娜")


def test_g3_an_unknown_name_is_answered_like_a_known_one(desk: Desk) -> None:
    form = {"username": "nobody", "password": "wrong-password"}
    answers = [httpx.post(f"{desk.url}/console/login", data=form).text for _ in range(5)]
    assert "不正确" in answers[0]
    assert "账号已锁定" in answers[4]


@pytest.mark.parametrize(("public_url", "is_secure"), [("https://desk.example", True), ("", False)])
def test_g3_the_cookie_is_out_of_reach_of_scripts(
    tmp_path: Path, public_url: str, is_secure: bool
) -> None:
    house = make_house(tmp_path, public_url=public_url)
    hire(house)
    app = FastAPI()
    app.include_router(sign_in_page.make_router(house))
    form = {"username": "li", "password": PASSWORD, "next": "https://evil.example/"}
    answer = TestClient(app).post("/console/login", data=form, follow_redirects=False)
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert ("secure" in cookie) is is_secure
    assert answer.headers["location"] == "/console/"


def test_g3_signing_out_ends_every_open_page(desk: Desk, visit: Visit) -> None:
    page = visit()
    other = page.context.new_page()
    other.goto(f"{desk.url}/console/cases")
    page.click("[aria-label=退出登录]")
    expect(page).to_have_url(re.compile("/console/login"))
    expect(other).to_have_url(re.compile("/console/login"))


# -- the socket --


def test_g3_a_socket_without_a_session_is_refused(desk: Desk, visit: Visit) -> None:
    """Knowing a page's client id is not enough: it takes the session that got the page."""
    page = visit()
    client = page.evaluate("window.clientId")
    stranger = visit("chen")
    foreign = next(c["value"] for c in stranger.context.cookies() if c["name"] == COOKIE)
    address = desk.url.replace("http", "ws") + "/console/_nicegui_ws/socket.io/"
    own = f"?EIO=4&transport=websocket&client_id={client}"
    for query, secret in (
        (own, ""),
        (own, "nonsense"),
        (own, foreign),
        (f"{own}&client_id=another", foreign),
        ("?EIO=4&transport=websocket", foreign),
    ):
        with pytest.raises(InvalidStatus) as refusal:
            connect(address + query, additional_headers={"Cookie": f"{COOKIE}={secret}"})
        assert refusal.value.response.status_code == 403
    polling = httpx.get(f"{desk.url}/console/_nicegui_ws/socket.io/?EIO=4&transport=polling")
    assert polling.status_code == 403


def test_g3_a_session_that_ends_shows_nothing_more(desk: Desk, visit: Visit) -> None:
    conversation = desk.customer("秘密一")
    desk.flag(conversation)
    page = visit("chen")
    open_conversation(page, conversation)
    with desk.house.database.write() as session:
        session.execute(delete(StaffSession))
    desk.writes(conversation, "秘密二")
    expect(page).to_have_url(re.compile("/console/login"))
    assert "秘密" not in page.content()


def test_g3_a_deactivated_account_is_out_at_once(desk: Desk, visit: Visit) -> None:
    page = visit("wang")
    expect(page.locator(".tabs")).to_be_visible()
    with desk.house.database.write() as session:
        person = session.scalars(select(Staff).where(Staff.username == "wang")).one()
        person.active = False
    expect(page).to_have_url(re.compile("/console/login"))
    with desk.house.database.write() as session:
        session.get_one(Staff, person.id).active = True


# -- the queue --


def test_a10_a_flagged_conversation_appears_without_a_reload(desk: Desk, visit: Visit) -> None:
    page = visit()
    page.evaluate("window.stayed = true")
    conversation = desk.customer("你们阿姨打碎了花瓶", name="周女士", phone="+8613812340001")
    expect(page.locator(row(page, conversation))).to_have_count(0)
    desk.flag(conversation, Flag.COMPLAINT, ago=75)
    line = page.locator(row(page, conversation))
    expect(line).to_contain_text("投诉")
    expect(line).to_contain_text("周女士")
    expect(line).to_contain_text("138****0001")
    expect(line).to_contain_text("打碎了花瓶")
    expect(line.locator(".clock")).to_have_attribute("data-level", "late")
    expect(line.locator(".clock")).to_have_text(re.compile(r"01:\d\d"))
    line.locator(".who").hover()
    page.mouse.down()
    desk.writes(conversation, "还有人在吗")  # the row is filled anew while it is pressed
    expect(line).to_contain_text("还有人在吗")
    page.mouse.up()
    expect(page.locator(".talk-name")).to_have_text("周女士")
    assert page.evaluate("window.stayed")


def test_a2_the_clock_turns_at_the_aim_and_at_the_limit_and_who_waits_longest_stands_above(
    desk: Desk, visit: Visit
) -> None:
    page, waiting = visit(), list[str]()
    for ago, level in ((5, "fine"), (65, "late"), (700, "over")):
        conversation = desk.customer("在吗")
        desk.flag(conversation, ago=ago)
        waiting.insert(0, str(conversation))
        clock = page.locator(f"{row(page, conversation)} .clock")
        expect(clock).to_have_attribute("data-level", level)
    urgent = desk.customer("有煤气味")
    desk.flag(urgent, Flag.URGENT)
    with desk.house.database.write() as session:
        session.get_one(Conversation, urgent).unread = 2
    rows = page.locator(".conv")
    expect(rows.first.locator(".unread")).to_have_text("2")
    shown = [one.get_attribute("data-conversation") for one in rows.all()]
    assert [key for key in shown if key in {str(urgent), *waiting}] == [str(urgent), *waiting]
    page.click(".group >> text=投诉组")
    expect(page.locator(row(page, int(waiting[0])))).to_have_count(0)
    expect(page.locator(row(page, urgent))).to_be_visible()


def test_a_script_of_a_customer_is_shown_as_text(desk: Desk, visit: Visit) -> None:
    attack = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    conversation = desk.customer(attack, name="<b>黑客</b>")
    desk.flag(conversation)
    page = visit()
    expect(page.locator(f"{row(page, conversation)} .last")).to_contain_text(attack[:40])
    open_conversation(page, conversation)
    expect(page.locator(".msg.customer .text")).to_have_text(attack)
    assert page.locator(".stream script, .stream img, .inbox b").count() == 0


# -- handling --


def test_a10_take_answer_note_and_give_back(desk: Desk, visit: Visit) -> None:
    """The whole way of an agent; the customer's next message comes in without a reload."""
    page, conversation = taken(desk, visit)
    until(lambda: desk.conversation(conversation).owner == Owner.PERSON)
    (greeting,) = messages(desk, conversation, Author.PERSON)
    assert "李明" in greeting

    page.fill(".draft", "您好，我来处理")
    page.dblclick(".send")
    expect(page.locator(".msg.person .text").last).to_have_text("您好，我来处理")
    expect(page.locator(".draft")).to_have_value("")
    assert messages(desk, conversation, Author.PERSON) == [greeting, "您好，我来处理"]
    assert desk.conversation(conversation).first_human_reply_at is not None

    desk.writes(conversation, "好的谢谢")
    expect(page.locator(".msg.customer >> text=好的谢谢")).to_be_visible()

    page.click(".mode >> text=内部备注")
    page.fill(".draft", "老客户，优先安排")
    page.press(".draft", "Enter")
    expect(page.locator(".msg.note >> text=老客户，优先安排")).to_be_visible()
    assert messages(desk, conversation, Author.NOTE)[-1] == "老客户，优先安排"

    page.click(".talk-head >> text=交还机器人")
    page.click(".ask-buttons >> text=交还")
    expect(page.locator(".talk-head")).to_contain_text("机器人接待中")
    assert desk.conversation(conversation).owner == Owner.BOT
    with desk.house.database.read() as session:
        asked = session.scalar(select(Survey).where(Survey.conversation_id == conversation))
    assert asked is not None


def test_shift_enter_is_a_new_line_and_enter_sends(desk: Desk, visit: Visit) -> None:
    page, conversation = taken(desk, visit)
    page.locator(".draft").press_sequentially("第一行")
    page.press(".draft", "Shift+Enter")
    page.locator(".draft").press_sequentially("第二行")
    page.press(".draft", "Enter")
    until(lambda: answers(desk, conversation) == ["第一行\n第二行"])


def test_enter_that_ends_a_chinese_input_does_not_send(desk: Desk, visit: Visit) -> None:
    page, conversation = taken(desk, visit)
    page.fill(".draft", "ni'hao")
    page.eval_on_selector(
        ".draft",
        "el => el.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true}))",
    )
    page.wait_for_timeout(500)
    assert answers(desk, conversation) == []
    expect(page.locator(".draft")).to_have_value("ni'hao")


def test_a4_a_colleagues_conversation_cannot_be_taken(desk: Desk, visit: Visit) -> None:
    page, conversation = taken(desk, visit)
    other = visit("wang")
    other.click(".tab >> text=全部")
    open_conversation(other, conversation)
    expect(other.locator(".talk-head")).to_contain_text("由李明接待")
    expect(other.locator(".talk-head >> text=接管")).to_be_hidden()
    expect(other.locator(".mode >> text=回复客户")).to_be_disabled()
    assert page.locator(".talk-head >> text=交还机器人").is_visible()


def test_a4_whoever_comes_second_is_told(
    desk: Desk, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The colleague was faster, and this page has not heard of it yet."""
    conversation = desk.customer("转人工")
    desk.flag(conversation)
    page = visit()
    open_conversation(page, conversation)
    original = handling.take

    def colleague_first(session, conversation_id, me, **more):
        colleague = session.scalars(select(Staff).where(Staff.username == "wang")).one()
        conversations.take_over(session, conversation_id, colleague, now=more["now"])
        return original(session, conversation_id, me, **more)

    monkeypatch.setattr(handling, "take", colleague_first)
    page.click(".talk-head >> text=接管")
    expect(page.locator(".q-notification")).to_contain_text("这个会话正由王娜处理")


def test_a5_a_forbidden_phrase_is_asked_about_first(desk: Desk, visit: Visit) -> None:
    page, conversation = taken(desk, visit)
    page.fill(".draft", "师傅大概三点到")
    page.press(".draft", "Enter")
    expect(page.locator(".ask")).to_contain_text("“大概”")
    page.click(".ask >> text=返回修改")
    expect(page.locator(".draft")).to_have_value("师傅大概三点到")
    assert answers(desk, conversation) == []
    page.press(".draft", "Enter")
    page.click(".ask >> text=仍然发送")
    until(lambda: answers(desk, conversation) == ["师傅大概三点到"])


def test_a5_a_slash_offers_canned_replies(desk: Desk, visit: Visit) -> None:
    page, conversation = taken(desk, visit)
    wanted = desk.house.wording.say("canned_ask_photo")
    page.locator(".draft").press_sequentially("/照片")
    expect(page.locator(".canned-item:visible")).to_have_text([wanted])
    page.press(".draft", "Enter")
    expect(page.locator(".draft")).to_have_value(wanted)
    page.press(".draft", "Enter")
    until(lambda: answers(desk, conversation) == [wanted])


def test_a_draft_survives_a_reload_and_belongs_to_its_conversation(
    desk: Desk, visit: Visit
) -> None:
    page, conversation = taken(desk, visit)
    second = desk.customer("还有我")
    desk.flag(second)
    page.locator(".draft").press_sequentially("写到一半")
    page.click(".tab >> text=待处理")
    open_conversation(page, second)
    expect(page.locator(".draft")).to_have_value("")
    page.goto(f"{desk.url}/console/?c={conversation}")
    expect(page.locator(".draft")).to_have_value("写到一半")


def test_e6_the_delivery_of_an_answer_is_followed(desk: Desk, visit: Visit) -> None:
    page, conversation = taken(desk, visit)
    page.fill(".draft", "您好")
    page.press(".draft", "Enter")
    delivery = page.locator(".msg.person .delivery")
    expect(delivery).to_have_text(["待发送", "待发送"])  # the greeting and the answer
    with desk.house.database.write() as session:
        sent = session.scalars(
            select(Outbox).where(
                Outbox.conversation_id == conversation, Outbox.purpose == Purpose.PERSON
            )
        ).one()
        sent.state, sent.channel_result = Delivery.FAILED, "45015"
    expect(delivery).to_have_text(["待发送", "发送失败"])
    expect(page.locator(".msg.person").last.locator(".delivery-why")).to_have_text("45015")


# -- looking closer --


def test_g2_the_phone_is_masked_until_an_audited_click(desk: Desk, visit: Visit) -> None:
    page, conversation = taken(
        desk, visit, "我电话 13812349999", name="吴小姐", phone="+8613812349999"
    )
    assert "13812349999" not in page.content()
    expect(page.locator(".side")).to_contain_text("138****9999")
    page.click(".tool >> text=显示号码")
    expect(page.locator(".msg.customer .text")).to_have_text("我电话 13812349999")
    page.click(".reveal >> text=显示")
    expect(page.locator(".side")).to_contain_text("+8613812349999")
    with desk.house.database.read() as session:
        looked = session.scalars(
            select(History).where(History.action == "unmasked", History.subject == "customer")
        ).all()
    customer = desk.identity(conversation).customer_id
    assert any(h.subject_id == customer and h.actor == "staff:li" for h in looked)


def test_what_the_bot_understood_is_told_on_demand(desk: Desk, visit: Visit) -> None:
    conversation = desk.customer("后天保洁多少钱")
    desk.flag(conversation, Flag.NOT_UNDERSTOOD)
    with desk.house.database.write() as session:
        now = desk.house.clock.now()
        price = "enquiry_price"
        reading = {"text": "", "intent": price, "top": price, "confidence": 0.83}
        turn = Turn(
            conversation_id=conversation, sender=str(conversation), reading=reading, started_at=now
        )
        session.add(turn)
        session.flush()
        wish = select(Message).where(Message.conversation_id == conversation)
        session.scalars(wish).one().turn_id = turn.id
    page = visit()
    open_conversation(page, conversation)
    page.click("text=机器人的理解")
    expect(page.locator(".reading")).to_contain_text("咨询价格")
    expect(page.locator(".reading")).to_contain_text("83%")
    page.click("text=机器人的理解")
    expect(page.locator(".reading")).to_be_empty()


def test_g2_pictures_are_for_signed_in_staff_only(desk: Desk, visit: Visit) -> None:
    content = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
    conversation = desk.customer("［图片］")
    desk.flag(conversation)
    with desk.house.database.write() as session:
        sha = media.write_file(desk.house.settings.data, content)
        kept = media.keep_media(
            session, sha256=sha, mime="image/png", size=len(content), now=desk.house.clock.now()
        )
        wish = select(Message).where(Message.conversation_id == conversation)
        session.scalars(wish).one().media_id = kept.id
    assert httpx.get(f"{desk.url}/console/media/{kept.id}").status_code == 403
    page = visit()
    open_conversation(page, conversation)
    expect(page.locator(".bubble img")).to_have_attribute("src", f"/console/media/{kept.id}")
    answer = page.request.get(f"{desk.url}/console/media/{kept.id}")
    assert (answer.status, answer.body()) == (200, content)
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_long_threads_are_fetched_in_pieces(desk: Desk, visit: Visit) -> None:
    conversation = desk.customer("第 0 条")
    desk.flag(conversation)
    for number in range(1, 80):
        desk.writes(conversation, f"第 {number} 条")
    page = visit()
    open_conversation(page, conversation)
    expect(page.locator(".msg")).to_have_count(60)
    page.click("text=查看更早的消息")
    expect(page.locator(".msg")).to_have_count(80)
    assert page.locator(".msg .text").first.inner_text() == "第 0 条"
    expect(page.locator("text=查看更早的消息")).to_be_hidden()


# -- cases --


def open_case(desk: Desk, conversation: int, subject: str) -> Case:
    with desk.house.database.write() as session:
        return cases.open_case(
            session,
            key=f"test:{conversation}",
            kind=CaseKind.ENQUIRY,
            subject=subject,
            now=desk.house.clock.now(),
            due_in=timedelta(hours=24),
            conversation=conversations.locked(session, conversation),
        )


def test_a7_a_case_is_closed_only_with_a_cause(desk: Desk, visit: Visit) -> None:
    conversation = desk.customer("问一下发票")
    page = visit(path="/console/cases")
    case = open_case(desk, conversation, "客户询问发票")
    line = page.locator(f".table-row:has-text('{case.number}')")
    expect(line).to_contain_text("客户询问发票")
    expect(line.locator(".clock")).to_contain_text("剩 23时")
    line.locator("text=关闭").click()
    page.click(".ask-buttons >> text=关闭工单")
    expect(page.locator(".ask-missing")).to_contain_text("请写明处理结果")
    page.fill(".ask textarea", "已告知开票方式")
    page.click(".ask-buttons >> text=关闭工单")
    expect(line).to_have_count(0)
    with desk.house.database.read() as session:
        closed = session.get_one(Case, case.id)
    assert (closed.state, closed.cause) == (CaseState.CLOSED, "已告知开票方式")


def test_a7_a_case_leads_to_its_conversation(desk: Desk, visit: Visit) -> None:
    conversation = desk.customer("发票抬头怎么改")
    case = open_case(desk, conversation, "发票抬头")
    page = visit(path="/console/cases")
    page.locator(f".table-row:has-text('{case.number}') >> text=打开会话").click()
    expect(page.locator(".msg.customer .text")).to_have_text("发票抬头怎么改")
    expect(page.locator(".section.cases")).to_contain_text(case.number)
    page.click(".talk-head >> text=关闭工单")
    page.fill(".ask textarea", "已修改")
    page.click(".ask-buttons >> text=关闭工单")
    expect(page.locator(".section.cases")).to_be_hidden()


# -- on a telephone --


def test_a_telephone_shows_one_column_at_a_time(desk: Desk, visit: Visit) -> None:
    conversation = desk.customer("手机上看")
    desk.flag(conversation)
    page = visit(width=390)
    expect(page.locator(".inbox")).to_be_visible()
    expect(page.locator(".talk")).to_be_hidden()
    open_conversation(page, conversation)
    expect(page.locator(".inbox")).to_be_hidden()
    page.click("text=客户资料")
    expect(page.locator(".side")).to_be_visible()
    page.click("text=返回会话")
    page.click("[aria-label=返回列表]")
    expect(page.locator(".inbox")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_quiet_second_sends_nothing_to_the_browser(desk: Desk, visit: Visit) -> None:
    """Incremental updates: without news the socket stays silent but for its heartbeat."""
    conversation = desk.customer("安静")
    desk.flag(conversation)
    frames: list[str] = []
    page = visit(None)
    page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda data: frames.append(str(data))),
    )
    sign_in(page, "li")
    open_conversation(page, conversation)
    page.wait_for_timeout(2500)
    frames.clear()
    page.wait_for_timeout(3000)
    assert not [frame for frame in frames if "update" in frame], json.dumps(frames)[:500]
