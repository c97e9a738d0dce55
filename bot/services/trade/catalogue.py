"""The catalogue (REQ B1): services, where we work, prices."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.language.place.address import Address
from bot.language.trade.amounts import find_pieces, find_square_metres
from bot.language.trade.services import ServiceName
from bot.models import Area, Coupon, Order, Service, VisitState
from bot.services.trade import rhythm, surcharges
from bot.services.trade.surcharges import Occasion
from bot.settings import Settings

CENT = Decimal("0.01")
_EVERYWHERE = frozenset(
    {"服务", "清洁", "保洁", "需要", "可以", "我家", "家里", "合适", "这种", "哪种"}
)


def active_services(session: Session) -> Sequence[Service]:
    """The services on offer, in the catalogue's order."""
    return session.scalars(
        select(Service).where(Service.active).order_by(Service.position, Service.id)
    ).all()


def lexicon(session: Session) -> list[ServiceName]:
    """Every name under which a service may be asked for."""
    return [ServiceName(s.code, s.name, tuple(s.aliases)) for s in active_services(session)]


def by_code(session: Session, code: str | None) -> Service | None:
    """The service of a code, if it is on offer."""
    if code is None:
        return None
    return session.scalar(select(Service).where(Service.code == code, Service.active))


def by_name(session: Session, name: str) -> Service | None:
    """The service of a catalogue name."""
    return session.scalar(select(Service).where(Service.name == name))


def called(session: Session, text: str, known: Sequence[str]) -> list[str]:
    """The services that a text names, by the beginning of their names too: “日常和深度”."""
    plain, services = text.lower(), active_services(session)
    shorts = {s.code: (s.name[:2], s.name_en.lower().partition(" ")[0]) for s in services}
    times = Counter(short for each in shorts.values() for short in each)
    own = {
        code: [s for s in each if s and times[s] == 1 and s in plain]
        for code, each in shorts.items()
    }
    return [*known, *(code for code, said in own.items() if said and code not in known)]


def begun_with(session: Session, text: str) -> Service | None:
    """The service with whose short name a text begins: “深度能擦外面的玻璃吗”."""
    plain = text.lstrip("那你们请问，, ")
    return next((s for s in active_services(session) if plain.startswith(s.name[:2])), None)


def that_ask_for(session: Session, word: str) -> list[Service]:
    """The services for which a customer is asked to tell it, such as the 预产期."""
    return [service for service in active_services(session) if word in service.prepare]


def fitting(session: Session, text: str) -> Service | None:
    """The service whose contents speak of what a customer describes, and not its exclusions."""
    pairs = {text[i : i + 2] for i in range(len(text) - 1)}
    pairs = {p for p in pairs if all("\u4e00" <= sign <= "\u9fff" for sign in p)} - _EVERYWHERE

    def score(service: Service) -> int:
        return sum((p in service.includes) - 2 * (p in service.excludes) for p in pairs)

    best = max(active_services(session), key=score, default=None)
    return best if best is not None and score(best) > 0 else None


def money(amount: Decimal) -> str:
    """Yuan for people: no needless decimals."""
    text = f"{amount.quantize(CENT, ROUND_HALF_UP):f}"
    return text.rstrip("0").rstrip(".")


def price_line(service: Service) -> str:
    """“45 元/小时，2 小时起”."""
    line = f"{money(service.price)} 元/{service.unit}"
    return f"{line}，{service.minimum_note}" if service.minimum_note else line


@dataclass(frozen=True, slots=True)
class CancelRule:
    """Free until ``free_hours`` before the start, then ``percent`` of the visit or the order."""

    free_hours: Decimal
    percent: int
    is_of_order: bool


def cancel_rule(service: Service, settings: Settings) -> CancelRule:
    """The rule of a service; what it leaves open is as the settings say."""
    hours, percent = service.cancel_free_hours, service.cancel_percent
    return CancelRule(
        hours if hours is not None else Decimal(str(settings.free_cancel_hours)),
        percent if percent is not None else settings.late_cancel_percent,
        service.cancel_base == "order",
    )


def areas_text(session: Session, language: str = "zh") -> str:
    """“上海市（黄浦区、…）；苏州市（姑苏区）”, or “Shanghai (Huangpu, …); Suzhou (Gusu)”."""
    cities: dict[str, list[str]] = {}
    is_english = language != "zh"
    for area in session.scalars(select(Area).order_by(Area.id)):
        city = (is_english and area.city_en) or area.city
        cities.setdefault(city, []).append((is_english and area.district_en) or area.district)
    if is_english:
        return "; ".join(f"{city} ({', '.join(names)})" for city, names in cities.items())
    return "；".join(f"{city}（{'、'.join(names)}）" for city, names in cities.items())


