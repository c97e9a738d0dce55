"""Desks that several files share: a start of the engine costs about 20 s."""

from collections.abc import Iterator

import pytest

from tests.e2e.desk import Desk


@pytest.fixture(scope="session")
def shared_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk without channels but the web, for all tests that leave it running."""
    desk = Desk(tmp_path_factory.mktemp("desk"), FRONTDESK_MEDIA_LIMIT_MB="1").start()
    yield desk
    desk.close()
