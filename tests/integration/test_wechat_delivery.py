"""WeChat's means one after the other against the fake account on real HTTP (REQ E5, E6, G5)."""

import hashlib
import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from bot.app import FrontDesk
from bot.channels.base import Outgoing
from bot.clock import ManualClock
from bot.db import Database
from bot.house import House
from bot.models import (
    Case,
    CaseState,
    Conversation,
    Delivery,
    Identity,
    Message,
    Outbox,
    Owner,
    Purpose,
)
from bot.services.sending import consent_links, consents
from bot.services.wording import load_wording
from tests.conftest import MakeSettings
from tests.factories import FakeEngine, queue_message
from tests.fakes.wechat import FakeWeChat
from tests.fakes.wechat_api import TICKET, TYPING

FIELDS = {"fields": {"service": "日常保洁", "when": "明天下午2点"}}
ONCE = {"wechat_once_template": "ONCE", "public_url": "https://desk.example.com"}
TEMPLATE = {"wechat_template_reminder": "TPL thing1=service time2=when"}
NOTICE = {"wechat_notice_reminder": "NTC thing1=service time2=when"}
LONG = timedelta(hours=49)
OPENID = "o-anna"


class Account:
    """A desk with a fake official account, driven by hand."""

    def __init__(self, house: House, fake: FakeWeChat) -> None:
        self.house, self.fake = house, fake
        self.desk = FrontDesk(house, FakeEngine(), lambda: True)
        self.http = TestClient(self.desk.asgi(with_console=False), follow_redirects=False)

    def identity(self) -> Identity:
        with self.house.database.read() as session:
            return session.scalars(select(Identity).where(Identity.channel == "wechat")).one()

    def queue(self, text: str = "明天下午2点上门", purpose: Purpose = Purpose.REMINDER) -> int:
        with self.house.database.write() as session:
            conversation = session.scalars(select(Conversation)).one()
            now = self.house.clock.now()
            row = queue_message(session, conversation, text, purpose=purpose, now=now, data=FIELDS)
            return row.id

    def send(self, text: str = "明天下午2点上门", purpose: Purpose = Purpose.REMINDER) -> Outbox:
        row_id = self.queue(text, purpose)
        while self.desk.sender.send_next():
            pass
        with self.house.database.read() as session:
            return session.get_one(Outbox, row_id)

    def link(self, purpose: Purpose = Purpose.REMINDER, number: int = 7) -> str | None:
        identity = self.identity()
        return consent_links.link(identity, purpose, number, self.house.settings)

    def left(self, template: str, scene: int = 0) -> int:
        with self.house.database.read() as session:
            return consents.left(session, self.identity().id, template, scene)

    def notices(self) -> list[str]:
        return [notice.kind for notice in self.fake.notices(OPENID)]


Open = Callable[..., Account]


@pytest.fixture
def open_account(
    database: Database, clock: ManualClock, make_settings: MakeSettings
) -> Iterator[Open]:
    """Opens the desk of an account with a follower who has just written."""
    with ExitStack() as started:

        def make(account: str = "service", **settings: object) -> Account:
            fake = started.enter_context(FakeWeChat(account=account, clock=clock))  # type: ignore[arg-type]
            chosen = make_settings(
                wechat_appid=fake.api.appid,
                wechat_secret="secret",
                wechat_token="token",
                wechat_api=fake.url,
                wechat_account=account,
                bubble_seconds=0,
                **settings,
            )
            house = House(database, clock, chosen, load_wording(chosen))
            made = Account(house, fake)
            _connect(fake, made)
            if account == "subscription":  # what is said to it waits for its answer
                fake.follow(OPENID)
            else:
                fake.says(OPENID, "你好")
            with database.write() as session:  # nothing but what a test sends
                for message in session.scalars(select(Conversation)):
                    message.turn_due_at = None
            return made

        yield make


def _connect(fake: FakeWeChat, account: Account) -> None:
    """Pushes of the fake reach the desk without a server: its pusher posts into the test client."""
    fake.push_url = "http://testserver/channels/wechat"
    fake.pusher._post = lambda _, push: account.http.post(  # type: ignore[method-assign]
        "/channels/wechat", params=push.query, content=push.body
    )


# -- the order of the means -----------------------------------------------------------------------


def test_within_the_window_a_customer_message_goes_out(open_account: Open) -> None:
    account = open_account(**TEMPLATE, **NOTICE)
    assert account.send().state == Delivery.SENT
    assert account.fake.received(OPENID) == ["明天下午2点上门"]
    assert account.notices() == []


