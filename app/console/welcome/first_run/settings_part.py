"""A few settings of the station on a page of the first run: typed, judged as a start would, and wished for."""

import collections.abc

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.console.controls.button import Button
from app.console.controls.flow import FlowLayout
from app.console.look.theme import Theme
from app.console.preferences.draft import Draft
from app.console.preferences.field_column import FieldColumn
from app.console.preferences.station_values import PREFIX, station_fields
from app.domain.incident.settings_told import SettingsTold, Value
from app.settings import reading
from app.settings.reading import as_text


class SettingsPart(QWidget):
    """Shows nothing until the station has told its settings.

    Signals:
        applied: these values are wished for, by name.
    """

    applied = Signal(object)

    def __init__(self, theme: Theme, names: collections.abc.Collection[str]) -> None:
        super().__init__()
        self._names = frozenset(names)
        self._draft = Draft()
        self.fields = FieldColumn(theme)
        self._apply = Button(theme, "Apply")
        self._apply.clicked.connect(lambda: self.applied.emit(self._draft.values()))
        self.fields.edited.connect(lambda key, text: self._type(key.removeprefix(PREFIX), text))
        self.fields.reset.connect(self._reset)
        row = FlowLayout()
        row.addWidget(self._apply)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.fields)
        column.addLayout(row)
        self._show()

    def hear(self, told: SettingsTold) -> None:
        """Take the station's word."""
        self._draft.hear(told)
        self._show()

    def value(self, name: str) -> Value:
        """What the station goes by; None while it has not told."""
        return next((one.in_force for one in self._draft.told.settings if one.name == name), None)

    def _type(self, name: str, text: str) -> None:
        self._draft.type(name, text)
        self._show()

    def _reset(self, key: str) -> None:
        name = key.removeprefix(PREFIX)
        self._type(name, as_text(name, reading.default(name)))

    def _show(self) -> None:
        draft = self._draft
        section = "Settings of the station"
        mine = [field for field in station_fields(draft.told) if field.key.removeprefix(PREFIX) in self._names]
        problems = {PREFIX + name: sentence for name, sentence in draft.problems().items()}
        typed = {PREFIX + name: draft.text(name) for name in draft.typed}
        self.fields.show_fields([msgspec.structs.replace(field, section=section) for field in mine], typed, problems)
        self._apply.setVisible(bool(mine) and any(not field.fixed for field in mine))
        self._apply.setEnabled(bool(draft.typed) and not problems)
