"""Numbers of an address that are told later or again (REQ C1)."""

import pytest

from bot.language.place.door_parts import ends_with_lane, has_room, is_doors, joined_doors


@pytest.mark.parametrize(
    ("known", "said", "both"),
    [
        ("国权路600弄", "17号楼", "国权路600弄17号楼"),
        ("国权路600弄17号楼", "2单元902", "国权路600弄17号楼2单元902"),
        ("国权路600弄17号楼2单元902", "18号楼", "国权路600弄18号楼2单元902"),
        ("宜川路12号1403", "1304", "宜川路12号1304"),
        ("金沙雅苑21号803", "22号", "金沙雅苑22号803"),
        ("金沙雅苑21号", "22号803", "金沙雅苑22号803"),
        ("真北路958号", "21号803", "真北路958号21号803"),
        ("真北路958号", "960号", "真北路960号"),
        ("曲阳路600弄88号", "1604", "曲阳路600弄88号1604"),
        ("海基六路8弄", "三号楼五楼501", "海基六路8弄三号楼五楼501"),
        ("天钥桥路180弄2号", "有狗", None),
        ("天钥桥路180弄2号", "愚园路3号", None),
        ("世纪公园", "3号楼", None),
    ],
)
def test_each_number_goes_to_its_place(known: str, said: str, both: str | None) -> None:
    assert joined_doors(known, said) == both


def test_a_room_is_the_last_that_is_told() -> None:
    assert has_room("国权路600弄17号楼2单元902")
    assert not has_room("国权路600弄17号楼")


def test_a_lane_is_no_door() -> None:
    assert ends_with_lane("古猗园路888弄")
    assert not ends_with_lane("古猗园路888弄15号")
    assert not ends_with_lane("古猗园路88号")


def test_numbers_alone_are_told_from_a_place() -> None:
    assert is_doors("3号楼 502")
    assert not is_doors("愚园路3号")
    assert not is_doors("502 3号楼 5号楼")
