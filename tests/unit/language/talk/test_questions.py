"""What a message asks about."""

from collections.abc import Callable

import pytest

from bot.language.talk.questions import (
    asks_clock,
    asks_days,
    asks_desk_hours,
    asks_duration,
    asks_excluded,
    asks_for_all,
    asks_for_the_night,
    asks_hours,
    asks_if_offered,
    asks_overview,
    asks_places,
    asks_scope,
    asks_to_prepare,
    asks_when_it_ends,
    besides_questions,
    is_in_general,
    is_question,
)
from bot.language.talk.rule_questions import asks_rule


@pytest.mark.parametrize(
    ("time", "general"),
    [
        ("周末", True),
        ("节假日", True),
        ("工作日", True),
        ("on weekends", True),
        ("这周末", False),
        ("周六", False),
        ("下个工作日", False),
        ("11月28日", False),
    ],
)
def test_a_time_in_general_names_no_day(time: str, general: bool) -> None:
    assert is_in_general(time) is general


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("会测血压喂药吧", True),
        ("停车费谁出", True),
        ("这个点停车方便不", True),
        ("家里五楼没电梯，没关系吧", True),
        ("外侧也擦吗，他们家六楼", True),
        ("要顺产的话做26天还是42天", True),
        ("碗筷洗不洗呀", True),
        ("那么，周三吧", False),
        ("我要什么，你们就带什么", True),
        ("要不", False),
        ("还是做日常保洁吧", False),
        ("包月吧", False),
        ("会议室打扫吧", False),
        ("谁付都一样", False),
    ],
)
def test_a_question_without_its_mark_is_heard(text: str, asks: bool) -> None:
    assert is_question(text) is asks


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("外侧也擦吗，他们家六楼", "他们家六楼"),
        ("家里五楼没电梯，没关系吧", "家里五楼没电梯"),
        ("会不会扔我东西", ""),
        ("我家有猫", "我家有猫"),
        ("can the carer cook lunch", ""),
        ("two cats at home", "two cats at home"),
    ],
)
def test_what_is_told_beside_a_question(text: str, told: str) -> None:
    assert besides_questions(text) == told


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("要是孩子发烧了要改期收不收钱", True),
        ("取消怎么算", True),
        ("is cancelling free", True),
        ("帮我改期", False),
        ("取消吧", False),
    ],
)
def test_the_rules_for_a_change_are_asked(text: str, asks: bool) -> None:
    assert asks_rule(text) is asks


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("冰箱里东西要先拿出来吗", True),
        ("要不要断水", True),
        ("吸尘器用你们的还是我家的", True),
        ("吸尘器呢", True),
        ("我家有吸尘器", False),
        ("要先付钱吗", False),
        ("可以先拿钥匙", False),
    ],
)
def test_what_has_to_be_there_is_asked(text: str, asks: bool) -> None:
    assert asks_to_prepare(text) is asks


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("介绍一下钟点工", True),
        ("具体怎么做的", True),
        ("tell me about deep cleaning", True),
        ("收纳盒你们带还是我买", False),
        ("吸尘器呢", False),
        ("垃圾能帮忙扔掉吗", False),
    ],
)
def test_all_of_a_service_is_asked(text: str, asks: bool) -> None:
    assert asks_overview(text) is asks


@pytest.mark.parametrize(
    ("asks", "text"),
    [
        (asks_duration, "三小时够吗 100平"),
        (asks_duration, "两个小时做得完吗"),
        (asks_duration, "要多长时间"),
        (asks_excluded, "不包括什么"),
        (asks_excluded, "哪些不做"),
        (asks_excluded, "what's not included?"),
        (asks_scope, "都打扫哪些地方"),
        (asks_scope, "包含什么"),
        (asks_scope, "what is included"),
        (asks_for_all, "你们都有什么服务"),
        (asks_for_all, "有哪些服务项目"),
        (asks_for_all, "ok then, what services do you have?"),
        (asks_places, "哪些区能上门"),
        (asks_places, "外地去不去"),
        (asks_hours, "晚上八点以后呢"),
        (asks_hours, "你们几点到几点"),
        (asks_days, "周日能做吗"),
        (asks_days, "过年上门吗"),
        (asks_desk_hours, "你们人工几点上班"),
        (asks_desk_hours, "他们几点上班"),
        (asks_duration, "多久能通好"),
        (asks_clock, "最晚几点能约"),
        (asks_clock, "早到几点可以来"),
        (asks_for_the_night, "晚上能陪夜吗"),
        (asks_for_the_night, "夜里也管吗"),
        (asks_when_it_ends, "几点能做完"),
        (asks_when_it_ends, "十二点前能弄完吗"),
        (asks_when_it_ends, "中午做得完吗"),
        (asks_when_it_ends, "几点走 三个小时对吧"),
        (asks_if_offered, "搬完家的打扫你们做吗"),
        (asks_if_offered, "退租保洁有没有"),
    ],
)
def test_what_is_asked(asks: Callable[[str], bool], text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize(
    ("asks", "text"),
    [
        (asks_duration, "提前多久约够吗"),
        (asks_duration, "够了谢谢"),
        (asks_excluded, "不要擦玻璃"),
        (asks_scope, "不包括什么"),
        (asks_scope, "做什么时候的"),
        (asks_for_all, "服务态度怎么样"),
        (asks_for_all, "服务内容有哪些"),
        (asks_places, "地方不大"),
        (asks_hours, "周日能做吗"),
        (asks_days, "几点到几点"),
        (asks_desk_hours, "你们几点能来"),
        (asks_desk_hours, "人工费多少"),
        (asks_clock, "最快明天能来吗"),
        (asks_for_the_night, "晚上我们自己带"),
        (asks_when_it_ends, "几点好约"),
        (asks_when_it_ends, "四点前要弄完"),
        (asks_when_it_ends, "五点前弄完就行"),
        (asks_if_offered, "能通过检查吗"),
    ],
)
def test_what_is_not_asked(asks: Callable[[str], bool], text: str) -> None:
    assert not asks(text)
