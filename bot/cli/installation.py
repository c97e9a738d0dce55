"""An installation that ``frontdesk run`` has begun, for commands that work beside it."""

from bot import migrations
from bot.app import open_house
from bot.errors import ConfigurationError
from bot.house import House
from bot.services.right_key import check_key
from bot.settings import Settings


def open_installation(settings: Settings) -> House:
    """The house of an installation that is there and up to date; nothing is made or migrated.

    Raises:
        ConfigurationError: it is not there, of another version, or the key is a wrong one.
    """
    house = open_house(settings, must_exist=True)
    if migrations.version(house.database.engine) != migrations.newest():
        raise ConfigurationError("the schema is an older one: frontdesk migrate, or frontdesk run")
    with house.database.read() as session:
        check_key(session)
    return house
