"""Field encryption and the key file (REQ G2)."""

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.crypto import Vault, load_key, make_key
from bot.errors import ConfigurationError

VAULT = Vault(b"k" * 32)


@given(st.text())
def test_what_was_closed_opens_again(plain: str) -> None:
    """REQ G2."""
    assert VAULT.open(VAULT.close(plain, "t.c"), "t.c") == plain


def test_the_same_text_is_never_stored_the_same_twice() -> None:
    assert VAULT.close("13800138000", "t.c") != VAULT.close("13800138000", "t.c")


def test_the_stored_bytes_do_not_show_the_text() -> None:
    stored = VAULT.close("漕溪路18号 13800138000", "t.c")
    assert "漕溪路".encode() not in stored
    assert b"13800138000" not in stored


def test_a_wrong_key_is_told_with_the_setting_to_look_at() -> None:
    stored = VAULT.close("x", "customers.phone")
    with pytest.raises(ConfigurationError, match=r"customers\.phone .*FRONTDESK_KEY_FILE"):
        Vault(b"o" * 32).open(stored, "customers.phone")


def test_a_value_copied_into_another_column_does_not_open() -> None:
    stored = VAULT.close("x", "customers.phone")
    with pytest.raises(ConfigurationError):
        VAULT.open(stored, "customers.address")


def test_a_changed_byte_does_not_open() -> None:
    stored = bytearray(VAULT.close("x", "t.c"))
    stored[-1] ^= 1
    with pytest.raises(ConfigurationError):
        VAULT.open(bytes(stored), "t.c")


def test_the_blind_index_is_the_same_for_the_same_text_and_key_only() -> None:
    assert VAULT.blind("+8613800138000") == Vault(b"k" * 32).blind("+8613800138000")
    assert VAULT.blind("+8613800138000") != VAULT.blind("+8613800138001")
    assert VAULT.blind("+8613800138000") != Vault(b"o" * 32).blind("+8613800138000")
    assert len(VAULT.blind("")) == 64


def test_a_new_key_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "key"
    make_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(load_key(path)) == 32


def test_an_existing_key_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "key"
    make_key(path)
    before = path.read_text()
    make_key(path)
    assert path.read_text() == before


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_key_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "key"
    make_key(path)
    path.chmod(mode)
    with pytest.raises(ConfigurationError, match="chmod 600"):
        load_key(path)


@pytest.mark.parametrize("content", ["", "zz" * 32, "ab" * 31, "ab" * 33, "密钥"])
def test_a_file_that_is_no_key_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "key"
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(ConfigurationError, match="64 hex digits"):
        load_key(path)


def test_a_missing_key_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"missing: restore it.*FRONTDESK_KEY_FILE"):
        load_key(tmp_path / "key")
