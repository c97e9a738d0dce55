"""Doors and rooms that are told alone (REQ C1)."""

import pytest

from bot.language.place.doors import (
    door_said,
    ends_before_room,
    first_door,
    goes_on_behind,
    names_room,
    room_said,
)


@pytest.mark.parametrize(
    ("text", "door", "room"),
    [
        ("八百弄", "八百弄", None),
        ("是十五号", "十五号", None),
        ("800弄 6号301", "800弄 6号301", None),
        ("15号\n602", "15号 602", None),
        ("12号3栋", "12号3栋", None),
        ("600弄17号楼", "600弄17号楼", None),
        ("2单元902", "2单元902", None),
        ("3楼B座", "3楼B座", None),
        ("四楼 402", "四楼 402", None),
        ("1502", None, "1502"),
        ("室号 1604", None, "1604"),
        ("就1604", None, "1604"),
        ("三楼没电梯", None, None),
        ("5月12号", None, None),
        ("两个人", None, None),
        ("Room 1803", None, "Room 1803"),
        ("building 5, room 12B", None, "building 5, room 12B"),
        ("15号上午", None, None),
        ("八点", None, None),
        ("room for two", None, None),
        ("", None, None),
    ],
)
def test_a_door_or_a_room_is_all_of_a_message(
    text: str, door: str | None, room: str | None
) -> None:
    assert (door_said(text), room_said(text)) == (door, room)


def test_a_door_may_begin_a_longer_message() -> None:
    assert first_door("6号 301，家里有狗") == "6号 301"
    assert first_door("6号上午，家里有狗") is None
    assert first_door("6号 301") is None


def test_a_door_with_its_room_is_no_day() -> None:
    assert names_room("15号 602")
    assert not names_room("15号")


def test_a_bare_number_behind_a_building_is_a_room() -> None:
    assert ends_before_room("漕溪路8栋1单元")
    assert ends_before_room("曲阳路600弄88号")
    assert not ends_before_room("漕溪路")


def test_what_stands_behind_a_number_is_no_day() -> None:
    assert goes_on_behind("2单元902")
    assert goes_on_behind("3楼")
    assert not goes_on_behind("15号")
