"""Praise, suggestions and small talk (REQ A7)."""

import pytest

from bot.language.survey.feedback import chats, praises, suggests, tells_weather


@pytest.mark.parametrize(
    ("text", "praise", "suggestion", "talk"),
    [
        ("阿姨太好了，姓赵的那个，擦得特别干净，想表扬她", True, False, None),
        ("給阿姨點個讚，想表揚一下", True, False, None),
        ("the cleaner was really great", True, False, None),
        ("上次满分好评哦你们那阿姨", True, False, None),
        ("五星好评返现吗", False, False, None),
        ("阿姨很好，就是来晚了", False, False, None),
        ("想找个很细心的阿姨", False, False, None),
        ("你们能不能出个会员卡，办卡打折那种", False, True, None),
        ("给你们提个建议", False, True, None),
        ("会员卡多少钱", False, False, None),
        ("今天天气真冷", False, False, "weather"),
        ("哈哈你还挺聪明", False, False, "praise"),
        ("how are you", False, False, "chat"),
        ("下雨天阿姨还来吗", False, False, None),
        ("烦死了", False, False, "sigh"),
        ("唉", False, False, "sigh"),
        ("日常保洁多少钱", False, False, None),
    ],
)
def test_feedback_is_told_from_business(
    text: str, praise: bool, suggestion: bool, talk: str | None
) -> None:
    assert (praises(text), suggests(text), chats(text)) == (praise, suggestion, talk)


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("今天天气真冷", True),
        ("外面下雨了哎", True),
        ("下雨怎么办", False),
        ("明天下雨改后天", False),
        ("今天好热，空调要洗", False),
        ("哈哈", False),
    ],
)
def test_a_word_on_the_weather_is_no_day_for_a_visit(text: str, tells: bool) -> None:
    assert tells_weather(text) is tells
