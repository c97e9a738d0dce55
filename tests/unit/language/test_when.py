"""bot.language.when: days, hours and lengths in what customers write (C1, D2).

Expectations are written short: "12-05 14:00-17:00 3h", the part of the day in words, years
other than 2026 in full; several times are separated by " | ".
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.when import SHANGHAI, When, find_shift, find_times, merge, to_phrase
from bot.language.when.spans import find_span
from tests.growth import assert_grows_linearly

SUNDAY = datetime(2026, 11, 22, 10, 30, tzinfo=SHANGHAI)  # 农历十月十四
WEDNESDAY = datetime(2026, 11, 25, 16, 20, tzinfo=SHANGHAI)


def short(when: When) -> str:
    """A When as the tables below write it."""
    day = when.day and (f"{when.day:%m-%d}" if when.day.year == 2026 else str(when.day))
    clock = when.clock and f"{when.clock:%H:%M}"
    until = f"-{when.until:%H:%M}" if when.until else ""
    bounds = (("after", when.earliest), ("until", when.latest), ("done", when.done_by))
    bound = " ".join(f"{name} {hour:%H:%M}" for name, hour in bounds if hour)
    hours = when.hours is not None and f"{when.hours:f}h"
    pieces = (day, f"{clock or ''}{until}", bound, when.part, hours)
    return " ".join(str(piece) for piece in pieces if piece)


def read(text: str, now: datetime = SUNDAY, day: date | None = None) -> str:
    return " | ".join(short(when) for when in find_times(text, now, day=day))


WISHED = [
    ("明天两点", "11-23 14:00"),
    ("三点吧", "15:00"),
    ("早上9点", "11-23 09:00"),
    ("今天早上9点", "11-22 09:00"),
    ("七点", "07:00"),
    ("晚上七点", "19:00"),
    ("明天晚上八点", "11-23 20:00"),
    ("周三", "11-25"),
    ("下周三下午两点到五点", "11-25 14:00-17:00"),
    ("下下周三", "12-02"),
    ("这周日", "11-22"),
    ("本周五上午十点", "11-27 10:00"),
    ("5号", "12-05"),
    ("周三晚上四点到六点", "11-25 16:00-18:00"),
    ("我七点才到家", "after 19:00"),
    ("我六点下班", "after 18:00"),
    ("八点能到吗", "08:00"),
    ("三点有空吗", "15:00"),
    ("孩子四点放学，之前弄完就行", "done 16:00"),
    ("客人晚上七点来，之前打扫好", "done 19:00 evening"),
    ("三点来之前打个电话", "15:00"),
    ("12月5号", "12-05"),
    ("12-5", "12-05"),
    ("12/5", "12-05"),
    ("2026年12月5日", "12-05"),
    ("11月5号", "2027-11-05"),
    ("明儿个上午九点", "11-23 09:00"),
    ("后儿下午", "11-24 afternoon"),
    ("大后天", "11-25"),
    ("明早", "11-23 morning"),
    ("明晚七点半", "11-23 19:30"),
    ("今晚", "11-22 evening"),
    ("后天上午", "11-24 morning"),
    ("周末", "11-28"),
    ("月底", "11-30"),
    ("下个月3号", "12-03"),
    ("国庆第二天", "2027-10-02"),
    ("元旦", "2027-01-01"),
    ("春节前一周", "2027-01-30"),
    ("初八", "2027-02-13"),
    ("正月初八", "2027-02-13"),
    ("周一到周五每天下午四点半", "11-23 16:30"),
    ("从12月1号开始每天早上八点", "12-01 08:00"),
    ("12月1号起每天上午九点", "12-01 09:00"),
    ("除夕", "2027-02-05"),
    ("三天后", "11-25"),
    ("下午三点半", "15:30"),
    ("三点一刻", "15:15"),
    ("15:30", "15:30"),
    ("15点", "15:00"),
    ("3pm", "15:00"),
    ("tomorrow 3pm", "11-23 15:00"),
    ("next Wednesday at 10", "11-25 10:00"),
    ("9点半到11点", "09:30-11:00"),
    ("两点-五点", "14:00-17:00"),
    ("下午2~4点", "14:00-16:00"),
    ("早9晚5", "11-23 09:00-17:00"),
    ("半小时后", "11-22 11:00"),
    ("两小时后", "11-22 12:30"),
    ("现在", "11-22"),
    ("马上过来", "11-22"),
    ("ASAP", "11-22"),
    ("两点钟", "14:00"),
    ("明天１５：３０", "11-23 15:30"),
    ("後天下午兩點", "11-24 14:00"),
    ("禮拜三", "11-25"),
    ("星期天下午", "11-22 afternoon"),
    ("礼拜天", "11-29"),
    ("明天下舞三点", "11-23 15:00"),
    ("听日晏昼三点", "11-23 15:00"),
    ("听朝九点", "11-23 09:00"),
    ("后日夜晚八点", "11-24 20:00"),
    ("后儿个", "11-24"),
    ("做3个小时", "3h"),
    ("下午两点做4小时", "14:00 4h"),
    ("每周三下午", "11-25 afternoon"),
    ("明天不对是后天三点", "11-23 | 11-24 15:00"),
    ("上周三", "11-11"),
    ("昨天下午", "11-21 afternoon"),
    ("上周三下午阿姨来了", "11-11 afternoon"),
]

NOT_TIMES = [
    "45块", "13800138000", "90平", "3号楼", "5号线", "12栋302", "3岁", "两个阿姨", "干净一点",
    "便宜点", "快点", "三点要求", "24小时", "几点", "什么时候", "一会儿", "随时", "便宜一点吧",
    "早一点来", "晚一点行吗", "有一点脏", "一点都不干净", "早点", "晚点到", "文一路5号",
    "建设路12号",
    "3号楼2单元501", "每小时多少钱", "40块一小时", "一小时多少钱", "提前2小时", "迟到了两个小时",
    "24小时营业吗", "上午好", "晚上好", "早上好", "每周两次", "一周三次", "这周日常保洁", "周一次",
    "138-1234-5678", "打扫完再说", "3室2厅", "第一点", "我有两点意见", "等了一上午", "做饭", "早教",
    "五一广场", "2-3个人", "满分", "订单号20261", "2.5折", "3.5星", "50%", "下次", "改天",
    "哪天都行",
    "孩子上初三", "5号阿姨", "重点打扫厨房", "阳光花园5号", "12-502", "good morning", "退款多久到",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WISHED)
def test_reads_what_the_desk_needs(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize("text", NOT_TIMES)
def test_leaves_other_numbers_alone(text: str) -> None:
    assert read(text) == ""


def _messages() -> list[tuple[str, str, str]]:
    lines = Path(__file__).with_name("when_messages.tsv").read_text("utf-8").splitlines()[1:]
    return [(now, text, expected) for now, text, expected in (line.split("\t") for line in lines)]


@pytest.mark.parametrize(("now", "text", "expected"), _messages())
def test_reads_everyday_messages(now: str, text: str, expected: str) -> None:
    assert read(text, {"sunday": SUNDAY, "wednesday": WEDNESDAY}[now]) == expected


def only(text: str, now: datetime = SUNDAY, day: date | None = None) -> When:
    (when,) = find_times(text, now, day=day)
    return when


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("我想约 下周三下午两点到五点 的保洁", "下周三下午两点到五点"),
        ("麻烦後天下午兩點來", "後天下午兩點"),
        ("大概１５：３０吧", "１５：３０"),
        ("明天下舞三点可以", "明天下舞三点"),
        ("就 12月5日（周六）14:00-18:00 吧", "12月5日（周六）14:00-18:00"),
    ],
)
def test_gives_the_expression_as_it_was_typed(text: str, part: str) -> None:
    assert only(text).text == part


@pytest.mark.parametrize(
    ("text", "expected"),
    [("三点吧", "12-05 15:00"), ("下午", "12-05 afternoon"), ("早上9点", "12-05 09:00"),
     ("后天三点", "11-24 15:00"), ("三个小时", "3h")],
)  # fmt: skip
def test_takes_the_day_known_before(text: str, expected: str) -> None:
    assert read(text, day=date(2026, 12, 5)) == expected


def test_start_and_end_are_in_shanghai() -> None:
    ranged = only("明天下午两点到五点")
    assert ranged.start == datetime(2026, 11, 23, 14, tzinfo=SHANGHAI)
    assert ranged.end == datetime(2026, 11, 23, 17, tzinfo=SHANGHAI)
    assert only("明天两点做两个半小时").end == datetime(2026, 11, 23, 16, 30, tzinfo=SHANGHAI)
    assert only("明天晚上10点到凌晨2点").end == datetime(2026, 11, 24, 2, tzinfo=SHANGHAI)
    assert only("三点吧").start is None
    assert only("明天").end is None


def test_now_counts_in_shanghai_and_must_be_aware() -> None:
    late = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)  # the 23rd there
    assert read("明天", late) == "11-24"
    with pytest.raises(ValueError, match="time zone"):
        find_times("明天", datetime(2026, 11, 22))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("明天下午三点", "改大后天", "11-25 15:00"),
        ("明天下午三点", "还是下午四点", "11-23 16:00"),
        ("明天下午两点到五点", "改成三点到六点", "11-23 15:00-18:00"),
        ("明天下午两点到五点", "改三点", "11-23 15:00 3h"),
        ("明天下午两点到五点", "后天吧", "11-24 14:00-17:00"),
        ("明天下午两点到五点", "做4个小时", "11-23 14:00 4h"),
        ("明天下午两点", "做4个小时", "11-23 14:00 4h"),
        ("三个小时", "明天两点", "11-23 14:00 3h"),
        ("明天晚上", "七点", "11-23 19:00"),
        ("明天晚上", "七点半到九点", "11-23 07:30-09:00"),
        ("明天下午", "三点", "11-23 15:00"),
        ("明天早上", "六点半", "11-23 06:30"),
        ("明天晚上", "下午三点", "11-23 15:00"),
        ("明天上午", "两点", "11-23 14:00"),
        ("明天上午九点", "改下午", "11-23 afternoon"),
        ("明天下午三点", "下午", "11-23 15:00"),
        ("明天", "下午", "11-23 afternoon"),
        ("明天下午", "后天", "11-24 afternoon"),
        ("五点前都行", "明天", "11-23 until 17:00"),
        ("三点以后", "五点前", "after 15:00 until 17:00"),
        ("明天下午五点前", "三点", "11-23 15:00"),
        ("明天三点", "四点以后", "11-23 after 16:00"),
        ("明天三点", "三点半前到", "11-23 15:00"),
    ],
)
def test_a_correction_keeps_what_it_does_not_say(old: str, new: str, expected: str) -> None:
    before, after = only(old), only(new)
    merged = merge(before, replace(after, day=None) if "天" not in new else after)
    assert short(merged) == expected
    assert merged.text == after.text


def test_lengths_are_plain_decimals() -> None:
    assert only("打扫90分钟").hours == Decimal("1.5")
    assert str(only("打扫600分钟").hours) == "10"
    moved = merge(only("明天9点到10点40"), only("10点"))
    assert moved.end == datetime(2026, 11, 23, 11, 40, tzinfo=SHANGHAI)


def test_an_end_soon_after_the_start_is_that_of_the_visit_and_a_late_one_a_bound() -> None:
    done = merge(only("28号早上9点开始"), only("11点半前弄完"))
    assert short(done) == "11-28 09:00-11:30"
    assert short(merge(only("明天九点"), only("晚上八点前弄完"))) == "11-23 09:00"


def test_an_hour_said_before_its_part_of_the_day_is_read_in_it() -> None:
    assert short(merge(only("七点半到九点半"), only("明晚"))) == "11-23 19:30-21:30"
    assert short(merge(only("早上七点"), only("明晚"))) == "11-23 evening"


@pytest.mark.parametrize(
    ("text", "shift"),
    [
        ("推迟一周可以吗", timedelta(weeks=1)),
        ("往后延两天", timedelta(days=2)),
        ("提前半小时来行不行", timedelta(minutes=-30)),
        ("晚一个半小时到", timedelta(minutes=90)),
        ("改到下周，时间不变", timedelta(weeks=1)),
        ("下下周同一时间", timedelta(weeks=2)),
        ("再下一周的同一时间", timedelta(weeks=2)),
        ("再下周同一时间吧", timedelta(weeks=2)),
        ("下周还是这个点", timedelta(weeks=1)),
        ("老时间，下礼拜", timedelta(weeks=1)),
        ("推遲一個鐘頭", timedelta(hours=1)),
        ("same time next week please", timedelta(weeks=1)),
        ("could we make it one hour later", timedelta(hours=1)),
        ("推迟了一小时才来", None),
        ("今晚三点", None),
        ("下周三同一时间", None),
        ("明早九点", None),
        ("提前几天预约", None),
    ],
)
def test_a_new_time_told_from_the_old_one_is_a_shift(text: str, shift: timedelta | None) -> None:
    assert find_shift(text) == shift


@pytest.mark.parametrize("piece", ["推", "往后", "下周", "时间不"])
def test_a_hostile_text_costs_the_shift_time_that_grows_like_it(piece: str) -> None:
    assert_grows_linearly(find_shift, piece)


def test_the_first_is_merged_with_nothing() -> None:
    assert merge(None, only("明天三点")) == only("明天三点")


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 11, 24, 14, tzinfo=SHANGHAI), "11月24日（周二，后天）14:00"),
        (datetime(2026, 11, 22, 9, 5, tzinfo=SHANGHAI), "11月22日（周日，今天）09:05"),
        (datetime(2026, 11, 23, 1, tzinfo=UTC), "11月23日（周一，明天）09:00"),
        (datetime(2026, 11, 21, 9, tzinfo=SHANGHAI), "11月21日（周六，昨天）09:00"),
        (datetime(2026, 12, 5, 14, tzinfo=SHANGHAI), "12月5日（周六）14:00"),
        (datetime(2027, 1, 3, 10, tzinfo=SHANGHAI), "2027年1月3日（周日）10:00"),
        (datetime(2026, 3, 3, 10, tzinfo=SHANGHAI), "2026年3月3日（周二）10:00"),
    ],
)
def test_reads_a_moment_back(moment: datetime, expected: str) -> None:
    assert to_phrase(moment, SUNDAY) == expected


@given(st.integers(1, 500_000))
def test_understands_what_it_reads_back(minutes: int) -> None:
    moment = SUNDAY + timedelta(minutes=minutes)
    assert only(to_phrase(moment, SUNDAY)).start == moment


_PIECES = """
明天 后天 下周 周 星期 三 五 日 末 点 半 一刻 分 : 上午 下午 晚上 晚 早 凌晨 到 - 或 、 ， 每 天 号
月 年 初 底 国庆 春节 第 前 后 个 小时 钟 再过 做 12 31 2 0 30 24 99 十 廿 卅 零 一 两 pm at in next
sat 分钟 农历 腊 正 2026 / . 差 现在 除夕 二十 İ ３ ：
""".split()  # noqa: SIM905


@settings(max_examples=400, deadline=None)
@given(st.text() | st.lists(st.sampled_from([*_PIECES, chr(0xD800)]), max_size=12).map("".join))
def test_never_fails_and_never_invents(text: str) -> None:
    merged: When | None = None
    for when in find_times(text, SUNDAY):
        assert when.text in text
        assert when.text.strip()
        assert when.day or when.clock or when.part or when.hours or when.is_bounded
        assert not (when.clock and when.part)
        merged = merge(merged, when)
    assert merged is None or not (merged.clock and merged.part)
    assert find_times(text, SUNDAY) == find_times(text, SUNDAY)


@pytest.mark.parametrize(
    "piece", ["明天下午两点", "3点", "1-", "初八", "周", "1234567890", "半", " "]
)
def test_the_time_grows_no_faster_than_the_text(piece: str) -> None:
    assert_grows_linearly(lambda text: find_times(text, SUNDAY), piece)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("月底前", "11-22 11-30"),
        ("这周五之前打扫好就行", "11-22 11-26"),
        ("12月5号之前", "11-22 12-04"),
        ("周四下午之前弄完就行，随便啥时候", "11-22 11-25"),
        ("下周哪天都行", "11-23 11-29"),
        ("这个礼拜随便哪天", "11-22 11-22"),
        ("这两天", "11-22 11-25"),
        ("12月5号前后", None),
        ("周四三点之前", None),
        ("周三前台有人", None),
        ("明天之前", None),
        ("下周三", None),
        ("下周我出差", None),
        ("下周同一时间", None),
        ("从下周开始每周五", None),
        ("这周日常保洁", None),
        ("这几天都没空", None),
    ],
)
def test_days_within_which_it_may_be_done(text: str, days: str | None) -> None:
    span = find_span(text, find_times(text, SUNDAY), SUNDAY.date())
    assert (f"{span.first:%m-%d} {span.last:%m-%d}" if span else None) == days