def test_outside_the_window_the_template_goes_out(open_account: Open, clock: ManualClock) -> None:
    account = open_account(**TEMPLATE, **NOTICE)
    clock.advance(LONG)
    row = account.send()
    assert (row.state, account.notices()) == (Delivery.SENT, ["template"])
    assert account.fake.notices(OPENID)[0].data == {"thing1": "日常保洁", "time2": "明天下午2点"}
    assert account.fake.received(OPENID) == []


def test_a_refused_template_is_followed_by_the_notice_that_was_agreed_to(
    open_account: Open, clock: ManualClock
) -> None:
    account = open_account(**TEMPLATE, **NOTICE)
    account.fake.consents(OPENID, "NTC")
    clock.advance(LONG)
    account.fake.fail_next(40037, on="template/send")
    assert account.send().state == Delivery.SENT
    assert account.notices() == ["subscription"]
    assert account.left("NTC") == 0


def test_when_no_means_is_left_a_person_phones(open_account: Open, clock: ManualClock) -> None:
    account = open_account(**NOTICE)
    clock.advance(LONG)
    assert account.send().state == Delivery.HANDED
    with account.house.database.read() as session:
        assert session.scalars(select(Case)).one().state == CaseState.OPEN


def test_what_begins_in_the_window_is_not_said_again_by_template(
    open_account: Open, clock: ManualClock
) -> None:
    """A long text whose second part finds the quota used up."""
    account = open_account(**TEMPLATE)
    with account.house.database.write() as session:
        session.scalars(select(Identity)).one().window_left = 2
    row = account.send("这是一句话。" * 250)
    assert (row.state, row.parts_sent) == (Delivery.HANDED, 1)
    assert account.notices() == []


# -- consents -------------------------------------------------------------------------------------


def test_a_consent_in_the_pop_up_is_good_for_one_notice(
    open_account: Open, clock: ManualClock
) -> None:
    account = open_account(**NOTICE)
    account.fake.consents(OPENID, "NTC")
    clock.advance(LONG)
    assert account.send().state == Delivery.SENT
    assert account.send().state == Delivery.HANDED
    assert account.notices() == ["subscription"]


def test_consents_add_up_and_a_repeated_push_adds_none(
    open_account: Open, clock: ManualClock
) -> None:
    """REQ G5."""
    account = open_account(**NOTICE)
    first = account.fake.consents(OPENID, "NTC")
    account.fake.repeat(first)
    clock.advance(timedelta(seconds=5))
    account.fake.repeat(first)
    assert account.left("NTC") == 1
    account.fake.consents(OPENID, "NTC")
    assert account.left("NTC") == 2


def test_a_refusal_takes_the_consents_back(open_account: Open, clock: ManualClock) -> None:
    account = open_account(**NOTICE)
    account.fake.consents(OPENID, "NTC", times=1)
    clock.advance(timedelta(seconds=5))
    account.fake.refuses(OPENID, "NTC")
    assert account.left("NTC") == 0
    with account.house.database.read() as session:
        events = select(Message).where(Message.kind == "event").order_by(Message.id)
        kept = session.scalars(events).all()
    assert [message.text for message in kept] == [
        "［同意接收订阅通知］",
        "［拒绝接收订阅通知］",
    ]


def test_a_consent_wechat_does_not_know_is_forgotten(
    open_account: Open, clock: ManualClock
) -> None:
    """43101: the next means, here a person."""
    account = open_account(**NOTICE)
    account.fake.consents(OPENID, "NTC")
    clock.advance(LONG)
    account.fake.fail_next(43101, on="bizsend")
    assert account.send().state == Delivery.HANDED
    assert account.left("NTC") == 0


@pytest.mark.parametrize(("status", "left"), [(502, 1), (None, 0)])
def test_a_consent_is_given_back_only_when_the_message_surely_did_not_go_out(
    open_account: Open, clock: ManualClock, status: int | None, left: int
) -> None:
    """REQ G5."""
    account = open_account(**NOTICE)
    account.fake.consents(OPENID, "NTC")
    clock.advance(LONG)
    assert account.desk.wechat is not None
    account.desk.wechat.api._client.timeout = (1, 0.3)
    if status:
        account.fake.http_error_next(status, on="bizsend")
    else:
        account.fake.timeout_next(on="bizsend")
    assert account.send().state == (Delivery.QUEUED if status else Delivery.UNKNOWN)
    assert account.left("NTC") == left


