"""A worker's jobs as the worker may see them (REQ G2): who lives where is masked until the day
before, and again when the job is over."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from bot.clock import LOCAL, local
from bot.language.contact.phone import mask_phone
from bot.language.place.address import mask_address
from bot.models import Order, Visit, VisitState, Worker
from bot.services import phrasing
from bot.services.history import record
from bot.services.masks import mask_name, mask_text
from bot.services.wording import Wording

MINE = (VisitState.ASSIGNED, VisitState.ACCEPTED, VisitState.UNDER_WAY)
_LEFT_BEHIND = timedelta(hours=12)


def jobs(session: Session, worker: Worker, now: datetime) -> Sequence[Visit]:
    """What the worker has been given and not yet done, the nearest first."""
    return session.scalars(
        select(Visit)
        .where(
            Visit.worker_id == worker.id,
            Visit.state.in_(MINE),
            Visit.end_at > now - _LEFT_BEHIND,
        )
        .order_by(Visit.start_at, Visit.id)
        .options(joinedload(Visit.order).joinedload(Order.service))
    ).all()


def on_day(visits: Sequence[Visit], day: date) -> list[Visit]:
    """Those that begin on a local day."""
    return [visit for visit in visits if local(visit.start_at).date() == day]


def may_see(visit: Visit, now: datetime) -> bool:
    """Whether the worker of a visit needs to know now who lives where (REQ G2)."""
    eve = datetime.combine(local(visit.start_at).date() - timedelta(days=1), _MIDNIGHT, LOCAL)
    if visit.state not in MINE:
        return False
    return eve <= now and (visit.state == VisitState.UNDER_WAY or now < visit.end_at + _LEFT_BEHIND)


_MIDNIGHT = datetime.min.time()


def places(
    session: Session, visit: Visit, wording: Wording, *, now: datetime, language: str
) -> dict[str, str]:
    """What a message tells a worker about a job; that it showed a customer's contact is kept."""
    order, shown = visit.order, may_see(visit, now)
    if shown:
        _note_shown(session, visit, now)
    nameless = wording.say("utter_worker_nameless", language=language)
    name = order.customer.name
    note = order.note or wording.say("utter_no_note", language=language)
    return {
        "service": phrasing.service_name(order.service, language),
        "when": phrasing.moment(visit.start_at, now, language),
        "until": f"{local(visit.end_at):%H:%M}",
        "customer": (name or nameless) if shown else mask_name(name, nameless),
        "phone": order.phone if shown else mask_phone(order.phone),
        "address": order.address if shown else mask_address(order.address),
        "note": note if shown else mask_text(note),
    }


def _note_shown(session: Session, visit: Visit, now: datetime) -> None:
    if visit.worker is not None:
        actor = f"worker:{visit.worker.number}"
        record(session, "visit", visit.id, "contact shown", actor=actor, now=now)


def line(visit: Visit, now: datetime, language: str) -> str:
    """A job in a few words, for a list or a button: “11月25日 09:00 日常保洁 徐汇区”."""
    name = phrasing.service_name(visit.order.service, language)
    return (
        f"{phrasing.deadline(visit.start_at, language)} {name} {visit.order.district or ''}".strip()
    )
