"""What was said for a complaint, said back: which visit it was, what is wanted (REQ A3, D2)."""

import re

from actions.base import Scene
from bot.clock import local
from bot.language.booking.worker_names import find_worker
from bot.language.complaint.demands import MONEY, Demand, Demands, demands_of, read_demands
from bot.language.complaint.grievance import offers_time
from bot.language.talk.questions import is_question
from bot.language.when import find_times
from bot.models import Complaint
from bot.services import phrasing
from bot.services.complaint import complaint_orders
from bot.services.reading import Reading, address_from_json
from bot.services.trade import catalogue

_LONGEST = 24
_ORDER = re.compile(r"D\d{8}-\d{4}")
_RESULT = re.compile(r"结果|答[复覆]|回[复覆]|说法|消息|\b(?:result|answer|news)\b", re.IGNORECASE)
"""What is to come by then is no person."""
_COMING = {Demand.VISIT, Demand.REDO}
_TODAY = {"今天", "今日", "今儿", "现在", "today", "now"}


def keep_demands(scene: Scene, complaint: Complaint, said: str) -> None:
    """Note for the colleague in charge what the customer wants by now."""
    lines = complaint.detail.splitlines()
    before = demands_of(lines[: -len(said.splitlines())] if said else lines)
    wanted = demands_of(lines)
    if wanted and (wanted != before or complaint.wanted is None):
        complaint.wanted = _named(scene, wanted, "zh")


def demanded(scene: Scene, complaint: Complaint) -> str | None:
    """“赔偿 3200 元”: what this message asks for, the sum also where it stands alone."""
    new = read_demands(scene.reading.text)
    every = demands_of(complaint.detail.splitlines())
    if new.wanted:
        wanted = tuple(d for d in new.wanted if d in every.wanted)
        return _named(scene, Demands(wanted, every.amount, every.share), scene.language)
    *before, last = complaint.detail.splitlines()
    is_sum = last == scene.reading.text.strip() and every != demands_of(before)
    return _named(scene, every, scene.language) if every and is_sum else None


def heard_now(scene: Scene) -> str | None:
    """What this message told of the visit or asked for, before there is a complaint."""
    if (what := pointed_out(scene, scene.reading)) is not None:
        return what
    wanted = read_demands(scene.reading.text)
    return _named(scene, wanted, scene.language) if wanted else None


def wanted_by_now(scene: Scene, complaint: Complaint) -> str | None:
    """Everything that the customer has asked for in this complaint."""
    wanted = demands_of(complaint.detail.splitlines())
    return _named(scene, wanted, scene.language) if wanted else None


def _named(scene: Scene, wanted: Demands, language: str) -> str:
    """The remedies in words, the sum with the first that is money."""
    words, part, say = list[str](), _sum(wanted, language), scene.house.wording.say
    for demand in wanted.wanted:
        if demand in MONEY and part:
            words.append(say(f"utter_demand_{demand}_part", language=language, part=part))
            part = None
        else:
            words.append(say(f"utter_demand_{demand}", language=language))
    return phrasing.listed(words, language)


def _sum(wanted: Demands, language: str) -> str | None:
    if wanted.amount is not None:
        return phrasing.amount(wanted.amount, language)
    return wanted.share


def pointed_out(scene: Scene, reading: Reading) -> str | None:
    """“李阿姨、浦东金桥路、上周五”: what a message tells of the visit that it is about."""
    told: list[str] = [find_worker(reading.text) or ""]
    if number := _ORDER.search(reading.text):
        told.append(number[0])
    address = address_from_json(reading.address)
    if address is not None:
        told.append(address.text[:_LONGEST])
    told += _times(scene, reading)
    services = [s for code in reading.services if (s := catalogue.by_code(scene.session, code))]
    told += [scene.service(service) for service in services[:2]]
    return scene.listed(each for each in told if each) or None


def _times(scene: Scene, reading: Reading) -> list[str]:
    """When it was, as it was typed; a bare “今天” tells nothing."""
    today = local(scene.now).date()
    whens = find_times(_ORDER.sub("", reading.text), scene.now)
    told = [when for when in whens if when.day or when.clock or when.is_bounded]
    was = [w for w in told if w.day is None or complaint_orders.day_behind(w, today)]
    return [when.text for when in was if when.text not in _TODAY][:2]


def asked_time(scene: Scene, reading: Reading) -> str | None:
    """“明天上午九点”, “今天下午行吗”: when somebody is to come, as it was typed."""
    if _RESULT.search(reading.words):
        return None
    today = local(scene.now).date()
    asks = is_question(reading.words) or offers_time(reading.words)
    asks = asks or not _COMING.isdisjoint(read_demands(reading.text).wanted)
    for when in find_times(_ORDER.sub("", reading.text), scene.now):
        is_ahead = when.day is not None and complaint_orders.day_behind(when, today) is None
        may_be = when.day is None or when.day >= today
        if is_ahead or (asks and may_be):
            return when.text
    return None
