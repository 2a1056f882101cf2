"""Carries map states to the page at a pace it can paint: the first at once, then at most ten a second."""

from collections.abc import Callable
from typing import Any

import msgspec
from PySide6.QtCore import QObject, QTimer

from app.console.map.delta import delta
from app.console.map.map_state import MapState

PAUSE_MS = 100


class Courier(QObject):
    """Keeps the newest state until the page is ready, and sends what differs from the last one that it was sent."""

    def __init__(self, send: Callable[[str], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._send = send
        self._ready = False
        self._sent: MapState | None = None
        self._newest: MapState | None = None
        self._kept: dict[str, Any] = {}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._deliver)

    def show(self, state: MapState) -> None:
        """Takes the newest state; ones that came too quickly after each other are never sent by themselves."""
        self._newest = state
        if self._ready and not self._pause.isActive():
            self._deliver()

    def dress(self, look: dict[str, Any]) -> None:
        """Colours and words, before a page's first painting."""
        self.keep("look", look)

    def keep(self, name: str, part: Any) -> None:  # noqa: ANN401 JSON
        """A part of the page that a page that starts again must be told again."""
        self._kept[name] = part
        self.tell({name: part})

    def tell(self, message: dict[str, Any]) -> None:
        """Something for this very page (an order, the time): dropped when there is none, it would come too late."""
        if self._ready:
            self._send(msgspec.json.encode(message).decode())

    def page_ready(self) -> None:
        """A page has started, perhaps again after a crash: it gets everything."""
        self._ready = True
        self._sent = None
        if self._kept:
            self.tell(self._kept)
        self._deliver()

    def page_lost(self) -> None:
        """The page is gone: states are kept for the next one."""
        self._ready = False
        self._pause.stop()

    def _deliver(self) -> None:
        state = self._newest
        if not self._ready or state is None or state is self._sent:
            return
        self.tell({"state": delta(self._sent, state)})
        self._sent = state
        self._pause.start()
