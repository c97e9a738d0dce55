"""Access tokens of the WeChat fake."""

from tests.unit.fakes.wechat_desk import plain, send, stable


def test_plain_tokens_replace_each_other_and_overlap_five_minutes(fake, clock):
    fake.says("o-1", "你好")
    first, second = plain(fake)["access_token"], plain(fake)["access_token"]
    assert first != second
    assert plain(fake)["expires_in"] == 7200
    assert send(fake, "o-1", token=first) == 40001, "only the latest two live"
    assert send(fake, "o-1", token=second) == 0
    clock.advance(minutes=5)
    assert send(fake, "o-1", token=second) == 40001


def test_tokens_expire_after_two_hours(fake, clock):
    fake.says("o-1", "你好")
    token = plain(fake)["access_token"]
    clock.advance(seconds=7199)
    assert send(fake, "o-1", token=token) == 0
    clock.advance(seconds=1)
    assert send(fake, "o-1", token=token) == 42001
    assert send(fake, "o-1", token="nonsense") == 40001


def test_stable_token_stands_until_five_minutes_before_its_end(fake, clock):
    fake.says("o-1", "你好")
    first = stable(fake)["access_token"]
    clock.advance(seconds=6899)
    again = stable(fake)
    assert (again["access_token"], again["expires_in"]) == (first, 301)
    clock.advance(seconds=1)
    new = stable(fake)["access_token"]
    assert new != first
    assert [send(fake, "o-1", token=t) for t in (first, new)] == [0, 0]
    clock.advance(minutes=5)
    assert send(fake, "o-1", token=first) in (40001, 42001)


def test_forced_refresh_needs_thirty_seconds_and_two_rounds_to_kill_a_token(fake, clock):
    fake.says("o-1", "你好")
    leaked = stable(fake)["access_token"]
    second = stable(fake, force_refresh=True)["access_token"]
    assert second != leaked
    assert stable(fake, force_refresh=True)["access_token"] == second, "too soon"
    assert send(fake, "o-1", token=leaked) == 0
    clock.advance(seconds=30)
    stable(fake, force_refresh=True)
    assert send(fake, "o-1", token=leaked) == 40001


def test_plain_and_stable_tokens_do_not_touch_each_other(fake):
    fake.says("o-1", "你好")
    mine = stable(fake)["access_token"]
    for _ in range(3):
        plain(fake)
    assert send(fake, "o-1", token=mine) == 0


def test_wrong_secrets_get_no_token_and_count_as_no_fetch(fake):
    assert stable(fake, secret="no")["errcode"] == 40125
    assert stable(fake, appid="no")["errcode"] == 40013
    assert stable(fake, grant_type="no")["errcode"] == 40002
    assert fake.token_fetches == 0


def test_plain_fetches_are_limited_to_2000_a_day(fake, clock):
    for _ in range(2000):
        fake.api.plain.fetch_plain()
    assert plain(fake)["errcode"] == 45009
    clock.advance(days=1)
    assert "access_token" in plain(fake)


def test_tests_can_expire_and_revoke_tokens(fake):
    fake.says("o-1", "你好")
    token = stable(fake)["access_token"]
    fake.expire_tokens()
    assert send(fake, "o-1", token=token) == 42001
    token = stable(fake)["access_token"]
    fake.revoke_tokens()
    assert send(fake, "o-1", token=token) == 40001
    assert send(fake, "o-1") == 0, "a new fetch helps"
