"""What keeps many open pages cheap (REQ A10)."""

from pathlib import Path

from sqlalchemy import event

from bot.console.board import Board
from bot.console.looks import Wish, looks
from bot.models import Staff
from bot.services.screens.desk_marks import section_marks
from tests.integration.console.console_desk import Desk, hire, make_house


def test_ten_pages_are_looked_after_with_the_questions_of_one(tmp_path: Path) -> None:
    house = make_house(tmp_path)
    hire(house)
    desk, board = Desk(house, ""), Board(house)
    talks = [desk.customer(f"第{number}位", name=f"客户{number}") for number in range(10)]
    asked: list[str] = []
    with house.database.read() as session:
        me = session.get_one(Staff, 1)
        known = section_marks(session, talks)
        first = looks(session, board, [(me, Wish(talk, marks=known[talk])) for talk in talks])
        for talk in talks:
            desk.writes(talk, f"{talk} 又来一条")
    wishes = [
        Wish(talk, after=news.lines[-1].id, marks=known[talk])
        for talk, news in zip(talks, first, strict=True)
    ]
    event.listen(
        house.database.engine,
        "before_cursor_execute",
        lambda _c, _cursor, statement, *_rest: asked.append(statement),
    )
    counts: list[int] = []
    for some in (wishes[:1], wishes):
        board.expire()
        asked.clear()
        with house.database.read() as session:
            me = session.get_one(Staff, 1)
            found = looks(session, board, [(me, wish) for wish in some])
        counts.append(len(asked))
        assert [[line.text for line in news.lines] for news in found] == [
            [f"{wish.conversation_id} 又来一条"] for wish in some
        ]
    house.database.close()
    assert counts[1] <= counts[0]
