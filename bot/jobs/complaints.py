"""Complaints left half told are filed with what there is: nothing said is lost (REQ G5)."""

from datetime import timedelta

from sqlalchemy import select

from bot.house import House
from bot.models import Conversation, Draft, DraftKind
from bot.services import complaint_drafts
from bot.services.bookings import Desk

LEFT_AFTER = timedelta(minutes=20)


def file_left(house: House) -> int:
    """File every complaint draft that nobody touched for a while; the number filed."""
    before = house.clock.now() - LEFT_AFTER
    with house.database.read() as session:
        left = session.scalars(
            select(Draft.id).where(Draft.kind == DraftKind.COMPLAINT, Draft.updated_at <= before)
        ).all()
    for draft_id in left:
        with house.database.write() as session:
            draft = session.get(Draft, draft_id, with_for_update=True)
            if draft is not None and draft.updated_at <= before:
                conversation = session.get_one(Conversation, draft.conversation_id)
                desk = Desk(session, conversation, house.clock.now(), house.settings)
                complaint_drafts.file(desk, draft)
    return len(left)
