"""The sealing pair at a start: the public key in the data directory, the private one from keyring or environment."""

import base64
import binascii
import collections.abc
import logging

from app.ground import private_files
from app.station.journal.errors import JournalRefusedError
from app.station.journal.place import Place
from app.station.journal.sealing import KEY_BYTES, Owner, public_key
from app.station.journal.seals import Seals

_LOG = logging.getLogger(__name__)

PrivateKey = collections.abc.Callable[[], bytes | None]
"""Reads the 32-byte X25519 private key from keyring or environment; None while it is locked or absent."""


def seals_of(place: Place, private_key: PrivateKey) -> Seals:
    """The seals of a data directory; the very first start leaves the public key there.

    Raises:
        JournalRefusedError: there is no public key yet and no private key to make it from.
    """
    private = private_key()
    if not place.public_key.exists():
        if private is None:
            raise JournalRefusedError(
                f"The data directory {place.folder} has no sealing key yet and the keyring gave none. Unlock the "
                "keyring, or set WATCHFLOOR_SEAL_KEY, and start again."
            )
        private_files.write(place.public_key, base64.b64encode(public_key(private)))
    public = _read(place)
    return Seals(public, owner_of(public, private))


def owner_of(public: bytes, private: bytes | None) -> Owner:
    """The owner of what was sealed for ``public``; another pair's private key opens nothing and counts as none."""
    if private is not None and public_key(private) != public:
        _LOG.warning("The private key belongs to another data directory; earlier runs stay locked.")
        return Owner(None)
    return Owner(private)


def _read(place: Place) -> bytes:
    try:
        public = base64.b64decode(place.public_key.read_text(encoding="ascii"), validate=True)
    except (binascii.Error, UnicodeDecodeError):
        public = b""
    if len(public) != KEY_BYTES:
        raise JournalRefusedError(
            f"{place.public_key} is damaged. Delete it and start once with the keyring unlocked: it is made anew."
        )
    return public
