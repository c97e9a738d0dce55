"""What the business of a conversation needs at hand."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.models import Conversation
from bot.settings import Settings


@dataclass(slots=True)
class Desk:
    """What every step of a draft needs."""

    session: Session
    conversation: Conversation
    now: datetime
    settings: Settings
