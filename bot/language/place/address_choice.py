"""Which of the places of one message is meant."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.language.place.address import Address, join
from bot.language.place.address_pieces import has_door
from bot.language.place.door_parts import has_doors, is_doors, joined_doors

__all__ = ["in_district", "joined", "mends_place", "of_one_place", "one_address"]

_BESIDE = re.compile(r"(?:后面|旁边|对面|边上|附近|隔壁|楼下|门口|后门|前面)$")
_ROAD = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:路|街|道|巷|村|苑|园|庭|城|里)|小区|[A-Za-z]{3}")
_PUBLIC = re.compile(r"医院|病房|公司|单位|学校|酒店|宾馆")
_A_ROAD = re.compile(r"[\u4e00-\u9fff](?:路|街|大道|巷)")
_WITH_NUMBER = re.compile(
    r"[\u4e00-\u9fff\s]{2,12}?(?:路|街|大道|巷)\s?\d+(?:弄\s?\d*)?号?(?![\d楼])"
)
_CLOSE_TO = re.compile(r"(?:旁边|对面|附近|隔壁|后面|边上)(?:的|那个|那里|那边|那栋|那幢|小区)*$")
_ANOTHER = re.compile(r"[。；;！!?？]|公司|单位|上班|家|住|改|换|不是|不对|错|或者|另|还有")
"""Between two places: the second is another one."""
_MENDS = re.compile(r"不是|不对|错了?|说反|那是|更正|应该是")


def one_address(found: Sequence[Address], text: str) -> Address:
    """The last; what only stands beside it is none: 天钥桥路180弄2号，就在美罗城后面. A building
    or a room alone goes on with the place before it; a road that mends another (不是，是鞍山路…)
    stays in the district that was said, and so does one beside a bare district."""
    last, doors = found[-1], [address for address in found if address.complete]
    if len(found) > 1 and (whole := _told_in_pieces(found, text)):
        return whole
    if doors and _BESIDE.search(last.text):
        return doors[-1]
    if len(found) > 1 and last.district and not last.detail and found[-2].detail:
        return in_district(found[-2], last)
    if len(found) == 1 or last.district:
        return last
    if _ROAD.search(last.text):
        is_bare = found[-2].district is not None and not found[-2].detail
        return in_district(last, found[-2]) if is_bare or _mends(found, text) else last
    return join(found[-2], last)


def of_one_place(first: Address, second: Address) -> Address | None:
    """A road with its number and an estate with its door, in whichever order they were told, are
    one place: “真北路958号”, “金沙雅苑21号803”; so are a place and numbers that go on with it."""
    if not first.detail or not second.detail or not _fits(first, second):
        return None
    if is_doors(second.detail):
        return _both(first, second, joined_doors(first.detail, second.detail))
    if _is_road(second.detail) and _is_estate(first.detail):
        first, second = second, first
    if _is_road(first.detail or "") and _is_estate(second.detail or ""):
        road = _WITH_NUMBER.match(first.detail or "")
        return _both(first, second, road[0] + (second.detail or "") if road else None)
    return None


def mends_place(text: str) -> bool:
    """Whether the words take back a place that was said: “不对，那是公司”.  Never raises."""
    return bool(_MENDS.search(text))


def in_district(said: Address, known: Address) -> Address:
    """``said`` in the district of ``known``, where it names none."""
    if known.district is None or said.district is not None:
        return said
    full = f"{known.city or ''}{known.district}{said.detail or said.text}"
    return replace(
        said, province=known.province, city=known.city, district=known.district, full=full
    )


def joined(known: Address, said: Address) -> Address:
    """Two pieces of one address; an English room stands behind its road."""
    if said.complete and not known.complete and _PUBLIC.search(known.full):
        return said  # the home takes the place of the hospital
    if not (known.full.isascii() and said.full.isascii() and known.complete):
        return join(known, said)
    full = f"{known.full}, {said.full}"
    return replace(known, text=full, detail=full, full=full)


def _told_in_pieces(found: Sequence[Address], text: str) -> Address | None:
    """“长寿路1118弄，普陀区的，7号楼”; not the office beside the home."""
    first, last = found[-2:]
    between = text.rpartition(last.text)[0].rpartition(first.text)[2]
    return None if _ANOTHER.search(between) else of_one_place(first, last)


def _both(first: Address, second: Address, detail: str | None) -> Address | None:
    if detail is None:
        return None
    known = second if second.district else first
    full = f"{known.city or ''}{known.district or ''}{detail}"
    return replace(known, text=full, detail=detail, full=full, complete=has_door(detail))


def _fits(first: Address, second: Address) -> bool:
    return not (first.district and second.district and first.district != second.district)


def _is_road(detail: str) -> bool:
    """“真北路958号”, without a room and with nothing but what it is close to behind it."""
    road = _WITH_NUMBER.match(detail)
    rest = detail[road.end() :] if road else ""
    return road is not None and (not rest or _CLOSE_TO.search(rest) is not None)


def _is_estate(detail: str) -> bool:
    return has_doors(detail) and not _A_ROAD.search(detail)


def _mends(found: Sequence[Address], text: str) -> bool:
    before, last = found[-2].text, found[-1].text
    return mends_place(text.rpartition(last)[0].rpartition(before)[2])
