"""The form: callflow picker, broken files, and the fields of the chosen callflow by their groups."""

import collections.abc
import itertools

import msgspec
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLayoutItem,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.console.map.goto_bar import offer, typed_anyway
from app.console.shortcuts.actions import Action
from app.console.theme.icons import Icon, Shape, paint
from app.console.theme.text import PlainLabel, one_line, visible
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, BODY_MEDIUM, CAPTION
from app.console.trigger.text import said
from app.console.widgets.buttons import Button, ButtonKind
from app.console.widgets.containers import SectionHead
from app.domain.callflow.admission import NEEDED
from app.domain.callflow.definition import Definition, VariableKind
from app.domain.callflow.definition import VariableKind as Meaning
from app.domain.callflow.definition_loader import LoadedDefinitions
from app.domain.callflow.form import FieldProblem, FormField
from app.domain.location.parse_result import ParsedPlace

YES_NO = ("yes", "no")


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What a field shows at a moment."""

    text: str
    provenance: str = ""
    help: str = ""
    problem: FieldProblem | None = None


class FieldBox(QWidget):
    """20 label, 32 box, 20 help.

    Signals:
        edited: the operator typed or chose; carries the field's key and its text.
        instead: the operator takes another reading of a doubtful place; carries the key and the reading.
        as_typed: the operator confirms a doubtful place; carries the key.
    """

    edited = Signal(str, str)
    instead = Signal(str, object)
    as_typed = Signal(str)

    def __init__(self, theme: Theme, field: FormField) -> None:
        super().__init__()
        self._theme = theme
        self.field = field
        self._visited = False
        self._problem: FieldProblem | None = None
        self._label = PlainLabel(theme, BODY_MEDIUM)
        self._optional = PlainLabel(theme, CAPTION, "muted")
        self._provenance = PlainLabel(theme, CAPTION, "muted")
        self._help = PlainLabel(theme, CAPTION, "muted", wraps=True)
        self.editor = self._make_editor()
        self._instead = Button(theme, "", ButtonKind.NORMAL).small()
        self._confirm = Button(theme, "", ButtonKind.NORMAL).small()
        self._reading: ParsedPlace | None = None
        self._lay_out()
        self._label.setBuddy(self.editor)
        self.editor.installEventFilter(self)
        self._instead.clicked.connect(lambda: self.instead.emit(self.field.key, self._reading))
        self._confirm.clicked.connect(lambda: self.as_typed.emit(self.field.key))

    def show_state(self, shown: Shown) -> None:
        """Show the field as it stands; the cursor stays where it is."""
        self._put(shown.text)
        self._provenance.show_text(shown.provenance)
        needed_only = shown.problem is not None and shown.problem.sentence == NEEDED and not shown.text.strip()
        self._problem = None if needed_only and not self._visited else shown.problem
        sentence = said(self._problem.sentence) if self._problem else ""
        self._help.show_text(sentence or shown.help)
        self._help.set_tone("p2" if sentence else "muted")
        self._help.setContentsMargins(self._theme.px(18) if sentence else 0, 0, 0, 0)
        self._show_offers()
        self._mark(problem=bool(sentence))
        self.editor.setAccessibleDescription(sentence or shown.help)
        self.update()

    def show_provenance(self, words: str) -> None:
        """Say where its value came from; an age grows while the form lies open."""
        self._provenance.show_text(words)

    @property
    def offers(self) -> tuple[Button, Button]:
        """What a doubtful place offers: another reading, and its confirmation as it stands."""
        return self._instead, self._confirm

    def insist(self) -> None:
        """From now on an empty field says that it is needed."""
        self._visited = True

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A field that was left has been visited."""
        if event.type() == QEvent.Type.FocusOut and not self._visited:
            self._visited = True
            self.edited.emit(self.field.key, self._text())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the problem's shape beside its words."""
        if self._problem is None:
            return
        painter = QPainter(self)
        px = self._theme.px
        middle = self._help.y() + px(9)
        paint(painter, Shape.P2, QPointF(px(7), middle), px(13), self._theme.tokens)

    def _make_editor(self) -> QLineEdit | QComboBox:
        choices = YES_NO if self.field.kind is Meaning.YES_NO else self.field.choices
        name = visible(self.field.label)
        if choices:
            box = QComboBox()
            box.addItems(["", *choices])
            box.currentTextChanged.connect(lambda text: self.edited.emit(self.field.key, text))
            box.setAccessibleName(name)
            return box
        line = QLineEdit()
        line.setAccessibleName(name)
        line.textEdited.connect(lambda text: self.edited.emit(self.field.key, text))
        line.returnPressed.connect(self.focusNextChild)
        return line

    def _text(self) -> str:
        return self.editor.currentText() if isinstance(self.editor, QComboBox) else self.editor.text()

    def _put(self, text: str) -> None:
        if text == self._text():
            return
        self.editor.blockSignals(True)
        if isinstance(self.editor, QComboBox):
            if self.editor.findText(text) < 0:
                self.editor.addItem(text)
            self.editor.setCurrentText(text)
        else:
            self.editor.setText(text)
            self.editor.setCursorPosition(0)
        self.editor.blockSignals(False)

    def _show_offers(self) -> None:
        place = self._problem.place if self._problem else None
        self._reading = place.instead if place else None
        self._instead.setVisible(self._reading is not None)
        self._confirm.setVisible(place is not None and place.as_typed is not None)
        if place is not None and self._reading is not None:
            self._instead.say(offer(self._reading))
        if place is not None:
            self._confirm.say(typed_anyway(place.doubt))

    def _mark(self, *, problem: bool) -> None:
        if self.editor.property("problem") != problem:
            self.editor.setProperty("problem", problem)
            self.editor.style().unpolish(self.editor)
            self.editor.style().polish(self.editor)

    def _lay_out(self) -> None:
        self._label.show_text(self.field.label)
        self._optional.show_text("" if self.field.required else "optional")
        # The label is never cut; where its value came from elides instead.
        self._label.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._label)
        head.addWidget(self._optional)
        head.addStretch(1)
        head.addWidget(self._provenance, 0, Qt.AlignmentFlag.AlignRight)
        offers = QHBoxLayout()
        offers.setSpacing(8)
        offers.addWidget(self._instead)
        offers.addWidget(self._confirm)
        offers.addStretch(1)
        self.editor.setMinimumHeight(self._theme.px(32))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.editor)
        column.addWidget(self._help)
        column.addLayout(offers)
        column.addStretch(1)
        self._theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.editor.setMinimumHeight(self._theme.px(32))


