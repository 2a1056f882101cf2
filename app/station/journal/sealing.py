"""Encryption of bodies: any run writes, only the private key's owner reads earlier runs (docs/design.md#sealing)."""

import collections.abc
import hashlib
import hmac
import logging
import os
import pathlib
import sqlite3
import typing

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.core import keyring, paths
from app.station.journal.base import DataDirectory, JournalLockedError, JournalRefusedError

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
        """Seal; ``purpose`` says what the content is and must be given again to open it."""
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


_LOG = logging.getLogger(__name__)

FILE_NAME = "charter.json"

PrivateKey = collections.abc.Callable[[], bytes | None]
"""Reads the 32-byte X25519 private key from keyring or environment; None while it is locked or absent."""


class DirectoryIdentity(msgspec.Struct, frozen=True, kw_only=True):
    """One environment for ever, the hosts it may call, and the public half of its sealing pair."""

    environment: str
    hosts: tuple[str, ...]
    public_key: bytes


def read(folder: pathlib.Path) -> DirectoryIdentity | None:
    """The identity of a data directory; None in a new one.

    Raises:
        JournalRefusedError: it is there but damaged.
        OSError: it can't be read.
    """
    file = folder / FILE_NAME
    try:
        found = msgspec.json.decode(file.read_bytes(), type=DirectoryIdentity)
    except FileNotFoundError:
        return None
    except msgspec.DecodeError:
        raise _damaged(file) from None
    if len(found.public_key) != KEY_BYTES:
        raise _damaged(file)
    return found


def establish(place: DataDirectory, private: bytes | None) -> DirectoryIdentity:
    """The identity of this data directory: written by the very first start, checked by all others.

    Raises:
        JournalRefusedError: another environment or host, a damaged identity, or a first start without a private key.
        OSError: it can't be read or written.
    """
    found = read(place.folder)
    if found is not None:
        check(found.environment, found.hosts, place)
        return found
    if private is None:
        raise JournalRefusedError(
            f"The data directory {place.folder} has no sealing key yet, and no keyring made one. {keyring.next_step()} "
            "Then start again."
        )
    found = DirectoryIdentity(
        environment=place.environment, hosts=tuple(sorted(place.hosts)), public_key=public_key(private)
    )
    paths.write(place.folder / FILE_NAME, msgspec.json.encode(found))
    return found


def check(environment: str, hosts: tuple[str, ...], place: DataDirectory) -> None:
    """See that a place is used for what it was made for.

    Raises:
        JournalRefusedError: another environment, or a host it was not made for.
    """
    if environment != place.environment:
        raise JournalRefusedError(
            f"The data directory {place.folder} was made for {environment}, not for {place.environment}. "
            "Choose another data directory with --data-dir."
        )
    foreign = sorted(set(place.hosts) - set(hosts))
    if foreign:
        raise JournalRefusedError(
            f"The data directory {place.folder} may call {', '.join(hosts) or 'no host'}, not {', '.join(foreign)}. "
            "Choose another data directory with --data-dir."
        )


def owner_of(public: bytes, private: bytes | None) -> Owner:
    """The owner of what was sealed for ``public``; another pair's private key opens nothing and counts as none."""
    if private is not None and public_key(private) != public:
        _LOG.warning("The private key belongs to another data directory; earlier runs stay locked.")
        return Owner(None)
    return Owner(private)


def _damaged(file: pathlib.Path) -> JournalRefusedError:
    return JournalRefusedError(f"{file} is damaged. Put it back from a backup: it says whom to seal for.")


class Seals:
    """All data keys seen by this process; shared by the committer and the readers."""

    def __init__(self, public: bytes, owner: Owner) -> None:
        self.owner = owner
        self.public = public
        self.keys: dict[int, DataKey] = {}
        """Keys opened so far, by their number."""

    def begin_run(self, connection: sqlite3.Connection, now: int) -> DataKey:
        """Make a data key, and keep it in the journal wrapped for the public key."""
        last = connection.execute("SELECT coalesce(max(number), 0) FROM data_key").fetchone()[0]
        secret = os.urandom(KEY_BYTES)
        wrapped = wrap(last + 1, secret, self.public)
        connection.execute(
            "INSERT INTO data_key VALUES (?, ?, ?, ?)", (wrapped.number, now, wrapped.ephemeral, wrapped.wrapped)
        )
        own = DataKey(wrapped.number, secret)
        self.keys[own.number] = own
        return own

    def open(self, connection: sqlite3.Connection, sealed: bytes, purpose: bytes) -> bytes:
        """What was sealed for this purpose, by any run.

        Raises:
            JournalLockedError: an earlier run sealed it and the private key is not here.
            DamagedError: its bytes, or its key, are not what was written.
        """
        number = key_number(sealed)
        key = self.keys.get(number)
        if key is None:
            key = self.keys[number] = self._of_an_earlier_run(connection, number)
        return key.open(sealed, purpose)

    def _of_an_earlier_run(self, connection: sqlite3.Connection, number: int) -> DataKey:
        if self.owner.locked:
            raise JournalLockedError("The keyring is locked. Unlock it to read what earlier runs wrote.")
        row = connection.execute("SELECT ephemeral, wrapped FROM data_key WHERE number=?", (number,)).fetchone()
        if row is None:
            raise DamagedError(f"data key {number} is gone")
        return self.owner.data_key(WrappedKey(number=number, ephemeral=row[0], wrapped=row[1]))