def test_a_notice_that_did_not_arrive_after_all_becomes_a_persons_task(
    open_account: Open, clock: ManualClock
) -> None:
    """subscribe_msg_sent_event, like TEMPLATESENDJOBFINISH, tells it later."""
    for settings, consent in ((NOTICE, True), (TEMPLATE, False)):
        account = open_account(**settings)
        if consent:
            account.fake.consents(OPENID, "NTC")
        clock.advance(LONG)
        row = account.send()
        assert row.state == Delivery.SENT
        account.fake.finish_templates("failed: system failed")
        with account.house.database.read() as session:
            assert session.get_one(Outbox, row.id).state == Delivery.FAILED
            assert session.scalar(select(Case).where(Case.key == f"outbox:{row.id}"))


@pytest.mark.parametrize("settings", [NOTICE, TEMPLATE], ids=["notice", "template"])
def test_a_failure_reported_before_the_answer_to_the_sending_is_not_lost(
    open_account: Open,
    clock: ManualClock,
    monkeypatch: pytest.MonkeyPatch,
    settings: dict[str, str],
) -> None:
    """REQ E6, G5: the push overtakes the API's own answer; the next message is not hit by it."""
    account = open_account(**settings)
    for _ in range(2):
        account.fake.consents(OPENID, "NTC")
        clock.advance(LONG)
    channel = account.desk.wechat
    assert channel is not None
    send = channel.send

    def overtaken(to: Identity, message: Outgoing) -> str:
        result = send(to, message)
        account.fake.finish_templates("failed: system failed")
        return result

    with monkeypatch.context() as patch:
        patch.setattr(channel, "send", overtaken)
        row = account.send()
    assert row.state == Delivery.FAILED
    with account.house.database.read() as session:
        assert session.scalar(select(Case).where(Case.key == f"outbox:{row.id}"))
    assert account.send().state == Delivery.SENT


def test_the_page_for_notices_is_signed_for_the_address_it_is_opened_at(
    open_account: Open, clock: ManualClock
) -> None:
    """REQ E6: WeChat adds to the address; the ticket is fetched once for all visits."""
    account = open_account(**NOTICE, public_url="https://desk.example.com")
    page = consent_links.notices_page(account.identity(), account.house.settings)
    assert page is not None
    for query in ("", "from=singlemessage&isappinstalled=0"):
        answer = account.http.get(
            f"{urlsplit(page).path}?{query}" if query else urlsplit(page).path
        )
        assert answer.status_code == 200
        assert '<wx-open-subscribe id="ask" template="NTC">' in answer.text
        found = re.search(r"wx\.config\((.*?)\);", answer.text)
        assert found is not None
        config = json.loads(found[1])
        url = f"{page}?{query}" if query else page
        signed = (
            f"jsapi_ticket=jsapi-ticket-1&noncestr={config['nonceStr']}"
            f"&timestamp={config['timestamp']}&url={url}"
        )
        assert config["signature"] == hashlib.sha1(signed.encode()).hexdigest()
        assert config["openTagList"] == ["wx-open-subscribe"]
    assert [call.path for call in account.fake.calls].count(TICKET) == 1


@pytest.mark.parametrize(("account", "settings"), [("service", {}), ("subscription", NOTICE)])
def test_without_notices_there_is_no_page_and_no_link_to_it(
    open_account: Open, account: str, settings: dict[str, str]
) -> None:
    made = open_account(account, **settings, public_url="https://desk.example.com")
    assert consent_links.notices_page(made.identity(), made.house.settings) is None
    if not settings:
        assert made.http.get(consent_links.NOTICES).status_code == 404


def test_a_page_that_wechat_does_not_sign_is_not_shown(open_account: Open) -> None:
    account = open_account(**NOTICE, public_url="https://desk.example.com")
    account.fake.fail_next(48001, on="getticket")
    assert account.http.get(consent_links.NOTICES).status_code == 404
    assert account.http.get(consent_links.NOTICES).status_code == 200


# -- one-time messages ----------------------------------------------------------------------------


def agree(account: Account, link: str, *, action: str = "confirm", openid: str = OPENID) -> int:
    """Open the link, answer on WeChat's page, come back; the status of the last page."""
    away = account.http.get(urlsplit(link).path)
    assert away.status_code == 302
    page = urlsplit(away.headers["location"])
    asked = {name: values[0] for name, values in parse_qs(page.query).items()}
    assert (page.netloc, asked["template_id"]) == ("mp.weixin.qq.com", "ONCE")
    if action == "confirm":
        account.fake.consents_once(openid, "ONCE", asked["scene"])
    answer = {"openid": openid, "action": action, "scene": asked["scene"]}
    query = {**answer, "template_id": "ONCE", "reserved": asked["reserved"]}
    back = urlsplit(asked["redirect_url"])
    return account.http.get(back.path, params=query).status_code


