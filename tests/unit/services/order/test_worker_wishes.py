"""A wish about who comes is a person's task, and ends with the order (REQ C4)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import Database
from bot.models import Case, Group
from bot.services.order import orders, worker_wishes
from bot.settings import Settings
from tests.factories import NOW, at, book, make_company


def _open(session: Session) -> list[Case]:
    return list(session.scalars(select(Case).where(Case.closed_at.is_(None))))


def test_a_wish_for_a_woman_is_one_task_of_the_order_group_until_the_order_is_cancelled(
    database: Database, settings: Settings
) -> None:
    with database.write() as session:
        order = book(session, make_company(session), at("11-25 09:00"), settings)
        assert not worker_wishes.hand_on(session, order, now=NOW, settings=settings)
        order.note = "家里有猫，要女性服务人员"
        for _ in range(2):
            assert worker_wishes.hand_on(session, order, now=NOW, settings=settings)
        (task,) = _open(session)
        assert (task.group, task.order_id) == (Group.ORDER, order.id)
        assert "女性服务人员" in task.subject
        orders.cancel_order(
            session, order, actor="customer", now=NOW, settings=settings, reason="改期"
        )
        assert _open(session) == []
