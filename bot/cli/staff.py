"""frontdesk staff: codes that bind a chat for alarms, the end of a tie, a forgotten password."""

from rich.console import Console

from bot.app import open_house
from bot.cli import operator
from bot.clock import local
from bot.services.staff import accounts, staff_chats
from bot.settings import Settings


def invite(settings: Settings, username: str, out: Console) -> None:
    """Make a code and say how it is used.

    Raises:
        NotFoundError: no such account.
        ConflictError: the account is closed.
    """
    house = open_house(settings)
    with house.database.write() as session:
        code = staff_chats.invite(
            session, username, actor=operator.actor(), now=house.clock.now(), settings=settings
        )
    house.database.close()
    out.print(f"{code}  (once, within {settings.invitation_hours} hours)", highlight=False)
    out.print(f"Telegram   https://t.me/YOUR_BOT?start={code}", highlight=False)
    out.print("WeChat     send the code to the account")


def unbind(settings: Settings, username: str, out: Console) -> None:
    """End the tie of an account and a chat.

    Raises:
        NotFoundError: no such account.
        ConflictError: no chat is bound.
    """
    house = open_house(settings)
    try:
        with house.database.write() as session:
            staff_chats.unbind(session, username, actor=operator.actor(), now=house.clock.now())
    finally:
        house.database.close()
    out.print(f"{username} gets no more alarms in a chat")


def reset_password(settings: Settings, username: str, out: Console) -> None:
    """Give an account a new password and say it once.

    Raises:
        NotFoundError: no such account.
    """
    house = open_house(settings)
    try:
        with house.database.write() as session:
            password = accounts.reset_forgotten(
                session, username, actor=operator.actor(), now=house.clock.now()
            )
    finally:
        house.database.close()
    out.print(f"{username}  {password}", highlight=False)
    out.print("told only now; the account is unlocked and signed out everywhere")


def show(settings: Settings, out: Console) -> None:
    """A line for each account of the console with its chat."""
    house = open_house(settings)
    with house.database.read() as session:
        for staff, chat in staff_chats.with_chats(session):
            bound = "—"
            if chat is not None and chat.identity is not None and chat.bound_at is not None:
                bound = f"{chat.identity.channel} since {local(chat.bound_at):%Y-%m-%d}"
            state = "" if staff.active else "closed"
            line = f"{staff.username:16} {staff.role:14} {bound:28} {state}"
            out.print(line.rstrip(), highlight=False)
    house.database.close()
