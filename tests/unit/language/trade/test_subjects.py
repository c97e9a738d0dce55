"""Subjects of questions that few catalogues speak of."""

import pytest

from bot.language.trade.subjects import PEOPLE, WORKER_NAME, asks_name, asks_terms, find_subject


@pytest.mark.parametrize(
    "text",
    [
        "不满意能退吗",
        "做得不好可以退钱吗",
        "第一个月不合适可以退吗",
        "中途不满意能换人吗",
        "要是合不来，能换个阿姨吗",
        "可以换人吗",
        "先试用一个礼拜行不行",
        "能先试一天吗",
        "打坏东西赔吗",
        "弄坏了家具谁赔",
        "工资怎么给",
        "工资是付给你们还是付给阿姨",
        "家里有监控没问题吧",
        "双胞胎要加钱吗",
        "用的什么药水",
        "那孕妇在家可以吗",
        "清洁剂对宝宝有影响吗",
        "有金牌的吗",
        "能先上门看看再报价吗",
        "不拆也一样价吗，每台都同价？",
        "阿姨会说英语吗",
        "没擦干净能返工吗",
        "通不好收钱吗",
        "do they speak English?",
        "is it safe for pets, any toxic chemicals?",
    ],
)
def test_terms(text: str) -> None:
    assert asks_terms(text)


@pytest.mark.parametrize(
    "text",
    [
        "取消能退吗",
        "我要退租，房子打扫一下",
        "换成周六吧",
        "能换时间吗",
        "把退款退给我",
        "阿姨把花瓶打碎了",
        "试试看吧",
        "家里有猫",
        "日常保洁多少钱",
        "我要换一位阿姨",
    ],
)
def test_no_terms(text: str) -> None:
    assert not asks_terms(text)


@pytest.mark.parametrize(
    ("text", "policy"),
    [
        ("怎么付钱", "payment"),
        ("钱先付还是后付", "payment"),
        ("付钱是付给阿姨吗", "payment"),
        ("付款是阿姨收现金还是我在手机上付", "payment"),
        ("见面收钱吗", "payment"),
        ("how do I pay?", "payment"),
        ("中介费要吗", ""),
        ("能开发票吗", ""),
    ],
)
def test_what_the_company_does_with_every_visit(text: str, policy: str) -> None:
    subject = find_subject(text)
    assert subject is not None
    assert subject.policy == policy


@pytest.mark.parametrize("text", ["多少钱", "先给我约周三", "做完饭再走", "做完了再叫我"])
def test_no_question_of_payment(text: str) -> None:
    assert find_subject(text) is None


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("签合同吗", "正式上户后的变更按服务合同办理"),
        ("第一个月不合适可以退吗", "正式上户后的变更按服务合同办理"),
        ("每台都一样价吗", "每台同价"),
        ("几个人来", "1 名保洁员"),
        ("一个月到底几天算一个月", "每月工作 26 天"),
        ("如果孩子早产提前了怎么弄", "正式上户后的变更按服务合同办理"),
        ("那洗衣机波轮和滚筒一样价吗", "每台同价"),
    ],
)
def test_the_catalogue_may_speak_of_it(text: str, held: str) -> None:
    subject = find_subject(text)
    assert subject is not None
    assert subject.held.search(held)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("阿姨叫什么名字 什么时候能告诉我", True),
        ("派谁来", True),
        ("师傅姓什么", True),
        ("你们公司叫什么名字", False),
        ("我叫什么来着", False),
        ("谁来付钱", False),
    ],
)
def test_who_comes(text: str, asks: bool) -> None:
    assert asks_name(text) is asks


def test_how_many_come_and_who_are_two_things() -> None:
    assert find_subject("几个人来") is PEOPLE
    assert find_subject("哪位阿姨来") is WORKER_NAME
