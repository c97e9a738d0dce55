"""Which of the places of one message is meant."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.language.place.address import Address, join

__all__ = ["in_district", "joined", "mends_place", "one_address"]

_BESIDE = re.compile(r"(?:后面|旁边|对面|边上|附近|隔壁|楼下|门口|后门|前面)$")
_ROAD = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:路|街|道|巷|村|苑|园|庭|城|里)|小区|[A-Za-z]{3}")
_PUBLIC = re.compile(r"医院|病房|公司|单位|学校|酒店|宾馆")
_MENDS = re.compile(r"不是|不对|错了?|说反|那是|更正|应该是")


def one_address(found: Sequence[Address], text: str) -> Address:
    """The last; what only stands beside it is none: 天钥桥路180弄2号，就在美罗城后面. A building
    or a room alone goes on with the place before it; a road that mends another (不是，是鞍山路…)
    stays in the district that was said, and so does one beside a bare district."""
    last, doors = found[-1], [address for address in found if address.complete]
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


def _mends(found: Sequence[Address], text: str) -> bool:
    before, last = found[-2].text, found[-1].text
    return mends_place(text.rpartition(last)[0].rpartition(before)[2])
