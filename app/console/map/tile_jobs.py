"""Carries the page's questions for tiles to the base map's thread, and the pictures back to the page."""

import shiboken6
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject
from PySide6.QtWebEngineCore import QWebEngineUrlRequestJob

from app.console.map.tiles.tile import mime_of, tile_of
from app.console.map.tiles.tile_room import TileRoom


class TileJobs(QObject):
    """Every job is answered once, or dropped when the page no longer waits for it."""

    def __init__(self, room: TileRoom, parent: QObject) -> None:
        super().__init__(parent)
        self._room = room
        self._jobs: dict[int, QWebEngineUrlRequestJob] = {}
        room.answered.connect(self._answer)

    def serve(self, job: QWebEngineUrlRequestJob) -> None:
        """A question for a tile, or for what is none."""
        asked = tile_of(job.requestUrl().path())
        number = self._room.ask(*asked) if asked else None
        if number is None:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        self._jobs[number] = job
        job.destroyed.connect(lambda: self._drop(number))

    def _drop(self, number: int) -> None:
        if self._jobs.pop(number, None) is not None:
            self._room.drop(number)

    def _answer(self, number: int, picture: bytes) -> None:
        job = self._jobs.pop(number, None)
        if job is None or not shiboken6.isValid(job):
            return
        mime = mime_of(picture)
        if mime is None:
            job.fail(QWebEngineUrlRequestJob.Error.RequestFailed)
            return
        buffer = QBuffer(job)
        buffer.setData(QByteArray(picture))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(QByteArray(mime.encode()), buffer)
