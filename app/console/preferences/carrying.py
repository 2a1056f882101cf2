"""Carries settings out into a file and in from one: asks where, shows what would change, changes nothing by itself."""

import pathlib

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.console.look.plain_text import one_line
from app.console.look.theme import Theme
from app.console.preferences import exchange
from app.console.preferences.exchange import Carried
from app.console.preferences.field import Field
from app.console.preferences.import_dialog import Difference, ImportDialog, ProblemsDialog
from app.console.preferences.own_values import OwnValue
from app.console.preferences.station_values import PREFIX
from app.domain.incident.settings_told import SettingsTold, Value
from app.ground import private_files
from app.settings import MAY_CARRY_A_SECRET, reading
from app.settings.reading import as_text

CONSOLE = "console."


class Carrying(QObject):
    """Reads and writes the file.

    Signals:
        wanted: values of the station and texts of this console shall be put in force.
        told: what came of it, as a sentence.
    """

    wanted = Signal(object)
    told = Signal(str)

    def __init__(self, window: QWidget, theme: Theme, own: tuple[OwnValue, ...]) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._own = own

    def ask_where(self, told: SettingsTold, when: str) -> None:
        """Ask for a file to write the settings into."""
        dialog = self._dialog("Export settings")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("toml")
        dialog.fileSelected.connect(lambda path: self.write(pathlib.Path(path), told, when))
        dialog.open()

    def ask_which(self, fields: list[Field]) -> None:
        """Ask for a file to take settings over from."""
        dialog = self._dialog("Import settings")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.read(pathlib.Path(path), fields))
        dialog.open()

    def write(self, file: pathlib.Path, told: SettingsTold, when: str) -> None:
        """Write the settings into a file, without secrets."""
        try:
            private_files.write(file, exchange.written(told, self._own, when).encode())
        except OSError as error:
            reason = error.strerror or str(error)
            self.told.emit(f"Nothing was written: {reason}.")
            return
        self.told.emit(f"Written to {file}, without secrets.")

    def read(self, file: pathlib.Path, fields: list[Field]) -> None:
        """Show what a file would change, or everything that is wrong with it."""
        try:
            with file.open("rb") as opened:
                text = opened.read(exchange.LARGEST).decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is no text"
            self.told.emit(f"{one_line(file.name)} can't be read: {reason}.")
            return
        found = exchange.read(text, self._own)
        if isinstance(found, Carried):
            self._offer(file.name, found, {field.key: field for field in fields})
        else:
            problems = [self._line(one) for one in found]
            self._open(ProblemsDialog(self._window, self._theme, one_line(file.name), problems))

    def _offer(self, name: str, carried: Carried, fields: dict[str, Field]) -> None:
        station = {key: value for key, value in carried.station.items() if self._differs(key, value, fields)}
        console = {key: text for key, text in carried.console.items() if fields[CONSOLE + key].text != text}
        rows = [self._station_row(fields[PREFIX + key], key, value) for key, value in station.items()]
        rows += [_own_row(fields[CONSOLE + key], text) for key, text in console.items()]
        open_now = {key: value for key, value in station.items() if not fields[PREFIX + key].fixed}
        dialog = ImportDialog(self._window, self._theme, one_line(name), rows)
        dialog.wanted.connect(lambda: self.wanted.emit(Carried(station=open_now, console=console)))
        self._open(dialog)

    def _differs(self, name: str, value: Value, fields: dict[str, Field]) -> bool:
        field = fields.get(PREFIX + name)
        return field is not None and as_text(name, value) != field.text

    def _station_row(self, field: Field, name: str, value: Value) -> Difference:
        now, then = field.text, as_text(name, value)
        if name in MAY_CARRY_A_SECRET:
            now, then = "another value" if now else "", "the file's value" if then else ""
        nothing = "nothing"
        return Difference(label=field.label, now=now or nothing, then=then or nothing, stays=field.fixed)

    def _line(self, problem: exchange.Problem) -> str:
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
    """A value as a wish: the default is wished for by taking the setting out of the file."""
    return None if value == reading.default(name) else value


def _own_row(field: Field, text: str) -> Difference:
    words = dict(field.choices)
    return Difference(label=field.label, now=words.get(field.text, field.text), then=words.get(text, text))
