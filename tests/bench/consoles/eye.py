"""What a console has painted, seen from inside its process and told in lines."""

from PySide6.QtCore import QEvent, QObject, QTimer

from app.console.window.window import MainWindow
from tests.bench.consoles.painted_lines import MAP_READY, MARKER, ROW, STARTED, tell


class Eye(QObject):
    """Sees each incident's row and marker once."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._rows: set[int] = set()
        self._markers: set[int] = set()
        self._states: dict[int, list[int]] = {}
        window.first_painted.connect(lambda: tell(STARTED))
        window.map_pane.ready.connect(lambda _took: tell(MAP_READY))
        window.map_pane.painted.connect(self._painted)
        window._watch.changed.connect(self._changed)
        window.queue.view.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint:
            QTimer.singleShot(0, self._looked)
        return False

    def _looked(self) -> None:
        view, model = self._window.queue.view, self._window.queue.model
        for row, number in enumerate(model.numbers):
            inside = view.viewport().rect().contains(view.visualRect(model.index(row)))
            if inside and number not in self._rows:
                self._rows.add(number)
                self._tell(ROW, number)

    def _changed(self, _numbers: object) -> None:
        placed = [one.number for one in self._window._watch.book.open_incidents if one.place]
        self._states[self._window.map_feed._number] = placed

    def _painted(self, state: int) -> None:
        for number in sorted(one for one in self._states if one <= state):
            for incident in set(self._states.pop(number)) - self._markers:
                self._markers.add(incident)
                self._tell(MARKER, incident)

    def _tell(self, what: str, number: int) -> None:
        incident = self._window._watch.incident(number)
        assert incident is not None
        tell(what, phone=incident.phone, incident=number, through=incident.ring_seq)
