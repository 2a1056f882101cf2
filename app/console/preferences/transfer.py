"""Export and import of settings: asks for the file, shows what would change, changes nothing by itself."""

import collections.abc
import pathlib
import re
import tomllib

import msgspec
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QVBoxLayout, QWidget

from app.console.preferences.row import PreferenceField
from app.console.preferences.station import PREFIX
from app.console.preferences.workplace import OwnValue
from app.console.theme.text import PlainLabel, one_line
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, BODY_MEDIUM, CAPTION, CARD_TITLE
from app.console.widgets.buttons import Button, ButtonKind
from app.console.widgets.containers import FlowLayout, ScrollColumn
from app.console.widgets.text import Remark
from app.core import paths
from app.core.errors import Exit, RefusedError
from app.domain.incident.commands import Value
from app.protocol.settings import SettingsReport
from app.settings import MAY_CARRY_A_SECRET, NAMES, loader
from app.settings.loader import as_text, unknown

CONSOLE_TABLE = "console"
NOT_CARRIED = frozenset({"environment"})
"""A data directory's own, which no file changes."""
LARGEST = 256 * 1024
PROGRAM = "escalate_command"
"""The one setting by which the station starts a program of somebody else's."""


class FileProblem(msgspec.Struct, frozen=True):
    """What is wrong with a file, and where; line 0 is the whole file."""

    line: int
    sentence: str


class CarriedSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What a file says: values of the station, and texts of this console, by name."""

    station: dict[str, Value]
    console: dict[str, str]


def written(report: SettingsReport, own: collections.abc.Iterable[OwnValue], when: str) -> str:
    """The file's text: what is no default, without what may carry a secret; ``when`` is a time in words."""
    here = {one.name: one.value for one in report.settings if loader.known(one.name)}
    chosen = {name: value for name, value in here.items() if value != loader.default(name)}
    left_out = sorted(chosen.keys() & MAY_CARRY_A_SECRET)
    head = [f"# Settings of Watchfloor, exported {when}. What is not named here is a default.\n"]
    head += [f"# {name} is left out: it may carry a secret.\n" for name in left_out]
    kept = {name: value for name, value in chosen.items() if name not in MAY_CARRY_A_SECRET | NOT_CARRIED}
    looks: dict[str, Value] = {one.name: one.read() for one in own if one.choices and one.read() != one.default}
    text = loader.changed("".join(head), kept)
    return text + (loader.changed(f"\n[{CONSOLE_TABLE}]\n", {}) + loader.changed("", looks) if looks else "")


def read(untrusted_text: str, own: collections.abc.Iterable[OwnValue]) -> CarriedSettings | list[FileProblem]:
    """What a file says, or everything that is wrong with it, in the order of its lines."""
    try:
        found = tomllib.loads(untrusted_text)
    except tomllib.TOMLDecodeError as error:
        return [_unreadable(str(error))]
    console = found.pop(CONSOLE_TABLE) if isinstance(found.get(CONSOLE_TABLE), dict) else {}
    lines, problems = untrusted_text.splitlines(), list[FileProblem]()
    values: dict[str, Value] = {}
    for name, value in found.items():
        try:
            values[name] = _value(name, value)
        except RefusedError as refused:
            problems.append(FileProblem(_line(lines, name, in_console=False), str(refused)))
    texts, more = _own(console, {one.name: one for one in own}, lines)
    problems = sorted([*problems, *more], key=lambda problem: problem.line)
    return problems or CarriedSettings(station=values, console=texts)


def _value(name: str, value: object) -> Value:
    if name not in NAMES:
        raise RefusedError(unknown(name), Exit.SETTINGS)
    return loader.converted(name, value, name)


def _own(
    table: collections.abc.Mapping[str, object], known: dict[str, OwnValue], lines: list[str]
) -> tuple[dict[str, str], list[FileProblem]]:
    texts: dict[str, str] = {}
    problems: list[FileProblem] = []
    for name, value in table.items():
        choices = [text for text, _words in known[name].choices] if name in known else []
        if not choices:
            sentence = "a console has no value {name} that a file may set."
            problems.append(FileProblem(_line(lines, name, in_console=True), sentence.replace("{name}", name)))
        elif value not in choices:
            sentence = "{name}: {value} won't do; it must be one of {choices}."
            filled = sentence.replace("{choices}", ", ".join(choices)).replace("{name}", name)
            problems.append(FileProblem(_line(lines, name, in_console=True), filled.replace("{value}", repr(value))))
        else:
            texts[name] = value
    return texts, problems


