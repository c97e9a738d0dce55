"""Signatures and the safe-mode cipher of WeChat, written with ``cryptography`` alone."""

import base64
import hashlib
import random
import struct
from xml.etree.ElementTree import Element

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from defusedxml.ElementTree import fromstring

BLOCK = 32


class BadEnvelope(Exception):  # noqa: N818 - it says what was wrong, not that Python failed
    """An encrypted answer WeChat could not open."""


def signature(*parts: str) -> str:
    """Return SHA-1 over the sorted parts, as every WeChat signature is made."""
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()


def read_xml(text: str | bytes) -> Element:
    """Parse XML without entities; raise ``ValueError`` for anything else."""
    try:
        return fromstring(text)
    except Exception as error:
        raise ValueError(f"not XML: {error}") from error


class SafeMode:
    """AES-256-CBC with a 43-character key, the way of the safe mode."""

    def __init__(self, token: str, aes_key: str, appid: str) -> None:
        """Keep the secrets; the random padding is seeded, so that runs repeat."""
        if len(aes_key) != 43:
            raise ValueError("an EncodingAESKey has 43 characters")
        self._token = token
        self._key = base64.b64decode(aes_key + "=")
        self._appid = appid
        self._random = random.Random(43)

    def encrypt(self, text: bytes, appid: str | None = None) -> str:
        """Encrypt a message for ``appid`` (ours unless told otherwise)."""
        plain = self._random.randbytes(16) + struct.pack(">I", len(text)) + text
        plain += (appid or self._appid).encode()
        pad = BLOCK - len(plain) % BLOCK
        encryptor = self._cipher().encryptor()
        sealed = encryptor.update(plain + bytes([pad]) * pad) + encryptor.finalize()
        return base64.b64encode(sealed).decode()

    def decrypt(self, sealed: str) -> bytes:
        """Decrypt a message; raise ``BadEnvelope`` for padding, length or appid."""
        try:
            decryptor = self._cipher().decryptor()
            plain = decryptor.update(base64.b64decode(sealed, validate=True))
            plain += decryptor.finalize()
        except ValueError as error:
            raise BadEnvelope(f"cannot decrypt: {error}") from error
        pad = plain[-1] if plain else 0
        if not 1 <= pad <= BLOCK or plain[-pad:] != bytes([pad]) * pad:
            raise BadEnvelope("bad padding")
        return self._content(plain[:-pad])

    def open_answer(self, root: Element) -> bytes:
        """Check the signature of an encrypted passive reply and return what is inside."""
        sealed = root.findtext("Encrypt") or ""
        stamp = root.findtext("TimeStamp") or ""
        nonce = root.findtext("Nonce") or ""
        if not sealed:
            raise BadEnvelope("a plain reply in safe mode")
        if root.findtext("MsgSignature") != signature(self._token, stamp, nonce, sealed):
            raise BadEnvelope("wrong MsgSignature")
        return self.decrypt(sealed)

    def _content(self, plain: bytes) -> bytes:
        if len(plain) < 20:
            raise BadEnvelope("too short")
        length = struct.unpack(">I", plain[16:20])[0]
        if plain[20 + length :] != self._appid.encode():
            raise BadEnvelope("wrong appid or length")
        return plain[20 : 20 + length]

    def _cipher(self) -> Cipher[modes.CBC]:
        return Cipher(algorithms.AES(self._key), modes.CBC(self._key[:16]))
