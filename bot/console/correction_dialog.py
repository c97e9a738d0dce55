"""What is corrected on an order, and whose cause it was (REQ C9)."""

from nicegui import ui

from bot.console.dialogs import answer, question
from bot.console.parts import box, button, tag
from bot.console.words import CAUSE
from bot.services.corrections import Cause, Correction


async def ask_correction(number: str) -> Correction | None:
    """The cause, the reason, and new values for what was wrong."""
    with question(f"更正订单 {number}") as dialog:
        cause = ui.select({c.value: CAUSE[c] for c in Cause}, value=Cause.DESK.value, label="原因")
        cause.props("outlined")
        what = ui.textarea("更正了什么、为什么（必填）").props("outlined autogrow maxlength=300")
        address = ui.input("新的地址（不改留空）").props("outlined maxlength=300")
        phone = ui.input("新的电话（不改留空）").props("outlined maxlength=40")
        note = ui.input("新的要求（不改留空）").props("outlined maxlength=300")
        missing = tag("", "ask-missing", "p")

        def submit() -> None:
            if not (what.value or "").strip():
                return missing.say("请写明更正了什么、为什么")
            texts = (str(field.value or "") for field in (what, address, phone, note))
            return dialog.submit(Correction(Cause(cause.value), *texts))

        with box("ask-buttons"):
            button("取消", dialog.close)
            button("更正", submit, "primary")
    return await answer(dialog, Correction)