WIDE = 440
"""From this width on two fields stand side by side."""
COLUMNS = 6


class CallflowPicker(QComboBox):
    """The usable callflows by file; it names what is being filled in, and a person's choice is only asked for.

    Signals:
        opening: the list is about to open; whoever hears it may show a newer one first.
        wanted: a person chose another callflow; carries its file.
    """

    opening = Signal()
    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Callflow")
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        # Not "activated": whatever changes the name that is shown (a screen reader too) must change the form.
        self.currentIndexChanged.connect(self._chosen)

    def showPopup(self) -> None:
        """Read the list anew before it opens."""
        self.opening.emit()
        super().showPopup()

    def name(self, definitions: collections.abc.Sequence[Definition], current: Definition | None) -> None:
        """Offer these and show ``current``, also when its file can't be used any more."""
        titles = [_title(one) for one in definitions]
        named = [
            (f"{title}  ·  {one_line(one.file)}.json" if titles.count(title) > 1 else title, one.file)
            for title, one in zip(titles, definitions, strict=True)
        ]
        if current is not None and all(file != current.file for _, file in named):
            named.append((f"{_title(current)}  ·  its file can't be used now", current.file))
        self.blockSignals(True)
        if named != [(self.itemText(place), self.itemData(place)) for place in range(self.count())]:
            self.clear()
            for title, file in named:
                self.addItem(title, file)
        self.setCurrentIndex(-1 if current is None else self.findData(current.file))
        self.blockSignals(False)

    def _chosen(self, place: int) -> None:
        if place >= 0:
            self.wanted.emit(self.itemData(place))


