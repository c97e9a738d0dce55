"""Times, services and money as a customer reads them, in the customer's language."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal

from bot.clock import local
from bot.language.when import to_phrase
from bot.models import Condition, Coupon, Service, Surcharge
from bot.services.trade import catalogue
from bot.settings import Settings

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
_ON_REQUEST = "please ask, a colleague will tell you"
_LISTED = 6
_ON_TOP = {True: "另加 ", False: " plus "}
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def moment(at: datetime, now: datetime, language: str = "zh") -> str:
    """“11月24日（周二，后天）14:00”, or “Tue 24 Nov 14:00”."""
    if language == "zh":
        return to_phrase(at, now)
    here = local(at)
    return f"{_DAYS[here.weekday()]} {here.day} {_MONTHS[here.month - 1]} {here:%H:%M}"


def day(of: date, language: str = "zh") -> str:
    """“11月24日”, or “24 Nov”."""
    return f"{of.month}月{of.day}日" if language == "zh" else f"{of.day} {_MONTHS[of.month - 1]}"


def deadline(at: datetime, language: str = "zh") -> str:
    """A deadline without words such as tomorrow: it is read later."""
    here = local(at)
    if language == "zh":
        return f"{here.month}月{here.day}日 {here:%H:%M}"
    return f"{here.day} {_MONTHS[here.month - 1]} {here:%H:%M}"


def listed(words: Sequence[str], language: str = "zh") -> str:
    """“退款、道歉”, or “a refund, an apology”."""
    return ("、" if language == "zh" else ", ").join(words)


def visits(spans: Sequence[tuple[datetime, datetime]], now: datetime, language: str = "zh") -> str:
    """When somebody comes: “11月24日（周二，后天）14:00–16:00”, or of several visits
    “11月28日、12月5日（周六）09:00–12:00，共 2 次”, many of them from when to when."""
    alike = _alike(spans)
    if len(alike) < len(spans):
        rows = [alike, [span for span in spans if span not in alike]]
        said = [visits(row, now, language) for row in rows]
        return ("；" if language == "zh" else "; ").join(said)
    start, end = spans[0]
    if len(spans) == 1:
        return f"{moment(start, now, language)}–{local(end):%H:%M}"
    days = [local(begin).date() for begin, _ in spans]
    clock = f"{local(start):%H:%M}–{local(end):%H:%M}"
    if language != "zh":
        named = [f"{day.day} {_MONTHS[day.month - 1]}" for day in days]
        listed = ", ".join(named) if len(days) <= _LISTED else f"{named[0]} to {named[-1]}"
        weekdays = ", ".join(_DAYS[n] for n in sorted({day.weekday() for day in days}))
        return f"{listed} ({weekdays}) {clock}, {len(days)} visits"
    named = [f"{day.month}月{day.day}日" for day in days]
    listed = "、".join(named) if len(days) <= _LISTED else f"{named[0]}至{named[-1]}"
    return f"{listed}（{_weekdays(days)}）{clock}，共 {len(days)} 次"


def _alike(spans: Sequence[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Those at the hour that most of them have, without one that was moved to another weekday."""
    clocks = Counter(_clocks(span) for span in spans)
    usual = clocks.most_common(1)[0][0]
    alike = [span for span in spans if _clocks(span) == usual]
    weekdays = Counter(local(start).weekday() for start, _ in alike)
    often = min((count for count in weekdays.values() if count > 1), default=0)
    is_moved = often > 2 and list(weekdays.values()).count(1) == 1
    return [s for s in alike if not is_moved or weekdays[local(s[0]).weekday()] > 1]


def _clocks(span: tuple[datetime, datetime]) -> tuple[time, time]:
    return local(span[0]).time(), local(span[1]).time()


def _weekdays(days: Sequence[date]) -> str:
    """“每天”, “每周一、三、五”, “周六”."""
    found = sorted({day.weekday() for day in days})
    if len(found) == 7:
        return "每天"
    every = "每" if len(days) > _LISTED else ""
    return every + "周" + "、".join("一二三四五六日"[n] for n in found)


