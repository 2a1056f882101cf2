"""The sheet of keys: search it, change a key by pressing another, print it."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QKeySequence, QPagedPaintDevice, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.console.shortcuts.actions import Action, Scope
from app.console.shortcuts.keymap import Keymap
from app.console.theme.text import PlainLabel
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, CAPTION, CODE, TITLE, Face, qt_font
from app.console.widgets.buttons import Button, ButtonKind
from app.console.widgets.containers import ScrollColumn

MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)
SIGNS = range(0x21, 0x7F)
"""Keys of ASCII signs, letters and digits."""


class KeyField(Button):
    """Pressed, it waits for a key; Esc leaves it as it was.

    Signals:
        pressed_key: a key in Qt's portable spelling.
    """

    pressed_key = Signal(str)
    _waiting = False
    """Set on the class: Qt sends events before ``__init__`` is done."""

    def __init__(self, theme: Theme, action: Action) -> None:
        super().__init__(theme, "")
        self._key_of = action
        self.clicked.connect(lambda: self._wait(waits=True))
        self.show_key()

    def show_key(self) -> None:
        """Show the action's keys as they are now."""
        keys = " / ".join(self._theme.keys.of(self._key_of)) or "none"
        self.say("Press a key…" if self._waiting else keys)
        self.setAccessibleName(f"Key of {self._key_of.words}: {keys}")

    def event(self, event: QEvent) -> bool:
        """While it waits, no key is anybody else's, but for those that leave."""
        if self._waiting and event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the key."""
        if not self._waiting:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self._wait(waits=False)
        elif event.key() not in MODIFIERS:
            self._wait(waits=False)
            self.pressed_key.emit(spelled(event))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Without the focus it waits no longer: the next key is meant for something else."""
        self._wait(waits=False)
        super().focusOutEvent(event)

    def _wait(self, *, waits: bool) -> None:
        if waits != self._waiting:
            self._waiting = waits
            self.show_key()


def spelled(event: QKeyEvent) -> str:
    """A pressed key in portable spelling; a sign that needs Shift to be typed is that sign, without Shift."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() in SIGNS and not chr(event.key()).isalnum():
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    sequence = QKeySequence(int(event.key()) | modifiers.value)
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)


class KeyRow(QWidget):
    """Its key can be changed here.

    Signals:
        problem: why a key was not taken; empty when one was.
    """

    problem = Signal(str)

    def __init__(self, theme: Theme, action: Action) -> None:
        super().__init__()
        self._keys = theme.keys
        self._action = action
        self.field = KeyField(theme, action)
        self._reset = Button(theme, "Reset", ButtonKind.QUIET).small()
        self._reset.setAccessibleName(f"Reset the key of {action.words}")
        said = PlainLabel(theme, BODY, wraps=True)
        said.show_text(action.name_words)
        where = PlainLabel(theme, CAPTION, "muted")
        where.show_text(scope_words(action.scope))
        where.setVisible(bool(where.whole_text()))
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(said)
        text.addWidget(where)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        row.addLayout(text, 1)
        row.addWidget(self._reset)
        row.addWidget(self.field)
        self.field.pressed_key.connect(self._choose)
        self._reset.clicked.connect(lambda: self.problem.emit(self._keys.reset(action)))
        self.refresh()

    def refresh(self) -> None:
        """Keys may be others now."""
        self.field.show_key()
        self._reset.setVisible(self._action in self._keys.chosen)

    def matches(self, wanted: str) -> bool:
        """Whether every word that was typed is in the action's words or keys."""
        said = " ".join((self._action.words, *self._keys.of(self._action), scope_words(self._action.scope))).casefold()
        return all(word in said for word in wanted.casefold().split())

    def _choose(self, key: str) -> None:
        problem = self._keys.problem(self._action, key)
        if not problem:
            self._keys.choose(self._action, key)
        self.problem.emit(problem)


def scope_words(scope: Scope) -> str:
    """Where a key works, when that is not everywhere."""
    return {
        Scope.ANYWHERE: "",
        Scope.QUEUE: "while the queue has the keyboard",
        Scope.QUEUE_OR_MAP: "while queue or map has the keyboard",
        Scope.TRIGGER: "while the trigger form has the keyboard",
    }[scope]


POINTS_PER_INCH = 72
LINE = 17.0
HEAD = 34.0
"""Points."""
KEYS_FROM = 0.6
"""Of the width."""