def _title(definition: Definition) -> str:
    return f"{one_line(definition.title)}  ·  {one_line(definition.callflow)}"


class FormPanel(QWidget):
    """Shows one definition's fields and passes on what is typed.

    Signals:
        edited, instead, as_typed: as a field says them.
        callflow_chosen: another definition's file name.
        callflows_opening: the list of callflows is about to open.
        location_wanted: the operator's own "use this location".
        takeover_wanted: the operator makes another's form their own.
    """

    edited = Signal(str, str)
    instead = Signal(str, object)
    as_typed = Signal(str)
    callflow_chosen = Signal(str)
    callflows_opening = Signal()
    location_wanted = Signal()
    takeover_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.boxes: dict[str, FieldBox] = {}
        self._heads: list[SectionHead] = []
        self._shelf = LoadedDefinitions((), {})
        self._shown: tuple[FormField, ...] = ()
        self._wide: bool | None = None
        self._after: QWidget | None = None
        self.picker = CallflowPicker()
        self._broken = PlainLabel(theme, CAPTION, "p2", wraps=True)
        self._restored = PlainLabel(theme, BODY, "text", wraps=True)
        self.take_over = Button(theme, "Take this form over").small()
        self._about = PlainLabel(theme, CAPTION, "muted", wraps=True)
        words = "Use this location"
        self.use_location = Button(theme, words, key=Action.USE_LOCATION, icon=Icon.MAP_PIN).small()
        self._put_aside()
        self._grid = QGridLayout()
        self._lay_out()
        self.use_location.clicked.connect(self.location_wanted)
        self.take_over.clicked.connect(self.takeover_wanted)
        self.picker.wanted.connect(self.callflow_chosen)
        self.picker.opening.connect(self.callflows_opening)

    def show_shelf(self, shelf: LoadedDefinitions) -> None:
        """Offer these callflows from now on, and name every file that can't be used with line and reason."""
        self._shelf = shelf
        said = [
            "{file}, line {line}: {reason}".format(
                file=one_line(f"{file}.json"), line=problems[0].line, reason=one_line(problems[0].reason)
            )
            for file, problems in shelf.broken.items()
        ]
        self._broken.show_text("\n".join(said))
        self._broken.setVisible(bool(said))

    def show_definition(self, definition: Definition, fields: tuple[FormField, ...]) -> None:
        """Show another callflow's fields."""
        self.picker.name(self._shelf.definitions, definition)
        self._about.show_text(definition.description)
        self._about.setVisible(bool(definition.description))
        # By all that a field shows, not by its name: another file, or the same one changed, may mean another thing.
        if fields == self._shown:
            return
        self._shown = fields
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
        self.take_over.setVisible(False)

    def offer_takeover(self, sentence: str) -> None:
        """Say whose form it is, and let the operator make it their own."""
        self.say(sentence)
        self.take_over.setVisible(True)

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
        stops: list[QWidget] = [self.take_over, self.picker]
        for box in self.boxes.values():
            stops += [self.use_location] if box.field.is_place else []
            stops += [box.editor, *box.offers]
        stops += [self._after] if self._after else []
        for before, after in itertools.pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _head(self, field: FormField) -> SectionHead:
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
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        for place in range(COLUMNS):
            self._grid.setColumnStretch(place, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self._restored, self.take_over, label, self.picker, self._about, self._broken):
            column.addWidget(widget)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.say("")


def _span(field: FormField) -> int:
    if field.is_place:
        return 4
    return 2 if field.kind in (VariableKind.UNCERTAINTY, VariableKind.PLATE_STATE) else 3


def _hide_head(item: QLayoutItem) -> None:
    """Section heads are made anew with each arrangement; fields stay."""
    widget = item.widget()
    if isinstance(widget, SectionHead):
        widget.hide()
        widget.deleteLater()
