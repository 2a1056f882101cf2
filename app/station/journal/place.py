"""Where a journal lies, whose it is, and what its files are called."""

import pathlib

import msgspec

JOURNAL = "journal.sqlite3"
BALLAST = "journal.ballast"
LOCK = "station.lock"
"""Held by the one station of a directory, and by ``journal rebuild``."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A data directory and what it was made for: written at its creation, the same for ever."""

    folder: pathlib.Path
    environment: str
    """``production``, ``rapidsos-sandbox`` or ``simulator``."""
    hosts: tuple[str, ...]
    """The hosts it may call; a later start may name fewer, never others."""

    @property
    def journal(self) -> pathlib.Path:
        """The database file."""
        return self.folder / JOURNAL

    @property
    def ballast(self) -> pathlib.Path:
        """The file given up when the disk is full."""
        return self.folder / BALLAST
