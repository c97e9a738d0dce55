"""Addresses in a chat message: where they stand, what they say, whether they find the door."""

import re
from dataclasses import dataclass

from bot.language.cantonese import mandarin
from bot.language.contact.phone import find_phones
from bot.language.place.address_english import find_english
from bot.language.place.address_pieces import Level, Piece, find_pieces, has_door
from bot.language.place.address_words import NOT_A_NAME, WAY
from bot.language.place.door_parts import is_doors
from bot.language.place.gazetteer import Gazetteer, Place, gazetteer
from bot.language.script import simplify

__all__ = ["Address", "find_addresses", "join", "mask_address"]

MOST = 20
"""Addresses of one message; more is no message to a home-service desk."""

READ = 2000
"""Characters that are read: a longer message holds its address near the beginning."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address as typed and what is known of it; nothing that was not said is filled in.

    ``complete``: road and number, or estate and building or room.  ``full``: for display.
    """

    text: str
    province: str | None
    city: str | None
    district: str | None
    detail: str | None
    complete: bool
    full: str


_LEAD = re.compile(
    r"(?:住在?|家在|位于|在|到|来|去|地址[是为在]?|地点[是为在]?|小区[是叫]?|就是|这里是|这边是|"
    r"搬[到去]|改[到成]|换[到成]|"
    r"是|叫|送到|位置[是为在]?)[\s:：,，]{0,2}$"
)
_REFUSED = re.compile(r"(?:(?<!是)不是|不在|不去|没在|不住|别去|不用去)$")
_LABEL = re.compile(
    r"(?:地址|住址|地点|门牌号?|位置)[是为在喺系:：][\s:：]{0,3}(?:[我她他]?家?[这那]边(?:是|在)?)?"
    r"(?P<said>[^,，。;；!！?？\n]{3,40})"
    r"|小区(?:的)?(?:名字?|名称)?(?:就?叫做?|名叫|名是)[:：\s]?(?P<name>[\u4e00-\u9fffA-Za-z·]{2,10})(?=$|[\s,，。;；!！])"
)
_NO_LABEL = re.compile(
    r"[哪吗么谁啥呢]|怎么|多少|发你|发了|发过|不变|改|换|一样|还是|给你|有没有|错|填|写|不对|知道"
)
_TRAILING = re.compile(
    r"(?:[这那]边|附近|附近那[间边家]|那[间家]|那里|这里|吧|啊|哦|呢|哈|谢谢|的|了|呀|嗯|噢|,|，|"
    r"。|\s)+$"
)
_GAP = re.compile(
    r"[\s,，的了()（）\-—·/丨|]{0,3}|[东南西北]?[峰塔翼楼区]|口?(?P<near>对面|旁边|隔壁|附近|"
    r"后面|边上|这边|那边|那儿|那块儿?|这块儿?|楼上|楼下|里面)的?[\s,，]{0,2}"
    r"|上的|口?[\s,，]{0,2}(?:小区|楼盘|大厦|公寓)(?:的?名字?)?[叫是]"
)
_THEREABOUTS = re.compile(r"^(?:[那这][边里儿块]儿?|附近|一带)(?=[\s,，的]|.*[路街道弄号])")
"""闸北那边，中兴路1738号: no part of the address behind a district."""
_NAME = re.compile(r"\s?[\u4e00-\u9fffA-Za-z0-9·&'. ]{2,16}")
_CROSSING = re.compile(r"[\s,，]{0,2}(?:靠近|近|/|(?P<and>[和与跟、]))?\s?")
_BESIDE = re.compile(r"[\s,，]{0,2}(?:靠近|近|临近|挨着)\s?")
_CLOSE_TO = re.compile(
    r"(?:靠近|挨着|紧挨|临近|邻近|(?:就|旁边)(?:在|是)?|离|隔壁是|对面是|楼下是|[(（])\s?$"
)
_LARGER = re.compile(r"(?:号楼?|[楼栋幢座区期])$")
_SMALLER = re.compile(r"[\dA-Za-z一二三四五六七八九十]+(?:单元|室|楼|层|户)|\d{3,4}$")
_FLOOR = re.compile(r"[\d一二三四五六七八九十]+[楼层]")
"""402，六楼没电梯: behind a room a floor only tells of it."""
_CORNER = re.compile(r"的?(?:交叉|交界|交汇|路口|口|拐角|转角)")
_LINE = re.compile(r"(?:地铁)?[\d一二三四五六七八九十]{1,2}号线$")
_BEHIND = re.compile(
    r"(?:的?交叉|交界|交汇)(?:路?口|处)(?=[那的附这上])|(?<=[路街巷道])口(?=[那的附这上])|"
    r"口?(?:(?:的?(?:对面|旁边|隔壁|边上|后面|楼上|楼下))(?:的?[\u4e00-\u9fff]{2,8}?)?"
    r"|(?<=[路街巷道])口|\s?[前后侧正东南西北]门|的?(?:大|正)?门口|(?:的?交叉|交界|交汇)(?:路?口|处)|路口"
    r"|\s?[(（]?(?:靠近|近|挨着|紧邻|临近)[\u4e00-\u9fff]{2,8}[)）]?"
    r"|\s?[\u4e00-\u9fff]{2,6}(?:对面|旁边|隔壁|边上|后面|楼上|楼下))(?=$|[\s,，。;；!！])"
)
_NO_LANDMARK = re.compile(
    r"[来去到有要能会是约做洗擦扫打换改叫派等吗呢吧啊呀没不停堵修找了过比贵]|便宜|阿姨|师傅|保[洁姆]|车位"
)


