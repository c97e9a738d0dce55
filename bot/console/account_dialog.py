"""The dialogs of accounts: a new one, what can be done with one, and a password told once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from nicegui import ui

from bot.clock import local
from bot.console.dialogs import Store, answer, finish, question
from bot.console.parts import box, button, tag
from bot.console.words import GROUP, ROLE
from bot.models import Group, Role, Staff
from bot.services.staff.accounts import MOST_CAPACITY, Card, card_of
from bot.services.staff.permissions import is_above
from bot.services.staff.staff import SHORTEST

_FIELD = "outlined dense"
_CARD_MISSING = "请填写姓名和同时接待上限"
_DEEDS = {
    "created": "新建账号",
    "display_name": "改姓名",
    "role": "改岗位",
    "group": "改组别",
    "helps": "改兼顾组别",
    "capacity": "改同时接待上限",
    "password reset": "重置密码",
    "password changed": "本人修改密码",
    "activated": "启用",
    "deactivated": "停用",
    "signed in": "登录",
    "locked": "输错密码，锁定",
    "away": "设为离开",
    "back": "回到在线",
}


class Deed(StrEnum):
    """What is done with a whole account."""

    RESET = "reset"
    ACTIVATE = "activate"
    DEACTIVATE = "deactivate"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of an account's history."""

    at: datetime
    actor: str
    action: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Who is to have an account."""

    username: str
    card: Card


async def ask_new(me: Staff, store: Store[NewAccount]) -> None:
    """Name and card of a new account."""
    with question("新增账号") as dialog:
        username = ui.input("用户名（字母、数字、点、下划线）").props(
            f"{_FIELD} autofocus maxlength=40"
        )
        read = _card_fields(me, Card("", Role.AGENT, Group(me.group)))

        async def submit() -> str:
            card, name = read(), (username.value or "").strip()
            if card is None:
                return _CARD_MISSING
            return await store(NewAccount(name, card)) if name else "请填写用户名"

        finish(dialog, "创建", submit)
    await answer(dialog, str)


async def ask_change(
    me: Staff, person: Staff, trail: Sequence[Entry], store: Store[Card]
) -> Deed | None:
    """What becomes of an account: a card is stored here, a deed is the answer."""
    with question(f"{person.display_name}（{person.username}）") as dialog:
        read = _card_fields(me, card_of(person))
        _trail(trail)

        async def submit() -> str:
            card = read()
            return await store(card) if card is not None else _CARD_MISSING

        with box("deeds"):
            button("重置密码", lambda: dialog.submit(Deed.RESET), "small quiet")
            if person.active:
                button("停用", lambda: dialog.submit(Deed.DEACTIVATE), "small quiet")
            else:
                button("启用", lambda: dialog.submit(Deed.ACTIVATE), "small quiet")
        finish(dialog, "保存", submit)
    return await answer(dialog, Deed)


def _card_fields(me: Staff, card: Card) -> Callable[[], Card | None]:
    """The fields of a card; what it returns reads them, None while something is missing."""
    roles = {role.value: ROLE[role] for role in Role if is_above(me, role)}
    groups = {group.value: GROUP[group] for group in Group}
    name = ui.input("姓名", value=card.display_name).props(f"{_FIELD} maxlength=40")
    with box("fields"):
        role = ui.select(roles, value=card.role.value, label="岗位").props(_FIELD)
        group = ui.select(groups, value=card.group.value, label="组别").props(_FIELD)
        helps = ui.select(
            groups, value=[g.value for g in card.helps], label="兼顾组别", multiple=True
        ).props(f"{_FIELD} use-chips")
        capacity = ui.number(
            "同时接待上限", value=card.capacity, min=0, max=MOST_CAPACITY, precision=0
        ).props(_FIELD)

    def read() -> Card | None:
        called = (name.value or "").strip()
        if not called or capacity.value is None:
            return None
        chosen = tuple(Group(given) for given in helps.value)
        return Card(called, Role(role.value), Group(group.value), chosen, int(capacity.value))

    return read


def _trail(trail: Sequence[Entry]) -> None:
    tag("变更记录", "muted sub")
    with box("past"):
        for entry in trail:
            with box("past-line"):
                tag(f"{local(entry.at):%Y-%m-%d %H:%M}", "num muted")
                tag(entry.actor.removeprefix("staff:"), "strong")
                tag(_told(entry))


def _told(entry: Entry) -> str:
    deed = _DEEDS.get(entry.action, entry.action)
    if entry.before is None and entry.after is None:
        return deed
    was, now = (_named(value) for value in (entry.before, entry.after))
    return f"{deed}：{was} → {now}" if entry.before is not None else f"{deed}：{now}"


def _named(value: str | None) -> str:
    names = {**{str(k): v for k, v in ROLE.items()}, **{str(k): v for k, v in GROUP.items()}}
    return "、".join(names.get(part, part) for part in (value or "").split(",")) or "无"


async def tell_password(username: str, password: str) -> None:
    """A new password, shown this once."""
    with question("请把新密码转告本人") as dialog:
        tag(f"用户名 {username}，新密码只显示这一次，登录后请本人修改。", "ask-text", "p")
        tag(password, "secret num", "p")
        with box("ask-buttons"):
            button("已转告", dialog.close, "primary")
    await answer(dialog, str)


@dataclass(frozen=True, slots=True)
class NewPassword:
    """One's own password, old and new."""

    old: str
    new: str


async def ask_own_password(store: Store[NewPassword]) -> None:
    """The old password and the new one, twice."""
    with question("修改密码") as dialog:
        old, new, again = (
            ui.input(label, password=True).props(f"{_FIELD} maxlength=200")
            for label in ("原密码", f"新密码（至少 {SHORTEST} 个字符）", "再输一遍新密码")
        )

        async def submit() -> str:
            if new.value != again.value:
                return "两次输入的新密码不一样"
            return await store(NewPassword(old.value or "", new.value or ""))

        finish(dialog, "修改", submit)
    await answer(dialog, str)
