"""WeChat's error codes and broken connections, in the words of the port.

Source: https://developers.weixin.qq.com/doc/offiaccount/Getting_Started/Global_Return_Code.html
Texts of WeChat are never copied: they may quote the request.
"""

from datetime import datetime, time, timedelta

import requests
import structlog
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError
from wechatpy.exceptions import WeChatClientException

from bot.channels.base import (
    NotAllowedError,
    PermanentError,
    TemporaryError,
    UnknownOutcomeError,
)
from bot.clock import local
from bot.errors import FrontDeskError

log = structlog.get_logger()
STALE_TOKEN = frozenset({40001, 40014, 42001})
WINDOW_CLOSED = 45015
QUOTA_USED = 45047
NO_CONSENT = 43101
_LEFT = {40003: "no such openid", 43004: "the customer does not follow the account"}
_FORBIDDEN = {
    WINDOW_CLOSED: "the 48 h window is closed",
    QUOTA_USED: "the quota is used up until the customer writes again",
    43019: "the customer is on the account's black list",
    NO_CONSENT: "the customer refused the subscription, or it is used up",
}
_CONFIGURATION = {
    40013: "FRONTDESK_WECHAT_APPID is wrong",
    40125: "FRONTDESK_WECHAT_SECRET is wrong",
    40164: "add this server's address to the IP 白名单 (基本配置)",
    41004: "FRONTDESK_WECHAT_SECRET is missing",
    50002: "WeChat has restricted the account",
}
_WRONG = {45002: "too long", 47003: "a template field does not fit"}


class CodeError(Exception):
    """An answer of WeChat with an error code (None: an HTTP status instead)."""

    def __init__(self, code: int | None, status: int = 200) -> None:
        super().__init__(f"errcode {code}, HTTP {status}")
        self.code, self.status = code, status


def of_library(error: WeChatClientException) -> CodeError:
    """The code in the library's exception."""
    status = getattr(error.response, "status_code", 200)
    return CodeError(None if error.errcode is None else int(error.errcode), int(status))


def translate(error: CodeError, now: datetime) -> FrontDeskError:
    """The port's error for a code; what needs the administrator is logged."""
    code = error.code
    if code is None:
        broken = error.status >= 500 or error.status == 429
        return (TemporaryError if broken else PermanentError)(f"WeChat: HTTP {error.status}")
    if code in _LEFT:
        return PermanentError(f"{_LEFT[code]} ({code})", unreachable=True)
    if code in _FORBIDDEN:
        return NotAllowedError(f"{_FORBIDDEN[code]} ({code})")
    if code == 48001:
        log.error("wechat configuration", errcode=code, advice="the account lacks this permission")
        return NotAllowedError("the account lacks the permission (48001)")
    if code in _CONFIGURATION:
        log.error("wechat configuration", errcode=code, advice=_CONFIGURATION[code])
        return PermanentError(f"{_CONFIGURATION[code]} ({code})")
    return _of_the_moment(code, now)


def _of_the_moment(code: int, now: datetime) -> FrontDeskError:
    if code in STALE_TOKEN:
        log.error("wechat refuses a new access token", errcode=code, advice="is the secret shared?")
        return TemporaryError(f"WeChat refuses the access token ({code})", retry_after=60)
    if code == -1:
        return TemporaryError("WeChat is busy (-1)", retry_after=10)
    if code == 45009:
        log.error("wechat daily limit of calls", errcode=code, advice="raise it at WeChat, or wait")
        return TemporaryError("the calls of the day are used up (45009)", _until_tomorrow(now))
    if code == 45011:
        return TemporaryError("too many calls in a minute (45011)", retry_after=60)
    return PermanentError(f"WeChat refuses: {_WRONG.get(code, 'see its list of codes')} ({code})")


def _until_tomorrow(now: datetime) -> float:
    """Seconds until five past midnight in China, where the count starts anew."""
    here = local(now)
    midnight = datetime.combine(here.date() + timedelta(days=1), time(0, 5), here.tzinfo)
    return (midnight - here).total_seconds()


def of_connection(error: requests.RequestException) -> FrontDeskError:
    """Temporary where the request never left; otherwise nobody knows."""
    name = type(error).__name__
    if _never_sent(error):
        return TemporaryError(f"no connection to WeChat ({name})")
    return UnknownOutcomeError(f"no answer from WeChat ({name})")


def _never_sent(error: requests.RequestException) -> bool:
    if isinstance(error, requests.ConnectTimeout | requests.exceptions.SSLError):
        return True
    if isinstance(error, requests.exceptions.ProxyError):
        return True
    inner = error.args[0] if error.args else None
    reason = inner.reason if isinstance(inner, MaxRetryError) else inner
    return isinstance(reason, NewConnectionError | ConnectTimeoutError)
