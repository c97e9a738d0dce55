"""Everyday fragments of addresses."""

import pytest

from bot.language.place.address import Address, find_addresses, join, mask_address
from tests.unit.language.tables import messages


def _one(text: str, city: str = "上海市") -> Address:
    (address,) = find_addresses(text, city)
    return address


@pytest.mark.parametrize(
    ("text", "typed", "district", "complete"),
    [
        ("中山公园那边", "中山公园", None, False),
        ("世纪花园12栋302", "世纪花园12栋302", None, True),
        ("浦东张江高科技园区", "浦东张江高科技园区", "浦东新区", False),
        ("姑苏区平江路", "姑苏区平江路", "姑苏区", False),
        ("我家在徐汇区漕溪路18号3号楼502", "徐汇区漕溪路18号3号楼502", "徐汇区", True),
        (
            "地址：闵行区莘庄镇莘松路380弄12号601室",
            "闵行区莘庄镇莘松路380弄12号601室",
            "闵行区",
            True,
        ),
        ("静安寺附近", "静安寺", "静安区", False),
        ("我住在浦東新區世紀大道100號", "浦東新區世紀大道100號", "浦东新区", True),
        ("88 Nanjing West Road, Jing'an", "88 Nanjing West Road, Jing'an", "静安区", True),
        ("do you cover Minhang?", "Minhang", "闵行区", False),
        ("松江你们去不去", "松江", "松江区", False),
        ("安亭有没有", "安亭", "嘉定区", False),
        ("江苏昆山花桥", "江苏昆山花桥", "昆山市", False),
        ("南京西路88号", "南京西路88号", None, True),
        ("明天下午三点来漕溪路18号", "漕溪路18号", None, True),
        ("帮我约徐汇漕溪北路的保洁", "徐汇漕溪北路", "徐汇区", False),
        ("地址改成浦东新区锦绣路1188弄", "浦东新区锦绣路1188弄", "浦东新区", True),
        ("家住万科城市花园二期5栋1单元301", "万科城市花园二期5栋1单元301", None, True),
        ("地址: 绿地21城B区301", "绿地21城B区301", None, True),
        ("姑苏区观前街18号", "姑苏区观前街18号", "姑苏区", True),
        ("3号楼502", "3号楼502", None, False),
        ("9号线漕河泾站2号口出来直走，虹梅小区16号", "虹梅小区16号", None, True),
        ("古北国际花园3号楼8A", "古北国际花园3号楼8A", None, True),
        ("静安区大沽路348弄2号3C", "静安区大沽路348弄2号3C", "静安区", True),
        ("长宁路1018号，3号楼1201", "长宁路1018号，3号楼1201", None, True),
        ("杨浦区大学路那边", "杨浦区大学路", "杨浦区", False),
        ("瑞金医院旁边", "瑞金医院旁边", None, False),
        ("松江新城方松街道文诚路500弄66号", "松江新城方松街道文诚路500弄66号", "松江区", True),
        (
            "青浦徐泾东地铁站3号口旁边蟠龙路200弄",
            "青浦徐泾东地铁站3号口旁边蟠龙路200弄",
            "青浦区",
            True,
        ),
        ("奉贤南桥 环城东路 沃尔玛楼上", "奉贤南桥 环城东路 沃尔玛楼上", "奉贤区", False),
        ("仁恒河滨城二期，32号楼，1501", "仁恒河滨城二期，32号楼，1501", None, True),
        ("田林十二村20号甲301", "田林十二村20号甲301", "徐汇区", True),
        ("世纪公园对面联洋花园3号1201", "世纪公园对面联洋花园3号1201", None, True),
        ("静安寺旁边来个阿姨", "静安寺", "静安区", False),
        ("徐汇区漕溪北路，45弄，3号1202", "徐汇区漕溪北路，45弄，3号1202", "徐汇区", True),
        ("闵行 七莘路 3655号 凯德 12-301，周三", "闵行 七莘路 3655号 凯德 12-301", "闵行区", True),
        ("永嘉路，甲35号，后门进", "永嘉路，甲35号", None, True),
        ("静安南京西路1788号国际中心5F", "静安南京西路1788号国际中心5F", "静安区", True),
        ("SOHO天山广场T2 1506", "SOHO天山广场T2 1506", None, True),
        ("延安西路2299号世贸商城9楼C区", "延安西路2299号世贸商城9楼C区", None, True),
        ("瑞金医院12号楼8层35床，要护工", "瑞金医院12号楼8层35床", None, True),
        ("淮海中路999号环贸iapm 写字楼1805", "淮海中路999号环贸iapm 写字楼1805", None, True),
        ("淮海中路和思南路交叉口那栋", "淮海中路和思南路交叉口", None, False),
        ("松江九亭，九杜路靠近沪亭路", "松江九亭，九杜路靠近沪亭路", "松江区", False),
        ("就在临港，海基六路", "临港，海基六路", None, False),
        ("不是延长路，是延长中路149号", "延长中路149号", None, True),
        ("靜安區江寧路495號13樓B室", "靜安區江寧路495號13樓B室", "静安区", True),
        ("接孩子，世外小学门口", "世外小学门口", None, False),
        ("徐汇滨江 龙腾大道2555号 西岸智塔", "徐汇滨江 龙腾大道2555号 西岸智塔", "徐汇区", True),
    ],
)
def test_a_fragment_is_found_exactly_as_typed(
    text: str, typed: str, district: str | None, complete: bool
) -> None:
    address = _one(text)
    assert (address.text, address.district, address.complete) == (typed, district, complete)


