"""The recovery copy of the sealing key: shown once, checked that it was written down, and put back from it."""

import base64
import datetime as dt
import os
import sys

import msgspec

from app.ground import private_files
from app.ground.clock import SystemClock
from app.ground.exits import Exit, RefusedError
from app.ground.keyring_store import KeyringStore
from app.ground.redaction import Redactor
from app.station.journal.place import Place
from app.station.journal.seal import charter
from app.station.journal.seal.sealing import public_key
from app.station.keys import recovery_blocks
from app.station.keys.secrets import Secrets, seal_key_name

FILE = "recovery_copy.json"


class Copied(msgspec.Struct, frozen=True, omit_defaults=True):
    """When the copy was last shown, and when somebody proved that it was written down, UTC ms."""

    shown_at: int | None = None
    checked_at: int | None = None


def read(place: Place) -> Copied:
    """What is known of the copy."""
    try:
        return msgspec.json.decode((place.folder / FILE).read_bytes(), type=Copied)
    except (FileNotFoundError, msgspec.DecodeError):
        return Copied()


def show(place: Place, keyring: KeyringStore, *, again: bool, as_blocks: bool) -> None:
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
    shown = " ".join(recovery_blocks.blocks(key)) if as_blocks else base64.b64encode(key).decode()
    sys.stdout.write(shown + "\n")
    _keep(place, Copied(shown_at=SystemClock().now()))


def written_down(place: Place) -> None:
    """Somebody typed a part of the copy back.

    Raises:
        RefusedError: it was never shown.
    """
    copied = read(place)
    if copied.shown_at is None:
        raise RefusedError("The recovery copy was not shown yet. Show it first.", Exit.SETTINGS)
    _keep(place, Copied(shown_at=copied.shown_at, checked_at=SystemClock().now()))


def restore(place: Place, keyring: KeyringStore, untrusted_text: str) -> None:
    """Put the key that somebody wrote down back into the keyring, if it is the one of this data directory.

    Raises:
        RefusedError: a sign is wrong, or it opens another directory's records.
    """
    key = recovery_blocks.key_of(untrusted_text)
    if key is None:
        raise RefusedError(
            "This is no recovery copy: a sign is wrong or missing. Compare it block by block; it has 14 blocks of 4.",
            Exit.SETTINGS,
        )
    made = charter.read(place.folder)
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


def _keep(place: Place, copied: Copied) -> None:
    private_files.write(place.folder / FILE, msgspec.json.encode(copied))
