"""Template and subscription messages of the WeChat fake."""

import httpx
import pytest
from wechatpy import parse_message
from wechatpy.exceptions import WeChatClientException

from tests.unit.fakes.wechat_desk import client_for, stable

BIZSEND = "/cgi-bin/message/subscribe/bizsend"
ONCE = "/cgi-bin/message/template/subscribe"
FIELDS = {"thing1": {"value": "保洁"}, "time2": {"value": "2026年11月21日 14:00"}}


def post(fake, path, **body):
    token = {"access_token": stable(fake)["access_token"]}
    return httpx.post(fake.url + path, params=token, json=body).json()["errcode"]


def test_a_template_is_accepted_now_and_reported_later(fake, desk):
    fake.follow("o-1")
    result = client_for(fake).message.send_template("o-1", "T1", FIELDS)
    (notice,) = fake.notices("o-1")
    assert (notice.msgid, notice.status) == (result["msgid"], None)
    assert notice.data == {"thing1": "保洁", "time2": "2026年11月21日 14:00"}
    fake.finish_templates()
    event = parse_message(desk.requests[-1].body)
    assert event.event == "templatesendjobfinish"
    assert (event.id, event.status) == (result["msgid"], "success")
    assert fake.finish_templates() == [], "reported once"


def test_a_template_may_fail_in_the_end(fake, desk):
    fake.follow("o-1")
    client_for(fake).message.send_template("o-1", "T1", FIELDS)
    fake.finish_templates("failed:user block")
    assert fake.notices("o-1")[0].status == "failed:user block"
    assert b"<![CDATA[failed:user block]]>" in desk.requests[-1].body


def test_templates_need_no_window_but_a_follower(fake, clock):
    fake.follow("o-1")
    clock.advance(days=30)
    client_for(fake).message.send_template("o-1", "T1", FIELDS)
    fake.unfollow("o-1")
    with pytest.raises(WeChatClientException, match="43004"):
        client_for(fake).message.send_template("o-1", "T1", FIELDS)


@pytest.mark.parametrize(
    ("template", "data", "errcode"),
    [
        ("T2", FIELDS, 40037),
        ("T1", {}, 47003),
        ("T1", {"thing1": {"value": "保洁"}}, 47003),
        ("T1", FIELDS | {"thing1": {"value": ""}}, 47003),
        ("T1", FIELDS | {"thing1": {"value": "长" * 21}}, 47003),
        ("T1", FIELDS, 0),
    ],
)
def test_template_fields_are_checked(fake, template, data, errcode):
    fake.follow("o-1")
    fake.add_template("T1", "thing1", "time2")
    path = "/cgi-bin/message/template/send"
    assert post(fake, path, touser="o-1", template_id=template, data=data) == errcode


def test_one_consent_is_one_notice(fake, desk):
    body = {"touser": "o-1", "template_id": "S1", "data": FIELDS}
    fake.follow("o-1")
    assert post(fake, BIZSEND, **body) == 43101
    fake.consents("o-1", "S1")
    assert parse_message(desk.requests[-1].body).event == "subscribe_msg_popup_event"
    assert [post(fake, BIZSEND, **body) for _ in range(2)] == [0, 43101]
    fake.consents("o-1", "S1", times=2)
    fake.refuses("o-1", "S1")
    assert post(fake, BIZSEND, **body) == 43101
    fake.finish_templates()
    assert parse_message(desk.requests[-1].body).event == "subscribe_msg_sent_event"


def test_one_time_subscriptions_do_not_add_up(fake):
    body = {"touser": "o-1", "template_id": "S1", "scene": "7", "title": "明日上门"}
    body |= {"data": {"content": {"value": "明天下午两点保洁", "color": "#000000"}}}
    fake.consents_once("o-1", "S1", 7)
    fake.consents_once("o-1", "S1", 7)
    assert post(fake, ONCE, **body | {"title": "长" * 16}) == 47003
    assert post(fake, ONCE, **body | {"scene": "10001"}) == 47003
    assert [post(fake, ONCE, **body) for _ in range(2)] == [0, 43101]
    assert fake.notices("o-1")[0].title == "明日上门"
