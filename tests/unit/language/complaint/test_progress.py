"""Whether somebody asks how a complaint stands, or how long something takes."""

import pytest

from bot.language.complaint.progress import asks_how_long, asks_progress


@pytest.mark.parametrize(
    "text",
    [
        "多久会有结果",
        "多久會有結果",
        "几天能处理好",
        "最快什么时候能给我答复",
        "退款多久到账",
        "你们什么时候联系我",
        "上次投诉的事怎么没下文了",
        "接下来怎么处理",
        "any update?",
        "when will I get my refund",
        "how long until someone calls me",
        "How long until someone gets back to me?",
        "Is someone going to call me?",
        "投诉那个多久回我",
        "什么时候给我回话",
        "怎么还没人联系我",
        "能快点吗，三天太久了",
        "怎么弄啊现在，是等你们电话还是",
    ],
)
def test_the_course_of_a_complaint_is_asked_in_many_words(text: str) -> None:
    assert asks_progress(text)


@pytest.mark.parametrize(
    "text",
    [
        "多久",
        "大概要几天啊",
        "这事你们几天能弄好",
        "几天能处理完",
        "那要多久呢",
        "How long will it take?",
        "when?",
    ],
)
def test_a_bare_how_long_is_heard(text: str) -> None:
    assert asks_how_long(text)


@pytest.mark.parametrize(
    "text",
    [
        "保洁要做多久",
        "能快点来吗",
        "还没人来",
        "多久来一次",
        "阿姨什么时候来",
        "提前多久约",
        "几点上门",
        "多久打扫一次",
        "how long is deep cleaning",
    ],
)
def test_a_question_about_a_service_is_none_of_a_complaint(text: str) -> None:
    assert not asks_progress(text)
    assert not asks_how_long(text)
