"""The rows of a card under each other: made when the source's shape changes, else only told what is new."""

import datetime as dt
import itertools

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.console.controls.button import Button, Kind
from app.console.incident.additional_data.field_row import FieldRow
from app.console.incident.additional_data.heading_row import HeadingRow
from app.console.incident.additional_data.labelled_row import LabelledRow
from app.console.incident.additional_data.lines import Line
from app.console.incident.additional_data.link_button import LinkButton
from app.console.incident.additional_data.picture_box import PictureBox
from app.console.look.theme import Theme
from app.domain.additional_data import field as fields
from app.domain.additional_data.visible import LONGEST_TEXT

Row = FieldRow | LabelledRow


class Rows(QWidget):
    """Fields of one source.

    Signals:
        copied: a value as plain text.
        link_clicked: an address that the operator wants opened.
        picture_wanted: the box that waits for a picture.
    """

    copied = Signal(str)
    link_clicked = Signal(str)
    picture_wanted = Signal(object)

    def __init__(self, theme: Theme, zone: dt.tzinfo | None) -> None:
        super().__init__()
        self._theme = theme
        self._zone = zone
        self._shape: list[object] = []
        self._rows: list[Row | None] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        theme.changed.connect(self._restyle)

    def show_lines(self, lines: list[Line], now: int) -> None:
        """Show these lines at the present time."""
        shape = [_shape(line) for line in lines]
        if shape != self._shape:
            self._shape = shape
            self._make(lines)
        for row, line in zip(self._rows, lines, strict=True):
            if row is not None:
                row.show_line(line, now)

    def _restyle(self) -> None:
        for row in self._rows:
            if row is not None:
                row.updateGeometry()
                row.update()

    def _make(self, lines: list[Line]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._rows = [self._row(line) for line in lines]
        painted = [row for row in self._rows if isinstance(row, FieldRow)]
        if painted:
            painted[0].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for upper, lower in itertools.pairwise(painted):
            upper.stepped.connect(lambda step, lower=lower: lower.setFocus() if step > 0 else None)
            lower.stepped.connect(lambda step, upper=upper: upper.setFocus() if step < 0 else None)

    def _row(self, line: Line) -> Row | None:
        """The row of a line; a heading has nothing to be told later."""
        if line.field is None and not line.gone:
            self._column.addWidget(HeadingRow(self._theme, line))
            return None
        row = self._active(line) or self._painted(line)
        self._column.addWidget(row)
        if isinstance(row, FieldRow):
            self._add_more(row, line)
        return row

    def _active(self, line: Line) -> LabelledRow | None:
        field = line.field
        if field is None or field.kind not in (fields.Kind.LINK, fields.Kind.IMAGE):
            return None
        address = str(field.value)
        if field.kind is fields.Kind.LINK:
            link = LinkButton(self._theme, address)
            link.clicked.connect(lambda: self.link_clicked.emit(address))
            return LabelledRow(self._theme, line, link)
        box = PictureBox(self._theme, address, line.label)
        box.wanted.connect(lambda _address: self.picture_wanted.emit(box))
        return LabelledRow(self._theme, line, box)

    def _painted(self, line: Line) -> FieldRow:
        row = FieldRow(self._theme, line, self._zone)
        row.copied.connect(self.copied)
        return row

    def _add_more(self, row: FieldRow, line: Line) -> None:
        if not row.is_long or line.field is None:
            return
        words = f"Show all {len(str(line.field.value)):,} characters"
        more = Button(self._theme, words, Kind.QUIET).small()
        self._column.addWidget(more, 0, Qt.AlignmentFlag.AlignRight)

        def show_whole() -> None:
            row.show_whole()
            more.hide()
            row.setFocus()
            self.updateGeometry()

        more.clicked.connect(show_whole)


def _shape(line: Line) -> object:
    """What a row is made for; a value that is painted may change without a new row, one to press may not."""
    field = line.field
    active = field is not None and field.kind in (fields.Kind.LINK, fields.Kind.IMAGE)
    value = field.value if field is not None and active else None
    long = len(str(field.value)) if field is not None and len(str(field.value)) > LONGEST_TEXT else 0
    return (line.path, line.label, line.depth, field is None, line.gone, active, value, long)
