"""Content with the result of a complaint, or not (REQ D7)."""

import pytest

from bot.language.complaint.verdict import names_verdict, read_verdict

CONTENT = [
    "可以", "好的", "行吧就这样", "没意见", "认可", "谢谢，满意", "行，那就按这个处理吧", "可以接受",
    "处理得挺好，谢谢你们", "问题解决了", "那就这么办吧", "没什么异议", "同意这个方案", "OK fine",
    "I accept the result", "fair enough", "all good, thanks",
]  # fmt: skip
NOT_CONTENT = [
    "不满意", "还是不行", "不接受这个处理结果", "才赔50？打发叫花子呢", "我不同意", "太少了", "不行！",
    "还没收到退款", "你们这是糊弄人", "我要申诉", "凭什么不赔", "还是有异味，没解决", "有异议",
    "not satisfied with the refund", "I don't accept that", "this is unfair", "我要投诉到底",
]  # fmt: skip
NEITHER = [
    "可以，但是什么时候到账", "钱什么时候退", "我先看看", "嗯", "收到", "不用了", "在吗",
    "日常保洁多少钱", "if you come again I accept", "",
]  # fmt: skip


@pytest.mark.parametrize("text", CONTENT)
def test_content(text: str) -> None:
    assert read_verdict(text) is True


@pytest.mark.parametrize("text", NOT_CONTENT)
def test_not_content(text: str) -> None:
    assert read_verdict(text) is False


@pytest.mark.parametrize("text", NEITHER)
def test_a_condition_a_question_or_a_nod_is_no_verdict(text: str) -> None:
    assert read_verdict(text) is None


def test_a_verdict_may_name_the_result_days_later() -> None:
    assert names_verdict("上次投诉的处理结果我不满意")
    assert not names_verdict("可以")
    assert not names_verdict("处理结果什么时候有")
