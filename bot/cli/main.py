"""The commands and their options; each does its work in a module of its own.

A command imports that module when it is called: the whole desk takes seconds to import, and
``frontdesk train`` with today's model there is to answer at once.
"""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.cli import care, finance, operator, tables
from bot.log import set_up_logging

app = typer.Typer(
    help="The conversational front desk of a home-service company.", no_args_is_help=True
)
out = Console()
err = Console(stderr=True)


@app.callback()
def _start(
    context: typer.Context,
    verbose: Annotated[bool, typer.Option(help="Log more.")] = False,
) -> None:
    set_up_logging(verbose=verbose)
    operator.check(context.invoked_subcommand or "")


@app.command()
def run() -> None:
    """Start the front desk: engine, web, workers and scheduler; Ctrl-C ends all of it."""
    from bot.cli.run import run
    from bot.settings import load_settings

    run(load_settings(), out)


@app.command()
def worker() -> None:
    """Take turns and send, beside a frontdesk run on the same PostgreSQL database."""
    from bot.cli.worker import work
    from bot.settings import load_settings

    work(load_settings(), out)


@app.command()
def train(
    force: Annotated[bool, typer.Option(help="Also when today's model is there.")] = False,
) -> None:
    """Train the language model if its data changed."""
    from bot.training import train

    model = train(err.print, force=force)
    out.print(f"model {model.name} is ready")


@app.command()
def migrate() -> None:
    """Bring the database to this version's schema."""
    from bot.cli.seed import migrate
    from bot.settings import load_settings

    migrate(load_settings(), out)


@app.command()
def seed(
    demo: Annotated[bool, typer.Option(help="And a simulated fortnight of orders.")] = False,
) -> None:
    """Load the sample company and the first administrator into an empty database."""
    from bot.cli.seed import fill_with_demo, seed
    from bot.settings import load_settings

    settings = load_settings()
    seed(settings, out)
    if demo:
        fill_with_demo(settings, out)


@app.command()
def doctor() -> None:
    """Say what is right and what is missing; exit status 1 when something needed is."""
    from bot.cli.doctor import check

    sys.exit(0 if check(out) else 1)


wechat = typer.Typer(help="The WeChat official account.", no_args_is_help=True)
app.add_typer(wechat, name="wechat")


@wechat.command()
def menu() -> None:
    """Put the desk's menu (prices, booking, complaints, a person) into the account."""
    from bot.app import open_house
    from bot.channels.wechat import WeChatChannel
    from bot.settings import load_settings

    house = open_house(load_settings())
    WeChatChannel(house.settings, house.clock, house.database).set_menu()
    out.print("the menu is set; customers see it within a few minutes")


@wechat.command()
def check() -> None:
    """Say what the account can and cannot do; exit status 1 when a setting cannot work."""
    from bot.cli.wechat import check

    sys.exit(0 if check(out) else 1)


outbox = typer.Typer(help="Messages that wait, failed or were handed to a person.")
app.add_typer(outbox, name="outbox")


@outbox.callback(invoke_without_command=True)
def list_outbox(
    context: typer.Context,
    state: Annotated[
        list[str] | None, typer.Option(help="Only this state; may be repeated.")
    ] = None,
) -> None:
    """List what waits, failed, is of unknown outcome or was handed to a person."""
    if context.invoked_subcommand is None:
        from bot.cli.outbox import show

        show(state or [], sys.stdout)


@outbox.command()
def retry(ids: Annotated[list[int], typer.Argument(help="Numbers of messages.")]) -> None:
    """Send messages (again) now; one of unknown outcome may arrive twice."""
    from bot.cli.outbox import retry

    retry(ids, out)


@outbox.command()
def drop(
    ids: Annotated[list[int], typer.Argument(help="Numbers of messages.")],
    reason: Annotated[str, typer.Option(help="Why they are not to be sent.")],
) -> None:
    """Never send messages, and close the calls that they became."""
    from bot.cli.outbox import drop

    drop(ids, reason, out)


