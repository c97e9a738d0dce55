"""Fixtures of the fakes' own tests."""

import pytest

from tests.fakes.clock import ManualClock
from tests.unit.fakes.wechat_desk import Desk, fake_with


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
def desk():
    with Desk() as desk:
        yield desk


@pytest.fixture
def fake(clock, desk):
    with fake_with(clock, push_url=desk.url + "/wechat") as fake:
        yield fake
