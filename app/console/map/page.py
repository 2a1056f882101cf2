"""The cached map page: where it lies, and the child process that builds it when there is none for this version."""

import hashlib
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer

from app import __version__

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
