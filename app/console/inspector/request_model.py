"""The list's rows as Qt wants them; which ones, sift says."""

import datetime as dt
import typing

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from app.console.inspector import words
from app.console.look.theme import Theme
from app.domain.inspection.request import Outcome, SeenRequest

Index = QModelIndex | QPersistentModelIndex
_ODD = frozenset({Outcome.REFUSED, Outcome.MALFORMED, Outcome.FAILED})
_NUMBERS = frozenset({4, 5, 6})
"""Columns of numbers stand right."""


class RequestModel(QAbstractTableModel):
    """Requests, newest first."""

    def __init__(self, theme: Theme, zone: dt.tzinfo | None, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._zone = zone
        self._columns = words.columns()
        self._requests: list[SeenRequest] = []

    @property
    def requests(self) -> list[SeenRequest]:
        """What is shown, top first."""
        return list(self._requests)

    def show(self, requests: list[SeenRequest]) -> None:
        """Show these; what is new on top is inserted, so that the selection stays where it is."""
        fresh = len(requests) - len(self._requests)
        # The first ones are a reset: a table takes the widths of its columns from that, and not from an insertion.
        if fresh > 0 and self._requests and requests[fresh:] == self._requests:
            self.beginInsertRows(QModelIndex(), 0, fresh - 1)
            self._requests = requests
            self.endInsertRows()
        elif requests != self._requests:
            self.beginResetModel()
            self._requests = requests
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many are shown."""
        return 0 if parent.isValid() else len(self._requests)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> typing.Any:  # noqa: ANN401 Qt's signature
        """A cell's text, tone and side."""
        request = self._requests[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words.cells(request, self._zone)[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._tone(request)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> typing.Any:  # noqa: ANN401 Qt's signature
        """A column's head."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section]
        return None

    def _tone(self, request: SeenRequest) -> QColor:
        tokens = self._theme.tokens
        if request.outcome is Outcome.SELF_TEST:
            return tokens.muted
        return tokens.p2 if request.outcome in _ODD else tokens.text
