"""The commands and their options; each does its work in a module of its own."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.app import open_house, prepare
from bot.channels.wechat import WeChatChannel
from bot.cli import doctor as doctor_command
from bot.cli import evaluate as evaluate_command
from bot.cli import parse as parse_command
from bot.cli import run as run_command
from bot.log import set_up_logging
from bot.migrations import upgrade
from bot.replay import player
from bot.settings import load_settings
from bot.training import train as train_model

app = typer.Typer(help="The conversational front desk of a home-service company.", no_args_is_help=True)
out = Console()
err = Console(stderr=True)


@app.callback()
def _start(
    verbose: Annotated[bool, typer.Option(help="Log more.")] = False,
) -> None:
    set_up_logging(verbose=verbose)


@app.command()
def run() -> None:
    """Start the front desk: engine, web, workers and scheduler; Ctrl-C ends all of it."""
    run_command.run(load_settings(), out)


@app.command()
def train(
    force: Annotated[bool, typer.Option(help="Also when today's model is there.")] = False,
) -> None:
    """Train the language model if its data changed."""
    model = train_model(err.print, force=force)
    out.print(f"model {model.name} is ready")


@app.command()
def migrate() -> None:
    """Bring the database to this version's schema."""
    house = open_house(load_settings())
    upgrade(house.database.engine)
    out.print("the schema is up to date")


@app.command()
def seed() -> None:
    """Load the sample company and the first administrator into an empty database."""
    house = open_house(load_settings())
    run_command.tell_passwords(prepare(house), out)
    out.print("the sample company is there")


@app.command()
def doctor() -> None:
    """Say what is right and what is missing; exit status 1 when something is."""
    sys.exit(0 if doctor_command.check(out) else 1)


wechat = typer.Typer(help="The WeChat official account.", no_args_is_help=True)
app.add_typer(wechat, name="wechat")


@wechat.command()
def menu() -> None:
    """Put the desk's menu (prices, booking, complaints, a person) into the account."""
    settings = load_settings()
    house = open_house(settings)
    WeChatChannel(settings, house.clock, house.database).set_menu()
    out.print("the menu is set; customers see it within a few minutes")


@app.command()
def parse(
    now: Annotated[str | None, typer.Option(help="The time to reckon from, ISO with offset.")] = None,
) -> None:
    """Understand one message a line on stdin; a JSON object a line on stdout."""
    parse_command.parse_lines(sys.stdin, sys.stdout, now)


@app.command()
def evaluate(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="text, class, intent")],
) -> None:
    """Hold the language model against labelled messages."""
    evaluate_command.evaluate(file, out)


@app.command()
def replay(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
) -> None:
    """Play scripted customers through the whole desk; exit status 1 when a check fails."""
    sys.exit(player.play_file(file, sys.stdout, sys.stderr))
