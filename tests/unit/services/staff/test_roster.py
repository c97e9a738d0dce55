"""Planning a month, leave and swaps, handovers (REQ A9), on both databases."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from bot.db import Database
from bot.errors import ConflictError, ForbiddenError
from bot.models import (
    CaseKind,
    Flag,
    Group,
    HandoverState,
    History,
    Role,
    Shift,
    ShiftKind,
    Staff,
    WishState,
)
from bot.services.handoff import handovers
from bot.services.handoff.cases import open_case
from bot.services.staff import roster, shift_wishes
from bot.services.thread import conversations
from bot.settings import Settings
from tests.factories import NOW, at, count, make_conversation, make_staff

DAY, EVENING, ON_CALL = ShiftKind.DAY, ShiftKind.EVENING, ShiftKind.ON_CALL
MONDAY = date(2026, 11, 23)


def team(session: Session) -> tuple[Staff, Staff, Staff]:
    """Two agents and their lead."""
    return (
        make_staff(session, "ann"),
        make_staff(session, "bob"),
        make_staff(session, "lea", role=Role.LEAD),
    )


def put(
    session: Session, who: Staff, day: date, *kinds: ShiftKind, by: Staff, settings: Settings
) -> None:
    roster.plan(session, who.id, day, kinds, by=by, now=NOW, settings=settings)


def kinds_of(session: Session, who: Staff, day: date) -> tuple[ShiftKind, ...]:
    return roster.read_month(session, day).shifts.get((who.id, day), ())


# -- planning --


def test_a_day_is_planned_changed_and_cleared_with_a_trail(
    database: Database, settings: Settings
) -> None:
    with database.write() as session:
        ann, _, lead = team(session)
        for kinds in ((DAY,), (DAY, ON_CALL), (EVENING,), ()):
            put(session, ann, MONDAY, *kinds, by=lead, settings=settings)
            assert kinds_of(session, ann, MONDAY) == kinds
        assert count(session, History, History.subject == "roster") == 4
        put(session, ann, MONDAY, by=lead, settings=settings)
        assert count(session, History, History.subject == "roster") == 4


def test_leads_plan_their_own_group_and_nobody_the_past(
    database: Database, settings: Settings
) -> None:
    """REQ G3"""
    with database.write() as session:
        ann, bob, lead = team(session)
        other = make_staff(session, "cho", group=Group.COMPLAINT)
        chief = make_staff(session, "dan", role=Role.SUPERVISOR)
        with pytest.raises(ForbiddenError):
            put(session, ann, MONDAY, DAY, by=bob, settings=settings)
        with pytest.raises(ForbiddenError):
            put(session, other, MONDAY, DAY, by=lead, settings=settings)
        put(session, other, MONDAY, DAY, by=chief, settings=settings)
        with pytest.raises(ConflictError, match="过去"):
            put(session, ann, date(2026, 11, 20), DAY, by=lead, settings=settings)


def test_a_month_is_copied_by_weekdays_once_and_spares_what_is_planned(
    database: Database, settings: Settings
) -> None:
    with database.write() as session:
        ann, bob, lead = team(session)
        tuesday = date(2026, 11, 24)
        put(session, ann, tuesday, DAY, by=lead, settings=settings)
        put(session, bob, tuesday, EVENING, by=lead, settings=settings)
        after = date(2026, 12, 22)
        put(session, bob, after, ON_CALL, by=lead, settings=settings)
        december = date(2026, 12, 1)
        more = {"by": lead, "now": NOW, "settings": settings}
        assert roster.copy_month(session, december, Group.GENERAL, **more) == 3  # pyright: ignore[reportArgumentType]
        assert kinds_of(session, ann, after) == (DAY,)
        assert kinds_of(session, bob, after) == (ON_CALL,)
        assert kinds_of(session, ann, date(2026, 12, 29)) == (DAY,)
        assert kinds_of(session, bob, date(2026, 12, 29)) == (EVENING,)
        assert roster.copy_month(session, december, Group.GENERAL, **more) == 0  # pyright: ignore[reportArgumentType]


def test_gaps_are_told_a_holiday_wants_a_senior_and_the_next_month_is_due_at_its_end(
    database: Database, settings: Settings
) -> None:
    """REQ A9: an unmanned desk, a senior on holidays, the next roster by month's end."""
    with database.write() as session:
        ann, bob, lead = team(session)
        saturday = date(2026, 11, 28)
        for day in (MONDAY, saturday):
            put(session, ann, day, DAY, by=lead, settings=settings)
            put(session, bob, day, EVENING, ON_CALL, by=lead, settings=settings)
        found = {gap.day: gap.kind for gap in roster.gaps(session, MONDAY, NOW)}
        assert MONDAY not in found
        assert found[saturday] is None
        assert found[date(2026, 11, 24)] is not None
        put(session, lead, saturday, DAY, by=lead, settings=settings)
        assert saturday not in {gap.day for gap in roster.gaps(session, MONDAY, NOW)}
        assert not roster.is_due(session, at("11-27 10:00"))
        assert roster.is_due(session, at("11-28 10:00"))
        put(session, ann, date(2026, 12, 3), DAY, by=lead, settings=settings)
        assert not roster.is_due(session, at("11-28 10:00"))


