"""The private scheme ``console://app/``: serves the asset table and tiles to our own page and to nobody else."""

import logging

from PySide6.QtCore import QBuffer, QByteArray, QFile, QIODevice, QUrl
from PySide6.QtWebEngineCore import (
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)

from app.console.map.assets import Asset
from app.console.map.tile_jobs import TileJobs

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
