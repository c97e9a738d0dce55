"""Desks that several files share, so that the suite starts the engine few times."""

import base64
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.e2e.desk import Desk
from tests.fakes.telegram import FakeTelegram
from tests.fakes.wechat import Account, FakeWeChat

AES_KEY = base64.b64encode(bytes(range(32))).decode().rstrip("=")
TELEGRAM_SECRET = "webhook-secret_of-e2e"
WECHAT_TOKEN = "push-token-of-e2e"


@pytest.fixture(scope="package")
def shared_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk without channels but the web, for all tests that leave it running."""
    desk = Desk(tmp_path_factory.mktemp("desk"), FRONTDESK_MEDIA_LIMIT_MB="1").start()
    yield desk
    desk.close()


@dataclass(frozen=True)
class Channelled:
    """A desk with Telegram and WeChat, both played by fakes over real HTTP."""

    desk: Desk
    telegram: FakeTelegram
    wechat: FakeWeChat


@pytest.fixture(scope="package")
def polling(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Channelled]:
    """Telegram polled; WeChat a service account in safe mode (AES)."""
    with ExitStack() as stack:
        yield _open(stack, tmp_path_factory.mktemp("polling"), account="service", aes_key=AES_KEY)


@pytest.fixture(scope="package")
def pushed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Channelled]:
    """Telegram by webhook; WeChat a passive-only subscription account in plain mode."""
    with ExitStack() as stack:
        yield _open(stack, tmp_path_factory.mktemp("pushed"), account="subscription", webhook=True)


def _open(
    stack: ExitStack,
    folder: Path,
    *,
    account: Account,
    aes_key: str | None = None,
    webhook: bool = False,
) -> Channelled:
    telegram = stack.enter_context(FakeTelegram())
    wechat = stack.enter_context(FakeWeChat(token=WECHAT_TOKEN, aes_key=aes_key, account=account))
    desk = Desk(
        folder,
        FRONTDESK_TELEGRAM_TOKEN=telegram.api.token,
        FRONTDESK_TELEGRAM_API=telegram.url,
        FRONTDESK_TELEGRAM_SECRET=TELEGRAM_SECRET,
        FRONTDESK_WECHAT_APPID=wechat.api.appid,
        FRONTDESK_WECHAT_SECRET=wechat.api.secret,
        FRONTDESK_WECHAT_TOKEN=WECHAT_TOKEN,
        FRONTDESK_WECHAT_AES_KEY=aes_key or "",
        FRONTDESK_WECHAT_ACCOUNT=account,
        FRONTDESK_WECHAT_API=wechat.url,
    )
    if webhook:
        desk.settings["FRONTDESK_PUBLIC_URL"] = desk.url
    wechat.push_url = f"{desk.url}/channels/wechat"
    stack.callback(desk.close)
    desk.start()
    return Channelled(desk, telegram, wechat)
