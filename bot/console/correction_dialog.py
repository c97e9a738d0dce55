"""What is corrected on an order, and whose cause it was (REQ C9)."""

from nicegui import ui

from bot.console.dialogs import Store, answer, finish, question
from bot.console.words import CAUSE
from bot.services.order.corrections import Cause, Correction


async def ask_correction(number: str, store: Store[Correction]) -> None:
    """The cause, the reason, and new values for what was wrong."""
    with question(f"更正订单 {number}") as dialog:
        cause = ui.select({c.value: CAUSE[c] for c in Cause}, value=Cause.DESK.value, label="原因")
        cause.props("outlined")
        what = ui.textarea("更正了什么、为什么（必填）").props("outlined autogrow maxlength=300")
        address = ui.input("新的地址（不改留空）").props("outlined maxlength=300")
        phone = ui.input("新的电话（不改留空）").props("outlined maxlength=40")
        note = ui.input("新的要求（不改留空）").props("outlined maxlength=300")

        async def submit() -> str:
            if not (what.value or "").strip():
                return "请写明更正了什么、为什么"
            texts = (str(field.value or "") for field in (what, address, phone, note))
            return await store(Correction(Cause(cause.value), *texts))

        finish(dialog, "更正", submit)
    await answer(dialog, str)
