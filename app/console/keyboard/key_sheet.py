"""The sheet of keys: every act with its key, from the table that the keys come from; searched, changed, printed."""

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.console.controls.button import Button, Kind
from app.console.controls.scroll_column import ScrollColumn
from app.console.keyboard.key_pages import print_sheet
from app.console.keyboard.key_row import KeyRow
from app.console.keys import Act
from app.console.look.plain_text import PlainLabel
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION, TITLE


class KeySheet(QDialog):
    """What and which key, one row for each act; Esc leaves."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle("Keys")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._rows = [KeyRow(theme, act) for act in Act]
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
        reset = Button(self._theme, "Reset all", Kind.QUIET)
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
