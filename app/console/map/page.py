"""The cached map page: where it lies, and the child process that builds it when there is none for this version."""

import hashlib
import logging
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QProcess, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app import __version__
from app.console.map.bridge import Bridge, assets
from app.console.map.tiles.controller import TileController

BUILD_LIMIT_MS = 30_000
SOURCE = Path(__file__).with_name("build_page.py")
FROZEN = (sys.executable, "map-page")
BUILDER = FROZEN if getattr(sys, "frozen", False) else (sys.executable, "-P", str(SOURCE))
"""Writes a page to the file named after it; a frozen program enters itself. ``-P``: this folder shadows nothing."""


def cached_page(cache: Path) -> Path:
    """The file of the page that fits this program, its folium and its Leaflet."""
    parts = (__version__, version("folium"), version("xstatic-leaflet"), _builder_digest())
    key = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
    return cache / f"map-{key}.html"


def _builder_digest() -> str:
    return hashlib.sha256(SOURCE.read_bytes()).hexdigest() if SOURCE.is_file() else ""


class PageBuilder(QObject):
    """Has the page built by a child; exactly one of ``done`` and ``failed`` is called, with the page or a sentence."""

    def __init__(
        self,
        target: Path,
        done: Callable[[Path], None],
        failed: Callable[[str], None],
        command: tuple[str, ...] = BUILDER,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._target, self._done, self._failed = target, done, failed
        self._wanted = False
        self._process = QProcess(self)
        self._process.setProgram(command[0])
        self._process.setArguments([*command[1:], str(target)])
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._broken)
        self._limit = QTimer(self, singleShot=True, interval=BUILD_LIMIT_MS)
        self._limit.timeout.connect(self._process.kill)

    def start(self) -> None:
        """Starts the child; a page that is there already is reported as soon as the event loop runs again."""
        self._wanted = True
        if self._target.is_file():
            QTimer.singleShot(0, self, self._succeed)
            return
        self._limit.start()
        self._process.start()

    def stop(self) -> None:
        """Ends a running child; nothing is reported any more until the next start."""
        self._wanted = False
        self._limit.stop()
        self._process.kill()
        self._process.waitForFinished(1_000)

    def _finished(self, code: int) -> None:
        if code == 0 and self._target.is_file():
            self._succeed()
            return
        said = bytes(self._process.readAllStandardError().data()).decode(errors="replace").strip()
        self._fail(said.splitlines()[-1] if said else f"exit code {code}")

    def _broken(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._fail(self._process.errorString())

    def _succeed(self) -> None:
        self._limit.stop()
        if self._wanted:
            self._done(self._target)

    def _fail(self, reason: str) -> None:
        self._limit.stop()
        if self._wanted:
            self._failed(reason)


if TYPE_CHECKING:
    from app.console.map.web import WebMap

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
    from app.console.map.web import WebMap  # noqa: PLC0415 never before the window's first paint

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
        self,
        resources: Path,
        page: Path,
        builder: tuple[str, ...],
        bridge: Bridge,
        tiles: TileController,
        host: QWidget,
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
