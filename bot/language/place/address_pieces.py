"""The pieces of a Chinese address in a sentence: place names, roads, estates, buildings, rooms.

Chinese has no blanks, so what a road's or an estate's name is must be cut from the words before it
(``NOT_A_NAME``).  Works on simplified text; positions are those of the text.
"""

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from bot.language.place.address_words import (
    ALONG,
    ASKED_AREA,
    BEHIND_DOOR,
    DIRECTION_ONLY,
    ENDS_A_CLAUSE,
    ESTATE_END,
    HAN_END,
    HAN_RUN,
    HERE,
    NEAR,
    NO_ESTATE,
    NO_NEAR,
    NO_ROAD,
    NO_TAIL,
    NO_UNIT,
    NOT_A_NAME,
    ROAD_END,
    SURE_UNIT,
    UNITS,
    UNKNOWN_TAIL,
    WEAK_END,
)
from bot.language.place.gazetteer import Gazetteer, Place

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


def find_pieces(text: str, names: Gazetteer) -> list[Piece]:
    """All pieces in order; of two on the same place the one that begins first, then the longer."""
    admin = list(_admin(text, names))
    starts = _heads(text, admin)
    starts += _zones(text, starts)
    places = [*admin, *starts, *_roads(text, starts), *_estates(text, starts)]
    known = _without_overlaps(places)
    units = list(_units(text, known))
    unnamed = [
        *_before_units(text, units, places, starts),
        *_after_districts(text, admin, places),
        *_before_roads(text, places),
        *_behind_doors(text, places),
        *_branded(text, starts),
    ]
    return _without_overlaps([*known, *units, *unnamed])


def has_door(detail: str) -> bool:
    """Whether somebody can find the door: road and number, or estate and building or room."""
    road = ROAD_END.search(detail)
    if road and (road.group("door") or road.group("bare")):
        return True
    units = [match for match in UNITS.finditer(detail) if not _is_layout(match)]
    behind = [match for match in units if match.start() > 1]
    named = UNITS.sub(lambda match: " " * len(match.group()), detail)
    return bool(behind) and _is_chinese(named[: behind[0].start()])


def _is_layout(match: re.Match[str]) -> bool:
    """三室一厅 describes a flat, it does not find one."""
    return bool(NO_UNIT.fullmatch(match.group().strip()))


def _without_overlaps(pieces: list[Piece]) -> list[Piece]:
    kept: list[Piece] = []
    for piece in sorted(pieces, key=lambda p: (p.start, -p.end, p.level, not p.sure)):
        rest = _behind(kept[-1], piece) if kept else piece
        if rest is not None:
            kept.append(rest)
    return kept


def _behind(last: Piece, piece: Piece) -> Piece | None:
    """What of a piece lies behind the last one: 大学城 leaves 文汇路 of 大学城文汇路."""
    if piece.start >= last.end:
        return piece
    named = {Level.TOWN, Level.ESTATE}
    goes_on = last.level in named and piece.level in {Level.ROAD, Level.ESTATE}
    goes_on = goes_on or (last.level is Level.ESTATE and piece.level is Level.UNIT)
    return piece._replace(start=last.end) if goes_on and piece.end - last.end >= 3 else None


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
    r"[人菜话籍]|阿姨|本地|口音|户口|保姆|月嫂|的?(?:阿姨|保姆|月嫂)|(?<=浦)江|[岛寺]|时间|银行|"
    r"[东西南北中]?[一二三四五六]?路|大道|高架|隧道|立交|大桥|机场|啤酒|火锅|烤鸭|大[牌排]档|拉面|牛肉面|板鸭|盐水鸭|小笼|生煎|馄饨|米[粉线]|热干面"
    r"|凉皮|烩面|泡馍|臭豆腐|小吃|名菜|小炒|烧鹅|早茶|肉夹馍|酱鸭|醉蟹|月饼"
)


