"""frontdesk workers: invitation codes for the chat, and the end of a tie."""

from rich.console import Console

from bot.app import open_house
from bot.cli import operator
from bot.clock import local
from bot.services.worker import workers
from bot.settings import Settings


def invite(settings: Settings, number: str, out: Console) -> None:
    """Make a code and say how it is used.

    Raises:
        NotFoundError: no such worker.
        ConflictError: the worker has left.
    """
    house = open_house(settings)
    now = house.clock.now()
    with house.database.write() as session:
        code = workers.invite(session, number, actor=operator.actor(), now=now, settings=settings)
    house.database.close()
    hours = settings.invitation_hours
    out.print(f"{code}  (once, within {hours} hours)", highlight=False)
    out.print(f"web chat   {settings.base_url}/chat#join={code}", highlight=False)
    out.print(f"Telegram   https://t.me/YOUR_BOT?start={code}", highlight=False)
    out.print("WeChat     send the code to the account")


def unbind(settings: Settings, number: str, out: Console) -> None:
    """End the tie of a worker and an account.

    Raises:
        NotFoundError: no such worker.
        ConflictError: no account is bound.
    """
    house = open_house(settings)
    with house.database.write() as session:
        workers.unbind(session, number, actor=operator.actor(), now=house.clock.now())
    house.database.close()
    out.print(f"{number} is unbound: that account is a customer's again")


def show(settings: Settings, out: Console) -> None:
    """A line for each worker; names are not shown."""
    house = open_house(settings)
    with house.database.read() as session:
        for worker, identity in workers.with_accounts(session):
            account = "—"
            if identity is not None:
                account = f"{identity.channel} since {local(identity.created_at):%Y-%m-%d}"
            state = "" if worker.active else "left"
            out.print(f"{worker.number:12} {account:28} {state}", highlight=False)
    house.database.close()
