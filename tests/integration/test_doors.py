"""The doors of the channels to strangers: what is too large is not held (REQ G5)."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from bot.app import FrontDesk
from bot.house import House
from tests.factories import FakeEngine

DOORS = ("/channels/telegram", "/channels/wechat", "/internal/actions/secret")
MEGABYTE = 1024 * 1024


@pytest.fixture
def outside(house: House) -> TestClient:
    desk = FrontDesk(house, FakeEngine(), lambda: True, action_secret="secret")
    return TestClient(desk.asgi(with_console=False), raise_server_exceptions=False)


@pytest.mark.parametrize("door", DOORS)
def test_a_body_that_says_it_is_too_large_is_refused_unread(outside: TestClient, door: str) -> None:
    assert outside.post(door, content=b"x" * (3 * MEGABYTE)).status_code == 413


@pytest.mark.parametrize("door", DOORS)
def test_a_body_that_never_ends_is_cut_off(outside: TestClient, door: str) -> None:

    def pieces() -> Iterator[bytes]:
        for _ in range(20):
            yield b"x" * MEGABYTE

    assert outside.post(door, content=pieces()).status_code == 413


@pytest.mark.parametrize("door", DOORS[:2])
def test_a_channel_that_is_not_set_up_has_no_door(outside: TestClient, door: str) -> None:
    assert outside.post(door, content=b"{}").status_code == 404
