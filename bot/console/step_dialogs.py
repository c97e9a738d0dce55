"""Questions that are asked before an order, a complaint or a message goes a step on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from nicegui import ui

from bot.clock import local
from bot.console.dialogs import Store, answer, ask_text, finish, question
from bot.console.parts import box, button, tag
from bot.services.dispatch.proposals import Proposal
from bot.services.order.order_desk import Terms
from bot.services.trade.catalogue import money

_SHOWN = 12
_FIELD = "outlined autogrow maxlength=500"


@dataclass(frozen=True, slots=True)
class Result:
    """What was found for a complaint, and why."""

    measure: str = ""
    basis: str = ""


async def ask_completed() -> bool:
    """Whether the service is really over: this step has no way back."""
    with question("确认服务已完成") as dialog:
        text = "完成后不能退回；系统会按时给客户发送评价邀请和服务回访。"
        tag(text, "ask-text", "p")
        with box("ask-buttons"):
            button("返回", dialog.close)
            button("确认完成", lambda: dialog.submit("yes"), "primary")
    return await answer(dialog, str) == "yes"


async def ask_worker(found: Sequence[Proposal]) -> int | None:
    """Which worker is to come; each with one line of why (REQ C4)."""
    with question("选择服务人员") as dialog:
        tag("列表按得分排序，括号里是需要先解决的问题。" if found else "没有会做这项服务的人员。",
            "ask-text", "p")  # fmt: skip
        for proposal in found[:_SHOWN]:
            with box("fact"):
                tag(proposal.line, "")
                if proposal.obstacle is None:
                    pick = partial(dialog.submit, proposal.worker.id)
                    button(f"派 {proposal.worker.number}", pick, "small step")
        with box("ask-buttons"):
            button("返回", dialog.close)
    return await answer(dialog, int)


async def ask_cancelling(terms: Terms, store: Store[str]) -> None:
    """Why an order or one visit is cancelled; the rule and the fee stand above."""
    what = "取消这一次" if terms.visit_at else "取消订单"
    with question(what) as dialog:
        tag(f"{terms.number} · {terms.service}", "strong num")
        if terms.visit_at is not None:
            here = local(terms.visit_at)
            tag(
                f"只取消 {here.month}月{here.day}日 {here:%H:%M} 这一次，其余照常。",
                "ask-text",
                "p",
            )
        tag(f"取消规则：{terms.rule}", "ask-text", "p")
        tag(_fee(terms), "ask-fee num", "p")
        tag("客户会收到取消通知，通知里不写取消费。", "ask-note", "p")
        await ask_text(dialog, "取消原因（必填，仅内部可见）", "请写明取消原因", what, store)


def _fee(terms: Terms) -> str:
    return f"现在取消，按规则收取 {money(terms.fee)} 元" if terms.fee else "现在取消不收费用"


async def ask_closing_complaint(number: str, store: Store[str]) -> None:
    """Why a complaint is closed."""
    with question("关闭投诉") as dialog:
        text = f"{number} 和它的工单会一起关闭，客户会收到办结通知。"
        tag(text, "ask-text", "p")
        wanted, missing = "关闭原因（必填，仅内部可见）", "请写明关闭原因"
        await ask_text(dialog, wanted, missing, "关闭投诉", store)


async def ask_resend() -> bool:
    """Whether a message of unknown outcome goes out once more."""
    with question("重发这条消息") as dialog:
        text = "上一次发送没有收到渠道的回音，客户可能已经收到；重发后可能会收到两次。"
        tag(text, "ask-text", "p")
        with box("ask-buttons"):
            button("返回", dialog.close)
            button("仍然重发", lambda: dialog.submit("yes"), "primary")
    return await answer(dialog, str) == "yes"


async def ask_dropping(store: Store[str]) -> None:
    """Why a message is not to be sent."""
    with question("撤下这条消息") as dialog:
        text = "撤下后不再发送；由它产生的电话工单会一起关闭。"
        tag(text, "ask-text", "p")
        await ask_text(dialog, "撤下原因（必填，仅内部可见）", "请写明撤下原因", "撤下", store)


async def ask_result(letter: Callable[[str, str], str], store: Store[Result]) -> None:
    """Measure and basis; below stands the message as the customer will read it."""
    with question("提交处理结果") as dialog:
        measure = ui.textarea("处理措施（必填）").props(f"{_FIELD} autofocus")
        basis = ui.textarea("处理依据（必填）").props(_FIELD)
        tag("客户将收到", "ask-note")
        preview = tag(letter("…", "…"), "letter", "p")

        def given() -> Result:
            return Result((measure.value or "").strip(), (basis.value or "").strip())

        def show() -> None:
            preview.say(letter(given().measure or "…", given().basis or "…"))

        async def submit() -> str:
            whole = given().measure and given().basis
            return await store(given()) if whole else "请写明处理措施和处理依据"

        for field in (measure, basis):
            field.on_value_change(show)
        show()
        finish(dialog, "发送给客户", submit, back="返回")
    await answer(dialog, str)
