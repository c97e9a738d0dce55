"""The one table of who may do what (REQ G3)."""

import pytest
import typer.main

from bot.cli.main import app
from bot.errors import ForbiddenError
from bot.models import Role, Staff
from bot.services.staff import permissions
from bot.services.staff.permissions import COMMANDS, MATRIX, PAGES, Right


def person(role: Role) -> Staff:
    return Staff(username=role, display_name=role, role=role)


def test_every_right_has_its_roles_and_every_role_may_serve() -> None:
    assert set(MATRIX) == set(Right)
    assert MATRIX[Right.SERVE] == set(Role)


def test_what_a_role_may_the_next_one_may_too() -> None:
    """No right gets lost on the way up; only installing is the administrator's alone."""
    roles = list(Role)
    for right, allowed in MATRIX.items():
        assert allowed == set(roles[-len(allowed) :]), right


@pytest.mark.parametrize(
    ("role", "pages"),
    [
        (Role.AGENT, {"/", "/cases", "/callbacks", "/media", "/me"}),
        (Role.LEAD, {"/outbox", "/quality"}),
        (Role.SUPERVISOR, {"/catalogue", "/people", "/staff"}),
    ],
)
def test_a_role_opens_pages_that_the_one_below_does_not(role: Role, pages: set[str]) -> None:
    below = [r for r in Role if list(Role).index(r) < list(Role).index(role)]
    opened = {path for path, right in PAGES.items() if role in MATRIX[right]}
    before = {path for path, right in PAGES.items() for r in below if r in MATRIX[right]}
    assert pages <= opened - before


def test_an_unknown_page_is_nobodys_and_an_unknown_command_the_administrators() -> None:
    assert permissions.page_right("/new-page") is None
    assert permissions.page_right("/cases/") == Right.SERVE
    assert permissions.page_right("") == Right.SERVE
    assert permissions.command_right("train") == Right.OPERATE


def test_every_listed_command_exists() -> None:
    command = typer.main.get_command(app)
    assert set(COMMANDS) <= set(getattr(command, "commands", {}))


def test_require_refuses_with_what_to_do() -> None:
    permissions.require(person(Role.LEAD), Right.STEP_IN)
    with pytest.raises(ForbiddenError, match="请联系主管"):
        permissions.require(person(Role.AGENT), Right.STEP_IN)


def test_one_manages_lower_roles_and_an_administrator_all() -> None:
    above = {
        role: {other for other in Role if permissions.is_above(person(role), other)}
        for role in Role
    }
    assert above[Role.AGENT] == set()
    assert above[Role.MANAGER] == {Role.AGENT, Role.LEAD, Role.SUPERVISOR}
    assert above[Role.ADMINISTRATOR] == set(Role)
