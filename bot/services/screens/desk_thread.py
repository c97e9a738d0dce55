"""What the agents' console reads of a thread (REQ A10, G1, G2): nothing here writes, and every
name, phone and address leaves here masked."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, joinedload

from bot.language.contact.phone import mask_phone
from bot.language.place.address import mask_address
from bot.models import Author, Delivery, Message, Outbox, Purpose, Turn
from bot.services.masks import mask_name, mask_text
from bot.services.reading import Reading
from bot.services.screens.desk_views import staff_names


@dataclass(frozen=True, slots=True)
class Line:
    """One message as the thread shows it; ``hides`` tells that a phone in it was masked."""

    id: int
    author: Author
    who: str | None
    kind: str
    text: str
    hides: bool
    at: datetime
    turn_id: int | None
    media_id: int | None
    mime: str | None
    seconds: int | None
    buttons: tuple[str, ...]
    notes: tuple[str, ...]
    purpose: Purpose | None
    delivery: Delivery | None
    problem: str | None


def thread(
    session: Session,
    conversation_id: int,
    *,
    after: int = 0,
    before: int | None = None,
    limit: int = 60,
) -> list[Line]:
    """The newest ``limit`` messages between two ids, the oldest first."""
    wish = select(Message).where(Message.conversation_id == conversation_id, Message.id > after)
    if before is not None:
        wish = wish.where(Message.id < before)
    newest = session.scalars(
        wish.options(joinedload(Message.media)).order_by(Message.id.desc()).limit(limit)
    ).all()
    return _lines(session, newest[::-1])


def newer(session: Session, after: Mapping[int, int], *, limit: int) -> dict[int, list[Line]]:
    """What came in each of several conversations since a message of it, the oldest first; at most
    ``limit`` in all, the rest at the next look."""
    if not after:
        return {}
    since = [and_(Message.conversation_id == c, Message.id > last) for c, last in after.items()]
    wish = select(Message).where(or_(*since)).options(joinedload(Message.media))
    rows = session.scalars(wish.order_by(Message.id).limit(limit)).all()
    found: dict[int, list[Line]] = {}
    for row, line in zip(rows, _lines(session, rows), strict=True):
        found.setdefault(row.conversation_id, []).append(line)
    return found


def _lines(session: Session, rows: Sequence[Message]) -> list[Line]:
    sent = {row.message_id: row for row in _outbox(session, [row.id for row in rows])}
    names = staff_names(session, {row.staff_id for row in rows})
    return [_line(row, sent.get(row.id), names) for row in rows]


def _line(row: Message, sent: Outbox | None, names: dict[int, str]) -> Line:
    shown = mask_text(row.text)
    buttons = (row.data or {}).get("buttons", [])
    return Line(
        id=row.id,
        author=Author(row.author),
        who=names.get(row.staff_id or 0),
        kind=row.kind,
        text=shown,
        hides=shown != row.text,
        at=row.at,
        turn_id=row.turn_id,
        media_id=row.media_id,
        mime=row.media.mime if row.media else None,
        seconds=(row.data or {}).get("seconds"),
        buttons=tuple(str(button["title"]) for button in buttons),
        notes=tuple(_notes(row.data or {})),
        purpose=Purpose(sent.purpose) if sent else None,
        delivery=Delivery(sent.state) if sent else None,
        problem=sent.channel_result if sent else None,
    )


def _notes(data: dict[str, Any]) -> Iterator[str]:
    """How a message came about, and what of it is not in its text."""
    if data.get("forwarded"):
        yield "客户转发的内容"
    if data.get("edited"):
        yield "客户修改后的消息"
    if data.get("source"):
        yield "由客服登记"
    if data.get("album"):
        yield "相册"
    if data.get("menu") or data.get("command"):
        yield "点选菜单"
    if "latitude" in data and "longitude" in data:
        yield f"坐标 {data['latitude']:.5f}, {data['longitude']:.5f}"
    if data.get("own") is False and data.get("phone"):
        yield f"名片：{mask_name(data.get('name'), '未署名')} {mask_phone(str(data['phone']))}"


def _outbox(session: Session, message_ids: Collection[int]) -> Sequence[Outbox]:
    if not message_ids:
        return []
    return session.scalars(select(Outbox).where(Outbox.message_id.in_(message_ids))).all()


def deliveries(
    session: Session, message_ids: Collection[int]
) -> dict[int, tuple[Delivery, str | None]]:
    """How far these outgoing messages are, and what the channel said."""
    rows = _outbox(session, message_ids)
    return {row.message_id: (Delivery(row.state), row.channel_result) for row in rows}


def understood(session: Session, turn_id: int) -> Reading | None:
    """What the bot understood of a turn, with phone and address masked."""
    turn = session.get(Turn, turn_id)
    if turn is None or turn.reading is None:
        return None
    reading = Reading.model_validate(turn.reading)
    reading.phone = mask_phone(reading.phone) if reading.phone else None
    if reading.address:
        reading.address = {"full": mask_address(str(reading.address.get("full") or ""))}
    return reading
