"""bot.language.when: days, hours and lengths in what customers write (C1, D2).

Expectations are written short: "12-05 14:00-17:00 3h", the part of the day in words, years
other than 2026 in full; several times are separated by " | ".
"""

import time as stopwatch
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.when import SHANGHAI, When, find_times, merge, to_phrase

SUNDAY = datetime(2026, 11, 22, 10, 30, tzinfo=SHANGHAI)  # 农历十月十四
WEDNESDAY = datetime(2026, 11, 25, 16, 20, tzinfo=SHANGHAI)


def short(when: When) -> str:
    """A When as the tables below write it."""
    day = when.day and (f"{when.day:%m-%d}" if when.day.year == 2026 else str(when.day))
    clock = when.clock and f"{when.clock:%H:%M}"
    until = f"-{when.until:%H:%M}" if when.until else ""
    hours = when.hours is not None and f"{when.hours:f}h"
    return " ".join(str(piece) for piece in (day, f"{clock or ''}{until}", when.part, hours) if piece)


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
    ("本周五上午十点", "11-20 10:00"),
    ("5号", "12-05"),
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
    ("初八", "12-16"),
    ("正月初八", "2027-02-13"),
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
    "早一点来", "晚一点行吗", "有一点脏", "一点都不干净", "早点", "晚点到", "文一路5号", "建设路12号",
    "3号楼2单元501", "每小时多少钱", "40块一小时", "一小时多少钱", "提前2小时", "迟到了两个小时",
    "24小时营业吗", "上午好", "晚上好", "早上好", "每周两次", "一周三次", "这周日常保洁", "周一次",
    "138-1234-5678", "打扫完再说", "3室2厅", "第一点", "我有两点意见", "等了一上午", "做饭", "早教",
    "五一广场", "2-3个人", "满分", "订单号20261", "2.5折", "3.5星", "50%", "下次", "改天", "哪天都行",
    "孩子上初三", "5号阿姨", "重点打扫厨房", "阳光花园5号", "12-502", "good morning", "退款多久到",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WISHED)
def test_reads_what_the_desk_needs(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize("text", NOT_TIMES)
def test_leaves_other_numbers_alone(text: str) -> None:
    assert read(text) == ""