def find_addresses(text: str, city: str = "上海市") -> list[Address]:
    """All addresses in the order typed, seen from a company in ``city``.  Never raises.

    A bare district or city is one with ``complete=False``; unclear 朝阳区 is the one of ``city`` if
    it has one, else its city stays None.
    """
    plain = _without_phones(mandarin(text[:READ]))
    names = gazetteer(city)
    english = find_english(plain, city)
    if english:
        return [_english(text, span, place) for span, place in english]
    spans = _labelled(plain, _groups(plain, find_pieces(plain, names)))
    spans = _not_refused(plain, spans[:MOST])
    return _meant(plain, spans, [_address(text, plain, span, names) for span in spans])


def _not_refused(plain: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """不是延长路，是延长中路 names one road, as does a way to it; what is refused alone stays."""
    ways = {span for span in spans[:-1] if WAY.match(plain, span[1])}
    kept = [one for one in spans if one not in ways and not _REFUSED.search(plain, 0, one[0])]
    return kept or spans


def _meant(plain: str, spans: list[tuple[int, int]], found: list[Address]) -> list[Address]:
    """Without what is only said beside an address: a city that is asked about (花桥光明路505弄，算上海吗),
    a road that is named again with its door, what the place is close to."""
    doors = [address for address in found if address.complete]
    if not doors:
        return found
    return [
        address
        for address, (start, _) in zip(found, spans, strict=True)
        if address.complete or not (_is_said_again(address, doors) or _is_beside(plain, start))
    ]


def _is_said_again(address: Address, doors: list[Address]) -> bool:
    if not (address.district or address.detail):
        return True
    return any((address.detail or "-") in (door.detail or "") for door in doors)


def _is_beside(plain: str, start: int) -> bool:
    """愚园路108号5楼，就静安寺旁边."""
    return _CLOSE_TO.search(plain, 0, start) is not None


def _without_phones(plain: str) -> str:
    """Phones are no rooms; every place is kept."""
    for phone in find_phones(plain):
        plain = plain.replace(phone.text, "。" * len(phone.text))
    return plain


def join(first: Address, second: Address) -> Address:
    """Two pieces of one address, in whichever order they came; a new road replaces the old one.

    "徐汇区漕溪路18号" and "3号楼502" give one complete address; ``text`` is then both, as typed.
    """
    if _replaces(first, second):
        known = Place(None, None, None) if _contradicts(first, second) else _place(first)
        return _built(second.text, _narrowed(known, _place(second)), second.detail)
    large, small = (first, second) if _rank(first) <= _rank(second) else (second, first)
    place = _narrowed(_place(small), _place(large))
    street, door = large.detail, small.detail
    if street and door and is_doors(street) and not is_doors(door):
        street, door = door, street  # 长宁区1033号, 长宁路
    return _built(_glue(large.text, small.text), place, _glue(street, door) or None)


def mask_address(address: str) -> str:
    """For screens and logs (REQ G2): the district stays, what finds the door is starred."""
    plain = simplify(address)
    cut = max((m.end() for m in re.finditer(r"[省市区县镇]|街道", plain[:24])), default=0)
    shown = address[: cut or min(2, len(address) // 2)]
    return shown + "****" if address.strip() else ""


def _groups(plain: str, pieces: list[Piece]) -> list[tuple[int, int]]:
    """Spans of neighbouring pieces that together are an address."""
    groups: list[list[Piece]] = []
    for piece in pieces:
        if groups and _continues(plain, groups[-1], piece):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    spans: list[tuple[int, int]] = []
    landmark = False
    for group in groups:
        if not _is_address(plain, group):
            continue
        start = _with_line(plain, group[0].start)
        end = _with_landmark(plain, group[-1].end)
        if spans and start < spans[-1][1]:
            continue  # 田林路上的家乐福对面 is one place
        if (
            landmark
            and group[0].level is Level.ROAD
            and not plain[spans[-1][1] : start].strip(" ,，")
        ):
            start = spans.pop()[0]
        landmark = all(piece.level is Level.ESTATE for piece in group)
        spans.append((start, end))
    return spans


def _with_line(plain: str, start: int) -> int:
    """The beginning with the underground line before a station: 5号线莘庄站."""
    line = _LINE.search(plain, max(0, start - 7), start)
    return line.start() if line and "站" in plain[start : start + 8] else start


def _with_landmark(plain: str, end: int) -> int:
    """The end with what stands behind: 静安寺旁边, 环城东路 沃尔玛楼上."""
    behind = _BEHIND.match(plain, end)
    return behind.end() if behind and not _NO_LANDMARK.search(behind.group()) else end


def _continues(plain: str, group: list[Piece], piece: Piece) -> bool:
    last = group[-1]
    gap = plain[last.end : piece.start]
    beside = piece.level is Level.ROAD and last.level > Level.ROAD and _BESIDE.fullmatch(gap)
    if beside and not plain[piece.end - 1].isdigit() and plain[piece.end - 1] not in "号弄":
        return True
    if last.level is Level.ROAD and piece.level is Level.ROAD and _crosses(plain, gap, piece):
        return True
    between = _GAP.fullmatch(gap)
    if not between:
        return _is_named(plain, last, gap, piece)
    paused = gap.strip(" ") in {",", "，"}
    if (
        paused
        and plain[last.end - 1].isdigit()
        and _FLOOR.fullmatch(plain[piece.start : piece.end])
    ):
        return False
    if piece.level <= Level.TOWN:
        new_town = last.level is Level.ESTATE and piece.level is Level.TOWN and not gap
        named_so = not gap and piece.level is Level.TOWN and plain[last.end - 1] in "号弄"
        return new_town or named_so or all(before.level < piece.level for before in group)
    if between["near"]:
        return piece.level < Level.UNIT
    if piece.level is Level.UNIT and last.level is Level.UNIT and paused:
        said = plain[last.start : last.end], plain[piece.start : piece.end]
        both = said, said[::-1]
        return any(_LARGER.search(first) and _SMALLER.match(second) for first, second in both)
    if piece.level is Level.ROAD and last.level is Level.ESTATE and paused:
        return all(before.level is not Level.ROAD for before in group)
    return piece.level > last.level or (not gap.strip() and piece.level >= Level.ROAD)


def _crosses(plain: str, gap: str, piece: Piece) -> bool:
    """淮海路和思南路交叉口, 漕溪北路近裕德路: two roads are one place."""
    between = _CROSSING.fullmatch(gap)
    if _BESIDE.fullmatch(gap):
        return True
    if not between or not gap.strip():
        return False
    return between["and"] is None or bool(_CORNER.match(plain, piece.end))


def _is_named(plain: str, last: Piece, gap: str, piece: Piece) -> bool:
    """A building's name between a door number and a room: 999号环贸iapm 写字楼1805."""
    numbered = last.level is Level.ESTATE or plain[last.end - 1] in "号弄"
    named = last.level >= Level.ROAD and piece.level is Level.UNIT and _NAME.fullmatch(gap)
    if not (numbered and named):
        return False
    return not NOT_A_NAME.search(gap) and bool(re.search(r"[A-Za-z]{2}|[\u4e00-\u9fff]{2}", gap))


_PARTICLE = re.compile(r"^[了啊哦嘛吧呀哈](?=[\s,，])")
"""现在叫黄浦区了 建国西路91弄."""
_LINE_BREAK = re.compile(r"\s*\n\s*")
_ONLY_A_DOOR = re.compile(
    r"(?=.*(?:[号楼元座栋幢期门]|[A-Za-z]\d?-)).*(?:\d{3,4}(?:室|房)?|[东西南北中]户)$"
)


def _is_address(plain: str, group: list[Piece]) -> bool:
    said = plain.strip(" ，,。.!！")
    if plain[group[0].start : group[-1].end] == said and _ONLY_A_DOOR.match(said):
        return True
    if any(piece.sure for piece in group):
        return True
    if len(group) > 1 and group[0].level < Level.UNIT:
        return True
    return group[0].level < Level.UNIT and bool(_LEAD.search(plain, 0, group[0].start))


def _labelled(plain: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """After "地址：" the whole clause is the address, also with a name that nobody knows."""
    for match in _LABEL.finditer(plain):
        which = "said" if match["said"] else "name"
        if _NO_LABEL.search(match[which]):
            continue
        start, end = match.span(which)
        end = start + len(_TRAILING.sub("", plain[start:end]))
        inside = [span for span in spans if span[0] < end and start < span[1]]
        first = min([start, *(span[0] for span in inside)]) if which == "name" else start
        whole = (first, max([end, *(span[1] for span in inside)]))
        spans = sorted([*(span for span in spans if span not in inside), whole])
    return spans


def _address(text: str, plain: str, span: tuple[int, int], names: Gazetteer) -> Address:
    start, end = span
    place, after = Place(None, None, None), start
    for piece in find_pieces(plain[start:end], names):
        if piece.place is None:
            continue
        if start + piece.start > after + 1:
            place = _narrowed(piece.place, place) if piece.level is Level.TOWN else place
            continue
        place = _narrowed(place, piece.place)
        if piece.level < Level.TOWN:
            after = start + piece.end
    detail = _THEREABOUTS.sub("", plain[after:end]) if after > start else plain[after:end]
    detail = _PARTICLE.sub("", _LINE_BREAK.sub(" ", detail))
    return _built(text[start:end], place, detail.strip(" ,，的-") or None)


def _narrowed(known: Place, said: Place) -> Place:
    return Place(*(new or old for old, new in zip(known, said, strict=True)))


def _built(text: str, place: Place, detail: str | None) -> Address:
    full = "".join(part or "" for part in (place.city, place.district, detail))
    complete = bool(detail and has_door(detail))
    return Address(text, place.province, place.city, place.district, detail, complete, full or text)


def _english(text: str, span: tuple[int, int], place: Place) -> Address:
    said = text[span[0] : span[1]]
    complete = bool(re.search(r"\d", said))
    return Address(said, place.province, place.city, place.district, said, complete, said)


def _rank(address: Address) -> int:
    """Small for what says a road or an estate, large for a building or room alone."""
    if address.province or address.city or address.district:
        return 0
    detail = address.detail or ""
    return 1 if re.search(r"路|街|巷|[\u4e00-\u9fff]{3}", detail) else 2


def _replaces(first: Address, second: Address) -> bool:
    """Whether the later says it all anew: another district, another road, or the same and more."""
    old, new = first.detail or "", second.detail or ""
    if is_doors(new):
        return False
    roads = all(re.search(r"[路街巷道]|弄\d", detail) for detail in (old, new))
    return bool(new) and (roads or _contradicts(first, second) or (bool(old) and old in new))


def _contradicts(first: Address, second: Address) -> bool:
    return not _place(first).holds(_place(second))


def _place(address: Address) -> Place:
    return Place(address.province, address.city, address.district)


def _glue(first: str | None, second: str | None) -> str:
    if not first or not second:
        return first or second or ""
    blank = " " if first[-1].isascii() and second[0].isascii() else ""
    return first + blank + second