def districts_of(session: Session, city: str, language: str = "zh") -> str:
    """Where we come in one city: “姑苏区”, “黄浦区、徐汇区”."""
    areas = session.scalars(select(Area).where(Area.city == city).order_by(Area.id))
    if language == "zh":
        return "、".join(area.district for area in areas)
    return ", ".join(area.district_en or area.district for area in areas)


def place_said(session: Session, address: Address, language: str) -> str:
    """The place that an answer names: its district or city, in English as our areas call it."""
    if language == "zh":
        return address.district or address.city or address.text
    of_district = Area.district == (address.district or "")
    area = session.scalar(select(Area).where(of_district).limit(1))
    return (area and area.district_en) or address.text


def serves(session: Session, address: Address, home_city: str) -> bool | None:
    """Whether we come to an address; None when it does not say enough."""
    if address.district is None and address.city is None:
        return None
    city = address.city or home_city
    query = select(Area.id).where(Area.city == city)
    if address.district is not None:
        query = query.where(Area.district == address.district)
    return session.scalar(query.limit(1)) is not None


@dataclass(frozen=True, slots=True)
class Quote:
    """What an order costs: ``amount`` in yuan with ``surcharge`` and after ``discount``, None if it
    needs a measure; ``extra`` names what is charged on top."""

    amount: Decimal | None
    discount: Decimal
    coupon: str | None
    basis: str
    surcharge: Decimal = Decimal(0)
    extra: str = ""


def quantity_in(text: str, unit: str) -> Decimal | None:
    """How many square metres or pieces a text names, by the unit of the price."""
    if "平" in unit:
        return find_square_metres(text)
    return find_pieces(text) if unit in {"台", "件", "个"} else None


def quote(
    session: Session,
    service: Service,
    *,
    hours: Decimal | None,
    quantity: Decimal | None,
    customer_id: int,
    today: date,
    occasions: Sequence[Occasion] = (),
) -> Quote:
    """The price of a wish, surcharges on top, less the best coupon that applies (REQ C7).

    Every occasion is a visit of the same price with its own surcharges; without one no surcharge
    is told: the time and the place are not known yet.
    """
    count = _count(service, hours, quantity)
    if count is None:
        return Quote(None, Decimal(0), None, price_line(service))
    base = max(service.price * count, service.minimum).quantize(CENT, ROUND_HALF_UP)
    extra = [item for each in occasions for item in surcharges.items(session, service, base, each)]
    visits = max(1, len(occasions))
    surcharge = sum((item.amount for item in extra), Decimal(0))
    gross = base * visits + surcharge
    coupon = _best_coupon(session, service, gross, customer_id, today)
    discount = min(coupon.amount, gross) if coupon else Decimal(0)
    basis = f"{money(service.price)} 元/{service.unit} × {_times(service, count)}"
    if base > (service.price * count).quantize(CENT, ROUND_HALF_UP):
        basis = f"{basis}，按最低消费 {money(service.minimum)} 元"
    if visits > 1:
        basis = f"{basis}，共 {visits} 次"
    code, named = (
        coupon.code if coupon else None,
        "、".join(dict.fromkeys(item.title for item in extra)),
    )
    return Quote(gross - discount, discount, code, basis, surcharge, named)


def _times(service: Service, count: Decimal) -> str:
    """“3”; of a month's 26 working days that are no whole months “42/26”."""
    is_whole = count == count.to_integral_value()
    is_monthly = service.unit in rhythm.MONTHLY
    return money(count) if is_whole or not is_monthly else f"{money(count * 26)}/26"


def _count(service: Service, hours: Decimal | None, quantity: Decimal | None) -> Decimal | None:
    if "小时" in service.unit:
        return hours or service.hours
    if "平" in service.unit:
        return quantity
    return quantity or Decimal(1)


def valid_coupons(session: Session, today: date) -> Sequence[Coupon]:
    """The promotions that still run on a local day."""
    has_begun = or_(Coupon.valid_from.is_(None), Coupon.valid_from <= today)
    is_valid = or_(Coupon.valid_until.is_(None), Coupon.valid_until >= today)
    return session.scalars(select(Coupon).where(has_begun, is_valid).order_by(Coupon.code)).all()


def _best_coupon(
    session: Session, service: Service, gross: Decimal, customer_id: int, today: date
) -> Coupon | None:
    used = session.scalars(  # an order that was cancelled uses nothing up
        select(Order.coupon).where(
            Order.customer_id == customer_id, Order.state != VisitState.CANCELLED
        )
    ).all()
    fitting = [
        coupon
        for coupon in valid_coupons(session, today)
        if gross >= coupon.threshold
        and (not coupon.services or service.code in coupon.services)
        and not (coupon.first_order_only and used)
        and not (coupon.once_only and coupon.code in used)
    ]
    return max(fitting, key=lambda coupon: coupon.amount, default=None)
