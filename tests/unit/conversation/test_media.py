"""Fetching pictures and voices when our own disk is at fault (REQ G5)."""

import errno
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.channels.base import Media
from bot.clock import ManualClock
from bot.conversation import media
from bot.conversation.inbox import receive
from bot.conversation.media import TRIES, Fetcher
from bot.house import House
from bot.models import Message
from tests.factories import FakeChannel, says

PICTURE = b"\xff\xd8\xff\xe0 a picture"


@dataclass
class Album(FakeChannel):
    """A channel that has the file, as often as it is asked."""

    content: bytes = PICTURE

    def fetch(self, media: Media) -> bytes:
        return self.content


def test_a_picture_outlasts_a_full_disk_however_long(
    house: House, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk is no try: the picture is with the channel for days."""
    inbound = says("［图片］", kind="image", media=Media("m-1", "image/jpeg"))
    receive(house.database, inbound, clock=clock, settings=house.settings)
    fetcher = Fetcher(house, {"web": Album()})

    def full(*_: object) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(media, "write_file", full)
        for _ in range(TRIES * 2):
            assert fetcher.fetch_next()
            clock.advance(timedelta(seconds=60))
    assert fetcher.fetch_next()
    with house.database.read() as session:
        stored = session.scalars(select(Message)).one().media
        assert stored is not None
        assert stored.size == len(PICTURE)
    assert not fetcher.fetch_next()


def test_a_voice_that_no_browser_plays_says_how_long_it_is(
    house: House, clock: ManualClock
) -> None:
    """facts/channels: WeChat's voices are AMR, its transcripts are being retired."""
    voice = b"#!AMR\n" + (b"\x3c" + bytes(31)) * 130 + b"\x7c" * 20
    inbound = says("［语音］", kind="voice", media=Media("m-1", "audio/amr"))
    receive(house.database, inbound, clock=clock, settings=house.settings)
    assert Fetcher(house, {"web": Album(content=voice)}).fetch_next()
    with house.database.read() as session:
        message = session.scalars(select(Message)).one()
        assert message.data == {"seconds": 3}
        assert message.media is not None
        assert message.media.mime == "audio/amr"
