"""One ``frontdesk run`` in a data folder: a second one would take the first one's leases for those
of a dead process, and answer customers twice.
"""

import fcntl
import os
from collections.abc import Generator
from contextlib import contextmanager

from bot.errors import ConfigurationError
from bot.settings import Settings

_NAME = "run.lock"


@contextmanager
def only_one(settings: Settings) -> Generator[None]:
    """Hold the data folder; the kernel lets go of it when the process ends, however it ends.

    Raises:
        ConfigurationError: another process has it, or the folder cannot be written.
    """
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        handle = os.open(settings.data / _NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise ConfigurationError(f"{error.filename}: {error.strerror}") from error
    try:
        _lock(handle, settings)
        yield
    finally:
        os.close(handle)


def _lock(handle: int, settings: Settings) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise ConfigurationError(
            f"another frontdesk run works in {settings.data.resolve()}: end it first, or set"
            " FRONTDESK_DATA (and FRONTDESK_DATABASE_URL) to a place of its own"
        ) from error
