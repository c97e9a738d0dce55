"""The pieces of a Chinese address in a sentence: place names, roads, estates, buildings, rooms.

Chinese has no blanks, so what a road's or an estate's name is must be cut from the words before it
(``_NOT_A_NAME``).  Works on simplified text; positions are those of the text.
"""

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from bot.language.gazetteer import Gazetteer, Place

__all__ = ["Level", "Piece", "find_pieces", "has_door"]


class Level(IntEnum):
    """From the largest part of an address to the smallest."""

    PROVINCE = 0
    CITY = 1
    DISTRICT = 2
    TOWN = 3
    ROAD = 4
    ESTATE = 5
    UNIT = 6


class Piece(NamedTuple):
    """One part of an address.  ``sure``: an address by itself, without neighbours."""

    start: int
    end: int
    level: Level
    sure: bool
    place: Place | None = None


_N = r"(?:\d{1,5}|[一二三四五六七八九十百零〇两]{1,4})"
_HAN_RUN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·]*$")
_HAN_END = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]$")
_UNKNOWN_TAIL = re.compile(
    r"[\u4e00-\u9fff]{2,4}[A-Za-z0-9\u4e00-\u9fff]{0,6}(?=$|[\s,，。;；!！])"
)
# What cannot be part of a name: the name begins after the last of these.
_NOT_A_NAME = re.compile(
    r"地址|地点|位置|住址|家住|我家|家里|家在|老家|新家|住在|位于|靠近|附近|旁边|对面|隔壁|[住在到去是我你您他她它的了吗呢吧啊呀哦"
    r"不没这那哪个要们给从离找问走叫请派约订让送搬改换帮想跟说看把被但很]|来(?![安福凤])|"
    r"[今明后昨每当前]天|[上下中]午|[早晚]上|周[一二三四五六日天末]|星期[一二三四五六日天]|礼拜[一二三四五六日天]|"
    r"[\d一二三四五六七八九十两]点半?|[\d一二三四五六七八九十]+[号日](?:楼|院|线)?|\d+(?:弄|栋|幢|室|座|单元|月|楼|层)|"
    r"保洁|打扫|阿姨|师傅|钟点工|月嫂|保姆|育儿嫂|清洗|清洁|上门|服务|公司|认识|小区|别墅|我们|你们|师父|老人|孩子|"
    r"多少钱|可以|需要|预约|下单|谢谢|电话|您好|你好|姓名|联系|靠|就|还有|也|等|着|过|得|每|只|用|从|对|比|以及|另外"
)
_ENDS_A_CLAUSE = re.compile(rf"(?:{_NOT_A_NAME.pattern})$")
_NO_TAIL = re.compile(
    rf"{_NOT_A_NAME.pattern}|[做收费价贵擦洗家能有行远月工怎多几区店门人]|范围|覆盖|开荒|急|师"
)
_DIRECTION_ONLY = re.compile(r"[东西南北中一二三四五六前后支内外新老上下大小环高]{0,3}$")

_ROAD_END = re.compile(
    r"(?:大道|大街|公路|环路|胡同|马路|路|街|巷|道(?=\d+[号弄])|浜(?=\d)|里(?=\d+号)|(?<=[\u4e00-\u9fff])弄(?=\d))"
    rf"(?!线|由|过|程|费|灯|途|况|人|易|障|费|两|子里|道办|坊)(?:[东西南北中]段|[一二三四五六七八九]路)?"
    rf"(?P<door>(?:\s?{_N}(?:[-—~之]\d{{1,4}})?\s?(?:号|支?弄|巷)(?![线楼]))*)"
    r"(?P<bare>\s?\d{1,4}(?![\d点:：.月日元块个小分平%号弄人次年天]))?"
)
_NO_ROAD = re.compile(
    r"(?:[一二两几]条|半|迷|顺|同|走|问|线|电|水|管|套|思|出|退|回|马|铁|公|高速|网|一|逛|修|堵|末|绝|弯|"
    r"原|油|气|多|各|某|认|熟|赶|让|指|带|开|绕|抄近|大|小|天桥|十字|步行|商业|美食|老|后|前|上|这条|那条)$"
)

