"""The simulator's secrets: made up, worth nothing, and kept beside its data so that a restart can read it again."""

import base64
import pathlib
import secrets

import msgspec

from app.ground import private_files
from app.station.journal.seal.sealing import new_private_key

FILE_NAME = "throwaway.json"


def read_or_make(folder: pathlib.Path, given: dict[str, str]) -> dict[str, str]:
    """The throw-away secrets of a simulator's data directory by setting name; given ones win and are not kept.

    Raises:
        OSError: they can't be kept.
    """
    path = folder / FILE_NAME
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=dict[str, str])
    except (OSError, msgspec.DecodeError):
        kept = _made()
        private_files.write(path, msgspec.json.encode(kept))
    return {**kept, **given}


def _made() -> dict[str, str]:
    return {
        "SHARED_SECRET": secrets.token_urlsafe(24),
        "STATUS_SECRET": secrets.token_urlsafe(24),
        "CLIENT_ID": f"simulator-{secrets.token_hex(4)}",
        "CLIENT_SECRET": secrets.token_urlsafe(24),
        "SEAL_KEY": base64.b64encode(new_private_key()).decode(),
    }
