"""Which labels a conversation has."""

from collections.abc import Sequence
from functools import partial

from nicegui import ui

from bot.console.dialogs import answer, question
from bot.console.parts import box, button, tag
from bot.services.labels import LONGEST, MOST

_OFFERED = 12


async def ask_labels(now: Sequence[str], known: Sequence[str]) -> list[str] | None:
    """The labels that it shall have: known ones, or new words; None when the dialog was left."""
    with question("会话标签") as dialog:
        chips = ui.input_chips("输入标签，按回车添加", value=list(now))
        chips.props(f"outlined autofocus max-values={MOST} maxlength={LONGEST}")

        def add(title: str) -> None:
            if title not in (chips.value or []):
                chips.value = [*(chips.value or []), title]

        with box("line tags"):
            for title in [title for title in known if title not in now][:_OFFERED]:
                button(title, partial(add, title), "small")
        tag("标签只有同事看得到，可以在搜索里筛选。", "ask-note", "p")
        with box("ask-buttons"):
            button("取消", dialog.close)
            button("保存", lambda: dialog.submit(list(chips.value or [])), "primary")
    return await answer(dialog, list)
