"""The ids by which RapidSOS and this center speak of a flow, to copy."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from app.console.controls.button import Button, Kind
from app.console.controls.card import Card
from app.console.look.icons import Icon
from app.console.look.plain_text import PlainLabel, one_line
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION, CODE
from app.domain.callflow.trigger import Trigger


class IdsCard(Card):
    """alert_id, eventId, callflow.

    Signals:
        copied: the id that the operator wants on the clipboard.
    """

    copied = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._values: dict[str, PlainLabel] = {}
        self._texts: dict[str, str] = {}
        self._buttons: dict[str, Button] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for row, name in enumerate(("alert_id", "eventId", "callflow", "sha256")):
            self._add_row(grid, row, name)
        self.column.addLayout(grid)

    def show_trigger(self, trigger: Trigger) -> None:
        """Show a trigger's ids."""
        shown = {
            "alert_id": trigger.alert_id,
            "eventId": trigger.id,
            "callflow": trigger.confirmed.callflow,
            "sha256": trigger.confirmed.request_sha256,
        }
        for name, text in shown.items():
            self._texts[name] = text or ""
            self._values[name].show_text(one_line(text) if text else "none received")
            self._buttons[name].setEnabled(bool(text))

    def _add_row(self, grid: QGridLayout, row: int, name: str) -> None:
        label = PlainLabel(self._theme, CAPTION, "muted")
        label.show_text(name)
        value = PlainLabel(self._theme, CODE)
        copy = Button(self._theme, f"Copy {name}", Kind.QUIET, icon=Icon.COPY).icon_only()
        copy.clicked.connect(lambda _checked=False: self.copied.emit(self._texts.get(name, "")))
        self._values[name], self._buttons[name] = value, copy
        grid.addWidget(label, row, 0)
        grid.addWidget(value, row, 1)
        grid.addWidget(copy, row, 2)
