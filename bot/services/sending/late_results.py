"""What a channel reports of a message before its sender has settled it (REQ E6, G5).

The report is kept under the channel's word for the message; who settles the message looks for it.
Both hold the conversation's lock, so that neither misses the other.
"""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.models import Keep

NOT_ARRIVED = "WeChat reports that it did not arrive"
_HOLDS = timedelta(minutes=10)


def keep_failure(session: Session, conversation_id: int, result: str, *, now: datetime) -> None:
    """``result`` names a message that did not arrive and that nobody has settled yet."""
    session.merge(
        Keep(name=_name(conversation_id, result), value="failed", expires_at=now + _HOLDS)
    )
    session.flush()


def take_failure(session: Session, conversation_id: int, result: str, *, now: datetime) -> bool:
    """Whether the message that goes by ``result`` was reported as failed; asked once."""
    kept = session.get(Keep, _name(conversation_id, result))
    if kept is None:
        return False
    session.delete(kept)
    return kept.expires_at is not None and kept.expires_at > now


def _name(conversation_id: int, result: str) -> str:
    return f"late:{conversation_id}:{hashlib.sha256(result.encode()).hexdigest()[:24]}"
