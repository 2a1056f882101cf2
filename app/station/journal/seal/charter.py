"""The charter: what a data directory was made for, and whom it seals for. Written once, readable without any key.

It lies beside the database, so that a fresh one after damage serves the same environment without the keyring.
"""

import collections.abc
import logging
import pathlib

import msgspec

from app.ground import private_files
from app.station.journal.errors import JournalRefusedError
from app.station.journal.place import Place
from app.station.journal.seal.sealing import KEY_BYTES, Owner, public_key

_LOG = logging.getLogger(__name__)

FILE_NAME = "charter.json"

PrivateKey = collections.abc.Callable[[], bytes | None]
"""Reads the 32-byte X25519 private key from keyring or environment; None while it is locked or absent."""


class Charter(msgspec.Struct, frozen=True, kw_only=True):
    """One environment for ever, the hosts it may call, and the public half of its sealing pair."""

    environment: str
    hosts: tuple[str, ...]
    public_key: bytes


def read(folder: pathlib.Path) -> Charter | None:
    """The charter of a data directory; None in a new one.

    Raises:
        JournalRefusedError: it is there but damaged.
        OSError: it can't be read.
    """
    file = folder / FILE_NAME
    try:
        charter = msgspec.json.decode(file.read_bytes(), type=Charter)
    except FileNotFoundError:
        return None
    except msgspec.DecodeError:
        raise _damaged(file) from None
    if len(charter.public_key) != KEY_BYTES:
        raise _damaged(file)
    return charter


def establish(place: Place, private: bytes | None) -> Charter:
    """The charter of this place: written by the very first start, checked by all others.

    Raises:
        JournalRefusedError: another environment or host, a damaged charter, or a first start without a private key.
        OSError: it can't be read or written.
    """
    charter = read(place.folder)
    if charter is not None:
        check(charter.environment, charter.hosts, place)
        return charter
    if private is None:
        raise JournalRefusedError(
            f"The data directory {place.folder} has no sealing key yet and the keyring gave none. Unlock the keyring, "
            "or set WATCHFLOOR_SEAL_KEY, and start again."
        )
    charter = Charter(environment=place.environment, hosts=tuple(sorted(place.hosts)), public_key=public_key(private))
    private_files.write(place.folder / FILE_NAME, msgspec.json.encode(charter))
    return charter


def check(environment: str, hosts: tuple[str, ...], place: Place) -> None:
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