_STRONG = (
    r"小区|花园|花苑|家园|公寓|新村|大厦|雅苑|名苑|新苑|嘉苑|佳苑|家苑|景苑|华苑|华庭|豪庭|名庭|雅庭|公馆|华府|机场|足球场|游泳馆|影城|会展中心|科技馆|交通枢纽|名邸|"
    r"名都|名城|新城|豪园|名园|嘉园|佳园|馨园|家属院|大院|宿舍|工业园|科技园区?|创意园|产业园|软件园|园区|广场|公园|"
    r"火车站|高铁站|地铁站|[东南西北]站|国际机场|体育馆|体育场|万达广场|国际中心|商务中心|金融中心|购物中心|万达|首府|一号院|"
    r"[一二三四五六七八九十]村|[一二三四五六七八九十]街坊|庄园|山庄|华城|嘉城|国际城|未来城|国际社区|社区|绿洲|半岛|水岸"
)
_WEAK = (
    r"城|苑|园|庭|府|邸|湾|坊|里|村|庄|寓|别墅|墅|居|轩|阁|台|楼|院|中心|天地|商城|商场|医院|大学|学院|中学|小学|幼儿园|学校|"
    r"酒店|宾馆|饭店|市场|超市|银行|图书馆|博物馆|寺|庙|教堂|桥|码头|站|工厂|厂|大楼|写字楼|办公楼|村委会|派出所|港|岛|峰|悦|国际"
)
_ESTATE_END = re.compile(rf"(?:{_STRONG})(?:[一二三四五六七八九东西南北\d]{{1,2}}[期区])?")
_WEAK_END = re.compile(rf"(?:{_WEAK})(?:[一二三四五六七八九东西南北\d]{{1,2}}[期区])?")
_NO_ESTATE = re.compile(
    r"(?:整|全|本|该|某|各|老|新|大|小|好|高档|旧|同|买|租|自|单身|酒店式|私家|后|前|空中|屋顶|房|幼|儿童|医|附属|一|"
    r"什么|两|几|独栋|联排|员工|学生|集体|动物|植物|主题|游乐|森林|湿地|市民|城市|中央|街心|郊野|社区|带|逛|阳|地|[东西南北])$"
)
_NEAR = re.compile(
    r"(?:附近|那边|那儿|那块|一带|旁边|对面|边上|隔壁|地铁站|地铁口|站口|周边|[东南西北]门|门口|这边|这块|这里|那里)"
)
_NO_NEAR = re.compile(
    r"(?:公交|马桶|窗户?|床|门|厨房|阳台|客厅|卫生间|沙发|空调|电梯|桌子|冰箱|墙|洗手|路口|家|房间|卧室|书房|水槽|灶|柜子?|"
    r"就|上|下|里|边|面|头|门卫|物业|孩子|地方|地铁|市中心|单位)$|^.?(?:公司|学校|店|车站|医院|商场|超市|菜场|公园|广场)$"
)
_UNIT = (
    r"(?:[A-Za-z]?-?\d{1,4}[A-Za-z]?|[一二三四五六七八九十百零两]{1,4}|[A-Za-z]{1,2}|[甲乙丙丁东西南北])\s?"
    r"(?:号楼|号院|栋楼?|幢|号房|号室|号|座|单元|门洞|门(?=\d)|层|楼|室|户|房|区(?=[\d一二三四五六七八九十])|期(?=\d))"
)
_ROOM = r"[A-Za-z]?\d{2,5}[A-Za-z]?(?![\d点:：.元块月日%平个小年多斤次楼栋幢座单层弄号期区街人岁层])(?:室|房|户)?"
_NOT_A_DATE = r"(?!\s?(?:[上下中]午|早上|晚上|来|周|星期|\d{1,2}[点:：]|[一二三四五六七八九十两]+点|之?前|之?后|那天|吧|可以))"
_SIDE = r"(?:[东西南北中左右][东西南北边]?[户手侧边](?:间|边)?)"
_UNITS = re.compile(
    rf"(?:{_UNIT}{_NOT_A_DATE}\s?[-—]?\s?)+(?:{_ROOM}|{_SIDE})?|(?<![\d-])[A-Za-z]?\d{{1,3}}(?:[-—]\d{{1,4}}){{1,3}}"
    rf"[A-Za-z]?(?:室|房)?(?![\d点:：.元块月日个小\-])|(?<=[\u4e00-\u9fff区期])\s?{_ROOM}"
)
_SURE_UNIT = re.compile(
    r"(?:\d|[A-Za-z]|[一二三四五六七八九十])(?:号楼|栋|幢|座|单元|号院)\s?[-—,，]?\s?[\dA-Za-z一二三四五六七八九十]"
    r"|\d{3,4}(?:室|房(?!间))|楼[东西南北中左右][东西南北边]?[户手]|(?:号楼|栋|幢|单元)(?!楼|别墅|房子|多少|怎)$"
)
_NO_UNIT = re.compile(
    r"\d室\d?[一二两三]?厅|[一二两三四五]室|[一二两三四五六\d][房户]|[一两]栋|[一二两三四五几]层"
)


