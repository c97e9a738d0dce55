"""Words, pictures, quoted and corrected bubbles are joined and read for what they are (REQ A2)."""

from typing import Any

import pytest

from bot.conversation import bubbles
from bot.models import Message

YES = [{"title": "确认", "payload": "yes"}]


def said(text: str, kind: str = "text", **data: Any) -> Message:
    return Message(text=text, kind=kind, data=data or None)


PICTURE = ("［图片］", "image")


def test_words_and_pictures_of_a_customer_are_one_thing_said() -> None:
    sorts = {bubbles.sort_of(said(*one)) for one in (("沙发刮花了",), PICTURE)}
    assert len(sorts) == 1
    assert None not in sorts


@pytest.mark.parametrize("kind", ["voice", "button", "location", "contact", "sticker", "event"])
def test_the_rest_stands_alone(kind: str) -> None:
    assert bubbles.sort_of(said("x", kind)) is None


def test_forwarded_text_is_not_joined_with_what_the_customer_says() -> None:
    forwarded, typed = said("确认", forwarded=True), said("确认")
    assert bubbles.sort_of(forwarded) != bubbles.sort_of(typed)


def test_a_forwarded_yes_is_no_yes() -> None:
    """facts/channels: quoted evidence, not an instruction."""
    assert bubbles.kind_of([said("确认", forwarded=True)], YES) == (bubbles.FORWARDED, None)
    assert bubbles.kind_of([said("确认")], YES) == ("text", "yes")


def test_pictures_with_words_are_read_by_their_words() -> None:
    mixed = [said(*PICTURE), said("沙发被刮花了"), said(*PICTURE)]
    assert bubbles.words_of(mixed) == "沙发被刮花了"
    assert bubbles.kind_of(mixed, []) == ("text", None)


def test_an_album_without_words_is_one_picture() -> None:
    album = [said(*PICTURE, album="a1"), said(*PICTURE, album="a1")]
    assert bubbles.words_of(album) == "［图片］"
    assert bubbles.kind_of(album, []) == ("image", None)


def test_a_caption_is_as_good_as_text() -> None:
    captioned = [said("沙发被刮花了", "image"), said(*PICTURE)]
    assert bubbles.words_of(captioned) == "沙发被刮花了"
    assert bubbles.kind_of(captioned, []) == ("text", None)


@pytest.mark.parametrize(("text", "kind"), [("明天下午来", "text"), ("［语音］", "voice")])
def test_a_voice_with_its_transcript_is_text(text: str, kind: str) -> None:
    assert bubbles.kind_of([said(text, "voice")], []) == (kind, None)


def test_a_corrected_bubble_counts_in_its_last_version() -> None:
    first = said("明天下午三点", message_id=5)
    other = said("日常保洁", message_id=6)
    edit = said("明天下午四点", edited=True, of=5)
    again = said("后天下午四点", edited=True, of=5)
    assert bubbles.words_of([first, other, edit, again]) == "后天下午四点\n日常保洁"
    assert not bubbles.is_edit([first, edit])


def test_a_correction_of_what_was_answered_is_known_as_one() -> None:
    assert bubbles.is_edit([said("后天下午四点", edited=True, of=5)])
    assert not bubbles.is_edit([said("后天下午四点")])


def test_signs_only_are_a_sticker_and_never_a_yes() -> None:
    assert bubbles.kind_of([said("👍")], YES) == ("sticker", None)
