"""Pictures and voices: judged by their bytes, written at once, read with the token (REQ A1, D2)."""

import hashlib
from pathlib import Path

import httpx
import pytest

from bot.house import House
from tests.integration.chat.chat_talk import Backstage, Visitor

GOOD = {
    "image/jpeg": b"\xff\xd8\xff\xe0....",
    "image/png": b"\x89PNG\r\n\x1a\n....",
    "image/gif": b"GIF89a......",
    "image/webp": b"RIFF\x00\x00\x00\x00WEBPVP8 ",
    "audio/amr": b"#!AMR\n....",
    "audio/mpeg": b"ID3\x04......",
    "audio/ogg": b"OggS........",
    "audio/wav": b"RIFF\x00\x00\x00\x00WAVEfmt ",
    "audio/webm": b"\x1aE\xdf\xa3....",
    "audio/mp4": b"\x00\x00\x00\x20ftypM4A ....",
}


@pytest.mark.parametrize("mime", GOOD)
def test_a_picture_or_voice_is_kept_and_given_back(
    visitor: Visitor, house: House, mime: str
) -> None:
    assert visitor.upload(GOOD[mime]).json() == {"id": "u1"}
    message = visitor.thread()[0]
    assert message["text"] == ("［图片］" if mime.startswith("image") else "［语音］")
    back = visitor.get(message["media"])
    assert (back.content, back.headers["content-type"]) == (GOOD[mime], mime)
    assert back.headers["x-content-type-options"] == "nosniff"
    stored = house.settings.data / "media" / hashlib.sha256(GOOD[mime]).hexdigest()
    assert stored.read_bytes() == GOOD[mime]
    assert list(stored.parent.glob(".part-*")) == []


def test_a_bare_mp3_frame_is_a_voice(visitor: Visitor) -> None:
    assert visitor.upload(b"\xff\xfb\x90\x00....").status_code == 202


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg onload=alert(1)>", b"%PDF-1.7", b"MZ..", b"\x00\x00\x00\x20ftypheic....",
     b"RIFF....AVI LIST", b"\xff\xf1\x50\x80 aac"],
)  # fmt: skip
def test_anything_else_is_422(visitor: Visitor, backstage: Backstage, content: bytes) -> None:
    assert visitor.upload(content).status_code == 422
    assert backstage.count(visitor) == 0


def test_the_limit_is_413_also_without_an_announced_length(live: httpx.Client) -> None:
    visitor = Visitor(live)
    mega = 1024 * 1024
    assert visitor.upload(b"GIF89a" + b"x" * (mega - 6)).status_code == 202
    assert visitor.upload(b"GIF89a" + b"x" * (mega - 5), "u2").status_code == 413
    refused = visitor.upload(b"GIF89a" + b"x" * (3 * mega), "u3")
    assert (refused.status_code, type(refused.json()["detail"])) == (413, str)
    form = httpx.Request("POST", "/", data={"id": "u4"}, files={"file": b"x" * 2 * mega})
    chunks = (form.read()[i : i + 65536] for i in range(0, 2 * mega, 65536))
    headers = {**visitor.headers, "content-type": form.headers["content-type"]}
    assert live.post("/chat/api/media", content=chunks, headers=headers).status_code == 413


def test_the_same_upload_again_changes_nothing(visitor: Visitor, house: House) -> None:
    visitor.upload(GOOD["image/png"])
    assert visitor.upload(GOOD["image/gif"]).status_code == 202
    assert len(visitor.thread()) == 1
    assert len(list(Path(house.settings.data / "media").iterdir())) == 1


def test_a_form_that_lacks_something_is_422(visitor: Visitor) -> None:
    send = visitor.http.post
    for more in (
        {"data": {"id": "a"}},
        {"files": {"file": b"GIF89a"}},
        {"data": {"id": "x" * 65}, "files": {"file": b"GIF89a"}},
        {"data": {"id": "a", "file": "GIF89a"}},
        {"json": {"id": "a"}},
        {"content": b"--x", "headers": {"content-type": "multipart/form-data; boundary=x"}},
    ):
        headers = {**visitor.headers, **more.pop("headers", {})}
        assert send("/chat/api/media", headers=headers, **more).status_code == 422, more
