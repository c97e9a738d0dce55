"""What is added to a complaint: a demand, the question of guilt, a threat, more of the story."""

from collections.abc import Callable

import pytest

from bot.language.complaint.grievance import (
    added,
    by_phone,
    no_phone,
    offers_time,
    sells,
    spoils_gas,
    withdraws,
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("我不想让她知道是我说的", "private"),
        ("你别跟我说流程，我要今天就有人来弄干净", "added"),
        ("说好两百六，多收了我五十材料费", "added"),
        ("匿名可以吗", "private"),
        ("可以不说是我举报的吗", "private"),
        ("please don't tell her it was me", "private"),
        ("結果怎麼告訴我", "channel"),
        ("How will you tell me?", "channel"),
        ("不留电话，就这里回我", "channel"),
        ("直接在这里告诉我就行", "channel"),
        ("那就不用罚她了", "lenient"),
        ("也不全怪她", "lenient"),
        ("please don't fire her", "lenient"),
        ("返工还收钱吗", "fee"),
        ("重新来一次要不要另外收费，还要收钱吗", "fee"),
        ("这次不会又这样吧", "worry"),
        ("千万别再迟到了", "worry"),
        ("多收钱还不承认", "blame"),
        ("你承认是你们的错吧", "blame"),
        ("到底谁负责", "blame"),
        ("是不是你們的責任", "blame"),
        ("whose fault is it, yours? your fault!", "blame"),
        ("那你保证给我解决", "blame"),
        ("三千，少一分不行", "demand"),
        ("退我一半钱吧", "demand"),
        ("要你哋退錢", "demand"),
        ("让她道个歉", "demand"),
        ("I want my money back", "demand"),
        ("我还认识电视台的人", "public"),
        ("明天之前不答复我就递材料", "public"),
        ("我要打12315", "public"),
        ("照片我也拍了，怎么发给你", "pictures"),
        ("小票我找到了，要发给你吗", "pictures"),
        ("How do I send you the screenshot?", "pictures"),
        ("我把照片发给你了", "added"),
        ("你们把照片给我看看", "added"),
        ("你倒是说句话啊", "upset"),
        ("我现在气得手发抖", "upset"),
        ("煤气没关", "added"),
        ("打电话不方便，微信里说", "channel"),
        ("就厨房啊，油烟机底下能炒一盘菜", "added"),
        ("我请了假在家等的", "added"),
        ("阿姨负责厨房那块没擦", "added"),
    ],
)
def test_each_sort_is_told_apart(text: str, kind: str) -> None:
    assert added(text) == kind


@pytest.mark.parametrize(
    ("read", "meant", "not_meant"),
    [
        (by_phone, "打电话|电话联系吧|就打我手机|phone", "你们打电话了没|不要打电话|13800001111"),
        (
            no_phone,
            "不留电话，就这里回我|别打电话|I'd rather no calls",
            "打电话给我|电话没人接|13800001111",
        ),
        (
            sells,
            "阿姨上门推销|非让我办两千块的卡|天天发广告",
            "多收了两百块|阿姨迟到了|买单的时候多收钱",
        ),
        (
            spoils_gas,
            "燃气灶拆洗完打不着火|热水器洗完老熄火|the stove won't light",
            "灶台没擦干净|洗燃气灶多少钱|火没关",
        ),
        (
            withdraws,
            "撤诉吧，小事一桩|算了不投诉了|撤掉吧|drop the complaint",
            "我不会撤诉的|绝不撤诉|别想让我撤回投诉|不赔就不撤诉",
        ),
        (offers_time, "下午四点以后我在家|那就明天上午|I'm free after four", "我下午四点才发现的"),
    ],
)
def test_turns_of_a_complaint_are_told_apart(
    read: Callable[[str], bool], meant: str, not_meant: str
) -> None:
    assert [text for text in meant.split("|") if not read(text)] == []
    assert [text for text in not_meant.split("|") if read(text)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("算了算了，其实也不是大事，撤了吧", True),
        ("对，撤了吧", True),
        ("我昨天投诉的那个事不用弄了，阿姨道歉了", True),
        ("撤了你们的证", False),
        ("不是大事，但别撤", False),
    ],
)
def test_taking_back_in_passing(text: str, expected: bool) -> None:
    assert withdraws(text) is expected
