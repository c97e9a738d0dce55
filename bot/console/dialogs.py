"""Questions that are asked before something happens."""

import asyncio
from collections.abc import Awaitable, Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from nicegui import ui

from bot.console.parts import box, button, tag
from bot.console.words import CASE
from bot.services.screens.desk_cases import CaseRow

type Store[T] = Callable[[T], Awaitable[str]]
"""Stores what was typed; what refuses it, to be shown in the dialog, or nothing."""


@dataclass(frozen=True, slots=True)
class GiveBack:
    """How a conversation is given back."""

    summary: str
    ask_rating: bool


@dataclass(frozen=True, slots=True)
class Closing:
    """Which case is closed, and why."""

    case_id: int
    cause: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Which colleague is asked for something, and with which words."""

    colleague_id: int
    words: str


@contextmanager
def question(title: str) -> Generator[ui.dialog]:
    """A dialog of the page, not of the card that asks: a card is drawn again at any time."""
    with ui.context.client.content, ui.dialog() as dialog, box("ask"):
        tag(title, "ask-title", "h2")
        yield dialog


async def answer[T](dialog: ui.dialog, kind: type[T]) -> T | None:
    """What was submitted; None when the dialog was left. A page that is gone asks nothing more."""
    given = await dialog
    if dialog.is_deleted:
        raise asyncio.CancelledError
    dialog.delete()
    return given if isinstance(given, kind) else None


def finish(
    dialog: ui.dialog, title: str, store: Callable[[], Awaitable[str]], *, back: str = "取消"
) -> None:
    """The end of a form: what is missing or refuses it, and the buttons.

    It closes when ``store`` has nothing against it; until then all that was typed stays. A second
    press while it is being stored changes nothing.
    """
    refused = tag("", "ask-missing", "p")
    refused.props["role"] = "alert"
    is_storing = False

    async def submit() -> None:
        nonlocal is_storing
        if is_storing:
            return
        is_storing = True
        try:
            why = await store()
        finally:
            is_storing = False
        refused.say(why)
        if not why:
            dialog.submit("done")

    with box("ask-buttons"):
        button(back, dialog.close)
        button(title, submit, "primary")


async def ask_text(
    dialog: ui.dialog,
    label: str,
    missing: str,
    title: str,
    store: Store[str],
    *,
    back: str = "返回",
) -> None:
    """One text that must not be empty: the rest of a dialog."""
    field = ui.textarea(label).props("outlined autogrow autofocus maxlength=500")

    async def submit() -> str:
        text = (field.value or "").strip()
        return await store(text) if text else missing

    finish(dialog, title, submit, back=back)
    await answer(dialog, str)


async def ask_give_back(store: Store[GiveBack]) -> None:
    """A summary for the next one, and whether the customer is asked for a rating."""
    with question("交还机器人") as dialog:
        tag("交还后由机器人继续接待，之前的内容都会保留。", "ask-text", "p")
        summary = ui.textarea("一句话小结（选填）").props("outlined autogrow maxlength=200")
        tag("机器人会把小结转告客户，并接着其中提到的服务往下谈。", "ask-note", "p")
        rating = ui.checkbox("请客户评价这次接待", value=True)
        finish(dialog, "交还", lambda: store(GiveBack(summary.value or "", bool(rating.value))))
    await answer(dialog, str)


async def ask_closing(
    cases: Sequence[CaseRow], store: Store[Closing], chosen: int | None = None
) -> None:
    """Which case is closed and what was done; the cause is required (REQ A7)."""
    with question("关闭工单") as dialog:
        names = {c.id: f"{c.number} · {CASE[c.kind]} · {c.subject[:24]}" for c in cases}
        which = ui.select(names, value=chosen or cases[0].id, label="工单").props("outlined")
        cause = ui.textarea("处理结果与原因（必填）").props(
            "outlined autogrow autofocus maxlength=500"
        )

        async def submit() -> str:
            if not (cause.value or "").strip():
                return "请写明处理结果再关闭工单"
            return await store(Closing(int(which.value), cause.value or ""))

        finish(dialog, "关闭工单", submit)
    await answer(dialog, str)


async def ask_colleague(
    title: str, people: Mapping[int, str], store: Store[Asked], *, who: str, note: str, yes: str
) -> None:
    """A colleague and a few words to them; ``who`` and ``note`` name the two fields."""
    with question(title) as dialog:
        chosen = ui.select(dict(people), label=who).props("outlined options-dense")
        words = ui.textarea(note).props("outlined autogrow maxlength=2000")

        async def submit() -> str:
            if not chosen.value:
                return "请选择同事"
            return await store(Asked(int(chosen.value), str(words.value or "")))

        finish(dialog, yes, submit)
    await answer(dialog, str)


async def ask_sure(title: str, text: str, yes: str) -> bool:
    """Whether something that is not easily undone shall be done."""
    with question(title) as dialog:
        tag(text, "ask-text", "p")
        with box("ask-buttons"):
            button("取消", dialog.close)
            button(yes, lambda: dialog.submit("yes"), "primary")
    return await answer(dialog, str) == "yes"


async def ask_despite(phrases: Sequence[str]) -> bool:
    """Whether a text goes out although it holds phrases that the rules forbid (REQ A5)."""
    with question("发送前请再看一眼") as dialog:
        quoted = "、".join(f"“{phrase}”" for phrase in phrases)
        tag(f"这条回复里有服务规范不建议使用的说法：{quoted}。", "ask-text", "p")
        with box("ask-buttons"):
            button("仍然发送", lambda: dialog.submit("send"), "quiet")
            button("返回修改", dialog.close, "primary")
    return await answer(dialog, str) == "send"
