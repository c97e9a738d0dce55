"""Complaints left half told are filed with what there is: nothing said is lost (REQ G5)."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.house import House
from bot.jobs.each import each
from bot.models import Conversation, Draft, DraftKind
from bot.services.complaint import complaint_drafts
from bot.services.desk import Desk

LEFT_AFTER = timedelta(minutes=20)


def file_left(house: House) -> int:
    """File every complaint draft that nobody touched for a while; the number filed."""
    before = house.clock.now() - LEFT_AFTER
    with house.database.read() as session:
        left = session.scalars(
            select(Draft.id).where(Draft.kind == DraftKind.COMPLAINT, Draft.updated_at <= before)
        ).all()
    return each(house, "complaints", left, lambda session, row_id: _file(house, session, row_id))


def _file(house: House, session: Session, draft_id: int) -> None:
    now = house.clock.now()
    draft = session.get(Draft, draft_id, with_for_update=True)
    if draft is not None and draft.updated_at <= now - LEFT_AFTER:
        conversation = session.get_one(Conversation, draft.conversation_id)
        complaint_drafts.file(Desk(session, conversation, now, house.settings), draft)
