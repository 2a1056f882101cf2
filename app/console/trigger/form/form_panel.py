"""The form: callflow picker, broken files, and the fields of the chosen callflow by their groups."""

import collections.abc
import itertools

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLayoutItem, QVBoxLayout, QWidget

from app.console.controls.button import Button
from app.console.controls.section_head import SectionHead
from app.console.keys import Act
from app.console.look.icons import Icon
from app.console.look.plain_text import PlainLabel, one_line, set_tool_tip
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY, BODY_MEDIUM, CAPTION
from app.console.trigger.form.field_box import FieldBox, Shown
from app.domain.callflow.definition import Definition, Kind
from app.domain.callflow.definition_file import Shelf
from app.domain.callflow.field import Field

WIDE = 440
"""From this width on two fields stand side by side."""
COLUMNS = 6
BROKEN_SHOWN = 3


class FormPanel(QWidget):
    """Shows one definition's fields and passes on what is typed.

    Signals:
        edited, instead, as_typed: as a field says them.
        callflow_chosen: another definition's file name.
        location_wanted: the operator's own "use this location".
    """

    edited = Signal(str, str)
    instead = Signal(str, object)
    as_typed = Signal(str)
    callflow_chosen = Signal(str)
    location_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.boxes: dict[str, FieldBox] = {}
        self._heads: list[SectionHead] = []
        self._file = ""
        self._wide: bool | None = None
        self._after: QWidget | None = None
        self.picker = QComboBox()
        self._broken = PlainLabel(theme, CAPTION, "p2", wraps=True)
        self._restored = PlainLabel(theme, BODY, "text", wraps=True)
        self._about = PlainLabel(theme, CAPTION, "muted", wraps=True)
        words = "Use this location"
        self.use_location = Button(theme, words, key=Act.USE_LOCATION, icon=Icon.MAP_PIN).small()
        self._put_aside()
        self._grid = QGridLayout()
        self._lay_out()
        self.use_location.clicked.connect(self.location_wanted)
        self.picker.activated.connect(lambda place: self.callflow_chosen.emit(self.picker.itemData(place)))

    def show_shelf(self, shelf: Shelf) -> None:
        """Offer these callflows, and name the files that can't be used with line and reason."""
        self.picker.clear()
        for definition in shelf.definitions:
            self.picker.addItem(f"{one_line(definition.title)}  ·  {one_line(definition.callflow)}", definition.file)
        said = [
            "{file}, line {line}: {reason}".format(
                file=one_line(f"{file}.json"), line=problems[0].line, reason=one_line(problems[0].reason)
            )
            for file, problems in shelf.broken.items()
        ]
        self._broken.show_text("\n".join(said[:BROKEN_SHOWN]))
        set_tool_tip(self._broken, "\n".join(said))
        self._broken.setVisible(bool(said))

    def show_definition(self, definition: Definition, fields: tuple[Field, ...]) -> None:
        """Show another callflow's fields."""
        self.picker.setCurrentIndex(self.picker.findData(definition.file))
        self._about.show_text(definition.description)
        self._about.setVisible(bool(definition.description))
        if (definition.file, tuple(self.boxes)) == (self._file, tuple(field.key for field in fields)):
            return
        self._file = definition.file
        self._clear()
        for field in fields:
            box = FieldBox(self._theme, field)
            box.edited.connect(self.edited)
            box.instead.connect(self.instead)
            box.as_typed.connect(self.as_typed)
            self.boxes[field.key] = box
        self._wide = None
        self._arrange()

    def show_fields(self, shown: collections.abc.Mapping[str, Shown]) -> None:
        """Show every field as it stands."""
        for key, box in self.boxes.items():
            box.show_state(shown[key])

    def leads_to(self, after: QWidget) -> None:
        """Where the keyboard goes on from the last field."""
        self._after = after
        self._order_tabs()

    def say(self, sentence: str) -> None:
        """Say something about the whole form, like that it was restored."""
        self._restored.show_text(sentence)
        self._restored.setVisible(bool(sentence))

    def lock(self, *, locked: bool) -> None:
        """While a confirmation is on its way nothing of it changes."""
        for widget in (self.picker, self.use_location, *(box.editor for box in self.boxes.values())):
            widget.setEnabled(not locked)

    def insist(self) -> None:
        """From now on every empty field says that it is needed."""
        for box in self.boxes.values():
            box.insist()

    def go_to(self, key: str) -> None:
        """Put the cursor into a field."""
        box = self.boxes.get(key)
        if box is not None:
            box.editor.setFocus()

    def resizeEvent(self, event: object) -> None:
        """Two fields side by side when there is room."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt hands the right event
        self._arrange()

    def _arrange(self) -> None:
        wide = self.width() >= self._theme.px(WIDE)
        if wide is self._wide or not self.boxes:
            return
        self._wide = wide
        while (item := self._grid.takeAt(0)) is not None:
            _hide_head(item)
        self._heads.clear()
        row, column, group = 0, 0, None
        for box in self.boxes.values():
            span = _span(box.field) if wide else COLUMNS
            if box.field.group != group:
                group, row, column = box.field.group, row + 1, 0
                self._grid.addWidget(self._head(box.field), row, 0, 1, COLUMNS)
                row += 1
            elif column + span > COLUMNS:
                row, column = row + 1, 0
            self._grid.addWidget(box, row, column, 1, span)
            # At once, not when the layout comes to it: the next key may already be Tab.
            box.show()
            column += span
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Fields come and go with the callflow, and Qt's own order is that of their making."""
        stops: list[QWidget] = [self.picker]
        for box in self.boxes.values():
            stops += [self.use_location] if box.field.is_place else []
            stops += [box.editor, *box.offers]
        stops += [self._after] if self._after else []
        for before, after in itertools.pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _head(self, field: Field) -> SectionHead:
        head = SectionHead(self._theme, one_line(field.group) or "Details")
        if any(box.field.is_place for box in self.boxes.values() if box.field.group == field.group):
            head.add(self.use_location)
            self.use_location.show()
        self._heads.append(head)
        return head

    def _put_aside(self) -> None:
        """A callflow without a place has no use for the button; what has no parent would outlive the window."""
        self.use_location.setParent(self)
        self.use_location.hide()

    def _clear(self) -> None:
        self._put_aside()
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._heads.clear()
        self.boxes.clear()

    def _lay_out(self) -> None:
        label = PlainLabel(self._theme, BODY_MEDIUM)
        label.show_text("Callflow")
        label.setBuddy(self.picker)
        self.picker.setAccessibleName("Callflow")
        self.picker.setMinimumContentsLength(12)
        self.picker.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        for place in range(COLUMNS):
            self._grid.setColumnStretch(place, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self._restored, label, self.picker, self._about, self._broken):
            column.addWidget(widget)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.say("")


def _span(field: Field) -> int:
    if field.is_place:
        return 4
    return 2 if field.kind in (Kind.UNCERTAINTY, Kind.PLATE_STATE) else 3


def _hide_head(item: QLayoutItem) -> None:
    """Section heads are made anew with each arrangement; fields stay."""
    widget = item.widget()
    if isinstance(widget, SectionHead):
        widget.hide()
        widget.deleteLater()
