"""frontdesk migrate and seed: the schema, and what an empty database begins with."""

from collections.abc import Iterable

from rich.console import Console

from bot import migrations
from bot.app import open_house, prepare
from bot.cli.run import tell_passwords
from bot.clock import SystemClock
from bot.errors import ConfigurationError
from bot.settings import Settings

_ADMINISTRATOR = "admin"


def migrate(settings: Settings, out: Console) -> None:
    """Bring the schema up to date.

    Raises:
        ConfigurationError: the database does not answer, or its key is missing or wrong.
    """
    house = open_house(settings)
    migrations.upgrade(house.database.engine)
    house.database.close()
    out.print("the schema is up to date")


def seed(settings: Settings, out: Console) -> None:
    """Migrate, load what is not there yet, and say what that was.

    Raises:
        ConfigurationError: the database does not answer, or its key is missing or wrong.
    """
    house = open_house(settings)
    passwords = prepare(house)
    house.database.close()
    tell_passwords(passwords, out)
    out.print(_what_happened(settings, new_staff=passwords))


def _what_happened(settings: Settings, new_staff: Iterable[str]) -> str:
    """The sample brings agents along, so new ones mean that it was loaded now."""
    if set(new_staff) - {_ADMINISTRATOR}:
        return "the sample company is loaded"
    if settings.sample_company:
        return "nothing loaded: there is a catalogue already"
    return "nothing loaded: the sample company is switched off (FRONTDESK_SAMPLE_COMPANY)"


def fill_with_demo(settings: Settings, out: Console) -> None:
    """A simulated fortnight up to now, for demonstrations; nothing of it is ever sent.

    Raises:
        ConfigurationError: there are orders already, or no sample company.
    """
    from bot.simulation.month import demonstrate

    if not settings.sample_company:
        raise ConfigurationError("a demo needs the sample company (FRONTDESK_SAMPLE_COMPANY)")
    done = demonstrate(settings, SystemClock().now())
    out.print(f"a fortnight is simulated: {done['orders booked']} orders booked")
