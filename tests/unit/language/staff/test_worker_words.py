"""What workers write, read by rules: clear reports, and nothing else taken for one (REQ A1, C5)."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.staff.worker_words import Verb, read_worker
from tests.factories import NOW
from tests.growth import assert_grows_linearly

SAID = {
    Verb.JOBS: [
        "明天有什么活", "明天有活吗？", "今天几单", "我的单子", "后天有没有单", "看下明天的安排", "明天去哪家",
        "今天的活几点开始？", "明天？", "查一下我的订单", "地址发我一下", "下周有什么安排呢", "what jobs tomorrow?",
        "明天排了几家", "有单吗", "我明天的活有哪些",
    ],
    Verb.ACCEPT: [
        "好的", "收到", "确认", "接", "我接", "可以", "没问题", "OK", "好的收到", "能去", "接单！", "明天可以去", "行，准时到",
        "都接", "全部确认", "26号那单接了", "11月26日的可以", "周三上午九点能去", "嗯好的", "知道了，谢谢",
    ],
    Verb.DECLINE: [
        "不接", "接不了", "这单不接了", "太远了，不去", "不去", "拒绝接单", "帮我换个人", "不方便", "换别的阿姨吧",
    ],
    Verb.ARRIVED: [
        "到了", "我到了", "已经到了", "到楼下了", "刚到客户家门口", "已到达", "开始打扫了", "到小区门口了", "开工", "arrived",
        "我已经到客户家了",
    ],
    Verb.DONE: [
        "做完了", "干完了", "打扫好了", "已经做完了", "完工", "收工了", "搞定", "结束了", "全部弄好了", "done", "服务完成",
        "洗完了，可以走了",
    ],
    Verb.OFF: [
        "今天来不了了", "临时有事", "我明天去不了", "家里有急事，明天过不去", "孩子发烧了，去不了", "我生病了", "身体不舒服",
        "明天走不开", "突然有事没法去", "今天上午不能来了", "sorry I can't come tomorrow", "扭了脚，做不了",
    ],
    Verb.LEAVE: [
        "请假", "我要请假", "明天请一天假", "后天想请个假", "请三天假", "周五请病假", "我想休息一天", "明天能请假吗",
    ],
    Verb.LATE: [
        "堵车了，晚到20分钟", "要晚点到", "迟到一会", "会晚半个小时", "路上堵死了", "晚十分钟", "I'm running late",
        "赶不上了，晚到一刻钟",
    ],
    Verb.TROUBLE: [
        "客户不在家", "敲门没人开门", "没人在家", "客户电话打不通", "客户要加活", "把花瓶打碎了", "客户说不要做了", "地址不对",
        "客户取消了吗", "找不到小区", "业主不让进", "联系不上客户", "没人开门怎么办",
    ],
    Verb.PERSON: ["转人工", "找客服", "我要找经理", "给我打个电话", "帮我联系一下公司"],
    None: [
        "还没到", "快到了", "马上到", "还有五分钟到", "在路上了", "没做完", "还在打扫", "快做完了", "到了吗？", "做完了吗", "哈哈",
        "[微笑]", "🙂", "", "   ", "如果来不了怎么办", "可以提前去吗", "工资什么时候发", "嗯？", "？？？", "/order_place",
        "我出发了", "能不能接两单",
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "verb"), [(text, verb) for verb, texts in SAID.items() for text in texts]
)
def test_a_message_is_read_as_what_it_says(text: str, verb: Verb | None) -> None:
    assert read_worker(text, NOW).verb == verb


def test_the_day_and_the_hour_are_read_with_it() -> None:
    said = read_worker("后天上午九点那单去不了", NOW)
    assert (said.verb, said.day) == (Verb.OFF, date(2026, 11, 24))
    assert said.clock is not None
    assert said.clock.hour == 9


def test_all_jobs_at_once_are_accepted_only_when_it_says_so() -> None:
    assert read_worker("都接", NOW).is_all
    assert not read_worker("接", NOW).is_all


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(max_size=400))
def test_no_text_makes_it_fail(text: str) -> None:
    """REQ G5: hostile text is text."""
    read_worker(text, NOW)


@pytest.mark.parametrize("piece", ["到", "客户", "做完", "晚到", "请假", "有什么", "1", "好的 "])
def test_a_long_repetition_is_read_in_time_that_grows_like_it(piece: str) -> None:
    """No expression may take time that grows with the square of the text."""
    assert_grows_linearly(lambda text: read_worker(text, NOW), piece)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("下周二到周四请假", "11-24", "11-26"),
        ("下周一至下周三休假", "11-23", "11-25"),
        ("25号到27号请假", "11-25", "11-27"),
        ("12月30号到2号请假回老家", "12-30", "01-02"),
        ("明天起请三天假", "11-23", "11-25"),
        ("明天后天请假", "11-23", "11-24"),
        ("11月28日请假", "11-28", None),
        ("后天请一天假", "11-24", None),
    ],
)
def test_leave_of_several_days_is_read_with_its_last_day(
    text: str, first: str, last: str | None
) -> None:
    said = read_worker(text, NOW)
    assert said.day is not None
    assert (f"{said.day:%m-%d}", f"{said.until:%m-%d}" if said.until else None) == (first, last)