def _admin_at(text: str, start: int, names: Gazetteer, inside: Place | None) -> Piece | None:
    name = names.name_at(text, start, inside)
    if name:
        place = names.resolve(name, inside)
        plain = name in names.full or not _AFTER_ADMIN.match(text, start + len(name))
        if place is not None and plain:
            end = start + len(name)
            known = inside or name not in names.towns_elsewhere or name in names.home_short
            if known or _is_asked(text, start, end):
                sure = place.city is not None or name in names.home_short
                return Piece(start, end, _level(place), sure, place)
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
            sure = sure or _is_asked(text, start, start + length)
            return Piece(start, start + length, Level.TOWN, sure, names.towns[name])
    return None


def _is_asked(text: str, start: int, end: int) -> bool:
    """A short name as a clause's beginning with a question about it: 安亭有没有."""
    begins = start == 0 or text[start - 1] in " ,，。?？!！" or text[max(0, start - 1)] in "到去在"
    return begins and bool(ASKED_AREA.match(text, end))


def _heads(text: str, admin: list[Piece]) -> list[Piece]:
    """Names of places where an address begins or goes on: not the 徐汇 of 中海徐汇花园."""
    heads: list[Piece] = []
    for piece in admin:
        before = text[max(0, piece.start - 4) : piece.start]
        follows = bool(heads) and piece.start - heads[-1].end <= 1
        by_itself = text.endswith("街道", piece.start, piece.end)
        if follows or by_itself or not HAN_END.search(before) or ENDS_A_CLAUSE.search(before):
            heads.append(piece)
    return heads


_ZONE = re.compile(
    r"新片区|保税区|自贸区|高新区|经开区|度假区|开发区|[镇乡](?=[\s,，]|[\u4e00-\u9fff]{1,6}(?:路|街|村|公路|大道))"
)


def _zones(text: str, heads: list[Piece]) -> list[Piece]:
    """Zones and towns that no list has: 临港新片区, 望新镇."""
    zones: list[Piece] = []
    for match in _ZONE.finditer(text):
        start = _name_start(text, match.start() - 4, match.start(), heads)
        known = any(head.start < match.end() <= head.end for head in heads)
        if (
            2 <= match.start() - start <= 4
            and not known
            and _is_chinese(text[start : match.start()])
        ):
            asked = _is_asked(text, start, match.end())
            zones.append(Piece(start, match.end(), Level.TOWN, asked))
    return zones


def _name_start(text: str, floor: int, end: int, heads: list[Piece]) -> int:
    """Where the name that ends at ``end`` begins, at ``floor`` or later."""
    run = HAN_RUN.search(text, max(0, floor), end)
    start = run.start() if run else end
    for match in NOT_A_NAME.finditer(text, start, end):
        start = match.end()
    for head in heads:
        inside = start < head.end <= end
        if inside and not (
            text[head.end - 1] not in "区县市镇" and DIRECTION_ONLY.fullmatch(text, head.end, end)
        ):
            start = head.end
    return start


_JOINERS = frozenset("和跟与及")
"""Behind a door number they join two addresses: 789号和漕溪北路333号."""


def _roads(text: str, heads: list[Piece]) -> Iterator[Piece]:
    floor = 0
    for match in ROAD_END.finditer(text):
        start = _name_start(text, max(floor, match.start() - 8), match.start(), heads)
        stem, door = text[start : match.start()], bool(match.group("door"))
        if stem.endswith("一") and ALONG.match(text, match.end()):
            continue
        if stem[:1] in _JOINERS and start and text[start - 1] in "号弄室楼路街":
            start, stem = start + 1, stem[1:]
        if not door and _TRAFFIC.match(text, match.end()):
            continue
        if len(stem) > 1 - door and stem and not NO_ROAD.search(stem):
            yield Piece(start, match.end(), Level.ROAD, True)
            floor = match.end()