def test_an_agreed_one_time_message_goes_out_once(open_account: Open, clock: ManualClock) -> None:
    account = open_account("verified-subscription", **ONCE)
    link = account.link()
    assert link is not None
    assert link.startswith("https://desk.example.com/channels/wechat/agree/")
    assert agree(account, link) == 200
    clock.advance(LONG)
    assert account.send("明天下午2点上门" + "请准备拖把。" * 60).state == Delivery.SENT
    assert account.send().state == Delivery.HANDED
    (notice,) = account.fake.notices(OPENID)
    assert (notice.kind, notice.title) == ("once", "上门服务提醒")
    assert notice.data["content"].startswith("明天下午2点上门")
    assert len(notice.data["content"]) <= 200


def test_the_same_page_opened_again_gives_no_second_consent(
    open_account: Open, clock: ManualClock
) -> None:
    """REQ G5: one consent, one message."""
    account = open_account("verified-subscription", **ONCE)
    link = account.link()
    assert link is not None
    agree(account, link)
    clock.advance(LONG)
    account.send()
    agree(account, link)
    assert account.left("ONCE", scene=1) == 0
    other = account.link(number=8)
    assert other is not None
    agree(account, other)
    assert account.left("ONCE", scene=1) == 1


def test_a_declined_or_forged_consent_counts_nothing(open_account: Open) -> None:
    account = open_account("verified-subscription", **ONCE)
    link = account.link()
    assert link is not None
    assert agree(account, link, action="cancel") == 200
    assert agree(account, link, openid="o-eve") == 403
    forged = link.replace("s1n", "s2n")
    assert account.http.get(urlsplit(forged).path).status_code == 403
    assert account.http.get("/channels/wechat/agreed").status_code == 403
    assert account.left("ONCE", scene=1) == 0


def test_the_consent_for_the_visit_is_not_used_for_what_comes_after_it(
    open_account: Open, clock: ManualClock
) -> None:
    account = open_account("verified-subscription", **ONCE)
    link = account.link(Purpose.REMINDER)
    assert link is not None
    agree(account, link)
    clock.advance(LONG)
    assert account.send("这次服务满意吗？", Purpose.CALLBACK).state == Delivery.HANDED
    assert account.left("ONCE", scene=1) == 1


@pytest.mark.parametrize("account", ["service", "subscription"])
def test_an_account_without_one_time_messages_has_no_links(
    open_account: Open, account: str
) -> None:
    settings = {**ONCE}
    assert open_account(account, **settings, passive_seconds=0.1).link() is None


# -- coming and going -----------------------------------------------------------------------------


def test_following_and_leaving_is_seen_by_agents_once_and_decides_who_is_reached(
    open_account: Open, clock: ManualClock
) -> None:
    """Issue 5, build 4."""
    account = open_account()
    gone = account.fake.unfollow(OPENID)
    clock.advance(timedelta(seconds=5))
    account.fake.repeat(gone)
    assert account.identity().reachable is False
    assert account.send().state == Delivery.HANDED
    assert [call.path for call in account.fake.calls if "send" in call.path] == []
    account.fake.follow(OPENID)
    clock.advance(timedelta(seconds=1))
    account.fake.repeat(gone)
    assert account.identity().reachable is True, "a late repetition changes nothing"
    with account.house.database.read() as session:
        said = select(Message.text).where(Message.kind == "event").order_by(Message.id)
        events = session.scalars(said).all()
    assert events == ["［取消了关注］", "［关注了公众号］"]


def test_the_customer_sees_that_somebody_is_typing_until_a_person_has_it(
    open_account: Open, clock: ManualClock
) -> None:
    account = open_account()
    _soon(lambda: account.fake.is_typing(OPENID))
    clock.advance(timedelta(seconds=20))
    assert not account.fake.is_typing(OPENID)
    with account.house.database.write() as session:
        session.scalars(select(Conversation)).one().owner = Owner.PERSON
    account.fake.says(OPENID, "还在吗")
    assert [call.path for call in account.fake.calls].count(TYPING) == 1


def _soon(is_so: Callable[[], bool]) -> None:
    """The channel shows it from a thread of its own."""
    until = time.monotonic() + 5
    while not is_so() and time.monotonic() < until:
        time.sleep(0.01)
    assert is_so()
