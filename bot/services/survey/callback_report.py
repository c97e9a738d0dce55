"""The month's callbacks as a file (REQ E1): every visit on the board, and the rates."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from bot.clock import local
from bot.services.sheets.files import Cell, Grid
from bot.services.survey.callbacks import Row, Standing, rate

GOAL = 90
_STANDING = {
    Standing.DUE: "待回访",
    Standing.TRIED: "已尝试",
    Standing.REACHED: "已联系上",
    Standing.REFUSED: "不愿回访",
}
_HEAD = ("订单号", "服务", "服务人员", "完成时间", "回访期限", "状态", "评分", "电话次数")


def grids(rows: Sequence[Row]) -> list[Grid]:
    """The visits in the order of their completion, and the sums."""
    inorder = sorted(rows, key=lambda row: (row.completed_at, row.visit_id))
    return [Grid("回访明细", _HEAD, [_cells(row) for row in inorder]), _sums(rows)]


def _cells(row: Row) -> list[Cell]:
    return [
        row.number,
        row.service,
        row.worker or "",
        f"{local(row.completed_at):%Y-%m-%d %H:%M}",
        f"{local(row.due_at):%Y-%m-%d %H:%M}",
        _STANDING[row.standing],
        row.score if row.score is not None else "",
        row.calls,
    ]


def _sums(rows: Sequence[Row]) -> Grid:
    found, scores = rate(rows), [row.score for row in rows if row.score is not None]
    refused = sum(row.standing == Standing.REFUSED for row in rows)
    mean = sum(scores, Decimal(0)) / len(scores) if scores else None
    lines: list[list[Cell]] = [
        ["应回访", found.served],
        ["已尝试", found.tried],
        ["尝试率", _percent(found.tried_percent)],
        ["已联系上", found.reached],
        [f"回访率（目标 ≥ {GOAL}%）", _percent(found.reached_percent)],
        ["不愿回访", refused],
        ["平均评分", mean.quantize(Decimal("0.01"), ROUND_HALF_UP) if mean is not None else "—"],
    ]
    return Grid("汇总", ("项目", "数值"), lines)


def _percent(value: float | None) -> str:
    return "—" if value is None else f"{value:.1f}%"