_TRAFFIC = re.compile(
    r"[一上]?(?:都|也|又|太|很|好|特别|正|在|有点)*(?:堵(?:了|车|得|死|$)|封路|限行|修路)"
)
"""走中山路堵了一路: what one drives along."""
_PLACE_ENDS = ((ESTATE_END, True), (WEAK_END, False), (NEAR, True), (HERE, False))


def _estates(text: str, heads: list[Piece]) -> Iterator[Piece]:
    for pattern, sure in _PLACE_ENDS:
        for match in pattern.finditer(text):
            piece = _estate(text, match, sure, heads)
            if piece:
                yield piece


_GATE = re.compile(r"的?(?:大|正)?门口|[东西南北正]门(?!口子)")
"""世外小学门口: who names a gate means a place."""


def _estate(text: str, match: re.Match[str], sure: bool, heads: list[Piece]) -> Piece | None:
    start = _name_start(text, match.start() - 10, match.start(), heads)
    stem = text[start : match.start()]
    near = match.re in {NEAR, HERE}
    refused = NO_NEAR if near else NO_ESTATE
    named = any(head.end == match.start() for head in heads)
    if named and _VILLAGE.match(match.group()):
        return Piece(match.start(), match.end(), Level.ESTATE, True)  # 淞南十村
    if len(stem) < 2 or refused.search(stem) or not _is_chinese(stem):
        return None
    if _BUS.match(stem):
        return None
    keeps_end = not near or match.group().startswith("地铁站")
    end = match.end() if keeps_end else match.start()
    sure = sure or bool(_GATE.match(text, match.end()) or _WITH_ROAD.match(stem))
    return Piece(start, end, Level.ESTATE, sure or _is_all(text, start, end))


_VILLAGE = re.compile(r"[一二三四五六七八九十]{1,2}(?:村|街坊)")
_BUS = re.compile(r"[坐乘搭等在到]?\d{1,4}路")
_WITH_ROAD = re.compile(r"[\u4e00-\u9fff]{2,4}[路街](?=[\u4e00-\u9fff])")
_EDGES = " ，,。.!！~～"
_NO_ANSWER = re.compile(
    r"^(?:[这那哪一某]|我们?|你们?|他们?|附近|.?公司|随便|幼儿|小学|中学|医院|酒店)|[有冇做能可去来吗么呢?？想要找请约谁啥]"
)


def _is_all(text: str, start: int, end: int) -> bool:
    """仁恒河滨城: a message that is only a name of four characters or more answers where."""
    said = text.strip(_EDGES)
    rest = text[end:].strip(_EDGES)
    alone = said.startswith(text[start:end]) and (not rest or UNITS.fullmatch(rest) is not None)
    return alone and len(text[start:end]) > 3 and not _NO_ANSWER.search(said)


_DOOR_AND_ROOM = re.compile(r"\d{1,3}号\s?\d{3,4}$")
"""金地艺境19号801: sure only behind a name."""


def _before_units(
    text: str, units: list[Piece], places: list[Piece], heads: list[Piece]
) -> Iterator[Piece]:
    """A name that nobody knows before a building: 东方曼哈顿3座, 愚园路68号晶品7楼."""
    doors = {piece.end for piece in places if piece.level is Level.ROAD}
    for unit in units:
        edge = unit.start - text[: unit.start].endswith(" ")
        start = _name_start(text, edge - 8, edge, heads)
        start = max([start, *(end for end in doors if start < end < edge)])
        name, behind_door = text[start:edge], bool({start, start - 1} & doors)
        sure = unit.sure or _DOOR_AND_ROOM.match(text, unit.start, unit.end)
        known = behind_door or (sure and edge == unit.start)
        if known and len(name) > 1 and _is_chinese(name):
            yield Piece(start, edge, Level.ESTATE, True)


