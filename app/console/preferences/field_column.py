"""Rows of preferences under their sections, filtered by words; a wizard may place one with the few it asks for."""

import collections.abc

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.console.controls.section_head import SectionHead
from app.console.look.theme import Theme
from app.console.preferences.field import Field
from app.console.preferences.preference_row import PreferenceRow

Typed = collections.abc.Mapping[str, str]
"""Texts or problems by a field's key."""


class FieldColumn(QWidget):
    """Makes a row for each field once, and tells it what is new.

    Signals:
        edited: somebody typed or chose; the field's key and the text.
        reset: somebody wants the default again; the field's key.
    """

    edited = Signal(str, str)
    reset = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: dict[str, PreferenceRow] = {}
        self._heads: dict[str, SectionHead] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_fields(self, fields: collections.abc.Iterable[Field], typed: Typed, problems: Typed) -> None:
        """Show the fields with what is typed in them, by key; fields that are gone lose their rows."""
        fields = list(fields)
        for key in self._rows.keys() - {field.key for field in fields}:
            self._rows.pop(key).deleteLater()
        for field in fields:
            if field.key not in self._rows:
                self._add(field)
            self._rows[field.key].show_field(field, typed.get(field.key, field.text), problems.get(field.key, ""))

    def keep(self, wanted: collections.abc.Callable[[Field], bool]) -> int:
        """Show only the wanted rows, and heads that have some; returns how many."""
        seen = {row.field.section for row in self._rows.values() if wanted(row.field)}
        for row in self._rows.values():
            row.setVisible(wanted(row.field))
        for section, head in self._heads.items():
            head.setVisible(section in seen)
        return sum(wanted(row.field) for row in self._rows.values())

    def row(self, key: str) -> PreferenceRow | None:
        """The row of a field."""
        return self._rows.get(key)

    def _add(self, field: Field) -> None:
        if field.section not in self._heads:
            self._heads[field.section] = head = SectionHead(self._theme, field.section)
            head.setContentsMargins(0, 10, 0, 0)
            self._column.addWidget(head)
        self._rows[field.key] = row = PreferenceRow(self._theme, field)
        row.edited.connect(self.edited)
        row.reset.connect(self.reset)
        self._column.addWidget(row)
