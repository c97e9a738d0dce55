"""Where: what a message says of the place, taken into a draft whole, in pieces or as a mend."""

import re
from dataclasses import replace

from bot.errors import RefusedError
from bot.language.booking.mending import find_correction
from bot.language.place.address import Address, find_addresses
from bot.language.place.address_choice import in_district, joined, mends_place, of_one_place
from bot.language.place.address_english import without_lead
from bot.language.place.address_parts import names_wrong_road, with_new_parts
from bot.language.place.address_pieces import has_door
from bot.language.place.door_parts import ends_with_lane, joined_doors
from bot.models import Draft
from bot.services import drafts
from bot.services.desk import Desk
from bot.services.reading import Reading, address_from_json, address_to_json
from bot.services.trade import catalogue
from bot.settings import Settings

_ROAD = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:路|街|道|巷|弄|村|苑|园|庭|城)")
_PLACE = re.compile(
    r"[\d一二三四五六七八九十]\s*(?:号|弄|栋|幢|楼|室|单元|层|座|期|门|$)|[路街道巷村苑园庭城镇区县]|小区|大厦|广场"
    r"|公寓|宿舍|学校|医院|酒店|花园|中心|\b(?:road|rd|street|st|lane|room|building|tower|no\.)\b",
    re.IGNORECASE,
)
"""What a place has; other words are no address, even as the answer to “which address”."""
_ROAD_NAME = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:路|街|大道|巷)")
_FEW, _PATIENCE = 6, 2
_ELSEWHERE = re.compile(r"[改换搬去到错]|不是|不对|还是|算了")
_NUMBER = re.compile(r"\d{1,5}号")


def address_as_known(text: str, settings: Settings) -> Address:
    """An address that was confirmed before, with the parts that can be read."""
    found = find_addresses(text, settings.city)
    address = found[-1] if found else as_it_stands(text, complete=True)
    return replace(address, complete=True, full=text)


def as_it_stands(text: str, *, complete: bool) -> Address:
    """An address that no rule could read."""
    return Address(
        text=text,
        province=None,
        city=None,
        district=None,
        detail=text,
        complete=complete,
        full=text,
    )


def take_address(desk: Desk, draft: Draft, reading: Reading) -> None:
    """Put what a message says of the place into the draft: whole, a piece, or a mended part.

    Raises:
        RefusedError: we do not go there (``outside_area``).
    """
    known = address_from_json(draft.data.get("address"))
    said = address_from_json(reading.address)
    mended = _corrected(known, reading.text) or _with_doors(known, said)
    mended = mended or _new_road(known, said, reading.words)
    said = mended or _new_parts(known, reading.text) or _new_door(known, said) or said
    if said is not None and reading.language == "en":
        said = _whole_line(draft, reading, said)
    if said is None:
        said = _plain_address(draft, reading, known)
    if said is None:
        said = _asked_enough(draft, known)
    if said is None:
        return
    if known and (whole := _one_place(known, said, reading)):
        address = whole
    elif known and not _starts_anew(known, said):
        address = joined(known, said)
    else:
        address = _in_same_district(known, said, reading.text) if known else said
    if catalogue.serves(desk.session, address, desk.settings.city) is False:
        drafts.update(desk.session, draft, desk.now, address=None)
        language = desk.conversation.identity.language
        where = catalogue.place_said(desk.session, address, language)
        areas = catalogue.areas_text(desk.session, language)
        raise RefusedError("outside_area", where=where, areas=areas)
    if (
        address.complete
        and ends_with_lane(address.detail or "")
        and not _asked_enough(draft, known)
    ):
        address = replace(address, complete=False)
    drafts.update(desk.session, draft, desk.now, address=address_to_json(address))


def _asked_enough(draft: Draft, known: Address | None) -> Address | None:
    """A place with a number whose door was asked for twice is taken as it is: nobody is asked the
    same for ever."""
    is_numbered = known is not None and re.search(r"\d", known.detail or "") is not None
    asked = draft.asked == "address" and draft.data.get("asked_times", 1) > _PATIENCE
    return replace(known, complete=True) if known and is_numbered and asked else None


