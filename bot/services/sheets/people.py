"""Service workers as a table: skills, areas, certificates with expiry, working days, leave."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import LOCAL, local
from bot.models import Absence, Area, Service, Worker
from bot.services.sheets.cells import (
    CERTIFICATES,
    PHONE,
    WEEKDAYS,
    YES_NO,
    CellError,
    Kind,
    code,
    figure,
    known,
    parts,
    read_date,
    text,
    whole,
)
from bot.services.sheets.table import Column, Table

_DAY = timedelta(days=1)
_LONGEST_LEAVE = 366


def table(session: Session, now: datetime) -> Table:
    """The workers; skills are named as the catalogue names services."""
    codes: dict[str, str] = {}
    titles: dict[str, str] = {}
    for service in session.scalars(select(Service).order_by(Service.position)):
        codes |= {service.name: service.code, service.code: service.code}
        titles[service.code] = service.name
    districts = {name: name for name in session.scalars(select(Area.district).order_by(Area.id))}
    today = local(now).date()
    columns = (
        Column("工号", "number", code(20)),
        Column("姓名", "name", text(40)),
        Column("电话", "phone", PHONE),
        Column("技能", "skills", known("服务", codes, titles)),
        Column("服务区域", "areas", known("区县", districts, districts)),
        Column("从业年限", "years", whole(0, 60), is_needed=False),
        Column("证书", "certificates", CERTIFICATES, is_needed=False),
        Column("评分", "rating", figure("1", "5", empty="5"), False, is_kept=True),
        Column("工作日", "weekdays", WEEKDAYS, is_needed=False),
        Column("请假", "leave", LEAVE, False, _leave_of(session, today), _leave(session, now)),
        Column("在职", "active", YES_NO),
    )
    return Table("服务人员", "worker", Worker, columns, ("number",), ("number",))


def _read_leave(said: str) -> list[date]:
    """“2026-12-01至2026-12-03；2026-12-20” as days."""
    days: set[date] = set()
    for part in parts(said):
        first, _, last = part.replace("到", "至").replace("~", "至").partition("至")
        start = read_date(first.strip())
        end = read_date(last.strip()) if last else start
        if not start <= end < start + _LONGEST_LEAVE * _DAY:
            raise CellError(f"“{part[:30]}”不是一段日期", "请按 2026-12-01至2026-12-03 填写")
        days |= {start + step * _DAY for step in range((end - start).days + 1)}
    return sorted(days)


def _write_leave(days: list[date]) -> str:
    return "；".join(
        first.isoformat() if first == last else f"{first.isoformat()}至{last.isoformat()}"
        for first, last in _spans(days)
    )


def _spans(days: Iterable[date]) -> list[tuple[date, date]]:
    spans: list[tuple[date, date]] = []
    for day in sorted(days):
        if spans and day - spans[-1][1] == _DAY:
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    return spans


LEAVE = Kind(_read_leave, _write_leave, empty=[], is_long=True)


def _leave_of(session: Session, today: date) -> Callable[[Worker], list[date]]:
    """The days from today on that a worker is away."""
    since = datetime.combine(today, datetime.min.time(), LOCAL)
    away: dict[int, set[date]] = {}
    for absence in session.scalars(select(Absence).where(Absence.end_at > since)):
        away.setdefault(absence.worker_id, set()).update(
            day for day in _days(absence) if day >= today
        )
    return lambda worker: sorted(away.get(worker.id, ()))


def _days(absence: Absence) -> Iterable[date]:
    day, last = local(absence.start_at).date(), local(absence.end_at - timedelta(seconds=1)).date()
    while day <= last:
        yield day
        day += _DAY


def _leave(session: Session, now: datetime) -> Callable[[Worker, list[date]], None]:
    """Bring the leave from today on to these days; what is past stays as it was."""
    today = local(now).date()
    since = datetime.combine(today, datetime.min.time(), LOCAL)

    def put(worker: Worker, days: list[date]) -> None:
        wanted = {day for day in days if day >= today}
        for absence in session.scalars(
            select(Absence).where(Absence.worker_id == worker.id, Absence.end_at > since)
        ).all():
            covered = set(_days(absence))
            if covered <= wanted:
                wanted -= covered
            else:
                session.delete(absence)
        for day in wanted:
            start = datetime.combine(day, datetime.min.time(), LOCAL)
            session.add(
                Absence(worker_id=worker.id, start_at=start, end_at=start + _DAY, noted_at=now)
            )

    return put
