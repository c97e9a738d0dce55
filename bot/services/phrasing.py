"""Times, services and money as a customer reads them, in the customer's language."""

from datetime import datetime
from decimal import Decimal

from bot.clock import local
from bot.language.when import to_phrase
from bot.models import Service
from bot.services import catalogue

_UNITS = {
    "小时": "hour",
    "平米": "m²",
    "平方米": "m²",
    "台": "unit",
    "次": "visit",
    "天": "day",
    "月": "month",
    "26天": "26 days",
}
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def moment(at: datetime, now: datetime, language: str = "zh") -> str:
    """“11月24日（周二，后天）14:00”, or “Tue 24 Nov 14:00”."""
    if language == "zh":
        return to_phrase(at, now)
    here = local(at)
    return f"{_DAYS[here.weekday()]} {here.day} {_MONTHS[here.month - 1]} {here:%H:%M}"


def deadline(at: datetime, language: str = "zh") -> str:
    """A deadline without words such as tomorrow: it is read later."""
    here = local(at)
    if language == "zh":
        return f"{here.month}月{here.day}日 {here:%H:%M}"
    return f"{here.day} {_MONTHS[here.month - 1]} {here:%H:%M}"


def service_name(service: Service, language: str = "zh") -> str:
    """The catalogue's name, or its first English one."""
    if language == "zh":
        return service.name
    return next((alias for alias in service.aliases if alias.isascii()), service.name)


def price(service: Service, language: str = "zh") -> str:
    """“45 元/小时，2 小时起”, or “45 yuan per hour, at least 90 yuan”."""
    if language == "zh":
        return catalogue.price_line(service)
    unit = _UNITS.get(service.unit, service.unit)
    line = f"{catalogue.money(service.price)} yuan per {unit}"
    least = service.minimum
    return f"{line}, at least {catalogue.money(least)} yuan" if least > service.price else line


def amount(value: Decimal | None, language: str = "zh") -> str:
    """What is due, or that it is settled on the spot."""
    if value is None:
        return "上门确认后按实结算" if language == "zh" else "settled on site by measure"
    return f"{catalogue.money(value)} {'元' if language == 'zh' else 'yuan'}"
