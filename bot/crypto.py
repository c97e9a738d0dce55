"""Field encryption: AES-256-GCM for names, phones, addresses and texts (REQ G2).

A stored value is one version byte, a 12-byte nonce and the ciphertext; the associated data is
``table.column``, so a value copied into another column does not open. Equality search goes through
an HMAC-SHA256 of the plain text (the blind index).
"""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import ConfigurationError

_VERSION = b"\x01"
_NONCE = 12


class Vault:
    """Opens and closes fields with one 32-byte master key."""

    def __init__(self, master: bytes) -> None:
        self._aead = AESGCM(_derive(master, b"field"))
        self._index_key = _derive(master, b"blind-index")

    def close(self, plain: str, place: str) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        return _VERSION + nonce + self._aead.encrypt(nonce, plain.encode(), place.encode())

    def open(self, stored: bytes, place: str) -> str:
        """The plain text.

        Raises:
            ConfigurationError: the key file is not the one this data was written with.
        """
        body = stored[1:]
        try:
            return self._aead.decrypt(body[:_NONCE], body[_NONCE:], place.encode()).decode()
        except InvalidTag as error:
            raise ConfigurationError(
                f"{place} cannot be opened: FRONTDESK_KEY_FILE is not the key of this database"
            ) from error

    def blind(self, plain: str) -> str:
        """A keyed fingerprint (64 hex digits) for exact look-up."""
        return hmac.new(self._index_key, plain.encode(), hashlib.sha256).hexdigest()


def _derive(master: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose).derive(master)


def load_key(path: Path) -> bytes:
    """The master key in ``path``.

    Raises:
        ConfigurationError: the file is missing, readable by others, or not 64 hex digits.
    """
    if not path.exists():
        raise ConfigurationError(
            f"the key file {path} is missing: restore it from its backup (without it the data"
            " cannot be read), or point FRONTDESK_KEY_FILE at it"
        )
    if path.stat().st_mode & 0o077:
        raise ConfigurationError(f"the key file {path} is readable by others: chmod 600 {path}")
    try:
        key = bytes.fromhex(path.read_text().strip())
    except ValueError as error:
        raise ConfigurationError(f"the key file {path} does not hold 64 hex digits") from error
    if len(key) != 32:
        raise ConfigurationError(f"the key file {path} does not hold 64 hex digits")
    return key


def make_key(path: Path) -> None:
    """Write a new random key with mode 0600; an existing file is left alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(32) + "\n")
