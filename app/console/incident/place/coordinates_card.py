"""Coordinates as text to copy, in several notations: shown with typographic signs, copied as plain ASCII."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout

from app.console.controls.button import Button, Kind
from app.console.controls.card import Card
from app.console.look.icons import Icon
from app.console.look.plain_text import PlainLabel
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION, COORDINATE
from app.domain.location.coordinates import WRITTEN, show, write
from app.domain.location.fix import Fix
from app.domain.location.reading import Notation

FIRST = (Notation.DD, Notation.DMS, Notation.USNG)


class CoordinatesCard(Card):
    """A row for each notation: three at first, all on wish.

    Signals:
        copied: the ASCII text that the operator wants on the clipboard.
    """

    copied = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self._fix: Fix | None = None
        self._all = False
        self._values: dict[Notation, PlainLabel] = {}
        self._rows: dict[Notation, tuple[PlainLabel, PlainLabel, Button]] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for row, notation in enumerate(WRITTEN):
            self._add_row(grid, row, notation)
        self.column.addLayout(grid)
        self.show_all(shown=False)

    def show_fix(self, fix: Fix) -> None:
        """Show a fix's coordinates."""
        self._fix = fix
        for notation, value in self._values.items():
            text = show(fix.latitude, fix.longitude, notation) or "no such grid here"
            value.show_text(text.replace("  ", "\u2002"))
            value.setAccessibleName(f"{notation.value} {text}")

    def show_all(self, *, shown: bool) -> None:
        """Show every notation, or the first three."""
        self._all = shown
        for notation, row in self._rows.items():
            for widget in row:
                widget.setVisible(shown or notation in FIRST)

    @property
    def shows_all(self) -> bool:
        """Whether every notation is shown."""
        return self._all

    def copy(self, notation: Notation = Notation.DD) -> None:
        """Copy the coordinates in a notation."""
        text = write(self._fix.latitude, self._fix.longitude, notation) if self._fix else None
        if text:
            self.copied.emit(text)

    def _add_row(self, grid: QGridLayout, row: int, notation: Notation) -> None:
        name = PlainLabel(self._theme, CAPTION, "muted")
        name.show_text(notation.value)
        value = PlainLabel(self._theme, COORDINATE)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        copy = Button(self._theme, f"Copy {notation.value}", Kind.QUIET, icon=Icon.COPY)
        copy.icon_only().clicked.connect(lambda _checked=False: self.copy(notation))
        grid.addWidget(name, row, 0)
        grid.addWidget(value, row, 1)
        grid.addWidget(copy, row, 2)
        self._values[notation] = value
        self._rows[notation] = (name, value, copy)
