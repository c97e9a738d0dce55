"""The cards of the customer's column: orders, complaints, cases, surveys (REQ A7, C3, D, E)."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from bot.console.parts import box, button, countdown, tag
from bot.console.words import (
    CASE,
    CATEGORY,
    COMPLAINT,
    PRIORITY,
    SURVEY,
    VISIT,
    clock_time,
    span,
)
from bot.models import CaseKind, ComplaintState, SurveyState
from bot.services.catalogue import money
from bot.services.desk_profile import CaseRow, ComplaintRow, OrderRow, SurveyRow

_SETTLED = {ComplaintState.RESOLVED, ComplaintState.CLOSED}


def order_cards(orders: Sequence[OrderRow]) -> None:
    """An order with its visits and their workers."""
    for order in orders:
        with box("card"):
            with box("card-head"):
                tag(order.service, "card-title")
                tag(VISIT[order.state], f"pill {order.state}")
            for visit in order.visits:
                with box("fact"):
                    tag(span(visit.start_at, visit.end_at), "num")
                    tag(visit.worker or "未派人", "muted")
                    if visit.state != order.state:
                        tag(VISIT[visit.state], "muted")
            with box("fact"):
                tag(order.address, "muted")
            if order.note:
                tag(f"备注：{order.note}", "quote", "p")
            with box("fact foot"):
                tag(order.number, "num muted")
                price = "待评估" if order.amount is None else f"{money(order.amount)} 元"
                tag(price, "num strong")


def complaint_cards(complaints: Sequence[ComplaintRow], now: datetime) -> None:
    """A complaint with the deadline that comes next."""
    for row in complaints:
        with box("card"):
            with box("card-head"):
                tag(CATEGORY[row.category], "card-title")
                if row.priority in PRIORITY:
                    tag(PRIORITY[row.priority], f"flag {row.priority}")
                tag(COMPLAINT[row.state], f"pill {row.state}")
            tag(row.detail, "quote", "p")
            with box("fact foot"):
                tag(row.number, "num muted")
                if row.state not in _SETTLED:
                    _deadline(row, now)


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
