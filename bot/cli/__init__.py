"""The command ``frontdesk``."""

import sys

from bot.cli.main import app
from bot.errors import FrontDeskError


def main() -> None:
    """Run a command; expected errors are one clear line and exit status 2."""
    try:
        app()
    except FrontDeskError as error:
        print(f"frontdesk: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(2)
