"""What python-telegram-bot raises, in the words of the port."""

from datetime import timedelta

import httpx
import structlog
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels.base import PermanentError, TemporaryError, UnknownOutcomeError
from bot.errors import FrontDeskError

log = structlog.get_logger()
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
ADVICE = {
    "InvalidToken": "Telegram refuses the bot token: check FRONTDESK_TELEGRAM_TOKEN",
    "Conflict": "another program uses this bot token: stop it, or make a bot of its own for it",
}


class MovedError(TemporaryError):
    """The chat has a new id; worth another try at once."""

    def __init__(self, chat: str) -> None:
        super().__init__("the chat has moved")
        self.chat = chat


def translate(error: TelegramError) -> FrontDeskError:
    """The port's error for ``error``; configuration errors are logged with what to do.

    BadRequest comes before NetworkError, whose subclass it is although it is permanent. No text is
    copied from the exceptions that may carry the token or a URL.
    """
    match error:
        case RetryAfter():
            return TemporaryError("too many messages (429)", retry_after=seconds_to_wait(error))
        case Forbidden():
            return PermanentError("the customer blocked the bot (403)", unreachable=True)
        case ChatMigrated():
            return MovedError(str(error.new_chat_id))
        case BadRequest():
            gone = "chat not found" in error.message.lower()
            return PermanentError(f"Telegram refuses: {error.message[:100]}", unreachable=gone)
        case InvalidToken() | Conflict():
            advice = ADVICE[type(error).__name__]
            log.error("telegram configuration", advice=advice)
            return PermanentError(advice)
        case _:
            return _of_the_network(error)


def _of_the_network(error: TelegramError) -> FrontDeskError:
    if isinstance(error.__cause__, _NEVER_SENT):
        return TemporaryError(f"no connection to Telegram ({type(error.__cause__).__name__})")
    if isinstance(error, NetworkError) and not isinstance(error, TimedOut) and _answered(error):
        return TemporaryError("Telegram is out of order (5xx)")
    return UnknownOutcomeError(f"no answer from Telegram ({type(error).__name__})")


def _answered(error: NetworkError) -> bool:
    """Whether it stands for an HTTP status: the others are raised from their cause."""
    return error.__cause__ is None or isinstance(error.__cause__, TelegramError)


def repeatable(error: FrontDeskError) -> FrontDeskError:
    """For calls that may be repeated at will, an unknown outcome is a temporary one."""
    return TemporaryError(str(error)) if isinstance(error, UnknownOutcomeError) else error


def seconds_to_wait(error: RetryAfter) -> float:
    """As told by Telegram; an int or a timedelta, depending on PTB_TIMEDELTA."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
