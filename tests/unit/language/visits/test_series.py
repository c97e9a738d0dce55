"""How a service is to be repeated, in words (REQ C1)."""

from datetime import date, datetime

import pytest

from bot.language.visits.series import (
    Series,
    ends_series,
    find_extent,
    find_series,
    months_said,
    says_how_often,
)
from bot.language.visits.series_edits import (
    asks_of_a_visit,
    begins_on,
    find_edit,
    free_days,
    is_remark_on_a_visit,
    keeps_a_visit,
    leaves_out,
    moves_one_visit,
    names_day_off,
)
from bot.language.when import SHANGHAI, find_times


@pytest.mark.parametrize(
    ("text", "series"),
    [
        ("每周六上午都来打扫", Series(7, (6,))),
        ("一周五天", Series(1, (1, 2, 3, 4, 5))),
        ("礼拜一三五，上半日九点到十一点", Series(7, (1, 3, 5))),
        ("一周两次 周二周四", Series(7, (2, 4))),
        ("从下周一起做五天", Series(1, (), 5)),
        ("可以先试两天吗", Series(1, (), 2)),
        ("以后每个星期三下午两点来做保洁", Series(7, (3,))),
        ("每周一三五上午9点", Series(7, (1, 3, 5))),
        ("每周二和周五来，做一个月", Series(7, (2, 5), None, 28)),
        ("每周一到周五都要来做饭", Series(7, (1, 2, 3, 4, 5))),
        ("每周五日常保洁下午2点", Series(7, (5,))),
        ("每周三和周日日常保洁", Series(7, (3, 7))),
        ("每礼拜天来一次，先做四次", Series(7, (7,), 4)),
        ("每周来一次，下周三开始", Series(7)),
        ("固定每周打扫一次", Series(7)),
        ("隔周来一次", Series(14)),
        ("每两周做一次保洁，做三个月", Series(14, (), None, 84)),
        ("每两个星期的周六来", Series(14)),
        ("连着五天做饭", Series(1, (), 5)),
        ("连续3天上午来照顾老人", Series(1, (), 3)),
        ("每天中午来做饭，做两周", Series(1, (), None, 14)),
        ("工作日每天来，来一个月", Series(1, (1, 2, 3, 4, 5), None, 28)),
        ("每周两次保洁", Series(7, unclear=True)),
        ("一周三次，做一个月", Series(7, (), None, 28, unclear=True)),
        ("钟点工包月", Series(7, (), None, 28, unclear=True)),
        ("下礼拜三开始，先做两个星期吧", Series(7, (), None, 14, unclear=True)),
        ("我爸要人照顾两周", Series(7, (), None, 14, unclear=True)),
        ("她做两周了", None),
        ("约两周后", None),
        ("想订三个月的保洁 每周一次", Series(7, (), None, 84)),
        ("每周三次，下午来", Series(7, unclear=True)),
        ("周一到周五 每天下午五点到七点", Series(1, (1, 2, 3, 4, 5))),
        ("白天八小时，周一到周六", Series(1, (1, 2, 3, 4, 5, 6))),
        ("周一至周五来做晚饭", Series(1, (1, 2, 3, 4, 5))),
        ("every Saturday morning please", Series(7, (6,))),
        ("cleaning every Tuesday and Friday for two months", Series(7, (2, 5), None, 56)),
        ("every other week", Series(14)),
        ("twice a week", Series(7, unclear=True)),
    ],
)
def test_repetitions_are_read(text: str, series: Series) -> None:
    assert find_series(text) == series


@pytest.mark.parametrize(
    "text",
    [
        "这周六上午来打扫",
        "周一三五上午都行",
        "我妈住了五天院",
        "先等两天",
        "下周一下午两点保洁",
        "宝宝两个月大，想请育儿嫂",
        "一周后来",
        "我要约三次取消的那单",
        "一个月前做过一次",
        "约一次深度保洁",
        "上个月做过，这次再来",
        "周一到周五我都不在家",
        "你们周一到周五几点上班？",
        "周一到周五来不了",
        "时间你们看，工作日都行",
        "工作日都可以",
        "多少钱一个月",
        "daily cleaning tomorrow at 9",
        "",
    ],
)
def test_a_single_visit_is_no_series(text: str) -> None:
    assert find_series(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "就做这一次",
        "先来一次看看",
        "不用每周来了",
        "just once please",
        "先来一天试试吧",
        "就订一天",
        "好 就先订一天",
        "1号那天就可以",
        "一次就够了",
    ],
)
def test_a_series_can_be_taken_back(text: str) -> None:
    assert ends_series(text)
    assert find_series(text) is None


