"""A part of a known address, mended by its number alone."""

import pytest

from bot.language.place.address_parts import with_new_parts

_LANE = "上海市长宁区天山西路567弄12号1403"
_UNIT = "上海市普陀区真光路1258弄5栋2单元302室"
_ENGLISH = "Flat 1502, Building 3, 288 Huashan Road"


@pytest.mark.parametrize(
    ("known", "text", "mended"),
    [
        (_LANE, "门牌我打反了，是1304", "上海市长宁区天山西路567弄12号1304"),
        (_LANE, "1403写反了，是1304", "上海市长宁区天山西路567弄12号1304"),
        (_LANE, "是1304不是1403", "上海市长宁区天山西路567弄12号1304"),
        (_LANE, "1304，刚写错了", "上海市长宁区天山西路567弄12号1304"),
        (_LANE, "门牌号弄错了是13号1204", "上海市长宁区天山西路567弄13号1204"),
        (_LANE, "弄号错了，是576弄", "上海市长宁区天山西路576弄12号1403"),
        ("上海市青浦区华腾路999弄 66号 301", "房号反了，302", "上海市青浦区华腾路999弄 66号 302"),
        ("上海市虹口区曲阳路600弄88号", "室号 1604", "上海市虹口区曲阳路600弄88号1604"),
        (_LANE, "门牌多打了一位 是140", "上海市长宁区天山西路567弄12号140"),
        (_LANE, "少写了一位，1403应该是11403", "上海市长宁区天山西路567弄12号11403"),
        (_UNIT, "单元打错了，是3单元", "上海市普陀区真光路1258弄5栋3单元302室"),
        (_UNIT, "楼号错了，是15栋", "上海市普陀区真光路1258弄15栋2单元302室"),
        (_ENGLISH, "sorry it's 1304 not 1502", "Flat 1304, Building 3, 288 Huashan Road"),
        (_ENGLISH, "typo: the flat is 1304", "Flat 1304, Building 3, 288 Huashan Road"),
    ],
)
def test_the_new_number_takes_the_place_of_the_part_it_is_of(
    known: str, text: str, mended: str
) -> None:
    assert with_new_parts(known, text) == mended


@pytest.mark.parametrize(
    "text",
    [
        "尾号打错了，是2332",
        "日期错了，是15号",
        "改成1500块的",
        "错了，是2024年买的",
        "不对，面积120",
        "门牌没错",
        "时间改到1330",
        "改成1030开始",
        "换到3号楼门口等",
        "打错了",
        "多打了两遍电话",
        "actually 1400 would be better, not 1500",
    ],
)
def test_other_numbers_leave_the_address(text: str) -> None:
    assert with_new_parts(_LANE, text) is None
