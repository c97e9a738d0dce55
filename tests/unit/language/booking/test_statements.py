"""What is told beside the details of a booking (REQ C1: no detail is lost)."""

import pytest

from bot.language.booking.statements import statements
from bot.language.booking.wishes import special_wish


@pytest.mark.parametrize(
    ("text", "found", "told"),
    [
        ("力气大点，我妈要抱上抱下，周六上午", ["周六上午"], ["我妈要抱上抱下"]),
        ("家里没人住过，周六来", ["周六"], ["家里没人住过"]),
        ("灰尘挺重的，油污也多，下周三", ["下周三"], ["灰尘挺重的", "油污也多"]),
        ("钥匙放在鞋柜里，我住六楼，中兴路1738号", ["六楼，中兴路1738号"], ["钥匙放在鞋柜里"]),
        ("外面那层也要擦 我家25楼，周六", ["周六"], ["外面那层也要擦 我家25楼"]),
        ("我是新客户，朋友推荐来的，明天上午", ["明天上午"], []),
        ("家里脏不脏，门口有停车位吗，周六", ["周六"], []),
        ("你们家阿姨好贵，电话没换，地址也没变", [], []),
        ("帮我找个阿姨照顾老人，周一开始", ["周一"], []),
        ("好的，可以，没问题，就这样吧", [], []),
        ("娘72了，周六来", ["周六"], ["娘72了"]),
        ("87了，上厕所要扶", [], ["87了"]),
        ("等了72了", [], []),
        ("不是3号楼，是4号楼", [], []),
        ("", [], []),
    ],
)
def test_what_tells_of_home_and_people_is_kept(
    text: str, found: list[str], told: list[str]
) -> None:
    assert statements(text, found) == told


def test_what_is_told_stands_among_the_wishes_in_its_order() -> None:
    text = "我妈要抱上抱下，有狗，楼下停车难"
    assert special_wish(text, ["我妈要抱上抱下"]) == "我妈要抱上抱下，有狗，楼下停车难"
    assert special_wish("周六上午，家里乱", ["家里乱"]) == "家里乱"
