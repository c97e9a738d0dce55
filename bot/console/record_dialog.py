"""The dialogs of the tables: one record with its history, and what came of a file."""

from collections.abc import Mapping, Sequence

from nicegui import ui

from bot.clock import local
from bot.console.dialogs import Store, answer, finish, question
from bot.console.parts import box, button, tag
from bot.services.sheets.cells import YES_NO
from bot.services.sheets.editing import Change, Line
from bot.services.sheets.table import Column, Report, Table

_MOST_PROBLEMS = 100


async def edit(
    table: Table,
    before: Line | None,
    past: Sequence[Change],
    save: Store[dict[str, str]],
) -> None:
    """Fields for every column; the dialog stays open until ``save`` took them or it is left."""
    with question(f"修改{table.title}" if before else f"新增{table.title}") as dialog:
        with box("fields"):
            fields = {c.title: _field(table, c, before) for c in table.columns}
        _history(past)

        finish(
            dialog,
            "保存",
            lambda: save({title: str(field.value or "") for title, field in fields.items()}),
        )
    await answer(dialog, str)


def _field(table: Table, column: Column, before: Line | None) -> ui.input | ui.textarea | ui.select:
    said = before.cells[column.title] if before else str(column.kind.write(column.kind.empty) or "")
    label = f"{column.title}（必填）" if column.is_needed else column.title
    if column.kind is YES_NO:
        return ui.select(["是", "否"], value=said if before else "是", label=label).props(
            "outlined"
        )
    made = ui.textarea if column.kind.is_long else ui.input
    field = made(label, value=said).props(
        "outlined autogrow" if column.kind.is_long else "outlined"
    )
    if before is not None and column.field in table.key:
        field.props("readonly")
    return field


def _history(past: Sequence[Change]) -> None:
    if not past:
        return
    tag("修改记录", "muted sub")
    with box("past"):
        for change in past:
            with box("past-line"):
                tag(f"{local(change.at):%Y-%m-%d %H:%M}", "num muted")
                tag(change.actor.removeprefix("staff:"), "strong")
                tag(f"{change.title} {change.what}".strip(), "")


async def ask_removing(name: str) -> bool:
    """Whether a record is really removed."""
    with question("移除") as dialog:
        tag(f"移除后不再提供：{name}。已有的订单不受影响。", "ask-text", "p")
        with box("ask-buttons"):
            button("取消", dialog.close)
            button("移除", lambda: dialog.submit("yes"), "primary")
    return await answer(dialog, str) == "yes"


async def tell_report(reports: Mapping[str, Report]) -> None:
    """What came of a file: counts, or every wrong cell."""
    problems = [problem for report in reports.values() for problem in report.problems]
    with question("没有导入：请先改好下面的内容" if problems else "导入完成") as dialog:
        with box("report"):
            for problem in problems[:_MOST_PROBLEMS]:
                tag(str(problem), "report-line", "p")
            if len(problems) > _MOST_PROBLEMS:
                tag(f"…… 共 {len(problems)} 处", "muted", "p")
            for title, report in () if problems else reports.items():
                tag(f"{title}：{report}", "report-line", "p")
        with box("ask-buttons"):
            button("知道了", dialog.close, "primary")
    await answer(dialog, str)