@pytest.mark.parametrize(
    "text",
    [
        "你们店在哪",
        "阿姨走错了路，绕路了",
        "小区有门禁",
        "5号下午两点",
        "三室一厅120平",
        "地址是哪里",
        "要个安徽阿姨",
        "在路上了",
        "线路老化",
        "厨房那边没擦",
        "放在柜子里了",
        "办公地址 营业时间 一起发我",
        "我一路跑过来的",
    ],
)
def test_a_word_of_place_is_not_yet_an_address(text: str) -> None:
    assert find_addresses(text) == []


def test_several_districts_are_several_addresses() -> None:
    found = find_addresses("徐汇区、静安区你们去吗")
    assert [address.district for address in found] == ["徐汇区", "静安区"]


def test_an_ambiguous_district_is_the_one_of_the_company_or_open() -> None:
    assert _one("鼓楼区中山路3号", "南京").city == "南京市"
    assert _one("鼓楼区中山路3号", "上海市").city is None
    assert _one("北京朝阳区").city == "北京市"


def test_the_display_form_begins_with_the_city() -> None:
    assert _one("徐汇区漕溪路18号").full == "上海市徐汇区漕溪路18号"


@pytest.mark.parametrize(
    ("first", "second", "full"),
    [
        ("徐汇区漕溪路18号", "3号楼502", "上海市徐汇区漕溪路18号3号楼502"),
        ("3号楼502", "徐汇区漕溪路18号", "上海市徐汇区漕溪路18号3号楼502"),
        ("徐汇区", "漕溪路18号", "上海市徐汇区漕溪路18号"),
        ("徐汇区漕溪路18号", "徐汇区漕溪路20号", "上海市徐汇区漕溪路20号"),
        ("徐汇区漕溪路", "漕溪路18号", "上海市徐汇区漕溪路18号"),
        ("浦东", "徐汇区漕溪路18号", "上海市徐汇区漕溪路18号"),
        ("世纪花园", "12栋302", "世纪花园12栋302"),
    ],
)
def test_two_pieces_make_one_address(first: str, second: str, full: str) -> None:
    joined = join(_one(first), _one(second))
    assert (joined.full, joined.complete) == (full, True)


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("上海市徐汇区漕溪路18号", "上海市徐汇区****"),
        ("世纪花园12栋302", "世纪****"),
        ("", ""),
    ],
)
def test_a_masked_address_does_not_find_the_door(address: str, masked: str) -> None:
    assert mask_address(address) == masked


@pytest.mark.parametrize(("text", "addresses"), messages("place/address_messages.tsv"))
def test_everyday_messages_hold_these_addresses_and_no_other(text: str, addresses: str) -> None:
    """Several stand with two strokes between; an empty second column is none."""
    found = [address.text.strip(" ，,。") for address in find_addresses(text)]
    assert found == (addresses.split(" || ") if addresses else [])
