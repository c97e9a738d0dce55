"""frontdesk care: a greeting or an offer to those who want them (REQ E5)."""

from typing import Annotated

import typer
from rich.console import Console

from bot.settings import Settings

care = typer.Typer(help="Greetings and offers to customers who agreed.", no_args_is_help=True)
_out = Console()


@care.command()
def preview() -> None:
    """Say how many would get a campaign now, and why the others would not; sends nothing."""
    _do(None, None)


@care.command()
def send(
    name: Annotated[str, typer.Argument(help="The campaign's name: nobody gets it twice.")],
    text: Annotated[str, typer.Option(help="What is said; how to stop it is added.")],
) -> None:
    """Queue a message for everybody who may get it."""
    _do(name, text)


def _do(name: str | None, text: str | None) -> None:
    from bot.app import open_house
    from bot.services.sending import care
    from bot.settings import load_settings

    settings: Settings = load_settings()
    house = open_house(settings)
    now = house.clock.now()
    with house.database.write() as session:
        if name is None or text is None:
            found = care.preview(session, now=now, settings=settings)
        else:
            whole = f"{text.strip()}\n{house.wording.say('utter_care_stop')}"
            found = care.queue(session, name, whole, now=now, settings=settings)
    house.database.close()
    _out.print(f"{'would get it' if name is None else 'queued'}: {found.reached}", highlight=False)
    for why, number in sorted(found.left_out.items()):
        _out.print(f"left out, {why}: {number}", highlight=False)