# -- leave and swaps --


def test_leave_wants_approval_and_frees_the_shift(database: Database, settings: Settings) -> None:
    with database.write() as session:
        ann, bob, lead = team(session)
        put(session, ann, MONDAY, DAY, by=lead, settings=settings)
        (shift,) = shift_wishes.my_shifts(session, ann, NOW)
        wish = shift_wishes.ask_leave(session, shift.id, ann, "孩子发烧", now=NOW)
        with pytest.raises(ConflictError, match="已经提过"):
            shift_wishes.ask_leave(session, shift.id, ann, "再问", now=NOW)
        for nobody in (ann, bob):
            with pytest.raises(ForbiddenError):
                shift_wishes.decide(session, wish.id, nobody, yes=True, now=NOW)
        assert kinds_of(session, ann, MONDAY) == (DAY,)
        shift_wishes.decide(session, wish.id, lead, yes=True, now=NOW)
        assert kinds_of(session, ann, MONDAY) == ()
        with pytest.raises(ConflictError, match="处理过"):
            shift_wishes.decide(session, wish.id, lead, yes=False, now=NOW)


def test_a_swap_wants_the_colleagues_yes_then_the_leads(
    database: Database, settings: Settings
) -> None:
    with database.write() as session:
        ann, bob, lead = team(session)
        put(session, ann, MONDAY, DAY, by=lead, settings=settings)
        put(session, bob, MONDAY, EVENING, by=lead, settings=settings)
        (mine,) = shift_wishes.my_shifts(session, ann, NOW)
        (hers,) = shift_wishes.my_shifts(session, bob, NOW)
        wish = shift_wishes.ask_swap(session, mine.id, ann, bob.id, hers.id, "看病", now=NOW)
        with pytest.raises(ConflictError, match="还没有同意"), session.begin_nested():
            shift_wishes.decide(session, wish.id, lead, yes=True, now=NOW)
        with pytest.raises(ForbiddenError):
            shift_wishes.agree(session, wish.id, lead, yes=True, now=NOW)
        shift_wishes.agree(session, wish.id, bob, yes=True, now=NOW)
        shift_wishes.decide(session, wish.id, lead, yes=True, now=NOW)
        assert kinds_of(session, ann, MONDAY) == (EVENING,)
        assert kinds_of(session, bob, MONDAY) == (DAY,)


def test_a_wish_for_a_shift_that_was_changed_meanwhile_is_refused(
    database: Database, settings: Settings
) -> None:
    with database.write() as session:
        ann, _, lead = team(session)
        put(session, ann, MONDAY, DAY, by=lead, settings=settings)
        (shift,) = shift_wishes.my_shifts(session, ann, NOW)
        wish = shift_wishes.ask_leave(session, shift.id, ann, "有事", now=NOW)
        put(session, ann, MONDAY, EVENING, by=lead, settings=settings)
        with pytest.raises(ConflictError, match="已经变化"), session.begin_nested():
            shift_wishes.decide(session, wish.id, lead, yes=True, now=NOW)
        session.refresh(wish)
        assert wish.state == WishState.ASKED
        shift_wishes.withdraw(session, wish.id, ann, now=NOW)
        assert list(shift_wishes.open_wishes(session)) == []


