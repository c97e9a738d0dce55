"""The cards of the customer's column: orders, complaints, cases, surveys (REQ A7, C3, D, E)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.console.parts import box, button, countdown, tag
from bot.console.words import (
    CASE,
    CATEGORY,
    COMPLAINT,
    PRIORITY,
    STEP,
    SURVEY,
    VISIT,
    clock_time,
    span,
)
from bot.models import CaseKind, ComplaintState, SurveyState, VisitState
from bot.services.complaint.complaints import ALLOWED
from bot.services.order.machine import OPEN
from bot.services.order.order_desk import steps_from
from bot.services.screens.desk_cases import CaseRow
from bot.services.screens.desk_profile import ComplaintRow, OrderRow, SurveyRow, VisitRow
from bot.services.trade.catalogue import money

_SETTLED = {ComplaintState.RESOLVED, ComplaintState.CLOSED}


@dataclass(frozen=True, slots=True)
class CardActions:
    """What can be asked of a card; ``cancel`` and ``reschedule`` take an order, and one of its
    visits if it is only that."""

    advance: Callable[[int, VisitState], object]
    assign: Callable[[int], object]
    time_line: Callable[[int, str], object]
    cancel: Callable[..., object]
    reschedule: Callable[..., object]
    add: Callable[[int, str], object]
    correct: Callable[[int, str], object]
    investigate: Callable[[int], object]
    resolve: Callable[[int], object]
    close: Callable[[int, str], object]
    close_case: Callable[[int], object]


def order_cards(orders: Sequence[OrderRow], actions: CardActions) -> None:
    """An order with its visits, their workers and the steps that are open now."""
    for order in orders:
        with box("card"):
            with box("card-head"):
                tag(order.service, "card-title")
                tag(VISIT[order.state], f"pill {order.state}")
            for visit in order.visits:
                _visit(visit, order, actions)
            with box("fact"):
                tag(order.address, "muted")
            if order.note:
                tag(f"备注：{order.note}", "quote", "p")
            _order_foot(order, actions)


def _visit(visit: VisitRow, order: OrderRow, actions: CardActions) -> None:
    with box("fact visit"):
        tag(span(visit.start_at, visit.end_at), "num")
        tag(visit.worker or "未派人", "muted")
        if visit.state != order.state:
            tag(VISIT[visit.state], "muted")
        if len(order.visits) > 1:
            _visit_steps(visit, actions)
            _visit_changes(visit, order, actions)


def _visit_steps(visit: VisitRow, actions: CardActions) -> None:
    if visit.state in OPEN:
        button("换人" if visit.worker else "派人", partial(actions.assign, visit.id), "small")
    for step in steps_from(visit.state):
        button(STEP[step], partial(actions.advance, visit.id, step), "small step")


def _visit_changes(visit: VisitRow, order: OrderRow, actions: CardActions) -> None:
    """One visit of several, moved or cancelled without the others (REQ C8)."""
    if visit.state in OPEN:
        button("改期", partial(actions.reschedule, order.id, visit.id), "small quiet")
        button("取消这次", partial(actions.cancel, order.id, visit.id), "small quiet")


def _order_foot(order: OrderRow, actions: CardActions) -> None:
    with box("fact foot"):
        tag(order.number, "num muted")
        price = "待评估" if order.amount is None else f"{money(order.amount)} 元"
        tag(price, "num strong")
    with box("card-acts"):
        button("时间线", partial(actions.time_line, order.id, order.number), "small")
        if order.state != VisitState.CANCELLED:
            button("更正", partial(actions.correct, order.id, order.number), "small")
        if order.state in OPEN:
            button("改期", partial(actions.reschedule, order.id), "small")
            button("取消订单", partial(actions.cancel, order.id), "small")
        if len(order.visits) == 1:
            _visit_steps(order.visits[0], actions)


def complaint_cards(
    complaints: Sequence[ComplaintRow], now: datetime, actions: CardActions
) -> None:
    """A complaint with the deadline that comes next, and its next steps."""
    for row in complaints:
        with box("card"):
            with box("card-head"):
                tag(CATEGORY[row.category], "card-title")
                if row.priority in PRIORITY:
                    tag(PRIORITY[row.priority], f"flag {row.priority}")
                tag(COMPLAINT[row.state], f"pill {row.state}")
            tag(row.detail, "quote", "p")
            if row.wanted:
                with box("pair wanted"):
                    tag("诉求", "muted")
                    tag(row.wanted, "strong")
            with box("fact foot"):
                tag(row.number, "num muted")
                if row.state not in _SETTLED:
                    _deadline(row, now)
            _complaint_steps(row, actions)


def _complaint_steps(row: ComplaintRow, actions: CardActions) -> None:
    """The usual next step stands last and in colour."""
    allowed, settled = ALLOWED[row.state], row.state == ComplaintState.RESOLVED
    look = "small" if settled else "small step"
    with box("card-acts"):
        if allowed:
            button("补充", partial(actions.add, row.id, row.number), "small")
        if ComplaintState.CLOSED in allowed and not settled:
            button("关闭", partial(actions.close, row.id, row.number), "small")
        if ComplaintState.INVESTIGATING in allowed:
            title = "重新核实" if settled else "开始核实"
            button(title, partial(actions.investigate, row.id), look)
        if ComplaintState.RESOLVED in allowed:
            button("提交处理结果", partial(actions.resolve, row.id), look)
        if settled:
            button("关闭", partial(actions.close, row.id, row.number), "small step")


def _deadline(row: ComplaintRow, now: datetime) -> None:
    is_early = row.proposal_due_at > now
    with box("due"):
        tag("方案" if is_early else "答复", "muted")
        countdown(row.proposal_due_at if is_early else row.answer_due_at)


def case_cards(cases: Sequence[CaseRow], on_close: Callable[[int], object]) -> None:
    """An open case, to be closed with a cause."""
    for row in cases:
        with box("card"):
            with box("card-head"):
                tag(CASE[row.kind], f"card-title {row.kind}")
                if row.priority in PRIORITY and row.kind != CaseKind.URGENT:
                    tag(PRIORITY[row.priority], f"flag {row.priority}")
                countdown(row.due_at)
            tag(row.subject, "quote", "p")
            with box("fact foot"):
                tag(row.number, "num muted")
                button("关闭", partial(on_close, row.id), "small")


def survey_cards(surveys: Sequence[SurveyRow], now: datetime) -> None:
    """A question and its answer."""
    for row in surveys:
        with box("fact survey"):
            tag(SURVEY[row.kind], "")
            tag(row.about or "", "muted")
            tag(_score(row), "strong num" if row.score is not None else "muted")
            tag(clock_time(row.asked_at, now), "num muted")
        if row.reason:
            tag(row.reason, "quote", "p")


def _score(row: SurveyRow) -> str:
    if row.score is None:
        return "未回复" if row.state == SurveyState.ASKED else "已关闭"
    return f"{row.score.normalize():f} 分"