@pytest.mark.parametrize(
    ("text", "extent"),
    [
        ("先做两周吧", Series(span=14)),
        ("改成四次", Series(count=4)),
        ("从这个礼拜天开始 先约四次", Series(count=4)),
        ("从家里出发要两周", None),
        ("就三个月", Series(span=84)),
        ("宝宝两个月", None),
        ("两周前做过", None),
    ],
)
def test_a_length_alone_is_read_where_nothing_else_is_said(
    text: str, extent: Series | None
) -> None:
    assert find_extent(text) == extent
    assert says_how_often(text) is (extent is not None)


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("我不要周五了，周五我们出去吃", (1, 2, 3, 4, 5), (1, 2, 3, 4)),
        ("礼拜六礼拜天不要来，小囡会过来", (1, 2, 3, 4, 5, 6, 7), (1, 2, 3, 4, 5)),
        ("双休不用来", (1, 2, 3, 4, 5, 6, 7), (1, 2, 3, 4, 5)),
        ("那一三五呢", (1, 2, 3, 4, 5, 6, 7), (1, 3, 5)),
        ("周五不用来了", (1, 3, 5), (1, 3)),
        ("去掉周三吧", (1, 3, 5), (1, 5)),
        ("对了周二改周三吧，周五不变", (2, 5), (3, 5)),
        ("周二换成周四", (2, 5), (4, 5)),
        ("再加一个周六", (2, 5), (2, 5, 6)),
        ("Actually make it Wednesdays instead", (4,), (3,)),
        ("could we do Fridays instead", (2, 4), (5,)),
        ("can it be at 2pm instead of Friday's 1pm", (4,), None),
        ("周五不要了", (5,), (5,)),
        ("周五不变", (2, 5), None),
        ("下周一那个不变", (1,), None),
        ("周四那次不要", (1, 4), None),
        ("那就二四六吧", (1, 3, 5), (2, 4, 6)),
        ("改成一三五 八点半到十二点半", (1, 2, 3, 4, 5, 6, 7), (1, 3, 5)),
        ("三五天就行", (1, 3), None),
        ("三四十平", (1, 3), None),
        ("一两个人", (1, 3), None),
        ("礼拜六我自己能看 不用来", (1, 2, 3, 4, 5, 6), (1, 2, 3, 4, 5)),
    ],
)
def test_weekdays_go_and_come(
    text: str, before: tuple[int, ...], after: tuple[int, ...] | None
) -> None:
    edit = find_edit(text)
    assert (edit.of(before) if edit else None) == after


@pytest.mark.parametrize(
    ("text", "is_off"),
    [
        ("礼拜天我自己能看 不用来", True),
        ("周日不用来", True),
        ("周末不需要上门", True),
        ("下周帮我打扫一下 哪天都行 就别周三", True),
        ("别周三上午来", False),
        ("周六别来太早", False),
        ("周日来不用带工具", False),
        ("周日上午来", False),
    ],
)
def test_a_day_on_which_nobody_is_to_come_is_heard(text: str, is_off: bool) -> None:
    assert names_day_off(text) is is_off


@pytest.mark.parametrize(
    ("text", "once", "remark"),
    [
        ("12月23号那次不要 我们出去旅游", True, False),
        ("1月1号那趟跳过去吧", True, False),
        ("下周四那天不用来", True, False),
        ("跳过12月2号那次", True, False),
        ("12月23号不要来", True, False),
        ("不要周五了", False, False),
        ("周四那次我不在家 密码锁 到时候发她", False, True),
        ("下周一那个不变", False, True),
        ("周四那次我不在家，改到周五吧", False, False),
        ("那次不错", False, False),
    ],
)
def test_a_visit_can_be_pointed_at(text: str, once: bool, remark: bool) -> None:
    assert (leaves_out(text), is_remark_on_a_visit(text)) == (once, remark)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("时间你们看，工作日都行", (1, 2, 3, 4, 5)),
        ("周末都可以", (6, 7)),
        ("周一到周五哪天都行", (1, 2, 3, 4, 5)),
        ("周二到周四都有空", (2, 3, 4)),
        ("工作日每天来", ()),
        ("周末来", ()),
    ],
)
def test_days_that_are_left_open_are_no_series(text: str, days: tuple[int, ...]) -> None:
    assert free_days(text) == days


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("下周一那个不变", True),
        ("周二的照旧", True),
        ("周三那次不用改", True),
        ("周一的不变，周四的改到周五", False),
        ("十点不变", False),
        ("下周一吧", False),
    ],
)
def test_a_visit_that_stays_is_no_new_day(text: str, kept: bool) -> None:
    assert keeps_a_visit(text) is kept


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("从下周开始", date(2026, 11, 30)),
        ("下下周起", date(2026, 12, 7)),
        ("从12月开始", date(2026, 12, 1)),
        ("下个月开始吧", date(2026, 12, 1)),
        ("十二月份开始", date(2026, 12, 1)),
        ("1月起", date(2027, 1, 1)),
        ("从下周三开始", date(2026, 12, 2)),
        ("每周三，12月9号起", date(2026, 12, 9)),
        ("从周五开始，每周两次", date(2026, 11, 27)),
        ("every Wednesday from December 9", date(2026, 12, 9)),
        ("下周来", None),
        ("12月9号不要", None),
        ("从周三到周五都要来", None),
        ("几点开始", None),
    ],
)
def test_the_day_from_which_on_is_read(text: str, day: date | None) -> None:
    now = datetime(2026, 11, 24, 10, tzinfo=SHANGHAI)
    assert begins_on(text, find_times(text, now), now.date()) == day


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("先三个月", 3),
        ("那先订一个月吧", 1),
        ("先做三个月", 3),
        ("先做两周", None),
        ("育儿嫂，先三个月", 3),
        ("两个月一共多少钱", 2),
        ("一共做3个月", 3),
        ("住六个月怎么算", 6),
        ("一个月多少钱", None),
        ("宝宝8个月，多少钱", None),
        ("宝宝三个月大", None),
        ("长期的", None),
    ],
)
def test_months_of_somebody_who_stays_are_counted(text: str, months: int | None) -> None:
    assert months_said(text) == months


@pytest.mark.parametrize(
    ("text", "asks", "moves"),
    [
        ("元旦那天算不算", True, False),
        ("第二次是哪天", True, False),
        ("最后一次是几号", True, False),
        ("12月25号来吗", True, False),
        ("第二次往后挪一天", False, True),
        ("最后一次改到周六", False, True),
        ("那天能来吗", False, False),
        ("周五能来吗", False, False),
        ("第二次用你们了", False, False),
    ],
)
def test_one_visit_of_several_is_asked_about_or_moved(text: str, asks: bool, moves: bool) -> None:
    assert (asks_of_a_visit(text), moves_one_visit(text)) == (asks, moves)