def _line(lines: list[str], name: str, *, in_console: bool) -> int:
    """The line in which a name is given its value; TOML's reader does not tell."""
    key = re.compile(rf"""\s*["']?{re.escape(name)}["']?\s*[=.]|\s*\[\s*{re.escape(name)}\s*\]""")
    inside = False
    for number, line in enumerate(lines, 1):
        if re.match(rf"\s*\[\s*{CONSOLE_TABLE}\s*\]", line):
            inside = True
        if inside == in_console and key.match(line):
            return number
    return 0


def _unreadable(error: str) -> FileProblem:
    found = re.search(r"line (\d+)", error)
    sentence = f"this is no settings file from here on: {error}."
    return FileProblem(int(found[1]) if found else 0, sentence)


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One value: what it is called, what it is now and then; or why it stays."""

    label: str
    now: str
    then: str
    stays: str = ""
    is_program: bool = False
    """Whether the station would start it: asked for by itself."""


class ImportDialog(QDialog):
    """Shows the differences; nothing is done but by its one button.

    Signals:
        wanted: the file shall be taken over.
    """

    wanted = Signal()

    def __init__(self, parent: QWidget, theme: Theme, name: str, differences: list[Difference]) -> None:
        super().__init__(parent)
        self._theme = theme
        self._others = sum(not one.stays and not one.is_program for one in differences)
        self._program: QCheckBox | None = None
        self.setWindowTitle("Import settings")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        title = PlainLabel(theme, CARD_TITLE, wraps=True)
        title.show_text(f"What {name} would change")
        remark = Remark(theme)
        remark.show_text("What the file does not name stays as it is.")
        rows = ScrollColumn(theme, (0, 4, 12, 4))
        rows.setAccessibleName("Differences")
        for one in differences:
            self._add(rows, one)
        rows.column.addStretch(1)
        self._take = Button(theme, "", ButtonKind.PRIMARY)
        self._count()
        self._take.clicked.connect(self._wanted)
        leave = Button(theme, "Change nothing")
        leave.clicked.connect(self.reject)
        foot = FlowLayout(spacing=8)
        foot.addWidget(self._take)
        foot.addWidget(leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(remark)
        column.addWidget(rows, 1)
        column.addLayout(foot)
        self.resize(theme.px(560), theme.px(420))

    def _add(self, rows: ScrollColumn, one: Difference) -> None:
        label = PlainLabel(self._theme, BODY_MEDIUM, wraps=True)
        label.show_text(one.label)
        rows.column.addWidget(label)
        words = Remark(self._theme, BODY, "muted" if one.stays else "text")
        words.show_text(one.stays or f"{one.now} → {one.then}")
        rows.column.addWidget(words)
        if one.is_program and not one.stays:
            self._program = QCheckBox("I have read it: the station may start this program")
            rows.column.addWidget(self._program)
            self._program.toggled.connect(self._count)

    @property
    def takes_program(self) -> bool:
        """Whether somebody said of the file's program that the station may start it; nobody did by default."""
        return self._program is not None and self._program.isChecked()

    def _count(self) -> None:
        count = self._others + self.takes_program
        self._take.say(f"Take over {count} changes")
        self._take.setEnabled(bool(count))

    def _wanted(self) -> None:
        self.accept()
        self.wanted.emit()


