"""Sealing: everybody may write, only the private key's owner reads what earlier runs wrote (docs/design.md#sealing)."""

import hashlib
import hmac
import os
import typing

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.station.journal.errors import JournalLockedError

KEY_BYTES: typing.Final = 32
_FORM = b"\x01"
_NONCE = 12
_NONCES_AT_ONCE = 256
_HEAD = 1 + 4 + _NONCE
"""A sealed body is: form, number of its data key, nonce, then AES-GCM's bytes."""


class DamagedError(Exception):
    """Sealed bytes, or the key they name, are not what was written."""


class WrappedKey(msgspec.Struct, frozen=True, kw_only=True):
    """A data key that only the private key opens; it lies in the journal beside what it sealed."""

    number: int
    ephemeral: bytes
    wrapped: bytes


class DataKey:
    """The key of one run; its number names it in everything it seals."""

    def __init__(self, number: int, key: bytes) -> None:
        self.number = number
        self._cipher = AESGCM(key)
        self._head = _FORM + number.to_bytes(4, "big")
        self._nonces: list[bytes] = []

    def seal(self, content: bytes, purpose: bytes) -> bytes:
        """Seal; ``purpose`` says what the content is and must be named again to open it."""
        nonce = self._nonce()
        return b"".join((self._head, nonce, self._cipher.encrypt(nonce, content, purpose)))

    def _nonce(self) -> bytes:
        """Fresh random bytes, fetched many at a time: each fetch gives the interpreter away while a share waits."""
        if not self._nonces:
            fetched = os.urandom(_NONCE * _NONCES_AT_ONCE)
            self._nonces = [fetched[at : at + _NONCE] for at in range(0, len(fetched), _NONCE)]
        return self._nonces.pop()

    def open(self, sealed: bytes, purpose: bytes) -> bytes:
        """The content.

        Raises:
            DamagedError: other bytes, or another purpose.
        """
        try:
            return self._cipher.decrypt(sealed[5:_HEAD], sealed[_HEAD:], purpose)
        except (InvalidTag, ValueError) as error:
            raise DamagedError("sealed bytes were changed") from error


def key_number(sealed: bytes) -> int:
    """The number of the data key that sealed these bytes.

    Raises:
        DamagedError: they were never sealed.
    """
    if len(sealed) <= _HEAD or sealed[:1] != _FORM:
        raise DamagedError("not a sealed body")
    return int.from_bytes(sealed[1:5], "big")


def new_private_key() -> bytes:
    """A fresh X25519 private key, 32 bytes, for the keyring and nowhere else."""
    return X25519PrivateKey.generate().private_bytes_raw()


def public_key(private: bytes) -> bytes:
    """The public half, 32 bytes, which may lie in the data directory."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def wrap(number: int, key: bytes, public: bytes) -> WrappedKey:
    """Wrap a data key for the private key's owner."""
    ephemeral = X25519PrivateKey.generate()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(public))
    known = ephemeral.public_key().public_bytes_raw()
    cipher = AESGCM(_derived(shared, b"watchfloor data key" + known + public))
    # The key that wraps is used once, so a constant nonce repeats nothing.
    wrapped = cipher.encrypt(bytes(_NONCE), key, number.to_bytes(4, "big"))
    return WrappedKey(number=number, ephemeral=known, wrapped=wrapped)


def unwrap(wrapped: WrappedKey, private: bytes) -> DataKey:
    """The data key.

    Raises:
        DamagedError: it was wrapped for another private key, or changed.
    """
    owner = X25519PrivateKey.from_private_bytes(private)
    try:
        shared = owner.exchange(X25519PublicKey.from_public_bytes(wrapped.ephemeral))
        cipher = AESGCM(_derived(shared, b"watchfloor data key" + wrapped.ephemeral + public_key(private)))
        key = cipher.decrypt(bytes(_NONCE), wrapped.wrapped, wrapped.number.to_bytes(4, "big"))
    except (InvalidTag, ValueError) as error:
        raise DamagedError(f"data key {wrapped.number} was changed") from error
    return DataKey(wrapped.number, key)


class Owner:
    """What only the private key's owner can do; made without one, everything here is locked."""

    def __init__(self, private: bytes | None) -> None:
        self._private = private
        self._phone_key = None if private is None else _derived(private, b"watchfloor phone index")

    @property
    def locked(self) -> bool:
        """Whether the private key is not here."""
        return self._private is None

    def data_key(self, wrapped: WrappedKey) -> DataKey:
        """The data key of an earlier run.

        Raises:
            JournalLockedError: the private key is not here.
            DamagedError: the wrapped key was changed.
        """
        if self._private is None:
            raise JournalLockedError("The keyring is locked. Unlock it to read what earlier runs wrote.")
        return unwrap(wrapped, self._private)

    def phone_index(self, e164: str) -> bytes | None:
        """A keyed digest of a phone number (E.164); None while locked."""
        if self._phone_key is None:
            return None
        return hmac.new(self._phone_key, e164.encode(), hashlib.sha256).digest()


def _derived(secret: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(secret)
