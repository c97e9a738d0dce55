"""Whether the key is the one that a database was written with, asked at every start."""

from sqlalchemy.orm import Session

from bot.models import Keep

_NAME = "key"


def check_key(session: Session) -> None:
    """Open the value that the first start has left; leave it on the first start.

    Raises:
        ConfigurationError: it was closed with another key.
    """
    if session.get(Keep, _NAME) is None:
        session.add(Keep(name=_NAME, value="right"))
        session.flush()
