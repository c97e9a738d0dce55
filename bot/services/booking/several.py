"""Several orders wished in one breath: which details belong to which, and which come next."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from sqlalchemy.orm import Session

from bot.language.booking.giving_up import left_out_clauses
from bot.language.trade.amounts import find_square_metres
from bot.language.trade.appliances import count_appliances
from bot.language.trade.several import adding_place, is_elsewhere, mends
from bot.services.drafts import CONFIRM
from bot.services.reading import Reading, Wish
from bot.services.trade import catalogue


@dataclass(frozen=True, slots=True)
class Own:
    """A wish as it was read; ``is_close``: its time stands in the very clause of its service."""

    wish: Wish
    is_close: bool


def share_what_is_common(own: Sequence[Own]) -> list[Wish]:
    """The wishes; a time that stands alone after all services, and a single place, are shared."""
    wishes = [each.wish for each in own]
    if not wishes:
        return []
    first, timed = wishes[0], [each for each in own if each.wish.when]
    if first.when is None and len(timed) == 1 and not timed[0].is_close:
        first.when, timed[0].wish.when = timed[0].wish.when, None
    placed = [wish for wish in wishes if wish.address]
    if first.address is None and len(placed) == 1:
        first.address, placed[0].address = placed[0].address, None
    return wishes


def first_of(reading: Reading) -> Reading:
    """What a message says of the first of its services."""
    if not reading.wishes:
        return reading
    first = reading.wishes[0]
    return reading.model_copy(update={"when": first.when, "address": first.address})


def own_of(reading: Reading, in_hand: str) -> Reading:
    """What a message about several services in hand says of the first of them."""
    mine = [wish for wish in reading.wishes if wish.service == in_hand]
    if not mine:
        return without_words(reading).model_copy(
            update={"when": None, "times": [], "address": None}
        )
    own = {"text": mine[0].text, "plain": mine[0].text, "told": [], "remark": None}
    own |= {"when": mine[0].when, "times": [], "address": mine[0].address}
    return reading.model_copy(update={**own, "services": [], "wishes": [], "shares": []})


def has_own_time(data: dict[str, Any], reading: Reading) -> bool:
    """Whether the time of a message that adds a service is that of the order in hand, which has
    none yet: “约周日上午九点，顺便洗空调”."""
    place = adding_place(reading.words)
    if data.get("when") or place is None or not reading.times:
        return False
    return 0 <= reading.text.find(reading.times[0]["text"]) < place


def besides(reading: Reading, *, has_time: bool = False) -> Reading:
    """What is left for the order in hand when a message adds another one to it."""
    if tells_how_much(reading.text):
        reading = without_words(reading)
    gone: dict[str, Any] = {"services": [], "wishes": [], "address": None}
    if not has_time:
        gone |= {"when": None, "times": []}
    return reading.model_copy(update={**gone, "repeats": False, "known_address": False})


def without_time(reading: Reading) -> Reading:
    """What is left when the time was of another order."""
    return reading.model_copy(update={"when": None, "times": []})


def without_words(reading: Reading) -> Reading:
    """The details alone: the words were of another order."""
    return reading.model_copy(
        update={"text": "", "plain": "", "services": [], "wishes": [], "shares": []}
        | {"told": [], "remark": None}
    )


def words_of_the_first(reading: Reading) -> str:
    """What is said of the first of several services, else all."""
    if reading.wishes:
        return reading.wishes[0].text
    return reading.shares[0] if reading.shares else reading.text


def after_the_first(reading: Reading) -> list[dict[str, Any]]:
    """The services named after the first, with what belongs to each."""
    if reading.wishes:
        return [wish.model_dump() for wish in reading.wishes[1:4]]
    times: list[Any] = reading.times if len(reading.times) == len(reading.services) else []
    shares = reading.shares[1:4]
    rest = zip_longest(reading.services[1:4], times[1:4], shares)
    return [{"service": code, "when": when, "text": text or ""} for code, when, text in rest]


def added(
    reading: Reading, data: dict[str, Any], *, has_time: bool = False
) -> list[dict[str, Any]]:
    """The services that a message adds to the one in hand: “那空调也约上，后天上午”."""
    in_hand: str | None = data.get("service")
    others = [service for service in reading.services if service != in_hand]
    if in_hand is None or not others or not (reading.adds or is_second(data, reading)):
        return []
    told = [wish.model_dump() for wish in reading.wishes if wish.service != in_hand]
    if told:
        return told
    when = None if has_time else reading.when
    first = Wish(service=others[0], text=reading.text, when=when, address=reading.address)
    later = [Wish(service=service, text="") for service in others[1:]]
    return [wish.model_dump() for wish in (first, *later)]


def is_second(data: dict[str, Any], reading: Reading) -> bool:
    """“丈母娘那边擦玻璃，周五两点”: another service at another place, no word of exchange, beside
    an order with a place."""
    known, said = data.get("address"), reading.address
    if len(reading.services) != 1 or not known or mends(reading.words):
        return False
    if said and known["complete"] and said["complete"]:
        return said["detail"] != known["detail"]
    has_start = bool(data.get("when") and data["when"]["clock"])
    return has_start and reading.names_time and is_elsewhere(reading.words)


def completed(data: dict[str, Any], asked: str | None, reading: Reading) -> int | None:
    """Which of the services in line a bare detail completes, while the order in hand is read back
    and has that detail: the last, where it is put right nothing."""
    following: list[dict[str, Any]] = data.get("following", [])
    if asked != CONFIRM or not following or reading.services or mends(reading.words):
        return None
    last = following[-1]
    words = [reading.words, last.get("text", ""), *last.get("more", [])]
    placed = reading.address and reading.address["complete"] and not last.get("address")
    when, said = last.get("when"), reading.when
    day = data["when"]["day"] if data.get("when") else None
    timed = when and not when["clock"] and said and said["clock"] and said["day"] in {None, day}
    is_its = timed or (placed and any(map(is_elsewhere, words)))
    return len(following) - 1 if is_its else None


def next_meant(session: Session, data: dict[str, Any], reading: Reading) -> int | None:
    """Which of the services in line a message speaks of, by its place: it counts or names things
    that are that one's and not those of the order in hand."""
    following: list[dict[str, Any]] = data.get("following", [])
    service = catalogue.by_code(session, data.get("service"))
    codes = [each["service"] for each in following]
    if not following or service is None or not set(reading.services) <= set(codes):
        return None
    is_timed = reading.names_time
    if not (tells_how_much(reading.text) or reading.note or is_timed):
        return None
    names = _names_by_code(session)
    is_own = _counts(reading, service.unit) or _names(reading.words, names[service.code])
    meant = [i for i, code in enumerate(codes) if _is_of(session, code, reading, names[code])]
    return meant[0] if meant and not is_own else None


