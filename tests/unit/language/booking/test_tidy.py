"""What is kept of a remark for who comes (REQ C1)."""

import pytest

from bot.language.booking.tidy import merged, tidied


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        ("家里九十来平，两室一厅，收到。", "家里九十来平，两室一厅"),
        ("等等 加一台热水器是电的 师傅带梯子吧", "加一台热水器是电的 师傅带梯子"),
        ("哦洗衣机不用了 我老婆说才洗过", "洗衣机不用了 我老婆说才洗过"),
        ("好的，那麻烦阿姨进门换鞋，谢谢", "麻烦阿姨进门换鞋"),
        ("那就别用吸尘器哦", "别用吸尘器"),
        ("对了，家里有只猫，怕生", "家里有只猫，怕生"),
        ("师傅要停车，小区停车费谁出", "师傅要停车"),
        ("这个点停车方便不", None),
        ("要单独房间伐", None),
        ("我家是五楼没电梯，没关系吧", "我家是五楼没电梯"),
        ("谢谢啦", None),
        ("家里有金毛，会咬人吗", "家里有金毛"),
        ("好动的小孩，要有耐心", "好动的小孩，要有耐心"),
        ("还有味道的东西别用", "还有味道的东西别用"),
        ("还有两扇纱窗要拆", "两扇纱窗要拆"),
        ("Thank you, it's 85 sqm with two cats.", "it's 85 sqm with two cats"),
        ("please ring the bell", "please ring the bell"),
        ("thanks!", None),
        ("", None),
    ],
)
def test_a_remark_is_kept_without_courtesy_and_questions(note: str, kept: str | None) -> None:
    assert tidied(note) == kept


def test_each_remark_is_told_once() -> None:
    assert merged(["家里有猫，怕生"], "家里有猫") == ["家里有猫，怕生"]
    assert merged(["家里有猫"], "家里有猫，怕生") == ["家里有猫，怕生"]
    assert merged(["家里有猫"], "家里有猫，门铃坏了，敲门") == ["家里有猫，门铃坏了，敲门"]
    assert merged(["家里有猫，怕生"], "家里有猫，门铃坏了") == ["家里有猫，怕生", "门铃坏了"]
    assert merged(["家里有猫"], "门铃坏了") == ["家里有猫", "门铃坏了"]
