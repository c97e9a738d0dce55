"""The sample company of the first start (bot/sample): catalogue, coupons, workers, agents."""

import csv
import secrets
from datetime import date
from decimal import Decimal
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.language.trade.services import ServiceName
from bot.models import Area, Coupon, Group, Role, Service, Worker
from bot.services.sheets.cells import read_certificates
from bot.services.staff import staff

SAMPLE = Path(__file__).parent.parent / "sample"
_TEXTS = (
    "code", "name", "unit", "minimum_note", "duration", "includes", "excludes", "prepare",
    "qualification", "booking", "cancellation", "cancel_base", "promotion",
    "name_en", "duration_en", "includes_en", "excludes_en", "prepare_en", "qualification_en",
    "booking_en", "promotion_en",
)  # fmt: skip


def load_sample_company(session: Session) -> dict[str, str]:
    """Load the sample once; the agents' names with their new random passwords.

    Nothing is loaded, and nothing returned, when there is a catalogue already.
    """
    if session.scalar(select(func.count()).select_from(Service)):
        return {}
    _load_catalogue(session)
    _load_workers(session)
    return _load_staff(session)


def _rows(name: str) -> list[dict[str, str]]:
    with (SAMPLE / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _load_catalogue(session: Session) -> None:
    for position, row in enumerate(_rows("services.csv")):
        session.add(
            Service(
                position=position,
                aliases=_list(row["aliases"]),
                certificates=_list(row["certificates"]),
                price=Decimal(row["price"]),
                minimum=Decimal(row["minimum"] or "0"),
                hours=Decimal(row["hours"]),
                cancel_free_hours=Decimal(row["cancel_free_hours"]),
                cancel_percent=int(row["cancel_percent"]),
                **{name: row[name] for name in _TEXTS},
            )
        )
    for row in _rows("areas.csv"):
        session.add(Area(**row))
    for row in _rows("coupons.csv"):
        session.add(
            Coupon(
                code=row["code"],
                title=row["title"],
                first_order_only=row["first_order_only"].lower() in {"true", "1", "yes"},
                threshold=Decimal(row["threshold"] or "0"),
                amount=Decimal(row["amount"]),
                services=_list(row["services"]),
                valid_from=_day(row["valid_from"]),
                valid_until=_day(row["valid_until"]),
                once_only=row["once_only"] == "true",
            )
        )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def sample_lexicon() -> list[ServiceName]:
    """The service names of the sample catalogue, for reading messages without a database."""
    return [
        ServiceName(row["code"], row["name"], tuple(_list(row["aliases"])))
        for row in _rows("services.csv")
    ]


def _load_workers(session: Session) -> None:
    for row in _rows("workers.csv"):
        session.add(
            Worker(
                number=row["number"],
                name=row["name"],
                phone=row["phone"],
                skills=_list(row["skills"]),
                areas=_list(row["areas"]),
                years=int(row["years"]),
                certificates=read_certificates(row["certificates"]),
                weekdays=[int(day) for day in _list(row["weekdays"])],
                rating=Decimal(row["rating"]),
            )
        )


def _load_staff(session: Session) -> dict[str, str]:
    passwords: dict[str, str] = {}
    for row in _rows("staff.csv"):
        passwords[row["username"]] = secrets.token_urlsafe(9)
        staff.create_staff(
            session,
            username=row["username"],
            display_name=row["display_name"],
            password=passwords[row["username"]],
            role=Role(row["role"]),
            group=Group(row["group"]),
        )
    return passwords


def _list(text: str) -> list[str]:
    return [part for part in text.split("|") if part]


def ensure_administrator(session: Session, password: str | None) -> str | None:
    """Make the user ``admin`` if nobody of that name exists; a generated password is returned."""
    if staff.exists(session, "admin"):
        return None
    chosen = password or secrets.token_urlsafe(12)
    staff.create_staff(
        session,
        username="admin",
        display_name="管理员",
        password=chosen,
        role=Role.ADMINISTRATOR,
    )
    return None if password else chosen