def find_pieces(text: str, names: Gazetteer) -> list[Piece]:
    """All pieces in order; of two on the same place the one that begins first, then the longer."""
    admin = list(_admin(text, names))
    starts = _heads(text, admin)
    places = [*admin, *_roads(text, starts), *_estates(text, starts)]
    known = _without_overlaps(places)
    units = list(_units(text, known))
    unnamed = [*_before_units(text, units, starts), *_after_districts(text, admin)]
    return _without_overlaps([*known, *units, *unnamed])


def has_door(detail: str) -> bool:
    """Whether somebody can find the door: road and number, or estate and building or room."""
    road = _ROAD_END.search(detail)
    if road and (road.group("door") or road.group("bare")):
        return True
    unit = next((m for m in _UNITS.finditer(detail) if m.start() > 1 and not _is_layout(m)), None)
    return unit is not None and bool(re.search(r"[\u4e00-\u9fff]{2}", detail[: unit.start()]))


def _is_layout(match: re.Match[str]) -> bool:
    """三室一厅 describes a flat, it does not find one."""
    return bool(_NO_UNIT.fullmatch(match.group().strip()))


def _without_overlaps(pieces: list[Piece]) -> list[Piece]:
    kept: list[Piece] = []
    for piece in sorted(pieces, key=lambda p: (p.start, -p.end, p.level, not p.sure)):
        if not kept or piece.start >= kept[-1].end:
            kept.append(piece)
    return kept


def _admin(text: str, names: Gazetteer) -> Iterator[Piece]:
    place, start = 0, 0
    inside: Place | None = None
    while start < len(text):
        if start > place:
            inside = None
        piece = _admin_at(text, start, names, inside)
        if piece is None:
            start += 1
            continue
        yield piece
        inside, start = piece.place, piece.end
        place = start


_AFTER_ADMIN = re.compile(
    r"[人菜话籍]|阿姨|本地|口音|户口|保姆|月嫂|的?(?:阿姨|保姆|月嫂)|(?<=浦)江|[岛寺]|时间|银行|[东西南北中]?[一二三四五六]?路|大道|啤酒|火锅|烤鸭"
)


def _admin_at(text: str, start: int, names: Gazetteer, inside: Place | None) -> Piece | None:
    name = names.name_at(text, start, inside)
    if name:
        place = names.resolve(name, inside)
        plain = name in names.full or not _AFTER_ADMIN.match(text, start + len(name))
        if place is not None and plain:
            sure = name in names.full or name in names.home_short or place.district is not None
            return Piece(start, start + len(name), _level(place), sure or bool(place.city), place)
    return _town_at(text, start, names)


def _level(place: Place) -> Level:
    if place.district:
        return Level.DISTRICT
    return Level.CITY if place.city else Level.PROVINCE


