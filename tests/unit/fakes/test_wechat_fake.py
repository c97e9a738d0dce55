"""The API side of the WeChat fake, called by wechatpy and by hand."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from wechatpy.exceptions import APILimitedException, WeChatClientException

from tests.unit.fakes.wechat_desk import SEND, client_for, fake_with, send, stable


def code(call, *args, **kwargs):
    with pytest.raises(WeChatClientException) as caught:
        call(*args, **kwargs)
    return caught.value.errcode


def test_wechatpy_sends_a_text_and_the_customer_sees_it(fake):
    fake.says("o-1", "你好")
    result = client_for(fake).message.send_text("o-1", "您好，请问要约哪天？")
    assert result["errcode"] == 0
    assert fake.received("o-1") == ["您好，请问要约哪天？"]
    assert fake.calls[-1].path == SEND
    assert fake.token_fetches == 1


def test_a_message_opens_five_in_48_hours(fake, clock):
    fake.says("o-1", "你好")
    assert fake.quota("o-1") == 5
    assert [send(fake, "o-1") for _ in range(6)] == [0, 0, 0, 0, 0, 45047]
    fake.says("o-1", "在吗")
    clock.advance(hours=48)
    assert send(fake, "o-1") == 45015
    assert len(fake.received("o-1")) == 5


def test_quotas_are_renewed_not_added_up(fake):
    fake.says("o-1", "一")
    fake.says("o-1", "二")
    assert fake.quota("o-1") == 5


@pytest.mark.parametrize("action", ["follow", "clicks", "scans", "picks"])
def test_actions_open_three_in_one_minute(fake, clock, action):
    arguments = {"clicks": ["BOOK"], "scans": ["7"], "picks": ["是", "101"]}.get(action, [])
    getattr(fake, action)("o-1", *arguments)
    assert [send(fake, "o-1") for _ in range(4)] == [0, 0, 0, 45047]
    clock.advance(minutes=1)
    assert send(fake, "o-1") == 45015


def test_a_click_helps_when_the_five_are_used_up(fake, clock):
    fake.says("o-1", "你好")
    for _ in range(5):
        send(fake, "o-1")
    fake.clicks("o-1", "BOOK")
    assert fake.quota("o-1") == 3
    clock.advance(minutes=2)
    assert send(fake, "o-1") == 45047, "the 48 hours are still open"


def test_other_events_open_no_window(fake):
    fake.says("o-1", "你好")
    fake.event("o-2", "VIEW", EventKey="https://example.com")
    assert send(fake, "o-2") == 45015


def test_unknown_and_lost_customers(fake):
    assert send(fake, "o-nobody") == 40003
    fake.follow("o-1")
    fake.unfollow("o-1")
    assert send(fake, "o-1") == 43004


def test_texts_are_limited_in_bytes(fake):
    fake.says("o-1", "你好")
    assert send(fake, "o-1", "字" * 682) == 0
    assert send(fake, "o-1", "字" * 683) == 45002
    assert send(fake, "o-1", "") == 44004
    assert fake.quota("o-1") == 4, "a refused message costs nothing"


def test_escaped_json_shows_as_it_was_written(fake):
    fake.says("o-1", "你好")
    url, token = fake.url + SEND, stable(fake)["access_token"]
    body = rb'{"touser":"o-1","msgtype":"text","text":{"content":"\u4f60 \\u \n"}}'
    httpx.post(url, params={"access_token": token}, content=body)
    fake.api.literal_escapes = False
    httpx.post(url, params={"access_token": token}, content=body)
    assert fake.received("o-1") == ["\\u4f60 \\u \n", "你 \\u \n"]


def test_msgmenu_and_odd_kinds(fake):
    fake.says("o-1", "你好")
    url, token = fake.url + SEND, stable(fake)["access_token"]
    menu = {"head_content": "满意吗", "list": [{"id": "1", "content": "满意"}], "tail_content": ""}
    for kind, part in (("msgmenu", menu), ("poem", {}), ("image", {})):
        body = {"touser": "o-1", "msgtype": kind, kind: part}
        httpx.post(url, params={"access_token": token}, json=body)
    assert [call.errcode for call in fake.calls if call.path == SEND] == [0, 40008, 40007]
    assert fake.received("o-1") == ["满意吗\n满意"]


@pytest.mark.parametrize(
    ("account", "send_code", "template_code"),
    [("service", 0, 0), ("verified-subscription", 0, 48001), ("subscription", 48001, 48001)],
)
def test_permissions_by_account(clock, desk, account, send_code, template_code):
    with fake_with(clock, push_url=desk.url, account=account) as fake:
        fake.says("o-1", "你好")
        assert send(fake, "o-1") == send_code
        path = fake.url + "/cgi-bin/message/template/send"
        body = {"touser": "o-1", "template_id": "T1", "data": {"thing1": {"value": "保洁"}}}
        token = {"access_token": stable(fake)["access_token"]}
        assert httpx.post(path, params=token, json=body).json()["errcode"] == template_code


def test_typing_needs_a_contact_within_30_seconds(fake, clock):
    fake.says("o-1", "你好")
    url, token = fake.url + "/cgi-bin/message/custom/typing", stable(fake)["access_token"]

    def typing(command="Typing"):
        body = {"touser": "o-1", "command": command}
        return httpx.post(url, params={"access_token": token}, json=body).json()["errcode"]

    assert [typing("Dance"), typing(), typing()] == [45072, 0, 45081]
    assert fake.is_typing("o-1")
    clock.advance(seconds=15)
    assert not fake.is_typing("o-1")
    assert typing() == 0
    assert typing("CancelTyping") == 0
    clock.advance(seconds=16)
    assert typing() == 45080


def test_faults_are_met_once_each_and_spare_tokens(fake):
    fake.says("o-1", "你好")
    client = client_for(fake)
    fake.fail_next(45009)
    fake.fail_next(-1, times=2)
    with pytest.raises(APILimitedException):
        client.message.send_text("o-1", "一")
    assert code(client.message.send_text, "o-1", "二") == -1
    assert code(client.message.send_text, "o-1", "三") == -1
    client.message.send_text("o-1", "四")
    assert fake.received("o-1") == ["四"]
    fake.fail_next(-1, on="stable_token")
    assert stable(fake)["errcode"] == -1


def test_http_errors_deliver_nothing_and_timeouts_deliver(fake):
    fake.says("o-1", "你好")
    fake.http_error_next(502)
    token = stable(fake)["access_token"]
    with pytest.raises(ValueError, match="Expecting value"):
        send(fake, "o-1", "一", token)
    fake.timeout_next()
    with pytest.raises(httpx.ReadTimeout):
        send(fake, "o-1", "二", token, timeout=0.2)
    assert send(fake, "o-1", "三", token) == 0
    assert fake.received("o-1") == ["二", "三"]


def test_media_can_be_fetched_for_three_days(fake, clock):
    fake.image("o-1", b"JPEG")
    (media_id,) = fake.api.media
    client = client_for(fake)
    assert client.media.download(media_id).content == b"JPEG"
    assert httpx.get(f"{fake.url}/pic/{media_id}").headers["content-type"] == "image/jpeg"
    clock.advance(days=3, seconds=1)
    assert code(client_for(fake).media.download, media_id) == 40007


def test_menus_are_checked(fake):
    client = client_for(fake)
    good = {"button": [{"type": "click", "name": "预约", "key": "BOOK"}]}
    client.menu.create(good)
    assert fake.menu == good
    assert code(client.menu.create, {"button": []}) == 40016
    assert code(client.menu.create, {"button": [{"type": "click", "name": "预约"}]}) == 40019
    assert code(client.menu.create, {"button": [{"type": "view", "name": "看"}]}) == 40020
    assert (
        code(client.menu.create, {"button": [{"type": "click", "name": "很长很长的名字"}]}) == 40018
    )


def test_many_clients_at_once(fake):
    fake.says("o-1", "你好")
    token = stable(fake)["access_token"]
    with ThreadPoolExecutor(10) as pool:
        codes = list(pool.map(lambda n: send(fake, "o-1", str(n), token), range(10)))
    assert sorted(codes) == [0] * 5 + [45047] * 5
