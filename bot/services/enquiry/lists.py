"""What there is at all: the prices and names of every service, the offers that run (REQ B2)."""

import re
from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from bot.models import Condition, Service
from bot.services import phrasing
from bot.services.enquiry.answer import Answer
from bot.services.trade import catalogue, surcharges

_COLON = {"zh": "："}
_SPECIAL_DAYS = {
    Condition.WEEKEND: re.compile(r"周[末六日天]|星期[六日天]|礼拜[六日天]|双休|weekend", re.I),
    Condition.HOLIDAY: re.compile(r"节假日|假期|过年|春节|国庆|五一|元旦|中秋|holiday", re.I),
}


def price_list(session: Session, topic: str, language: str) -> Answer:
    """Every service in a line of its own, for a question on a topic without one."""
    services = catalogue.active_services(session)
    colon = _COLON.get(language, ": ")
    lines = "\n".join(
        f"· {phrasing.service_name(s, language)}{colon}{phrasing.price(s, language)}"
        for s in services
    )
    names = (", " if language == "en" else "、").join(
        phrasing.service_name(s, language) for s in services
    )
    return Answer(f"utter_{topic}_general", {"lines": lines, "names": names})


def in_general(session: Session, topic: str, text: str, language: str) -> Answer | None:
    """What holds for every service, of weekends or of the people; None where nothing does."""
    if topic == "price" and is_without_surcharge(session, catalogue.active_services(session), text):
        return Answer("utter_no_surcharge", {})
    return _of_everybody(session, language) if topic == "qualification" else None


def is_without_surcharge(session: Session, named: Sequence[Service], text: str) -> bool:
    """Whether it asks about weekends or holidays, on which nothing comes on top."""
    asked = {c for c, days in _SPECIAL_DAYS.items() if days.search(text)}
    charged = {rule.condition for service in named for rule in surcharges.rules(session, service)}
    return bool(asked) and not asked & charged


def _of_everybody(session: Session, language: str) -> Answer | None:
    """What holds for everybody who comes, whatever the service; None where nothing does."""
    services = catalogue.active_services(session)
    held = [_clauses(phrasing.text(service, "qualification", language)) for service in services]
    common = [c for c in held[0] if all(c in each for each in held)] if held else []
    words = "，" if language == "zh" else ", "
    return Answer("utter_qualification_all", {"words": words.join(common)}) if common else None


def _clauses(text: str) -> list[str]:
    return [clause.strip("。. ") for clause in re.split(r"[，,；;]", text) if clause.strip()]


def promotions(
    session: Session, today: date, language: str, about: Sequence[Service] = ()
) -> Answer:
    """The coupons, and what is on for the services in question, or for all."""
    colon = _COLON.get(language, ": ")
    lines = [
        f"· {phrasing.coupon(coupon, language)}"
        for coupon in catalogue.valid_coupons(session, today)
    ]
    lines += [
        f"· {phrasing.service_name(s, language)}{colon}{phrasing.text(s, 'promotion', language)}"
        for s in about or catalogue.active_services(session)
        if phrasing.has_text(s, "promotion", language)
    ]
    if not lines:
        return Answer("utter_promotion_none", {})
    return Answer("utter_promotion", {"lines": "\n".join(lines)})