workers = typer.Typer(help="Service workers in the chat.", no_args_is_help=True)
app.add_typer(workers, name="workers")
_Number = Annotated[str, typer.Argument(help="The worker's number, such as W001.")]


@workers.command(name="list")
def list_workers() -> None:
    """Every worker with the account that speaks for them."""
    from bot.cli.workers import show
    from bot.settings import load_settings

    show(load_settings(), out)


@workers.command()
def invite(number: _Number) -> None:
    """Make an invitation code; who sends it first is that worker from then on."""
    from bot.cli.workers import invite
    from bot.settings import load_settings

    invite(load_settings(), number, out)


@workers.command()
def unbind(number: _Number) -> None:
    """Take the chat from a worker: a lost phone, somebody who has left."""
    from bot.cli.workers import unbind
    from bot.settings import load_settings

    unbind(load_settings(), number, out)


staff = typer.Typer(
    help="People of the console: alarms in their chats, forgotten passwords.", no_args_is_help=True
)
app.add_typer(staff, name="staff")
_Username = Annotated[str, typer.Argument(help="The account's name in the console.")]


@staff.command(name="list")
def list_staff() -> None:
    """Every account of the console with the chat that gets its alarms."""
    from bot.cli.staff import show
    from bot.settings import load_settings

    show(load_settings(), out)


@staff.command(name="invite")
def invite_staff(username: _Username) -> None:
    """Make a code; the chat that sends it first gets this person's alarms from then on."""
    from bot.cli.staff import invite
    from bot.settings import load_settings

    invite(load_settings(), username, out)


@staff.command(name="unbind")
def unbind_staff(username: _Username) -> None:
    """Send no more alarms to the chat of an account."""
    from bot.cli.staff import unbind
    from bot.settings import load_settings

    unbind(load_settings(), username, out)


@staff.command(name="password")
def reset_staff_password(username: _Username) -> None:
    """A new password for an account whose own is forgotten: told once, signed out everywhere."""
    from bot.cli.staff import reset_password
    from bot.settings import load_settings

    reset_password(load_settings(), username, out)


app.add_typer(tables.catalogue, name="catalogue")
app.add_typer(tables.people, name="people")
app.add_typer(finance.finance, name="finance")
app.add_typer(care.care, name="care")


@app.command()
def parse(
    now: Annotated[
        str | None, typer.Option(help="The time to reckon from, ISO with offset.")
    ] = None,
) -> None:
    """Understand one message a line on stdin; a JSON object a line on stdout."""
    from bot.cli.parse import parse_lines

    parse_lines(sys.stdin, sys.stdout, now)


@app.command()
def evaluate(
    file: Annotated[
        Path | None, typer.Argument(exists=True, dir_okay=False, help="text, class, intent")
    ] = None,
) -> None:
    """Hold the understanding against labelled messages; without a file, the project's own sets."""
    from bot.cli.evaluate import evaluate_all, evaluate_file

    evaluate_file(file, out) if file else evaluate_all(out)


@app.command()
def replay(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
) -> None:
    """Play scripted customers through the whole desk; exit status 1 when a check fails."""
    from bot.replay.player import play_file

    sys.exit(play_file(file, sys.stdout, sys.stderr))


@app.command()
def simulate(
    days: Annotated[int, typer.Option(min=1, max=60, help="Days of bookings.")] = 30,
    orders: Annotated[int, typer.Option(min=1, help="Bookings that are tried.")] = 600,
    seed: Annotated[int, typer.Option(help="The same seed, the same month.")] = 7,
    kills: Annotated[int, typer.Option(min=0, help="How often the scheduler is killed.")] = 20,
    database: Annotated[str, typer.Option(help="URL of an empty one; else SQLite.")] = "",
) -> None:
    """Play a month on a virtual clock; exit status 1 when a promise was broken."""
    from bot.simulation.month import run

    sys.exit(run(days, orders, seed, kills, database, out))
