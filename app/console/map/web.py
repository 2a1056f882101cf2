"""The web side of the map pane: profile, page, view and channel. Importing this module loads WebEngine."""

import logging

import shiboken6
from PySide6.QtCore import QBuffer, QByteArray, QFile, QIODevice, QObject, QUrl, Signal
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget

from app.console.map.bridge import Asset, Bridge
from app.console.map.tiles.controller import TileController
from app.console.map.tiles.source import mime_of, tile_of


class TileJobs(QObject):
    """Every job is answered once, or dropped when the page no longer waits for it."""

    def __init__(self, room: TileController, parent: QObject) -> None:
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


NAME = b"console"
HOST = "app"
PAGE = QUrl("console://app/map.html")
TILES = "/tiles/"

log = logging.getLogger(__name__)


def register() -> None:
    """Makes the scheme known to Chromium; must come before the first profile, and does nothing the second time."""
    if not QWebEngineUrlScheme.schemeByName(NAME).name().isEmpty():
        return
    scheme = QWebEngineUrlScheme(NAME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(
        QWebEngineUrlScheme.Flag.SecureScheme
        | QWebEngineUrlScheme.Flag.CorsEnabled
        | QWebEngineUrlScheme.Flag.FetchApiAllowed,
    )
    QWebEngineUrlScheme.registerScheme(scheme)


class AssetHandler(QWebEngineUrlSchemeHandler):
    """Answers with a file of the table. An address is only a key: no path is made of it, so none can be climbed."""

    def __init__(self, table: dict[str, Asset], tiles: TileJobs) -> None:
        super().__init__()
        self._table = table
        self._tiles = tiles

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """Serves, denies foreign initiators, and reports what isn't there."""
        asset = self._table.get(job.requestUrl().path())
        if not _is_ours(job):
            job.fail(QWebEngineUrlRequestJob.Error.RequestDenied)
        elif job.requestUrl().path().startswith(TILES):
            self._tiles.serve(job)
        elif asset is None:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
        else:
            _reply(job, asset)


def _is_ours(job: QWebEngineUrlRequestJob) -> bool:
    """The page itself has no initiator; everything else must have been asked for by the page."""
    url, initiator = job.requestUrl(), job.initiator()
    if url.host() != HOST or job.requestMethod() != b"GET":
        return False
    if initiator.isEmpty():
        return url == PAGE
    return initiator.scheme().encode() == NAME and initiator.host() == HOST


def _reply(job: QWebEngineUrlRequestJob, asset: Asset) -> None:
    file = QFile(asset.file)
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        log.error("map asset cannot be read: %s", file.errorString())
        job.fail(QWebEngineUrlRequestJob.Error.RequestFailed)
        return
    buffer = QBuffer(job)
    buffer.setData(file.readAll())
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    job.reply(QByteArray(asset.mime.encode()), buffer)


class Refuser(QWebEngineUrlRequestInterceptor):
    """Blocks every request that isn't on the private scheme, and keeps count of both kinds."""

    def __init__(self) -> None:
        super().__init__()
        self.served = 0
        self.refused: list[str] = []

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Chromium asks before each request."""
        url = info.requestUrl()
        if url.scheme().encode() == NAME and url.host() == HOST:
            self.served += 1
            return
        info.block(True)
        self.refused.append(url.scheme())
        log.warning("map page asked for something outside: %s refused", url.scheme())


OFF = (
    QWebEngineSettings.WebAttribute.LocalContentCanAccessRemoteUrls,
    QWebEngineSettings.WebAttribute.LocalContentCanAccessFileUrls,
    QWebEngineSettings.WebAttribute.PluginsEnabled,
    QWebEngineSettings.WebAttribute.LocalStorageEnabled,
    QWebEngineSettings.WebAttribute.ErrorPageEnabled,
    QWebEngineSettings.WebAttribute.NavigateOnDropEnabled,
    QWebEngineSettings.WebAttribute.WebGLEnabled,
)


class MapPage(QWebEnginePage):
    """A page that goes nowhere and puts what its scripts say into the log."""

    def acceptNavigationRequest(self, url: QUrl | str, _type: QWebEnginePage.NavigationType, _main: bool) -> bool:
        """Only the map page itself may be loaded."""
        return url == PAGE

    def javaScriptConsoleMessage(
        self,
        level: QWebEnginePage.JavaScriptConsoleMessageLevel,
        message: str,
        line: int,
        source: str,
    ) -> None:
        """Script errors are errors of ours."""
        urgency = logging.INFO if level == self.JavaScriptConsoleMessageLevel.InfoMessageLevel else logging.ERROR
        log.log(urgency, "map page, %s line %d: %s", source.rsplit("/", 1)[-1], line, message)


class WebMap(QObject):
    """Owns everything of WebEngine's. Signal ``died``: the render process is gone; ``load`` brings the page back."""

    died = Signal()

    def __init__(self, table: dict[str, Asset], bridge: Bridge, tiles: TileController, host: QWidget) -> None:
        super().__init__(host)
        register()
        self._handler, self.refuser = AssetHandler(table, TileJobs(tiles, self)), Refuser()
        self._profile = QWebEngineProfile()
        self._profile.installUrlSchemeHandler(NAME, self._handler)
        self._profile.setUrlRequestInterceptor(self.refuser)
        self.view = QWebEngineView(host)
        self.view.setAcceptDrops(False)  # a file dropped on the map is the pane's affair
        self.page = MapPage(self._profile)
        for attribute in OFF:
            self.page.settings().setAttribute(attribute, False)
        self._channel = QWebChannel(self.page)
        self._channel.registerObject("bridge", bridge)
        self.page.setWebChannel(self._channel)
        self.page.renderProcessTerminated.connect(lambda *_: self.died.emit())
        self.view.setPage(self.page)

    def load(self) -> None:
        """Loads the page, the first time or again."""
        self.page.load(PAGE)

    def close(self) -> None:
        """Takes everything down at once, in the order that Chromium wants: view, page, profile."""
        for part in (self.view, self.page, self._profile):
            shiboken6.delete(part)
