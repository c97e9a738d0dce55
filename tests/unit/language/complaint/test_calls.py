"""When one is to be called about a complaint."""

import pytest

from bot.language.complaint.calls import call_window


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("哦对了我白天上班，打电话晚上六点以后打", "晚上六点以后"),
        ("让他们五点半以后打这个电话", "五点半以后"),
        ("下午三点到五点我午睡不要打", "下午三点到五点不打"),
        ("那行，我等你们电话，下午三点前我都在", "下午三点前"),
        ("上班时间别打，六点以后", "六点以后"),
        ("不要在十二点到两点打", "十二点到两点不打"),
        ("Please call after 6 pm", "after 6 pm"),
        ("don't call between 2 and 4", "no calls between 2 and 4"),
        ("昨天下午三点打过电话了", None),
        ("约的九点，电话打不通", None),
        ("下午三点来的，电话也没打", None),
        ("周三下午来重做", None),
    ],
)
def test_the_time_for_a_call_is_read(text: str, window: str | None) -> None:
    assert call_window(text) == window
