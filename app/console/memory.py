"""What the console remembers of its own look: window, panes, selection, names, theme; never anything of a caller."""

import collections.abc
import contextlib
import pathlib

from PySide6.QtCore import QByteArray, QSettings

from app.console.keys import Act

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

    def forget(self, name: str) -> None:
        """Remember something no longer; a group (``panes``) with all that is in it."""
        self._kept.remove(name)

    def flush(self) -> None:
        """Write it down now, so that a crash costs nothing."""
        self._kept.sync()

    def keys(self) -> dict[Act, str]:
        """The keys that were chosen for acts; an act of another program's version is passed over."""
        found = {act: self.text(f"keys/{act.value}") for act in Act}
        return {act: key for act, key in found.items() if key}

    def keep_keys(self, chosen: collections.abc.Mapping[Act, str]) -> None:
        """Remember the keys that were chosen, and no others."""
        if chosen != self.keys():
            self.forget("keys")
            for act, key in chosen.items():
                self.keep(f"keys/{act.value}", key)

    @property
    def names(self) -> list[str]:
        """Names that signed on here, the last one first."""
        return [name for name in self.text("names").split("\n") if name]

    def remember_name(self, name: str) -> None:
        """Somebody signed on."""
        others = [one for one in self.names if one != name]
        self.keep("names", "\n".join([name, *others][:MOST_NAMES]))
        self.flush()