class ProblemsDialog(QDialog):
    """Everything that is wrong with a file, by its lines; nothing of it was taken over."""

    def __init__(self, parent: QWidget, theme: Theme, name: str, problems: list[str]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Import settings")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        title = PlainLabel(theme, CARD_TITLE, wraps=True)
        title.show_text(f"Nothing of {name} was taken over")
        remark = PlainLabel(theme, CAPTION, "muted", wraps=True)
        remark.show_text("Correct these, then import it again.")
        rows = ScrollColumn(theme, (0, 4, 12, 4))
        rows.setAccessibleName("What is wrong")
        for problem in problems:
            words = Remark(theme, BODY, "text")
            words.show_text(problem)
            rows.column.addWidget(words)
        rows.column.addStretch(1)
        leave = Button(theme, "Back")
        leave.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(remark)
        column.addWidget(rows, 1)
        column.addWidget(leave, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(theme.px(560), theme.px(380))


CONSOLE = "console."


class SettingsTransfer(QObject):
    """Reads and writes the file.

    Signals:
        wanted: values of the station and texts of this console shall be put in force.
        outcome: what came of it, as a sentence.
    """

    wanted = Signal(object)
    outcome = Signal(str)

    def __init__(self, window: QWidget, theme: Theme, own: tuple[OwnValue, ...]) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._own = own

    def ask_where(self, report: SettingsReport, when: str) -> None:
        """Ask for a file to write the settings into."""
        dialog = self._dialog("Export settings")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("toml")
        dialog.fileSelected.connect(lambda path: self.write(pathlib.Path(path), report, when))
        dialog.open()

    def ask_which(self, fields: list[PreferenceField]) -> None:
        """Ask for a file to take settings over from."""
        dialog = self._dialog("Import settings")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.read(pathlib.Path(path), fields))
        dialog.open()

    def write(self, file: pathlib.Path, report: SettingsReport, when: str) -> None:
        """Write the settings into a file, without secrets."""
        try:
            paths.write(file, written(report, self._own, when).encode())
        except OSError as error:
            reason = error.strerror or str(error)
            self.outcome.emit(f"Nothing was written: {reason}.")
            return
        self.outcome.emit(f"Written to {file}, without secrets.")

    def read(self, file: pathlib.Path, fields: list[PreferenceField]) -> None:
        """Show what a file would change, or everything that is wrong with it."""
        try:
            with file.open("rb") as opened:
                text = paths.decoded(opened.read(LARGEST))
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is no text"
            self.outcome.emit(f"{one_line(file.name)} can't be read: {reason}.")
            return
        found = read(text, self._own)
        if isinstance(found, CarriedSettings):
            self._offer(file.name, found, {field.key: field for field in fields})
        else:
            problems = [self._line(one) for one in found]
            self._open(ProblemsDialog(self._window, self._theme, one_line(file.name), problems))

    def _offer(self, name: str, carried: CarriedSettings, fields: dict[str, PreferenceField]) -> None:
        station = {key: value for key, value in carried.station.items() if self._differs(key, value, fields)}
        console = {key: text for key, text in carried.console.items() if fields[CONSOLE + key].text != text}
        rows = [self._station_row(fields[PREFIX + key], key, value) for key, value in station.items()]
        rows += [_own_row(fields[CONSOLE + key], text) for key, text in console.items()]
        open_now = {key: value for key, value in station.items() if not fields[PREFIX + key].fixed}
        dialog = ImportDialog(self._window, self._theme, one_line(name), rows)

        def take() -> None:
            taken = {key: value for key, value in open_now.items() if key != PROGRAM or dialog.takes_program}
            self.wanted.emit(CarriedSettings(station=taken, console=console))

        dialog.wanted.connect(take)
        self._open(dialog)

    def _differs(self, name: str, value: Value, fields: dict[str, PreferenceField]) -> bool:
        field = fields.get(PREFIX + name)
        return field is not None and as_text(name, value) != field.text

    def _station_row(self, field: PreferenceField, name: str, value: Value) -> Difference:
        # In full, whatever it carries: a command, host or proxy from a file counts only after somebody has read it.
        now, then = field.text, as_text(name, value)
        if name in MAY_CARRY_A_SECRET:
            now = "another value" if now else ""
        nothing = "nothing"
        return Difference(
            label=field.label,
            now=now or nothing,
            then=then or nothing,
            stays=field.fixed,
            is_program=name == PROGRAM and bool(then),
        )

    def _line(self, problem: FileProblem) -> str:
        words = one_line(problem.sentence)
        if not problem.line:
            return words
        return f"Line {problem.line}: {words}"

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self._window, title)
        dialog.setNameFilter("Settings (*.toml)")
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def _open(self, dialog: ImportDialog | ProblemsDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def default_of(name: str, value: Value) -> Value:
    """A value as a command sends it: None for the default, which takes the setting out of the file."""
    return None if value == loader.default(name) else value


def _own_row(field: PreferenceField, text: str) -> Difference:
    words = dict(field.choices)
    return Difference(label=field.label, now=words.get(field.text, field.text), then=words.get(text, text))
