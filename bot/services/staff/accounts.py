"""Managing accounts (REQ G3): every change is in the history, with who, when, old and new."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import ConflictError, ForbiddenError, NotFoundError
from bot.models import Group, History, Role, Staff
from bot.services.history import record
from bot.services.staff import staff as sign_ins
from bot.services.staff.permissions import Right, is_above, may

MOST_CAPACITY = 50


@dataclass(frozen=True, slots=True)
class Card:
    """What an account says about a person."""

    display_name: str
    role: Role
    group: Group
    helps: tuple[Group, ...] = ()
    capacity: int = 5


def everybody(session: Session) -> Sequence[Staff]:
    """All accounts, the active ones first."""
    return session.scalars(select(Staff).order_by(Staff.active.desc(), Staff.username)).all()


def card_of(staff: Staff) -> Card:
    """The card of an account as it is."""
    helps = tuple(Group(group) for group in staff.helps)
    return Card(staff.display_name, Role(staff.role), Group(staff.group), helps, staff.capacity)


def create(
    session: Session, username: str, card: Card, *, by: Staff, now: datetime
) -> tuple[Staff, str]:
    """A new account with a random password, which is told this once.

    Raises:
        ConflictError: the name is taken or no name, or the card is not right.
        ForbiddenError: ``by`` may not manage that role.
    """
    _check_authority(by, card.role)
    name = username.strip().lower()
    if not name.isascii() or not name.replace("_", "").replace(".", "").isalnum():
        raise ConflictError("用户名只能用字母、数字、点和下划线")
    if len(name) > 40:
        raise ConflictError("用户名最多 40 个字符")
    clean = _checked(card)
    password = secrets.token_urlsafe(9)
    person = sign_ins.create_staff(
        session,
        username=name,
        display_name=clean.display_name,
        password=password,
        role=clean.role,
        group=clean.group,
    )
    person.helps, person.capacity = list(clean.helps), clean.capacity
    _note(session, person, "created", by, now, after=clean.role)
    return person, password


def change(session: Session, staff_id: int, card: Card, *, by: Staff, now: datetime) -> list[str]:
    """Bring an account to this card; the names of the fields that changed.

    Raises:
        NotFoundError, ConflictError, ForbiddenError
    """
    person = _managed(session, staff_id, by)
    _check_authority(by, card.role)
    clean, known = _checked(card), card_of(person)
    if clean.role != known.role:
        _keep_an_administrator(session, person)
    changed = [name for name in Card.__slots__ if getattr(clean, name) != getattr(known, name)]
    for name in changed:
        was, wanted = getattr(known, name), getattr(clean, name)
        setattr(person, name, list(wanted) if name == "helps" else wanted)
        _note(session, person, name, by, now, before=_brief(was), after=_brief(wanted))
    session.flush()
    return changed


def reset_password(session: Session, staff_id: int, *, by: Staff, now: datetime) -> str:
    """A new random password, told this once; the account is unlocked and signed out everywhere.

    Raises:
        NotFoundError, ForbiddenError
    """
    return _reset(session, _managed(session, staff_id, by), f"staff:{by.username}", now)


def reset_forgotten(session: Session, username: str, *, actor: str, now: datetime) -> str:
    """The same from the machine itself, where the only administrator has forgotten the own one.

    Raises:
        NotFoundError: no such account.
    """
    wish = select(Staff).where(Staff.username == username).with_for_update()
    person = session.scalars(wish).one_or_none()
    if person is None:
        raise NotFoundError(f"there is no account {username}")
    return _reset(session, person, actor, now)


def _reset(session: Session, person: Staff, actor: str, now: datetime) -> str:
    password = secrets.token_urlsafe(9)
    _set_password(session, person, password)
    record(session, "staff", person.id, "password reset", actor=actor, now=now)
    return password


def change_own_password(
    session: Session, me: Staff, old: str, new: str, *, secret: str, now: datetime
) -> None:
    """Change one's own password; other browsers are signed out, ``secret``'s stays.

    Raises:
        ConflictError: the old one is wrong, or the new one too short.
    """
    if not sign_ins.is_password(me, old):
        raise ConflictError("原密码不正确")
    _set_password(session, me, new, but=secret)
    _note(session, me, "password changed", me, now)


def set_active(session: Session, staff_id: int, *, active: bool, by: Staff, now: datetime) -> None:
    """Let somebody in or out; out means at once, in every browser.

    Raises:
        NotFoundError, ForbiddenError
        ConflictError: it is oneself, or the last administrator.
    """
    person = _managed(session, staff_id, by)
    if person.active == active:
        return
    if not active:
        if person.id == by.id:
            raise ConflictError("不能停用自己的账号")
        _keep_an_administrator(session, person)
        sign_ins.end_sessions(session, person.id)
    person.active = active
    _note(session, person, "activated" if active else "deactivated", by, now)


def trail(session: Session, staff_id: int, *, limit: int = 60) -> Sequence[History]:
    """What was done with an account, the newest first."""
    return session.scalars(
        select(History)
        .where(History.subject == "staff", History.subject_id == staff_id)
        .order_by(History.id.desc())
        .limit(limit)
    ).all()


def _managed(session: Session, staff_id: int, by: Staff) -> Staff:
    person = session.get(Staff, staff_id, with_for_update=True, populate_existing=True)
    if person is None:
        raise NotFoundError("这个账号已不存在")
    _check_authority(by, Role(person.role))
    return person


def _check_authority(by: Staff, role: Role) -> None:
    if not may(by, Right.MANAGE_STAFF) or not is_above(by, role):
        raise ForbiddenError("只能管理岗位低于自己的账号")


def _keep_an_administrator(session: Session, person: Staff) -> None:
    others = select(Staff.id).where(
        Staff.role == Role.ADMINISTRATOR, Staff.active.is_(True), Staff.id != person.id
    )
    if person.role == Role.ADMINISTRATOR and session.scalar(others.limit(1)) is None:
        raise ConflictError("至少要保留一位在用的管理员")


def _checked(card: Card) -> Card:
    name = card.display_name.strip()
    if not name or len(name) > 40:
        raise ConflictError("请填写姓名，最多 40 个字")
    if not 0 <= card.capacity <= MOST_CAPACITY:
        raise ConflictError(f"同时接待上限请填 0 到 {MOST_CAPACITY}")
    helps = tuple(group for group in Group if group in card.helps and group != card.group)
    return Card(name, card.role, card.group, helps, card.capacity)


def _set_password(session: Session, person: Staff, password: str, *, but: str = "") -> None:
    sign_ins.set_password(person, password)
    sign_ins.end_sessions(session, person.id, but=but)


def _brief(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _note(
    session: Session,
    person: Staff,
    action: str,
    by: Staff,
    now: datetime,
    *,
    before: str | None = None,
    after: str | None = None,
) -> None:
    actor = f"staff:{by.username}"
    record(session, "staff", person.id, action, actor=actor, now=now, before=before, after=after)
