"""Which of several places is meant (REQ C1)."""

import pytest

from bot.language.place.address import Address, find_addresses
from bot.language.place.address_choice import joined, of_one_place, one_address
from bot.language.place.address_english import without_lead


def test_a_home_takes_the_place_of_the_hospital_and_an_estate_stays() -> None:
    home = _one("徐汇区漕溪路18号302室")
    assert joined(_one("瑞金医院"), home).full == home.full
    assert "万科花园" in joined(_one("万科花园"), _one("6栋402")).full


def _one(text: str) -> Address:
    return one_address(find_addresses(text), text)


@pytest.mark.parametrize(
    ("first", "second", "full"),
    [
        ("金沙雅苑21号803", "真北路958号", "真北路958号金沙雅苑21号803"),
        ("真北路958号", "金沙雅苑21号803", "真北路958号金沙雅苑21号803"),
        ("普陀区岚皋路555弄", "品尊国际8号楼", "上海市普陀区岚皋路555弄品尊国际8号楼"),
        ("普陀区真北路958号", "静安区金沙雅苑21号803", None),
        ("真北路958号", "愚园路108号", None),
    ],
)
def test_a_road_and_an_estate_are_one_place(first: str, second: str, full: str | None) -> None:
    both = of_one_place(_one(first), _one(second))
    assert (both.full if both else None) == full


@pytest.mark.parametrize(
    ("text", "full"),
    [
        (
            "杨浦区控江路1555号…不是，那是公司，家里是鞍山路310弄6号502",
            "上海市杨浦区鞍山路310弄6号502",
        ),
        ("我在徐汇区上班，家里是鞍山路310弄6号502", "鞍山路310弄6号502"),
        ("徐汇区漕溪路18号，不对，静安区愚园路108号", "上海市静安区愚园路108号"),
        ("虹桥路 2550弄 8号楼 501 长宁", "上海市长宁区虹桥路 2550弄 8号楼 501"),
        ("长寿路1118弄，普陀区的，7号楼", "上海市普陀区长寿路1118弄7号楼"),
        (
            "住在普陀区真北路958号天地科技广场旁边那个 金沙雅苑 21号803",
            "上海市普陀区真北路958号金沙雅苑 21号803",
        ),
        ("公司在真北路958号，家在金沙雅苑21号803", "金沙雅苑21号803"),
        ("卢湾区 哦现在叫黄浦区了 建国西路91弄 5号", "上海市黄浦区建国西路91弄 5号"),
        ("我住淞南十村12号", "上海市宝山区淞南十村12号"),
        ("Xuhui, 300 Wukang Road, Room 4B", "Xuhui, 300 Wukang Road, Room 4B"),
        ("Tuesday, 300 Wukang Road, Room 4B", "300 Wukang Road, Room 4B"),
        ("天钥桥路180弄2号，就在美罗城后面", "天钥桥路180弄2号"),
    ],
)
def test_the_place_that_is_meant_stays_in_the_district_it_was_said_in(text: str, full: str) -> None:
    assert one_address(find_addresses(text), text).full == full


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("It's a 90 sqm flat in Jing'an, 1025 Yuyuan Road", "Jing'an, 1025 Yuyuan Road"),
        ("my address is 5 Huaihai Road", "5 Huaihai Road"),
        ("Flat 1502, Building 3, 288 Huashan Road", "Flat 1502, Building 3, 288 Huashan Road"),
        ("1025 Yuyuan Road, in the yard", "1025 Yuyuan Road, in the yard"),
    ],
)
def test_an_english_line_begins_with_the_place(line: str, address: str) -> None:
    assert without_lead(line) == address