def names(session: Session, code: str, reading: Reading) -> bool:
    """Whether a message names a service, if only by a part of its name: “家电就一台，十点”."""
    return code in reading.services or _names(reading.words, _names_by_code(session)[code])


def tells_how_much(text: str) -> bool:
    """Whether it counts square metres or appliances."""
    return bool(find_square_metres(text) or count_appliances(text, {}))


def _is_of(session: Session, code: str, reading: Reading, names: Sequence[str]) -> bool:
    service = catalogue.by_code(session, code)
    counted = service is not None and _counts(reading, service.unit)
    return code in reading.services or counted or _names(reading.words, names)


def _counts(reading: Reading, unit: str) -> bool:
    """Appliances are those of a service that is paid by the piece."""
    return unit == "台" and bool(count_appliances(reading.text, {}))


def _names_by_code(session: Session) -> dict[str, tuple[str, ...]]:
    return {each.code: (each.name, *each.aliases) for each in catalogue.lexicon(session)}


_OF_EVERY = (
    "清洗", "保洁", "服务", "打扫", "阿姨", "一个", "上门", "家里", "我家", "房间", "房子", "屋子",
    "清洁", "清理",
)  # fmt: skip


def refused(session: Session, data: dict[str, Any], text: str) -> list[str]:
    """Those of several services in a draft's ``data`` that a message wants not at all, or later."""
    following = [each["service"] for each in data.get("following", [])]
    clauses = left_out_clauses(text) if following else []
    names = _names_by_code(session)
    wanted = [code for code in [data.get("service"), *following] if code in names]
    return [code for code in wanted if any(_names(c, names[code]) for c in clauses)]


def _names(clause: str, names: Sequence[str]) -> bool:
    """“玻璃” is of 擦玻璃: two signs in a row that not every service has."""
    pairs = {clause[n : n + 2] for n in range(len(clause) - 1)}.difference(_OF_EVERY)
    return any(pair in name for name in names for pair in pairs)
