"""The recovery copy of the sealing key: shown once, checked that it was written down, and put back from it."""

import base64
import binascii
import datetime as dt
import hashlib
import os
import sys
import typing

import msgspec

from app.core import paths
from app.core.clock import SystemClock
from app.core.errors import Exit, RefusedError
from app.core.keyring import KeyringStore
from app.core.logs import Redactor
from app.station.journal import sealing
from app.station.journal.base import DataDirectory
from app.station.journal.sealing import KEY_BYTES, public_key
from app.station.secrets.secrets import Secrets, seal_key_name

BLOCK: typing.Final = 4
CHECK_BYTES: typing.Final = 3
_THEIRS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_OURS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_OUT = str.maketrans(_THEIRS, _OURS)
_IN = str.maketrans(_OURS + "ILO", _THEIRS + "BBA")
"""As read by people: I and L are a 1, O is a 0."""


def blocks(key: bytes) -> list[str]:
    """The key's blocks, in their order."""
    text = base64.b32encode(key + _check(key)).decode().translate(_OUT)
    return [text[at : at + BLOCK] for at in range(0, len(text), BLOCK)]


def key_of(untrusted_text: str) -> bytes | None:
    """The key that somebody typed, as blocks or in base64; None when a sign is wrong or missing."""
    bare = "".join(sign for sign in untrusted_text if sign.isalnum()).upper()
    try:
        whole = base64.b32decode(bare.translate(_IN))
    except (binascii.Error, ValueError):
        whole = b""
    if len(whole) == KEY_BYTES + CHECK_BYTES and _check(whole[:KEY_BYTES]) == whole[KEY_BYTES:]:
        return whole[:KEY_BYTES]
    try:
        key = base64.b64decode(untrusted_text.strip(), validate=True)
    except (binascii.Error, ValueError):
        return None
    return key if len(key) == KEY_BYTES else None


def _check(key: bytes) -> bytes:
    return hashlib.sha256(key).digest()[:CHECK_BYTES]


FILE = "recovery_copy.json"


class Copied(msgspec.Struct, frozen=True, omit_defaults=True):
    """When the copy was last shown, and when somebody proved that it was written down, UTC ms."""

    shown_at: int | None = None
    checked_at: int | None = None


def read(place: DataDirectory) -> Copied:
    """What is known of the copy."""
    try:
        return msgspec.json.decode((place.folder / FILE).read_bytes(), type=Copied)
    except (FileNotFoundError, msgspec.DecodeError):
        return Copied()


def show(place: DataDirectory, keyring: KeyringStore, *, again: bool, as_blocks: bool) -> None:
    """The seal key on standard output, once; words about it on standard error, so that it can be piped elsewhere.

    Raises:
        RefusedError: it was shown before, or there is none.
    """
    copied = read(place)
    if copied.shown_at is not None and not again:
        day = dt.datetime.fromtimestamp(copied.shown_at / 1000, dt.UTC).date()
        raise RefusedError(
            f"The recovery copy was shown on {day} UTC. If it is lost, show it again with --again.", Exit.SETTINGS
        )
    known = Secrets(place, os.environ, Redactor(), keyring)
    key = known.kept_seal_key()
    if key is None:
        raise RefusedError(
            known.problem or "There is no sealing key for this data directory yet. Start the station once.",
            Exit.SETTINGS,
        )
    sys.stderr.write("Whoever has this key reads all records. Keep it where this computer's loss can't reach it:\n")
    shown = " ".join(blocks(key)) if as_blocks else base64.b64encode(key).decode()
    sys.stdout.write(shown + "\n")
    _keep(place, Copied(shown_at=SystemClock().now()))


def written_down(place: DataDirectory) -> None:
    """Somebody typed a part of the copy back.

    Raises:
        RefusedError: it was never shown.
    """
    copied = read(place)
    if copied.shown_at is None:
        raise RefusedError("The recovery copy was not shown yet. Show it first.", Exit.SETTINGS)
    _keep(place, Copied(shown_at=copied.shown_at, checked_at=SystemClock().now()))


def restore(place: DataDirectory, keyring: KeyringStore, untrusted_text: str) -> None:
    """Put the key that somebody wrote down back into the keyring, if it is the one of this data directory.

    Raises:
        RefusedError: a sign is wrong, or it opens another directory's records.
    """
    key = key_of(untrusted_text)
    if key is None:
        raise RefusedError(
            "This is no recovery copy: a sign is wrong or missing. Compare it block by block; it has 14 blocks of 4.",
            Exit.SETTINGS,
        )
    made = sealing.read(place.folder)
    if made is None:
        raise RefusedError(
            f"{place.folder} has no journal yet, so that there is nothing that this key could open.", Exit.SETTINGS
        )
    if public_key(key) != made.public_key:
        raise RefusedError(
            f"This is the recovery copy of another data directory than {place.folder}. Look for the right one.",
            Exit.SETTINGS,
        )
    keyring.put(seal_key_name(made.public_key), base64.b64encode(key).decode())


def _keep(place: DataDirectory, copied: Copied) -> None:
    paths.write(place.folder / FILE, msgspec.json.encode(copied))
