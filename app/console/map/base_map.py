"""Which base map the center uses: a file, a server, both or neither; tried out before it is taken."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.console.map.tiles.archive import KINDS
from app.console.map.tiles.source import DEEPEST_ASKED, BaseMap, server_problem
from app.console.theme.text import PlainLabel
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, BODY_STRONG, CAPTION, CARD_TITLE, Face
from app.console.widgets.buttons import Button, ButtonKind


class BaseMapDialog(QDialog):
    """Opened, never executed. A kept key is shown as present, never as itself.

    Signals:
        test_wanted: a ``BaseMap`` and the key typed, empty for the one that is kept.
        chosen: the same two; take it.
    """

    test_wanted = Signal(object, str)
    chosen = Signal(object, str)

    def __init__(self, parent: QWidget, theme: Theme, now: BaseMap, *, key_kept: bool) -> None:
        super().__init__(parent)
        self._theme = theme
        self._most_zoom = now.most_zoom or DEEPEST_ASKED
        self.setWindowTitle("Base map")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(theme.px(560))
        self.file = self._field("File", now.file, "streets.mbtiles or streets.pmtiles, pictures only")
        self.server = self._field("Server", now.server, "https://maps.example.org/{z}/{x}/{y}.png?key={key}")
        self.key = self._field("Key", "", "Kept in the keyring" if key_kept else "None")
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.attribution = self._field("Attribution", now.attribution, "© whose map it is")
        self._remark = PlainLabel(theme, BODY, "muted", wraps=True)
        self._test = Button(theme, "Test")
        self._use = Button(theme, "Use it", ButtonKind.PRIMARY)
        self._lay_out()
        self._connect()
        self._judge()

    @property
    def written(self) -> BaseMap:
        """What the fields say."""
        return BaseMap(
            file=self.file.text().strip(),
            server=self.server.text().strip(),
            attribution=self.attribution.text().strip(),
            most_zoom=self._most_zoom,
        )

    @property
    def remark(self) -> str:
        """What is wrong, or what a test said."""
        return self._remark.whole_text()

    def test(self) -> None:
        """Try out what is written."""
        self.say("Trying it out…", good=True)
        self.test_wanted.emit(self.written, self.key.text().strip())

    def say(self, sentence: str, *, good: bool) -> None:
        """What came out of a test, or of keeping the key."""
        self._remark.set_tone("text" if good else "p2")
        self._remark.show_text(sentence)

    def _take(self) -> None:
        self.chosen.emit(self.written, self.key.text().strip())

    def _judge(self) -> None:
        problem = server_problem(self.written)
        self._use.setEnabled(not problem)
        self._test.setEnabled(not problem)
        if problem:
            self.say(problem, good=False)
        else:
            self._remark.set_tone("muted")
            self._remark.show_text(
                "Without any of them the built-in map is used. The caller's location never depends on it."
            )

    def _browse(self) -> None:
        kinds = " ".join(f"*{kind}" for kind in KINDS)
        picker = QFileDialog(self, "Choose a base map file", self.file.text())
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker.setFileMode(QFileDialog.FileMode.ExistingFile)
        picker.setNameFilter(f"Base maps ({kinds})")
        picker.fileSelected.connect(self.file.setText)
        picker.open()

    def _connect(self) -> None:
        for field in (self.file, self.server, self.key, self.attribution):
            field.textChanged.connect(lambda _text: self._judge())
        self._test.clicked.connect(self.test)
        self._use.clicked.connect(self._take)

    def _field(self, name: str, text: str, hint: str) -> QLineEdit:
        field = QLineEdit(text)
        field.setAccessibleName(name)
        field.setPlaceholderText(hint)
        field.setMinimumHeight(self._theme.px(32))
        return field

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(6)
        self._line(column, CARD_TITLE, "Whose streets lie under the locations?")
        browse = Button(self._theme, "Browse…")
        browse.clicked.connect(self._browse)
        self._row(column, self.file, "A file on this computer is looked into first.", browse)
        self._row(column, self.server, "What the file lacks is asked of one server, and kept on disk.")
        self._row(column, self.key, "The server's key goes where {key} stands; it is kept in the keyring.")
        self._row(column, self.attribution, "Shown on the map, always.")
        column.addWidget(self._remark)
        column.addStretch(1)
        back = Button(self._theme, "Cancel")
        back.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self._test)
        row.addStretch(1)
        row.addWidget(back)
        row.addWidget(self._use)
        column.addLayout(row)

    def _row(self, column: QVBoxLayout, field: QLineEdit, hint: str, button: Button | None = None) -> None:
        self._line(column, BODY_STRONG, field.accessibleName())
        line = QHBoxLayout()
        line.addWidget(field, 1)
        if button is not None:
            line.addWidget(button)
        column.addLayout(line)
        self._line(column, CAPTION, hint, "muted")

    def _line(self, column: QVBoxLayout, face: Face, words: str, tone: str = "text") -> None:
        label = PlainLabel(self._theme, face, tone, wraps=True)
        label.show_text(words)
        column.addWidget(label)
