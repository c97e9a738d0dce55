"""One record by hand: checked like a file, and never over somebody else's change (REQ B1, G1)."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import Database
from bot.errors import ConflictError, NotFoundError
from bot.models import Coupon, Service
from bot.services.sheets import catalogue, editing
from bot.services.sheets.editing import Line
from bot.services.sheets.table import Table
from tests.factories import NOW, make_area, make_service


def line(session: Session, table: Table) -> Line:
    return editing.lines(session, table)[0]


def save(session: Session, table: Table, before: Line | None, **said: str) -> bool:
    cells = {c.title: "" for c in table.columns} if before is None else before.cells
    return editing.save(session, table, before, {**cells, **said}, actor="staff:chen", now=NOW)


def test_only_what_was_typed_is_changed(database: Database) -> None:
    with database.write() as session:
        make_service(session)
        table = catalogue.services(session)
        before = line(session, table)
        assert save(session, table, before) is False
        assert save(session, table, before, 名称="家庭保洁") is True
        assert session.scalars(select(Service.name)).one() == "家庭保洁"
        [change] = editing.opened(session, table, before.key, actor="staff:chen", now=NOW)[1]
        assert (change.title, change.what, change.actor) == (
            "名称",
            "日常保洁 → 家庭保洁",
            "staff:chen",
        )


def test_two_who_change_the_same_cell_do_not_overwrite_each_other(database: Database) -> None:
    with database.write() as session:
        make_service(session)
        table = catalogue.services(session)
        before = line(session, table)
        save(session, table, before, **{"单价（元）": "50"})
        with pytest.raises(ConflictError, match="刚被别人改过"):
            save(session, table, before, **{"单价（元）": "60"})
        assert save(session, table, before, 名称="家庭保洁") is True


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ({"单价（元）": "x"}, "不是数字"),
        ({"名称": ""}, "没有填写"),
        ({"编码": "b"}, "不能修改"),
        ({"名称": "擦窗"}, "已用于"),
    ],
)
def test_a_wrong_cell_is_refused(database: Database, said: dict[str, str], what: str) -> None:
    with database.write() as session:
        make_service(session)
        make_service(session, "z", name="擦窗")
        table = catalogue.services(session)
        with pytest.raises(ConflictError, match=what):
            save(session, table, line(session, table), **said)


def test_a_record_is_added_once(database: Database) -> None:
    with database.write() as session:
        table = catalogue.coupons(session)
        said = {"优惠码": "NEW", "说明": "新客", "仅限首单": "是", "减（元）": "20"}
        assert save(session, table, None, **said) is True
        assert session.scalars(select(Coupon)).one().first_order_only is True
        with pytest.raises(ConflictError, match="已经存在"):
            save(session, table, None, **said)


def test_an_area_is_removed_and_a_service_is_not(database: Database) -> None:
    with database.write() as session:
        make_area(session)
        make_service(session)
        areas, services = catalogue.areas(), catalogue.services(session)
        key = line(session, areas).key
        editing.remove(session, areas, key, actor="staff:chen", now=NOW)
        with pytest.raises(NotFoundError):
            editing.remove(session, areas, key, actor="staff:chen", now=NOW)
        with pytest.raises(ConflictError, match="停用"):
            editing.remove(session, services, line(session, services).key, actor="x", now=NOW)
