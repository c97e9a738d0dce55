"""What was said for a complaint, said back: which visit it was, what is wanted (REQ A3, D2)."""

from actions.base import Scene
from bot.language.demands import MONEY, Demands, demands_of, read_demands
from bot.language.worker_names import find_worker
from bot.models import Complaint
from bot.services import catalogue, phrasing
from bot.services.reading import Reading, address_from_json

_LONGEST = 24


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
    """“李阿姨、浦东金桥路、日常保洁”: what a message tells of the visit that it is about."""
    told: list[str] = []
    if worker := find_worker(reading.text):
        told.append(worker)
    address = address_from_json(reading.address)
    if address is not None:
        told.append(address.text[:_LONGEST])
    if reading.when is not None and (reading.when["day"] or reading.when["clock"]):
        told.append(str(reading.when["text"]))
    services = [s for code in reading.services if (s := catalogue.by_code(scene.session, code))]
    told += [scene.service(service) for service in services[:2]]
    return scene.listed(told) if told else None
