"""Who may do what (REQ G3): the one table that pages, API, live connections and commands ask.

A page or a command that is not listed here is nobody's: it is refused until it has its row.
"""

from collections.abc import Mapping
from enum import StrEnum

from bot.errors import ForbiddenError
from bot.models import Role, Staff


class Right(StrEnum):
    """What a role may do."""

    SERVE = "serve"
    """See conversations, cases and callbacks; take, answer, hand on, release, close."""
    STEP_IN = "step_in"
    """Take a colleague's conversation, give it to somebody, see phones without having it."""
    SETTLE = "settle"
    """Send undelivered messages again, or drop them."""
    SEE_QUALITY = "see_quality"
    """Results of surveys and accuracy, of everybody."""
    PLAN_ROSTER = "plan_roster"
    """Shifts, leave and swaps of the own group; look through handovers."""
    PLAN_ALL_ROSTERS = "plan_all_rosters"
    """The same for every group."""
    EDIT_TABLES = "edit_tables"
    """Catalogue, prices, areas, coupons, service workers."""
    RECHECK = "recheck"
    """Call a sample of served customers once more."""
    MANAGE_STAFF = "manage_staff"
    """Accounts of people below one's own role."""
    UNDO_MERGE = "undo_merge"
    """Part two customers' records that were taken for one person's."""
    SEE_MONEY = "see_money"
    """The finance export."""
    OPERATE = "operate"
    """Install, start, migrate, train, connect channels."""


_EVERYBODY = frozenset(Role)
_LEADS = _EVERYBODY - {Role.AGENT}
_SUPERVISORS = _LEADS - {Role.LEAD}
_MANAGERS = _SUPERVISORS - {Role.SUPERVISOR}

MATRIX: Mapping[Right, frozenset[Role]] = {
    Right.SERVE: _EVERYBODY,
    Right.STEP_IN: _LEADS,
    Right.SETTLE: _LEADS,
    Right.SEE_QUALITY: _LEADS,
    Right.PLAN_ROSTER: _LEADS,
    Right.PLAN_ALL_ROSTERS: _SUPERVISORS,
    Right.EDIT_TABLES: _SUPERVISORS,
    Right.RECHECK: _SUPERVISORS,
    Right.MANAGE_STAFF: _SUPERVISORS,
    Right.UNDO_MERGE: _SUPERVISORS,
    Right.SEE_MONEY: _MANAGERS,
    Right.OPERATE: frozenset({Role.ADMINISTRATOR}),
}

PAGES: Mapping[str, Right] = {
    "/": Right.SERVE,
    "/cases": Right.SERVE,
    "/search": Right.SERVE,
    "/intake": Right.SERVE,
    "/roster": Right.SERVE,
    "/handover": Right.SERVE,
    "/callbacks": Right.SERVE,
    "/media": Right.SERVE,
    "/outbox": Right.SETTLE,
    "/quality": Right.SEE_QUALITY,
    "/catalogue": Right.EDIT_TABLES,
    "/people": Right.EDIT_TABLES,
    "/staff": Right.MANAGE_STAFF,
    "/me": Right.SERVE,
}
"""Paths below /console: its pages, and its one route that answers without a page."""

COMMANDS: Mapping[str, Right] = {
    "catalogue": Right.EDIT_TABLES,
    "people": Right.EDIT_TABLES,
    "workers": Right.EDIT_TABLES,
    "outbox": Right.SETTLE,
    "finance": Right.SEE_MONEY,
}
"""``frontdesk …``; all others are the administrator's."""

_RANKS = tuple(Role)


def may(staff: Staff, right: Right) -> bool:
    """Whether somebody's role has a right."""
    return staff.role in MATRIX[right]


def require(staff: Staff, right: Right) -> None:
    """Refuse whoever has not the right.

    Raises:
        ForbiddenError: the role does not have it.
    """
    if not may(staff, right):
        raise ForbiddenError("您的岗位没有这项权限，需要时请联系主管")


def page_right(path: str) -> Right | None:
    """The right that a path below /console wants; None: there is no such page."""
    return PAGES.get("/" + path.strip("/"))


def command_right(name: str) -> Right:
    """The right that a command wants."""
    return COMMANDS.get(name, Right.OPERATE)


def is_above(staff: Staff, role: Role) -> bool:
    """Whether somebody may manage accounts of a role: lower ones; an administrator all."""
    return staff.role == Role.ADMINISTRATOR or _RANKS.index(Role(staff.role)) > _RANKS.index(role)