def _after_districts(text: str, admin: list[Piece], places: list[Piece]) -> Iterator[Piece]:
    """A name that nobody knows after a district: 昆山花桥 ends a clause, 普陀 长风 大渡河路 not."""
    goes_on = {piece.start for piece in places if piece.level in {Level.ROAD, Level.ESTATE}}
    for piece in admin:
        if piece.level is not Level.DISTRICT:
            continue
        match = UNKNOWN_TAIL.match(text, piece.end)
        if match is None and text[piece.end : piece.end + 1] in {" ", "，", ","}:
            match = UNKNOWN_TAIL.match(text, piece.end + 1)
            match = match if match and match.end() + 1 in goes_on else None
        if match and not NO_TAIL.search(match.group()):
            yield Piece(match.start(), match.end(), Level.TOWN, True)


_BRANDED = re.compile(
    r"(?:绿地|保利|万科|中海|金地|龙湖|碧桂园|恒大|融创|华润|招商|世茂|仁恒|汤臣|中远|远洋|旭辉|绿城|瑞虹|复地|合生|雅居乐|首创|富力|大华|新湖|建发|中粮|华发|滨江|星河|路劲|象屿)"
    r"(?:(?![做洗擦扫打换有能会约派停修急用上下门钱收家电话开关物业的了])[\u4e00-\u9fff]){2,5}(?=$|[\s,，。;；!！\dA-Za-z])"
)
"""Estates named after who built them: 绿地香颂, 保利西江林语."""


def _branded(text: str, heads: list[Piece]) -> Iterator[Piece]:
    for match in _BRANDED.finditer(text):
        if _name_start(text, match.start() - 4, match.end(), heads) <= match.start():
            yield Piece(*match.span(), Level.ESTATE, _is_all(text, *match.span()))


_LAST_NAME = re.compile(
    r"(?P<name>(?:(?![做洗擦扫打换有能会约派停修急用上下门钱收家电话人开关楼后前旁对付算便直先再又还加共总])[\u4e00-\u9fff]){4,6})(?=$|[\s,，。;；!！])"
)
"""港汇恒隆 behind 虹桥路1号: four characters or more to the end of the clause, none of a sentence."""


def _behind_doors(text: str, places: list[Piece]) -> Iterator[Piece]:
    for piece in places:
        if piece.level is Level.ROAD and text[piece.end - 1] in "号弄":
            named = BEHIND_DOOR.match(text, piece.end)
            if named is None or NOT_A_NAME.search(named["name"]):
                named = _LAST_NAME.match(text, piece.end)
            if named and not NOT_A_NAME.search(named["name"]):
                yield Piece(*named.span("name"), Level.ESTATE, False)


_QUARTER = re.compile(
    r"(?:住在?|家在|就在|位于|我在|人在|(?<=[,，。\s])在|^在|住勒)(?P<name>[\u4e00-\u9fff]{2,4})[,，\s]{1,2}$"
)


def _before_roads(text: str, places: list[Piece]) -> Iterator[Piece]:
    """A quarter that nobody knows before a road: 在临港，海基六路."""
    for piece in places:
        if piece.level is not Level.ROAD:
            continue
        quarter = _QUARTER.search(text, max(0, piece.start - 12), piece.start)
        if quarter and not NOT_A_NAME.search(quarter["name"]):
            yield Piece(*quarter.span("name"), Level.TOWN, False)


def _is_chinese(stem: str) -> bool:
    return bool(re.search(r"[\u4e00-\u9fff]{2}", stem))


def _units(text: str, known: list[Piece]) -> Iterator[Piece]:
    """Buildings and rooms in the gaps between the other pieces."""
    edges = [0, *(edge for piece in known for edge in (piece.start, piece.end)), len(text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        for match in UNITS.finditer(text, start, end):
            said = match.group().strip(" -—,，")
            lead = match.start() + match.group().index(said)
            if said and not _is_layout(match):
                sure = bool(SURE_UNIT.search(said))
                yield Piece(lead, lead + len(said), Level.UNIT, sure)
