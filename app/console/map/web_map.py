"""The web side of the map pane: profile, page, view and channel. Importing this module loads WebEngine."""

import logging

import shiboken6
from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineSettings
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget

from app.console.map.assets import Asset
from app.console.map.bridge import Bridge
from app.console.map.scheme import NAME, PAGE, AssetHandler, Refuser, register
from app.console.map.tile_jobs import TileJobs
from app.console.map.tiles.tile_room import TileRoom

log = logging.getLogger(__name__)

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

    def __init__(self, table: dict[str, Asset], bridge: Bridge, tiles: TileRoom, host: QWidget) -> None:
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