def _new_parts(known: Address | None, text: str) -> Address | None:
    """“地址错了，是1503”: a number takes the place of the lane, building or room it is of."""
    full = with_new_parts(known.full, text) if known else None
    if known is None or full is None:
        return None
    return replace(known, detail=with_new_parts(known.detail or "", text), full=full)


def _new_door(known: Address | None, said: Address | None) -> Address | None:
    """“地址错了，是1001号”: the number of a road takes the old one's place."""
    old = _NUMBER.search(known.detail or "") if known and known.complete else None
    if known is None or said is None or old is None or not _NUMBER.fullmatch(said.text):
        return None
    detail = (known.detail or "").replace(old[0], said.text, 1)
    return replace(known, detail=detail, full=known.full.replace(old[0], said.text, 1))


def _new_road(known: Address | None, said: Address | None, text: str) -> Address | None:
    """“刚才路名错了，是国权北路”: the name of the road alone is another, the door stays."""
    old = _ROAD_NAME.match(known.detail or "") if known and known.complete else None
    new = _ROAD_NAME.fullmatch(said.detail or "") if said else None
    if known is None or old is None or new is None or not names_wrong_road(text):
        return None
    detail = (known.detail or "").replace(old[0], new[0], 1)
    return replace(known, detail=detail, full=known.full.replace(old[0], new[0], 1))


def _with_doors(known: Address | None, said: Address | None) -> Address | None:
    """“2单元902” after “国权路600弄17号楼”: numbers alone go to their places in what is known."""
    if known is None or said is None or said.district or not said.detail:
        return None
    detail = joined_doors(known.detail or "", said.detail)
    if detail is None:
        return None
    place = f"{known.city or ''}{known.district or ''}"
    return replace(known, detail=detail, full=place + detail, complete=has_door(detail))


def _corrected(known: Address | None, text: str) -> Address | None:
    """“不是601，是610”: one part of a known address takes another's place."""
    found = find_correction(text)
    if known is None or found is None or found[0] not in known.full:
        return None
    wrong, right = found
    road = None if _ROAD.search(wrong) else _ROAD.search(right)
    right = right[right.rfind(road[0]) + len(road[0]) :] if road else right
    detail = (known.detail or "").replace(wrong, right)
    return replace(known, detail=detail, full=known.full.replace(wrong, right))


def _whole_line(draft: Draft, reading: Reading, said: Address) -> Address:
    """An English answer to “which address” is kept whole: rooms stand before the road."""
    if draft.asked != "address" or reading.phone or reading.when or reading.services:
        return said
    line = without_lead(reading.text.strip())
    return replace(said, text=line, detail=line, full=line, complete=said.complete)


def _in_same_district(known: Address, said: Address, text: str) -> Address:
    """A corrected number in the same road, or another road in the place of the one that was wrong,
    stays in its district, which is not said again."""
    road = _ROAD.search(known.detail or "")
    is_same_road = road is not None and road[0] in said.text
    return in_district(said, known) if is_same_road or mends_place(text) else said


def _one_place(known: Address, said: Address, reading: Reading) -> Address | None:
    """The road of an estate that was told before, or the estate on a road: no other place."""
    rest = reading.words.strip().replace(said.text, "")
    return None if len(rest) > _FEW or _ELSEWHERE.search(rest) else of_one_place(known, said)


def _starts_anew(known: Address, said: Address) -> bool:
    """A correction: it names a place of its own, or a complete door."""
    if said.district and known.district and said.district != known.district:
        return True
    return said.complete and known.complete


def _plain_address(draft: Draft, reading: Reading, known: Address | None) -> Address | None:
    """The answer to “which address” that no rule could read is taken as it stands."""
    text = reading.text.strip()
    asked_for_it = draft.asked == "address" and reading.intent == "inform"
    if not asked_for_it or reading.has_details or not 2 <= len(text) <= 80:
        return None
    if reading.payload or reading.kind != "text" or text.endswith(("?", "？", "吗", "呢")):
        return None
    if not _PLACE.search(text) or reading.answer is not None:
        return None
    again = known is not None or draft.data.get("asked_times", 1) > 1
    return as_it_stands(text, complete=again)
