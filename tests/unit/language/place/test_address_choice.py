"""Which of several places is meant (REQ C1)."""

import pytest

from bot.language.place.address import Address, find_addresses
from bot.language.place.address_choice import joined, one_address


def test_a_home_takes_the_place_of_the_hospital_and_an_estate_stays() -> None:
    home = _one("徐汇区漕溪路18号302室")
    assert joined(_one("瑞金医院"), home).full == home.full
    assert "万科花园" in joined(_one("万科花园"), _one("6栋402")).full


def _one(text: str) -> Address:
    return one_address(find_addresses(text), text)


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
        ("天钥桥路180弄2号，就在美罗城后面", "天钥桥路180弄2号"),
    ],
)
def test_the_place_that_is_meant_stays_in_the_district_it_was_said_in(text: str, full: str) -> None:
    assert one_address(find_addresses(text), text).full == full
