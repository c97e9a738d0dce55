"""Which order a complaint is about (REQ D2)."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import Database
from bot.language.when import find_times
from bot.models import Conversation, Order, Service, VisitState
from bot.services.complaint.complaint_orders import fitting
from bot.services.reading import Reading, when_to_json
from bot.settings import Settings
from tests.factories import NOW, at, book, bring, make_company, make_conversation, make_worker

Finds = Callable[..., list[str]]


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.write() as opened:
        yield opened


@pytest.fixture
def talk(session: Session) -> Conversation:
    make_company(session)
    return make_conversation(session)


@pytest.fixture
def finds(session: Session, talk: Conversation) -> Finds:
    """The numbers of the orders that fit a text said at NOW."""

    def find(text: str, **more: object) -> list[str]:
        times = [when_to_json(when) for when in find_times(text, NOW)]
        said = Reading(text=text, times=times, services=more.pop("services", []))  # type: ignore[arg-type]
        found = fitting(session, talk.identity.customer_id, said, NOW, **more)  # type: ignore[arg-type]
        return [order.number for order in found]

    return find


@pytest.fixture
def done(session: Session, talk: Conversation, settings: Settings) -> Callable[..., Order]:
    """An order that was carried out."""

    def make(start: str, to: VisitState = VisitState.COMPLETED) -> Order:
        service, day = session.scalars(select(Service)).one(), timedelta(days=1)
        begin = at(start)
        order = book(session, service, begin, settings, conversation=talk, now=begin - day)
        bring(session, order.visits[0], to, settings)
        return order

    return make


def test_never_an_order_that_is_still_to_come(finds: Finds, done: Callable[..., Order]) -> None:
    done("11-23 09:00", VisitState.ACCEPTED)
    assert finds("昨天阿姨迟到了") == []
    assert finds("阿姨迟到了") == []


def test_the_day_names_the_order(finds: Finds, done: Callable[..., Order]) -> None:
    yesterday, earlier = done("11-21 09:00"), done("11-18 09:00")
    assert finds("昨天阿姨迟到了") == [yesterday.number]
    assert finds("11月18日那次没擦干净") == [earlier.number]
    assert finds("18号那次没擦干净") == finds("周三那次没擦干净") == [earlier.number]
    assert finds("前天那次没擦干净") == []


def test_what_is_under_way_comes_first(finds: Finds, done: Callable[..., Order]) -> None:
    done("11-21 09:00")
    now = done("11-22 09:00", VisitState.UNDER_WAY)
    assert finds("阿姨一直在看手机") == [now.number]


def test_several_that_fit_are_all_named_the_latest_first(
    finds: Finds, done: Callable[..., Order]
) -> None:
    earlier, later = done("11-18 09:00"), done("11-20 09:00")
    assert finds("阿姨打碎了花瓶") == [later.number, earlier.number]
    assert finds(f"{earlier.number} 打碎了花瓶") == [earlier.number]


def test_the_workers_name_decides(
    session: Session, finds: Finds, done: Callable[..., Order]
) -> None:
    first, second = done("11-18 09:00"), done("11-20 09:00")
    first.visits[0].worker = make_worker(session, "W007", name="王芳")
    session.flush()
    assert second.visits[0].worker != first.visits[0].worker
    assert finds("王阿姨态度很差") == [first.number]


def test_money_may_be_at_issue_before_the_service(finds: Finds, done: Callable[..., Order]) -> None:
    cancelled = done("11-24 09:00", VisitState.CANCELLED)
    assert finds("取消的单子钱还没退") == []
    assert finds("取消的单子钱还没退", about_money=True) == [cancelled.number]
