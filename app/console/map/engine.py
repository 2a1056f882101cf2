"""Brings the map page up and back: page built, loaded, heard from; after a crash of the render process loaded again."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.console.map.assets import assets
from app.console.map.bridge import Bridge
from app.console.map.page import PageBuilder
from app.console.map.tiles.tile_room import TileRoom

if TYPE_CHECKING:
    from app.console.map.web_map import WebMap

log = logging.getLogger(__name__)

SILENCE_LIMIT_MS = 10_000
"""A page silent for so long has failed: ``loadFinished`` comes even if no script ran (docs/measured.md#map-page)."""
RESTART_PAUSE_MS = 100
"""A console that is going down loses its render process first: no restart is begun, nor told, before that shows."""
RESTARTS = 3
"""Crashes repaired in a row."""
CALM_MS = 60_000
"""A page that was heard for so long before it crashed starts a new row."""


def webengine() -> "type[WebMap]":
    """The web side's class; the first call loads WebEngine, which takes 0.1 s. Raises ImportError where it can't."""
    from app.console.map.web_map import WebMap  # noqa: PLC0415 never before the window's first paint

    return WebMap


class MapEngine(QObject):
    """Owns the page's life. Nothing of WebEngine is imported before ``start``.

    Signals: ``viewed(QWidget)``: the web view exists; ``ready(int)``: the page listens, ms after its start;
    ``lost()``: the page is gone and being brought back; ``failed(str)``: it will not come, and why.
    """

    viewed = Signal(QWidget)
    ready = Signal(int)
    lost = Signal()
    failed = Signal(str)

    def __init__(
        self, resources: Path, page: Path, builder: tuple[str, ...], bridge: Bridge, tiles: TileRoom, host: QWidget
    ) -> None:
        super().__init__(host)
        self._resources, self._bridge, self._tiles, self._host = resources, bridge, tiles, host
        self._builder = PageBuilder(page, self._open, self._no_page, builder, self)
        self._since = QElapsedTimer()
        self._crashes = 0
        self._again = QTimer(self, singleShot=True, interval=RESTART_PAUSE_MS)
        self._again.timeout.connect(self._restart)
        self._silence = QTimer(self, singleShot=True, interval=SILENCE_LIMIT_MS)
        self._silence.timeout.connect(lambda: self._give_up(f"the page said nothing for {SILENCE_LIMIT_MS // 1000} s"))
        self._heard_since = QElapsedTimer()
        bridge.ready.connect(self._heard)
        self.web: WebMap | None = None
        """The web side, once it exists."""

    def start(self) -> None:
        """Called once the window is painted, and again by an operator's wish after a failure."""
        self._since.start()
        self._crashes = 0
        if self.web is not None:
            self._load()
            return
        self._builder.start()
        try:
            webengine()  # while the child builds the page
        except ImportError as error:
            self._builder.stop()
            self._give_up(f"Qt WebEngine can't be loaded ({error})")

    def close(self) -> None:
        """Stops everything; the pane is going."""
        self._silence.stop()
        self._again.stop()
        self._builder.stop()
        if self.web is not None:
            self.web.close()
            self.web = None

    def _open(self, page: Path) -> None:
        try:
            table = assets(page, self._resources)
        except OSError as error:
            self._give_up(str(error))
            return
        self.web = webengine()(table, self._bridge, self._tiles, self._host)
        self.web.died.connect(self._crashed)
        self.viewed.emit(self.web.view)
        self._load()

    def _no_page(self, reason: str) -> None:
        self._give_up(f"its page could not be built ({reason})")

    def _load(self) -> None:
        self._silence.start()
        if self.web is not None:
            self.web.load()

    def _heard(self) -> None:
        self._silence.stop()
        self._heard_since.start()
        self.ready.emit(self._since.elapsed())

    def _crashed(self) -> None:
        if self._again.isActive() or self._crashes > RESTARTS:
            return  # one end of it is told once
        self._silence.stop()
        if self._heard_since.isValid() and self._heard_since.elapsed() >= CALM_MS:
            self._crashes = 0
        self._heard_since.invalidate()
        self._crashes += 1
        if self._crashes > RESTARTS:
            self._give_up("its process keeps ending")
            return
        self.lost.emit()
        self._since.start()
        self._again.start()

    def _restart(self) -> None:
        log.error("map render process ended, restart %d of %d", self._crashes, RESTARTS)
        self._load()

    def _give_up(self, reason: str) -> None:
        self._silence.stop()
        log.error("map failed: %s", reason)
        self.failed.emit(reason)
