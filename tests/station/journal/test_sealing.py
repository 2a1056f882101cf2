"""Sealing: what was sealed opens for its purpose and its owner, and for nobody and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.station.journal.base import JournalLockedError
from app.station.journal.sealing import (
    DamagedError,
    DataKey,
    Owner,
    key_number,
    new_private_key,
    public_key,
    unwrap,
    wrap,
)

KEY = DataKey(7, bytes(range(32)))


@given(st.binary(max_size=200), st.binary(max_size=20))
def test_what_was_sealed_opens(content: bytes, purpose: bytes) -> None:
    sealed = KEY.seal(content, purpose)
    assert key_number(sealed) == 7
    assert KEY.open(sealed, purpose) == content


def test_the_same_content_is_never_sealed_the_same() -> None:
    assert KEY.seal(b"a", b"p") != KEY.seal(b"a", b"p")


@given(st.integers(0, 8 * 43 - 1))
def test_any_changed_bit_is_noticed(bit: int) -> None:
    sealed = bytearray(KEY.seal(b"a caller's", b"purpose"))
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(DamagedError):
        _opened(bytes(sealed))


def _opened(sealed: bytes) -> bytes:
    if key_number(sealed) != 7:
        raise DamagedError("another key")
    return KEY.open(sealed, b"purpose")


def test_another_purpose_does_not_open() -> None:
    with pytest.raises(DamagedError):
        KEY.open(KEY.seal(b"a", b"event 1"), b"event 2")


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x01" + bytes(16), b"\x02" + bytes(60)])
def test_what_was_never_sealed_is_damaged(sealed: bytes) -> None:
    with pytest.raises(DamagedError):
        key_number(sealed)


def test_a_wrapped_key_opens_for_its_owner_only() -> None:
    private = new_private_key()
    wrapped = wrap(3, bytes(32), public_key(private))
    sealed = DataKey(3, bytes(32)).seal(b"a", b"p")
    assert Owner(private).data_key(wrapped).open(sealed, b"p") == b"a"
    with pytest.raises(DamagedError):
        unwrap(wrapped, new_private_key())
    with pytest.raises(JournalLockedError):
        Owner(None).data_key(wrapped)


def test_phones_are_indexed_by_the_owner_only() -> None:
    private = new_private_key()
    assert Owner(private).phone_index("+12175550143") == Owner(private).phone_index("+12175550143")
    assert Owner(private).phone_index("+12175550143") != Owner(private).phone_index("+12175550144")
    assert Owner(private).phone_index("+12175550143") != Owner(new_private_key()).phone_index("+12175550143")
    assert Owner(None).phone_index("+12175550143") is None