def service_name(service: Service, language: str = "zh") -> str:
    """The catalogue's name in a language, else its first English alias."""
    if language == "zh":
        return service.name
    aliases = (alias for alias in service.aliases if alias.isascii())
    return service.name_en or next(aliases, service.name)


def has_text(service: Service, field: str, language: str = "zh") -> bool:
    """Whether the catalogue holds a text in a language."""
    return bool(getattr(service, field if language == "zh" else f"{field}_en"))


def text(service: Service, field: str, language: str = "zh") -> str:
    """A text of the catalogue, such as ``prepare``; what it lacks in English is offered."""
    said = str(getattr(service, field if language == "zh" else f"{field}_en"))
    return said or ("" if language == "zh" else _ON_REQUEST)


def cancellation(service: Service, settings: Settings, language: str = "zh") -> str:
    """The cancellation rule: the catalogue's words, or its figures in English."""
    if language == "zh":
        return service.cancellation
    rule = catalogue.cancel_rule(service, settings)
    if not rule.percent:
        return "Cancelling or moving the visit is free of charge."
    share = "the order" if rule.is_of_order else "that visit"
    hours = catalogue.money(rule.free_hours)
    return (
        f"Free until {hours} hours before the start; later {rule.percent}% of the price of "
        f"{share}. Changing the time is free."
    )


def price(service: Service, language: str = "zh") -> str:
    """“45 元/小时，2 小时起”, or “45 yuan per hour, at least 90 yuan”."""
    if language == "zh":
        return catalogue.price_line(service)
    unit = _UNITS.get(service.unit, service.unit)
    line = f"{catalogue.money(service.price)} yuan per {unit}"
    least = service.minimum
    return f"{line}, at least {catalogue.money(least)} yuan" if least > service.price else line


def extras(rules: Sequence[Surcharge], language: str = "zh") -> str:
    """What may come on top of a price: “周末另加 10%，提前不足 4 小时另加 30 元”."""
    said = [
        f"{_occasion(rule, language)}{_ON_TOP[language == 'zh']}{_how_much(rule, language)}"
        for rule in rules
        if rule.percent or rule.amount
    ]
    return ("，" if language == "zh" else ", ").join(said)


def _occasion(rule: Surcharge, language: str) -> str:
    hours = catalogue.money(rule.hours)
    if language == "zh":
        return {
            Condition.WEEKEND: "周末",
            Condition.HOLIDAY: "法定节假日",
            Condition.URGENT: f"提前不足 {hours} 小时预约",
            Condition.AREA: "、".join(rule.districts or ()),
        }[Condition(rule.condition)]
    return {
        Condition.WEEKEND: "weekends",
        Condition.HOLIDAY: "public holidays",
        Condition.URGENT: f"less than {hours} hours ahead",
        Condition.AREA: "outlying districts",
    }[Condition(rule.condition)]


def _how_much(rule: Surcharge, language: str) -> str:
    yuan = "元" if language == "zh" else "yuan"
    parts = [f"{catalogue.money(rule.percent)}%"] * bool(rule.percent)
    parts += [f"{catalogue.money(rule.amount)} {yuan}"] * bool(rule.amount)
    return ("和 " if language == "zh" else " and ").join(parts)


def amount(value: Decimal | None, language: str = "zh") -> str:
    """What is due, or that it is settled on the spot."""
    if value is None:
        return "上门确认后按实结算" if language == "zh" else "settled on site by measure"
    return f"{catalogue.money(value)} {'元' if language == 'zh' else 'yuan'}"


def coupon(coupon: Coupon, language: str = "zh") -> str:
    """A promotion in words."""
    if language == "zh":
        return coupon.title
    first = " on a first order" if coupon.first_order_only else ""
    least = f" from {catalogue.money(coupon.threshold)} yuan on" if coupon.threshold else ""
    until = f", until {coupon.valid_until:%d %b %Y}" if coupon.valid_until else ""
    return f"{catalogue.money(coupon.amount)} yuan off{first}{least}{until}"
