"""Stored pictures and voices: what a file is by its first bytes, and where it lies."""

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from bot.models import Media

_STARTS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"#!AMR", "audio/amr"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"\x1aE\xdf\xa3", "audio/webm"),
)
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav"}
_MP4_BRANDS = (b"M4A ", b"M4B ", b"mp41", b"mp42", b"isom", b"iso2", b"iso4", b"iso5", b"iso6")


def mime_of(content: bytes) -> str | None:
    """The MIME type that the first bytes prove, or None for what the desk does not take."""
    for start, mime in _STARTS:
        if content.startswith(start):
            return mime
    if content.startswith(b"RIFF"):
        return _RIFF.get(content[8:12])
    if content[4:8] == b"ftyp":
        return "audio/mp4" if content[8:12] in _MP4_BRANDS else None
    return "audio/mpeg" if _is_mp3_frame(content) else None


def _is_mp3_frame(content: bytes) -> bool:
    """Eleven sync bits, then MPEG layer III (AAC has layer 0, which is refused)."""
    return len(content) > 2 and content[0] == 0xFF and content[1] & 0xE6 == 0xE2


_AMR_FRAMES = (13, 14, 16, 18, 20, 21, 27, 32, 6)
"""Bytes of a 20 ms frame by its type, with its header (RFC 4867, 5.3)."""


def amr_seconds(content: bytes) -> int | None:
    """The length of an AMR voice, which no browser plays, rounded up; None for what is none."""
    if not content.startswith(b"#!AMR\n"):
        return None
    at, frames = 6, 0
    while at < len(content):
        kind = content[at] >> 3 & 15
        at += _AMR_FRAMES[kind] if kind < len(_AMR_FRAMES) else 1
        frames += 1
    return -(-frames // 50)


def path_of(data: Path, sha256: str) -> Path:
    """Where the file of a stored picture or voice lies."""
    return data / "media" / sha256


def write_file(data: Path, content: bytes) -> str:
    """Write the file at once or not at all; its SHA-256, which is its name."""
    sha256 = hashlib.sha256(content).hexdigest()
    target = path_of(data, sha256)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, content)
    return sha256


def _replace(target: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def keep_media(session: Session, *, sha256: str, mime: str, size: int, now: datetime) -> Media:
    """The row of a file that ``write_file`` wrote."""
    media = Media(sha256=sha256, mime=mime, size=size, created_at=now)
    session.add(media)
    session.flush()
    return media
