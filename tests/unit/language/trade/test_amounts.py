"""Square metres, pieces and rooms in digits and words (REQ C1, C7)."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from bot.language.trade.amounts import (
    Rooms,
    find_days,
    find_home,
    find_hours,
    find_pieces,
    find_rooms,
    find_square_metres,
    whole_number,
)
from tests.growth import assert_grows_linearly


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("房子120㎡", "120"),
        ("一百二十来平吧", "120"),
        ("八十几个平方", "80"),
        ("一百二平的房子", "120"),
        ("一千零五平米", "1005"),
        ("90多平", "90"),
        ("88.5 平方", "88.5"),
        ("一二零平", "120"),
        ("兩百平方米", "200"),
        ("a flat of 95 sqm", "95"),
        ("二十五坪大概多少钱", "83"),
        ("建面142 实际120不到", "142"),
        ("建筑面积是88", "88"),
        ("面积100万", None),
        ("擦玻璃多少钱一平", None),
        ("怎么收一平", None),
        ("沙坪坝", None),
        ("平时九点", None),
        ("十平安路", None),
        ("虹口区四平路1028弄", None),
        ("性价比高的", None),
        ("我听隔壁说你们15块一平", None),
        ("一平多少钱", None),
        ("1平米15块", None),
        ("10块一平的话120平多少钱", "120"),
        ("100平多少钱", "100"),
        ("每平米几块钱", None),
        ("怎么收费一个平方", None),
        ("100平，多少钱一平", "100"),
        ("十一平多少钱", "11"),
        ("窗户一共三十多平吧 算35", "35"),
        ("七十几平，就按75算吧", "75"),
        ("就按100平算", "100"),
        ("算35吧", "35"),
        ("120平怎么算", "120"),
        ("90平，按小时算还是按天算", "90"),
        ("90平，算下来多少", "90"),
        ("90平，按80块算", "90"),
        ("按10点算", None),
    ],
)
def test_square_metres_are_read_in_digits_and_words(text: str, metres: str | None) -> None:
    assert find_square_metres(text) == (Decimal(metres) if metres else None)


@pytest.mark.parametrize(
    ("text", "rooms"),
    [
        ("两室一厅", Rooms(2, 1)),
        ("三房两卫", Rooms(3, None, 2)),
        ("4室2厅3卫", Rooms(4, 2, 3)),
        ("一百二十平，三居室", Rooms(3)),
        ("2-bedroom apartment with 1 bath", Rooms(2, None, 1)),
        ("5栋301室", None),
        ("三房间都要", None),
        ("3号楼2室", None),
    ],
)
def test_the_layout_of_a_flat_is_read_and_no_address(text: str, rooms: Rooms | None) -> None:
    assert find_rooms(text) == rooms


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("空调三台", "3"),
        ("12台", "12"),
        ("三个小时", None),
        ("两个月", None),
        ("洗空调多少钱一台", None),
        ("一台多少钱", None),
        ("150块一台，洗两台", "2"),
    ],
)
def test_pieces_are_counted_but_no_hours(text: str, pieces: str | None) -> None:
    assert find_pieces(text) == (Decimal(pieces) if pieces else None)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("三室两厅，一百二十平，明天来", "三室两厅 一百二十平"),
        ("两张床一组三人沙发", "两张床 一组三人沙发"),
        ("18个平方，六扇，里外都擦", "18个平方 六扇"),
        ("衣柜三个，还有一个书房", "衣柜三个 一个书房"),
        ("deep cleaning for 2 bedrooms", "2 bedrooms"),
        ("明天来", None),
        ("一个月以后", None),
        ("每个房间都要，第三个房间不用", None),
        ("一共两个小时", None),
        ("15块一平太贵", None),
    ],
)
def test_what_there_is_to_do_is_kept_as_typed(text: str, kept: str | None) -> None:
    assert find_home(text) == kept


@pytest.mark.parametrize(
    ("word", "value"),
    [("一百零五", 105), ("一百二", 120), ("一千五", 1500), ("十五", 15), ("三十三三", None)],
)
def test_number_words_have_their_value(word: str, value: int | None) -> None:
    assert whole_number(word) == value


@pytest.mark.parametrize("piece", ["一", "1", "三室", "百十"])
@pytest.mark.parametrize("read", [find_home, find_pieces])
def test_a_hostile_text_is_read_in_time_that_grows_like_it(
    read: Callable[[str], object], piece: str
) -> None:
    assert_grows_linearly(read, piece)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("四个小时多少钱", "4"),
        ("4小时要多少", "4"),
        ("一小时多少钱", None),
        ("每小时多少钱", None),
        ("提前24小时取消", None),
        ("两小时内能到吗", None),
    ],
)
def test_hours_whose_price_is_asked(text: str, hours: str | None) -> None:
    found = find_hours(text)
    assert found == (Decimal(hours) if hours else None)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("要做满42天", 42),
        ("四十二天一共多少", 42),
        ("提前30天约", None),
        ("每天多少钱", None),
        ("90天内", None),
    ],
)
def test_days_somebody_is_to_stay(text: str, days: int | None) -> None:
    assert find_days(text) == days
