"""Questions asked before a conversation leaves one's hands: to whom, why, with what result."""

from collections.abc import Sequence
from dataclasses import dataclass

from nicegui import ui

from bot.console.dialogs import Store, answer, ask_text, finish, question
from bot.console.parts import tag
from bot.console.words import CASE, GROUP, PRESENCE
from bot.models import CaseKind, Group, Role
from bot.services.handoff.escalations import STEPS
from bot.services.staff.presence import Presence

_FIELD = "outlined autogrow maxlength=500"
CATEGORIES = (
    CaseKind.ENQUIRY,
    CaseKind.ORDER,
    CaseKind.COMPLAINT,
    CaseKind.SUGGESTION,
    CaseKind.PRAISE,
    CaseKind.TECHNICAL,
)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody to whom a conversation can go."""

    id: int
    name: str
    group: Group
    presence: Presence
    load: int
    capacity: int

    @property
    def line(self) -> str:
        """“王娜 · 订单组 · 在线 · 2/5”."""
        where = f"{GROUP[self.group]} · {PRESENCE[self.presence]}"
        return f"{self.name} · {where} · 手上 {self.load}/{self.capacity}"


@dataclass(frozen=True, slots=True)
class HandOn:
    """To whom, and why; of person and group one is None."""

    person: int | None
    group: Group | None
    reason: str


@dataclass(frozen=True, slots=True)
class Ending:
    """How a conversation ends."""

    category: CaseKind
    result: str
    ask_rating: bool


@dataclass(frozen=True, slots=True)
class Escalation:
    """Who above is told, and why."""

    to: Role
    reason: str


async def ask_hand_on(colleagues: Sequence[Colleague], store: Store[HandOn]) -> None:
    """A colleague or a group, and the reason."""
    with question("转接会话") as dialog:
        tag("对方接受后才会转走，首问负责人不变。", "ask-text", "p")
        people = {f"p{one.id}": one.line for one in colleagues}
        groups = {f"g{group}": f"{GROUP[group]}（谁先接受谁接手）" for group in Group}
        target = ui.select({**people, **groups}, label="转给").props("outlined")
        reason = ui.textarea("转接原因（必填，对方可见）").props(_FIELD)

        async def submit() -> str:
            chosen, why = str(target.value or ""), (reason.value or "").strip()
            if not chosen or not why:
                return "请选择转给谁，并写明原因"
            if chosen.startswith("p"):
                return await store(HandOn(int(chosen[1:]), None, why))
            return await store(HandOn(None, Group(chosen[1:]), why))

        finish(dialog, "发起转接", submit)
    await answer(dialog, str)


async def ask_ending(likely: CaseKind, store: Store[Ending]) -> None:
    """Category, result, and whether the customer is asked for a rating."""
    with question("结束会话") as dialog:
        tag("结束后由机器人继续接待；客户再来信时，之前的内容都在。", "ask-text", "p")
        names = {str(kind): CASE[kind] for kind in CATEGORIES}
        category = ui.select(names, value=str(likely), label="分类").props("outlined")
        result = ui.textarea("处理结果（必填，仅内部可见）").props(f"{_FIELD} autofocus")
        rating = ui.checkbox("请客户评价这次接待", value=True)

        async def submit() -> str:
            said = (result.value or "").strip()
            if not said:
                return "请写一句处理结果"
            kind = CaseKind(str(category.value))
            return await store(Ending(kind, said, bool(rating.value)))

        finish(dialog, "结束会话", submit)
    await answer(dialog, str)


async def ask_escalating(store: Store[Escalation]) -> None:
    """To which level, and why (REQ A8)."""
    with question("升级") as dialog:
        tag("会话仍在原处；上级会收到提醒，可以接管或协助。", "ask-text", "p")
        names = {str(role): name for role, name in STEPS.items()}
        to = ui.select(names, value=str(Role.LEAD), label="升级给").props("outlined")
        reason = ui.textarea("升级原因（必填，同事可见）").props(f"{_FIELD} autofocus")

        async def submit() -> str:
            why = (reason.value or "").strip()
            return await store(Escalation(Role(str(to.value)), why)) if why else "请写明升级原因"

        finish(dialog, "升级", submit)
    await answer(dialog, str)


async def ask_refusing(store: Store[str]) -> None:
    """Why a conversation that was offered is not taken."""
    with question("暂时不能接手") as dialog:
        wanted, missing = "原因（必填，对方可见）", "请写明不能接手的原因"
        await ask_text(dialog, wanted, missing, "回复对方", store, back="取消")
