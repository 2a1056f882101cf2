"""The ballast: 64 MiB kept so that a full disk still has room for the next shares (docs/design.md#trouble)."""

import logging
import os
import pathlib
import shutil
import typing

_LOG = logging.getLogger(__name__)

SIZE: typing.Final = 64 * 1024 * 1024
ROOM: typing.Final = 4
"""So many times its size must be free before it is taken on."""
PIECE: typing.Final = 1024 * 1024


class Ballast:
    """A file of random bytes: file systems that compress or skip zeros would keep no room."""

    def __init__(self, path: pathlib.Path, size: int = SIZE) -> None:
        self._path = path
        self._size = size

    @property
    def aboard(self) -> bool:
        """Whether all of it is there."""
        return self._loaded() >= self._size

    def give_up(self) -> bool:
        """Delete it; returns whether there was room to give."""
        if not self._loaded():
            return False
        self._path.unlink()
        _LOG.warning("The ballast was given up to make room.")
        return True

    def take_some(self) -> bool:
        """Take one more piece if the disk has plenty of room; returns whether there is more to take.

        It grows piece by piece, each on the disk before the next: an fsync that a share waits for must not have to
        carry all of it.
        """
        try:
            if self.aboard or shutil.disk_usage(self._path.parent).free < ROOM * self._size:
                return False
            with self._path.open("ab") as file:
                file.write(os.urandom(min(PIECE, self._size - self._loaded())))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            _LOG.warning("The ballast could not be written: %s", error)
            self.give_up()
            return False
        return not self.aboard

    def _loaded(self) -> int:
        return self._path.stat().st_size if self._path.exists() else 0