def _town_at(text: str, start: int, names: Gazetteer) -> Piece | None:
    for length in range(8, 1, -1):
        name = text[start : start + length]
        if len(name) == length and name in names.towns:
            sure = length > 2 and not _AFTER_ADMIN.match(text, start + length)
            return Piece(start, start + length, Level.TOWN, sure, names.towns[name])
    return None


def _heads(text: str, admin: list[Piece]) -> list[Piece]:
    """Names of places where an address begins or goes on: not the 徐汇 of 中海徐汇花园."""
    heads: list[Piece] = []
    for piece in admin:
        before = text[max(0, piece.start - 4) : piece.start]
        follows = bool(heads) and piece.start - heads[-1].end <= 1
        if follows or not _HAN_END.search(before) or _ENDS_A_CLAUSE.search(before):
            heads.append(piece)
    return heads


def _name_start(text: str, floor: int, end: int, heads: list[Piece]) -> int:
    """Where the name that ends at ``end`` begins, at ``floor`` or later."""
    run = _HAN_RUN.search(text, max(0, floor), end)
    start = run.start() if run else end
    for match in _NOT_A_NAME.finditer(text, start, end):
        start = match.end()
    for head in heads:
        if start < head.end <= end and not _DIRECTION_ONLY.fullmatch(text, head.end, end):
            start = head.end
    return start


def _roads(text: str, heads: list[Piece]) -> Iterator[Piece]:
    floor = 0
    for match in _ROAD_END.finditer(text):
        start = _name_start(text, max(floor, match.start() - 8), match.start(), heads)
        stem, door = text[start : match.start()], bool(match.group("door"))
        if len(stem) > 1 - door and stem and not _NO_ROAD.search(stem):
            yield Piece(start, match.end(), Level.ROAD, True)
            floor = match.end()


def _estates(text: str, heads: list[Piece]) -> Iterator[Piece]:
    for pattern, sure in ((_ESTATE_END, True), (_WEAK_END, False), (_NEAR, True)):
        for match in pattern.finditer(text):
            piece = _estate(text, match, sure, heads)
            if piece:
                yield piece


def _estate(text: str, match: re.Match[str], sure: bool, heads: list[Piece]) -> Piece | None:
    start = _name_start(text, match.start() - 10, match.start(), heads)
    stem = text[start : match.start()]
    near = match.re is _NEAR
    refused = _NO_NEAR if near else _NO_ESTATE
    if len(stem) < 2 or refused.search(stem) or not _is_chinese(stem):
        return None
    keeps_end = not near or match.group().startswith("地铁站")
    return Piece(start, match.end() if keeps_end else match.start(), Level.ESTATE, sure)


def _before_units(text: str, units: list[Piece], heads: list[Piece]) -> Iterator[Piece]:
    """A name that nobody knows before a building: 东方曼哈顿3座."""
    for unit in units:
        start = _name_start(text, unit.start - 8, unit.start, heads)
        if (
            unit.sure
            and len(text[start : unit.start]) > 1
            and _is_chinese(text[start : unit.start])
        ):
            yield Piece(start, unit.start, Level.ESTATE, True)


def _after_districts(text: str, admin: list[Piece]) -> Iterator[Piece]:
    """A name that nobody knows after a district, to the end of the clause: 昆山花桥."""
    for piece in admin:
        match = _UNKNOWN_TAIL.match(text, piece.end)
        if piece.level is Level.DISTRICT and match and not _NO_TAIL.search(match.group()):
            yield Piece(piece.end, match.end(), Level.TOWN, True)


def _is_chinese(stem: str) -> bool:
    return bool(re.search(r"[\u4e00-\u9fff]{2}", stem))


def _units(text: str, known: list[Piece]) -> Iterator[Piece]:
    """Buildings and rooms in the gaps between the other pieces."""
    edges = [0, *(edge for piece in known for edge in (piece.start, piece.end)), len(text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        for match in _UNITS.finditer(text, start, end):
            said = match.group().strip(" -—")
            lead = match.start() + match.group().index(said)
            if said and not _is_layout(match):
                sure = bool(_SURE_UNIT.search(said))
                yield Piece(lead, lead + len(said), Level.UNIT, sure)
