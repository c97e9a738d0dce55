"""Who gives a command: the machine's user, with the role that the settings give (REQ G3)."""

import os
import pwd

from bot.errors import ConfigurationError, ForbiddenError
from bot.settings import load_settings


def actor() -> str:
    """The machine's user, for the history."""
    return f"cli:{_user()}"[:60]


def check(command: str) -> None:
    """Refuse a command that the user's role does not have; whoever is not named may do all.

    Raises:
        ForbiddenError
    """
    try:
        role = load_settings().operators.get(_user())
    except ConfigurationError:
        return  # the command itself says what is wrong, and does nothing
    if role is None:
        return
    from bot.services.staff import permissions

    if role not in permissions.MATRIX[permissions.command_right(command)]:
        raise ForbiddenError(f"frontdesk {command} is not for the role {role}")


def _user() -> str:
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())
