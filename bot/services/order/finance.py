"""The month for the book-keepers: every order once, exact to the cent, with its sum (REQ C7).

An order belongs to the month in which it was placed (Asia/Shanghai), whatever becomes of it: months
never overlap, and an export can be made again. Due is the amount less what visits cancelled one by
one take off, and the fee; of a cancelled order the fee.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from bot.clock import LOCAL, local
from bot.models import Order, VisitState
from bot.services.sheets.files import Cell, Grid

_NOTHING = Decimal("0.00")
_STATE = {
    VisitState.DRAFT: "草稿",
    VisitState.CONFIRMED: "已确认",
    VisitState.ASSIGNED: "已派工",
    VisitState.ACCEPTED: "已接单",
    VisitState.UNDER_WAY: "服务中",
    VisitState.COMPLETED: "已完成",
    VisitState.REVIEWED: "已评价",
    VisitState.CANCELLED: "已取消",
}
_HEAD = (
    "订单号", "下单时间", "服务", "首次服务时间", "状态", "基价（元）", "加价（元）", "优惠（元）",
    "优惠码", "订单金额（元）", "取消部分（元）", "取消费（元）", "应收（元）",
)  # fmt: skip
_SUMS = ("服务", "订单数", "待定价", "已取消", *_HEAD[5:8], *_HEAD[9:])


@dataclass(frozen=True, slots=True)
class Line:
    """One order; ``base + surcharge - discount = amount``; None where no price is agreed yet."""

    number: str
    placed_at: datetime
    service: str
    start_at: datetime | None
    state: VisitState
    base: Decimal | None
    surcharge: Decimal
    discount: Decimal
    coupon: str
    amount: Decimal | None
    waived: Decimal
    fee: Decimal
    due: Decimal


def lines(session: Session, year: int, month: int) -> list[Line]:
    """The orders placed in a month, by number."""
    first = datetime(year, month, 1, tzinfo=LOCAL)
    after = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=LOCAL)
    rows = session.scalars(
        select(Order)
        .where(Order.created_at >= first, Order.created_at < after)
        .options(joinedload(Order.service), selectinload(Order.visits))
        .order_by(Order.number)
    )
    return [_line(order) for order in rows]


def _line(order: Order) -> Line:
    is_cancelled = order.state == VisitState.CANCELLED
    fee, amount, waived = order.fee or _NOTHING, order.amount, order.waived
    return Line(
        number=order.number,
        placed_at=order.created_at,
        service=order.service.name,
        start_at=order.visits[0].start_at if order.visits else None,
        state=VisitState(order.state),
        base=None if amount is None else amount + order.discount - order.surcharge,
        surcharge=order.surcharge,
        discount=order.discount,
        coupon=order.coupon or "",
        amount=amount,
        waived=_NOTHING if is_cancelled else waived,
        fee=fee,
        due=fee if is_cancelled else (amount or _NOTHING) - waived + fee,
    )


def grids(rows: Sequence[Line]) -> list[Grid]:
    """The orders with their sum, and the sums by service."""
    return [Grid("订单明细", _HEAD, [*map(_cells, rows), _total(rows)]), _by_service(rows)]


def _cells(line: Line) -> list[Cell]:
    return [
        line.number,
        f"{local(line.placed_at):%Y-%m-%d %H:%M}",
        line.service,
        f"{local(line.start_at):%Y-%m-%d %H:%M}" if line.start_at else "",
        _STATE[line.state],
        "待定价" if line.base is None else line.base,
        line.surcharge,
        line.discount,
        line.coupon,
        "待定价" if line.amount is None else line.amount,
        line.waived,
        line.fee,
        line.due,
    ]


def _total(rows: Sequence[Line]) -> list[Cell]:
    base, surcharge, discount, *rest = _sums(rows)
    return ["合计", "", "", "", f"{len(rows)} 单", base, surcharge, discount, "", *rest]


def _sums(rows: Iterable[Line]) -> tuple[Decimal, ...]:
    parts = [(r.base, r.surcharge, r.discount, r.amount, r.waived, r.fee, r.due) for r in rows]
    return tuple(sum((part[place] or _NOTHING for part in parts), _NOTHING) for place in range(7))


def _by_service(rows: Sequence[Line]) -> Grid:
    names = sorted({row.service for row in rows})
    groups = [(name, [row for row in rows if row.service == name]) for name in names]
    return Grid("按服务汇总", _SUMS, [_group(name, own) for name, own in [*groups, ("合计", rows)]])


def _group(name: str, rows: Sequence[Line]) -> list[Cell]:
    unpriced = sum(row.amount is None for row in rows)
    cancelled = sum(row.state == VisitState.CANCELLED for row in rows)
    return [name, len(rows), unpriced, cancelled, *_sums(rows)]
