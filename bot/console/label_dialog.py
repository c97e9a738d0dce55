"""Which labels a conversation or a customer has."""

from collections.abc import Sequence
from functools import partial

from nicegui import ui

from bot.console.dialogs import answer, question
from bot.console.parts import box, button, tag
from bot.services.customer.labels import LONGEST, MOST

_OFFERED = 12


async def ask_labels(
    now: Sequence[str],
    known: Sequence[str],
    *,
    title: str = "会话标签",
    note: str = "标签只有同事看得到，可以在搜索里筛选。",
) -> list[str] | None:
    """The labels that it shall have: known ones, or new words; None when the dialog was left."""
    with question(title) as dialog:
        chips = ui.input_chips("输入标签，按回车添加", value=list(now))
        chips.props(f"outlined autofocus max-values={MOST} maxlength={LONGEST}")

        def add(word: str) -> None:
            if word not in (chips.value or []):
                chips.value = [*(chips.value or []), word]

        with box("line tags"):
            for word in [word for word in known if word not in now][:_OFFERED]:
                button(word, partial(add, word), "small")
        tag(note, "ask-note", "p")
        with box("ask-buttons"):
            button("取消", dialog.close)
            button("保存", lambda: dialog.submit(list(chips.value or [])), "primary")
    return await answer(dialog, list)
