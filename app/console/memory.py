"""What the console remembers of its own look: window, panes, selection, names, theme; never anything of a caller."""

import contextlib
import pathlib

from PySide6.QtCore import QByteArray, QSettings

FILE_NAME = "console.ini"
MOST_NAMES = 8


class Memory:
    """An INI file in the data directory; damage costs the look and nothing else."""

    def __init__(self, data_dir: pathlib.Path) -> None:
        self._kept = QSettings(str(data_dir / FILE_NAME), QSettings.Format.IniFormat)

    def bytes_of(self, name: str) -> QByteArray:
        """A state that Qt saved; empty when there is none."""
        value = self._kept.value(name)
        return value if isinstance(value, QByteArray) else QByteArray()

    def text(self, name: str, default: str = "") -> str:
        """A word."""
        value = self._kept.value(name, default)
        return value if isinstance(value, str) else default

    def number(self, name: str, default: float) -> float:
        """A number; a damaged one is the default."""
        with contextlib.suppress(ValueError):
            return float(self.text(name, str(default)))
        return default

    def keep(self, name: str, value: QByteArray | str | float) -> None:
        """Remember something."""
        self._kept.setValue(name, str(value) if isinstance(value, float | int) else value)

    def flush(self) -> None:
        """Write it down now, so that a crash costs nothing."""
        self._kept.sync()

    @property
    def names(self) -> list[str]:
        """Names that signed on here, the last one first."""
        return [name for name in self.text("names").split("\n") if name]

    def remember_name(self, name: str) -> None:
        """Somebody signed on."""
        others = [one for one in self.names if one != name]
        self.keep("names", "\n".join([name, *others][:MOST_NAMES]))
        self.flush()
