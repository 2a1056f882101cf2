"""The list of the timeline's lines."""

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from app.console.incident.timeline.timeline_delegate import TimelineDelegate
from app.console.incident.timeline.timeline_model import TimelineModel
from app.console.look.theme import Theme


class TimelineView(QListView):
    """Reads downwards from the newest."""

    def __init__(self, theme: Theme, model: TimelineModel, zone: dt.tzinfo | None) -> None:
        super().__init__()
        self._lines = model
        self._delegate = TimelineDelegate(theme, zone)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self.setMinimumHeight(theme.px(32))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName("Timeline, newest first")
        self.viewport().setAutoFillBackground(False)
        theme.changed.connect(self._relayout)
        self.clicked.connect(lambda index: self._toggle(index.row()))

    def count_from(self, received_at: int) -> None:
        """Count the second column from this receipt."""
        self._delegate.received_at = received_at

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or Space opens a folded line and closes it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self._toggle(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _toggle(self, row: int) -> None:
        self._lines.toggle(row)
        self._relayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines may need other heights."""
        self._delegate.width = self.viewport().width()
        super().resizeEvent(event)
        self._relayout()

    def _relayout(self) -> None:
        self._delegate.width = self.viewport().width()
        self.scheduleDelayedItemsLayout()