def test_nobody_gets_two_shifts_at_one_time_by_a_swap(
    database: Database, settings: Settings
) -> None:
    with database.write() as session:
        ann, bob, lead = team(session)
        for who in (ann, bob):
            put(session, who, MONDAY, DAY, by=lead, settings=settings)
        (mine,) = shift_wishes.my_shifts(session, ann, NOW)
        wish = shift_wishes.ask_swap(session, mine.id, ann, bob.id, None, "代班", now=NOW)
        shift_wishes.agree(session, wish.id, bob, yes=True, now=NOW)
        with pytest.raises(ConflictError, match="已经有班"), session.begin_nested():
            shift_wishes.decide(session, wish.id, lead, yes=True, now=NOW)
        assert count(session, Shift) == 2


# -- handover --

END = at("11-23 16:30")


def on_duty(session: Session, settings: Settings) -> tuple[Staff, Staff, Staff]:
    ann, bob, lead = team(session)
    put(session, ann, MONDAY, DAY, by=lead, settings=settings)
    put(session, bob, MONDAY, EVENING, by=lead, settings=settings)
    return ann, bob, lead


def test_a_handover_is_signed_by_both_and_the_conversations_change_hands(
    database: Database, settings: Settings
) -> None:
    """REQ A4, A9: the first-contact owner stays."""
    with database.write() as session:
        ann, bob, lead = on_duty(session, settings)
        talk, moment = make_conversation(session), END - timedelta(minutes=10)
        conversations.take_over(session, talk.id, ann, now=moment)
        with pytest.raises(ConflictError, match="15 分钟"):
            handovers.offer(session, ann, bob.id, "", now=END - timedelta(minutes=16))
        sheet = handovers.offer(session, ann, bob.id, "周女士等回电", now=moment)
        with pytest.raises(ConflictError, match="已经提交"):
            handovers.offer(session, ann, bob.id, "", now=moment)
        assert [item.ref for item in handovers.items_of(sheet)] == [talk.id]
        assert talk.agent_id == ann.id
        with pytest.raises(ForbiddenError):
            handovers.answer(session, sheet.id, lead, takes=True, now=moment)
        handovers.answer(session, sheet.id, bob, takes=True, now=moment)
        assert (talk.agent_id, talk.owner_staff_id) == (bob.id, ann.id)
        with pytest.raises(ConflictError, match="答复过"):
            handovers.answer(session, sheet.id, bob, takes=True, now=moment)
        with pytest.raises(ForbiddenError):
            handovers.look_through(session, sheet.id, bob, now=moment)
        assert handovers.look_through(session, sheet.id, lead, now=moment).seen_by == lead.id


def test_important_unfinished_work_blocks_the_handover(
    database: Database, settings: Settings
) -> None:
    """REQ A9: an urgent conversation without an answer, an urgent or overdue case."""
    with database.write() as session:
        ann, bob, _ = on_duty(session, settings)
        talk = make_conversation(session)
        conversations.flag(session, talk, Flag.URGENT, now=END - timedelta(hours=1))
        conversations.take_over(session, talk.id, ann, now=END - timedelta(hours=1))
        with pytest.raises(ConflictError, match="1 件重要事项"):
            handovers.offer(session, ann, bob.id, "", now=END)
        talk.flags = []
        case = open_case(
            session,
            key="late",
            kind=CaseKind.CALL,
            subject="回电 13800138000",
            now=END - timedelta(hours=2),
            due_in=timedelta(hours=1),
            conversation=talk,
        )
        with pytest.raises(ConflictError, match="重要事项") as told:
            handovers.offer(session, ann, bob.id, "", now=END)
        assert "13800138000" not in str(told.value)
        case.due_at = END + timedelta(hours=1)
        assert handovers.offer(session, ann, bob.id, "", now=END).state == HandoverState.OFFERED


def test_a_refused_handover_keeps_everything_and_may_be_offered_again(
    database: Database, settings: Settings
) -> None:
    with database.write() as session:
        ann, bob, _ = on_duty(session, settings)
        talk = make_conversation(session)
        conversations.take_over(session, talk.id, ann, now=END)
        sheet = handovers.offer(session, ann, bob.id, "", now=END)
        with pytest.raises(ConflictError, match="原因"):
            handovers.answer(session, sheet.id, bob, takes=False, now=END)
        handovers.answer(session, sheet.id, bob, takes=False, why="客户刚来投诉", now=END)
        assert talk.agent_id == ann.id
        assert handovers.offer(session, ann, bob.id, "", now=END).id != sheet.id
