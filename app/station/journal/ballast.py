"""The ballast: 64 MiB kept so that a full disk still has room for the next shares (design.md, Trouble)."""

import logging
import os
import pathlib
import shutil
import typing

_LOG = logging.getLogger(__name__)

SIZE: typing.Final = 64 * 1024 * 1024
ROOM: typing.Final = 4 * SIZE
"""Free bytes on the disk before the ballast is taken on again."""
_CHUNK: typing.Final = 1024 * 1024


class Ballast:
    """A file of random bytes: file systems that compress or skip zeros would keep no room."""

    def __init__(self, path: pathlib.Path, size: int = SIZE, room: int = ROOM) -> None:
        self._path = path
        self._size = size
        self._room = room

    @property
    def aboard(self) -> bool:
        """Whether the ballast is there, whole."""
        return self._path.exists() and self._path.stat().st_size >= self._size

    def give_up(self) -> bool:
        """Delete it; returns whether there was room to give."""
        if not self._path.exists():
            return False
        self._path.unlink()
        _LOG.warning("The ballast was given up to make room.")
        return True

    def take(self) -> None:
        """Write it if it is not aboard and the disk has plenty of room."""
        if self.aboard or shutil.disk_usage(self._path.parent).free < self._room:
            return
        try:
            with self._path.open("wb") as file:
                for _ in range(self._size // _CHUNK):
                    file.write(os.urandom(_CHUNK))
        except OSError as error:
            _LOG.warning("The ballast could not be written: %s", error)
            self.give_up()