def print_sheet(device: QPagedPaintDevice, keys: Keymap) -> int:
    """Paint every action and its keys; returns how many pages it took, 0 when the device can't be written to."""
    painter = QPainter()
    if not painter.begin(device):
        return 0
    scale = device.logicalDpiX() / POINTS_PER_INCH
    painter.scale(scale, scale)
    wide, high = painter.device().width() / scale, painter.device().height() / scale
    y, pages = _head(painter, wide), 1
    for action in Action:
        if y + LINE > high:
            device.newPage()
            pages += 1
            y = _head(painter, wide)
        _line(painter, QRectF(0, y, wide, LINE), action, keys)
        y += LINE
    painter.end()
    return pages


def _head(painter: QPainter, wide: float) -> float:
    painter.setFont(_font(TITLE, 16))
    painter.drawText(QRectF(0, 0, wide, HEAD - 8), Qt.AlignmentFlag.AlignVCenter, "Watchfloor: keys")
    return HEAD


def _line(painter: QPainter, box: QRectF, action: Action, keys: Keymap) -> None:
    where = scope_words(action.scope)
    said = action.name_words + (f" ({where})" if where else "")
    left = QRectF(box.left(), box.top(), box.width() * KEYS_FROM - 8, box.height())
    right = QRectF(box.left() + box.width() * KEYS_FROM, box.top(), box.width() * (1 - KEYS_FROM), box.height())
    for face, place, text in ((BODY, left, said), (CODE, right, " / ".join(keys.of(action)))):
        painter.setFont(_font(face, 9))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)


def _font(face: Face, points: int) -> QFont:
    """Pixels are points here: the painter is scaled, whatever the printer's resolution."""
    font = QFont(qt_font(face))
    font.setPixelSize(points)
    return font


class KeySheet(QDialog):
    """One row for each action and its key; Esc closes."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle("Keys")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._rows = [KeyRow(theme, action) for action in Action]
        self._search = QLineEdit()
        self._search.setPlaceholderText("Part of a name, or a key")
        self._search.setAccessibleName("Search the keys")
        self._search.setClearButtonEnabled(True)
        self._letters = QCheckBox("Single letters work in queue and map")
        self._letters.setChecked(theme.keys.letters)
        self._said = PlainLabel(theme, CAPTION, "muted", wraps=True)
        self._lay_out()
        self._connect()
        self._say("")
        screen = parent.screen().availableGeometry()
        self.resize(min(theme.px(720), screen.width() - 80), min(theme.px(760), screen.height() - 80))

    @property
    def shown(self) -> list[KeyRow]:
        """The rows that the search leaves."""
        return [row for row in self._rows if not row.isHidden()]

    @property
    def said(self) -> str:
        """Why a key was not taken, or how one is changed."""
        return self._said.whole_text()

    def _look_for(self, wanted: str) -> None:
        for row in self._rows:
            row.setVisible(row.matches(wanted))

    def _refresh(self) -> None:
        for row in self._rows:
            row.refresh()

    def _say(self, problem: str) -> None:
        self._said.set_tone("p2" if problem else "muted")
        usual = "To change a key, choose it and press another. Esc leaves a field, it never acts."
        self._said.show_text(problem or usual)

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("Watchfloor keys")
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._printed(print_sheet(printer, self._theme.keys)))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def _printed(self, pages: int) -> None:
        self._say("" if pages else "Nothing was printed. Check the printer, or print into a file.")

    def _connect(self) -> None:
        keys = self._theme.keys
        self._search.textChanged.connect(self._look_for)
        self._letters.toggled.connect(keys.use_letters)
        keys.changed.connect(self._refresh)
        for row in self._rows:
            row.problem.connect(self._say)

    def _lay_out(self) -> None:
        title = PlainLabel(self._theme, TITLE)
        title.show_text("Keys")
        sheet = ScrollColumn(self._theme, (0, 8, 12, 8))
        sheet.setAccessibleName("Keys")
        for row in self._rows:
            sheet.column.addWidget(row)
        sheet.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        for widget in (title, self._search, self._letters, self._said):
            column.addWidget(widget)
        column.addWidget(sheet, 1)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        reset = Button(self._theme, "Reset all", ButtonKind.QUIET)
        to_paper = Button(self._theme, "Print…")
        leave = Button(self._theme, "Back")
        reset.clicked.connect(self._theme.keys.reset_all)
        to_paper.clicked.connect(self._print)
        leave.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(reset)
        foot.addStretch(1)
        foot.addWidget(to_paper)
        foot.addWidget(leave)
        return foot
