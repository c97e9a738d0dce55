"""A company under fire and the two services that its customers write through."""

from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.conftest import AES_KEY, TELEGRAM_SECRET, WECHAT_TOKEN
from tests.fakes.telegram import FakeTelegram
from tests.fakes.wechat import FakeWeChat
from tests.faults.company import Company


@dataclass(frozen=True, slots=True)
class Town:
    """Up and running; on SQLite Telegram is polled and WeChat is in plain mode, on PostgreSQL
    Telegram comes by webhook and WeChat in safe mode."""

    company: Company
    telegram: FakeTelegram
    wechat: FakeWeChat


@contextmanager
def open_town(
    folder: Path,
    database_url: str = "",
    workers: int = 0,
    *,
    account: str = "service",
    real: bool = False,
) -> Generator[Town]:
    """Start everything; end everything afterwards."""
    aes = AES_KEY if database_url else None
    with ExitStack() as stack:
        telegram = stack.enter_context(FakeTelegram())
        wechat = stack.enter_context(FakeWeChat(token=WECHAT_TOKEN, aes_key=aes, account=account))
        settings = {
            "FRONTDESK_TELEGRAM_TOKEN": telegram.api.token,
            "FRONTDESK_TELEGRAM_API": telegram.url,
            "FRONTDESK_TELEGRAM_SECRET": TELEGRAM_SECRET,
            "FRONTDESK_WECHAT_APPID": wechat.api.appid,
            "FRONTDESK_WECHAT_SECRET": wechat.api.secret,
            "FRONTDESK_WECHAT_TOKEN": WECHAT_TOKEN,
            "FRONTDESK_WECHAT_AES_KEY": aes or "",
            "FRONTDESK_WECHAT_ACCOUNT": account,
            "FRONTDESK_WECHAT_API": wechat.url,
        }
        company = Company(folder, database_url, workers, real=real, **settings)
        if database_url:
            company.settings["FRONTDESK_PUBLIC_URL"] = company.url
        wechat.push_url = f"{company.url}/channels/wechat"
        stack.callback(company.stop)
        company.start()
        yield Town(company, telegram, wechat)
