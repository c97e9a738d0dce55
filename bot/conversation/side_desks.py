"""Who answers a turn in the language engine's stead, and that it is answered once.

One look without locks tells whose a turn is, since nearly all are the customers' flows'. What a
desk does and what it answers are one transaction; the answer is kept with the turn, so that a
repetition after a crash says the same and does nothing again.
"""

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy.orm import Session

from bot.conversation.kept_replies import from_json, to_json
from bot.db import Database
from bot.models import Turn
from bot.services.thread import turns
from bot.services.wording import Reply


class SideDesk(Protocol):
    """Somebody who needs no engine: the workers' desk, the staff's, the one for greetings."""

    @property
    def name(self) -> str:
        """Under which the answer is kept (``Turn.outcome``)."""
        ...

    def takes(self, session: Session, turn: Turn, text: str) -> bool:
        """Whether a turn in which ``text`` was said is this desk's; writes nothing."""
        ...

    def reply(self, session: Session, turn: Turn, text: str) -> list[Reply] | None:
        """Act and answer; None when a person has the conversation: nothing done, nothing kept."""
        ...


def answer(database: Database, desks: Sequence[SideDesk], turn_id: int) -> list[Reply] | None:
    """The replies of the first desk that takes the turn; None when it is for the engine."""
    with database.read() as session:
        turn = session.get_one(Turn, turn_id)
        text = turns.text_of(session, turn)
        desk = next((desk for desk in desks if desk.takes(session, turn, text)), None)
    if desk is None:
        return None
    with database.write() as session:
        turn = session.get_one(Turn, turn_id)
        if turn.outcome is not None:
            return from_json(desk.name, turn.outcome)
        replies = desk.reply(session, turn, text)
        if replies is None:
            return []
        turn.outcome = to_json(desk.name, replies)
        return replies
