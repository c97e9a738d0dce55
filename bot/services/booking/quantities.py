"""How much of a service is wished: square metres, the appliances one by one, months, hours."""

from collections.abc import Iterable
from decimal import Decimal

from bot.language.trade.amounts import find_days, find_hours, without_prices
from bot.language.trade.appliances import adds, count_appliances, total
from bot.language.trade.tasks import only_wiped
from bot.language.visits.series import months_said
from bot.models import Draft, Service
from bot.services import drafts
from bot.services.desk import Desk
from bot.services.reading import Reading, when_from_json
from bot.services.trade import catalogue, rhythm


def names_quantity(reading: Reading, service: Service) -> bool:
    """Whether a message says how much of a service it is."""
    if service.unit == "台" and count_appliances(reading.text, {}):
        return (
            any(sign in without_prices(reading.text) for sign in "台个部")
            or len(reading.services) == 0
        )
    return catalogue.quantity_in(reading.text, service.unit) is not None


def quantity_of(texts: Iterable[str], unit: str) -> Decimal | None:
    """How much the texts say, each completing or changing what those before it said."""
    counts: dict[str, int] = {}
    count: Decimal | None = None
    for text in texts:
        if unit == "台" and (counts := count_appliances(text, counts)):
            count = Decimal(total(counts))
        else:
            count = catalogue.quantity_in(text, unit) or count
    return count


def take_quantity(desk: Desk, draft: Draft, text: str, unit: str) -> Decimal | None:
    """How much: square metres, or the appliances one by one, which later messages change."""
    if only_wiped(text):
        text = ""
    said = draft.data.get("quantity")
    unnamed = {"电器": int(Decimal(said))} if said and adds(text) else {}
    before = draft.data.get("pieces") or unnamed
    if unit == "台" and (counts := count_appliances(text, before)):
        drafts.update(desk.session, draft, desk.now, pieces=counts, quantity=str(total(counts)))
    elif count := catalogue.quantity_in(text, unit):
        drafts.update(desk.session, draft, desk.now, quantity=str(count))
    known = draft.data.get("quantity")
    return Decimal(known) if known else None


def empties(draft: Draft, text: str) -> bool:
    """Whether a message leaves out all the appliances that were wished: “油烟机先不弄了”."""
    known = draft.data.get("pieces")
    return bool(known) and not count_appliances(text, known)


def months_of(text: str, service: Service) -> Decimal | None:
    """For how long somebody is to stay, in the unit of a price by the month; None where the price
    is another or nothing is said."""
    if service.unit not in rhythm.MONTHLY:
        return None
    if months := months_said(text):
        return Decimal(months)
    days = find_days(text)
    return rhythm.months(service, days) if days else None


def hours_of(reading: Reading, service: Service) -> Decimal | None:
    """“四个小时多少钱”, of what is paid by the hour."""
    if "小时" not in service.unit:
        return None
    when = when_from_json(reading.when)
    return when.hours if when else find_hours(reading.words)
