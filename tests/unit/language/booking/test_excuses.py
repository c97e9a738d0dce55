"""Times that are no wish (REQ C1): a reason, a day that is ruled out, a time of the family's own."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.language.booking.excuses import without_excuses, without_hindrances
from bot.language.when import find_times, names_day

NOW = datetime(2026, 11, 22, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("text", "wished"),
    [
        ("改四点吧，三点要开会", ["四点"]),
        ("小孩子周日过生日 我想周六把家里弄弄干净", ["周六"]),
        ("三点不行，改四点", ["四点"]),
        ("等一下，后天我要带孩子打针，改星期四上午九点吧", ["星期四上午九点"]),
        ("周三我出差周四上午可以", ["周四上午"]),
        ("周二、周三我都没空，周四吧", ["周四"]),
        ("改周三，周四我有事", ["周三"]),
        ("27号上午 交房是下午两点", ["27号上午"]),
        ("客人周六到，周五打扫", ["周五"]),
        ("我妈周六来，想周五打扫一下", ["周五"]),
        ("就两小时，打扫一下，晚上有客人来", ["两小时"]),
        ("周日搬家，周六打扫一下", ["周六"]),
        ("周六不行的话周日也行", ["周六"]),
        ("周六上午，约不上的话周日", ["周六上午"]),
        ("不行的话26号下午也可以", ["26号下午"]),
        ("不是周三，是周四", ["周四"]),
        ("明天上午九点有事", ["明天上午九点"]),
        ("明天下午三点，九点要接孩子", ["明天下午三点"]),
        ("6号再来吧 1号太赶", ["6号"]),
        ("周四太急了，周六来", ["周六"]),
        ("不对 周六我产检，周日见", ["周日"]),
        ("见面改到周四吧 外婆周三要打疫苗", ["周四"]),
        ("能不能提前到6号 8号我出差", ["6号"]),
        ("6号再来吧，1号太赶", ["6号"]),
    ],
)
def test_a_time_that_is_an_excuse_is_not_wished(text: str, wished: list[str]) -> None:
    found = without_excuses(text, find_times(text, NOW))
    assert [when.text for when in found][: len(wished)] == wished
    assert all("开会" not in when.text for when in found)


@pytest.mark.parametrize(
    "text",
    [
        "白天来就行，晚上我们自己带",
        "白天就行，晚上我自己看着",
        "白天就可以，晚上我们自己来",
        "哪天都行 就别周三",
        "除了周三都行",
        "晚上不用来，白天就行",
        "周末外婆带，平时要人",
    ],
)
def test_a_time_at_which_the_family_is_there_is_not_wished(text: str) -> None:
    assert without_excuses(text, find_times(text, NOW)) == []


@pytest.mark.parametrize(
    "text",
    [
        "周六不用来了",
        "后天下午奶奶看着，你们来打扫",
        "周六请客 请个阿姨来烧饭",
        "周三不行吗",
        "周三不要换人",
        "明天下午要去幼儿园接孩子",
    ],
)
def test_the_only_time_of_a_visit_is_kept(text: str) -> None:
    assert without_excuses(text, find_times(text, NOW))


@pytest.mark.parametrize(
    ("text", "wished"),
    [
        ("礼拜六礼拜天不要来，小囡会过来", []),
        ("周三我出差", []),
        ("周一周二都不行", []),
        ("周三就算了，别的天都行", []),
        ("搬家了 12月25号起去浦东", []),
        ("12月25号起每周来", ["12月25号"]),
        ("周六请客，做六个菜", ["周六"]),
        ("周五我上班，家里有人", ["周五"]),
        ("周三不行吗", ["周三"]),
        ("周三行不行", ["周三"]),
        ("晚上可以吗 七点以后我才到家", ["晚上可以吗 七点"]),
    ],
)
def test_in_a_booking_a_day_that_does_not_suit_is_no_wish(text: str, wished: list[str]) -> None:
    assert [when.text for when in without_hindrances(text, find_times(text, NOW))] == wished


@pytest.mark.parametrize(("text", "named"), [("周三晚上有客人来", True), ("晚上有客人来", False)])
def test_only_a_day_that_is_named_is_one_that_does_not_suit(text: str, named: bool) -> None:
    [when] = find_times(text, NOW, day=NOW.date())
    assert when.day is not None
    assert names_day(when) == named
