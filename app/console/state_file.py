"""What the console remembers of its own look: window, panes, selection, names, theme; never anything of a caller."""

import collections.abc
import contextlib
import pathlib

import msgspec
from PySide6.QtCore import QByteArray, QSettings

from app.console.shortcuts.actions import Action
from app.domain.incident.alarms import RAISE_MS

FILE_NAME = "console.ini"
MOST_NAMES = 8


class StateFile:
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

    def keys(self) -> dict[Action, str]:
        """The keys that were chosen for actions; an action of another version of the program is passed over."""
        found = {action: self.text(f"keys/{action.value}") for action in Action}
        return {action: key for action, key in found.items() if key}

    def keep_keys(self, chosen: collections.abc.Mapping[Action, str]) -> None:
        """Remember the keys that were chosen, and no others."""
        if chosen != self.keys():
            self.forget("keys")
            for action, key in chosen.items():
                self.keep(f"keys/{action.value}", key)

    @property
    def names(self) -> list[str]:
        """Names that signed on here, the last one first."""
        return [name for name in self.text("names").split("\n") if name]

    def remember_name(self, name: str) -> None:
        """Somebody signed on."""
        others = [one for one in self.names if one != name]
        self.keep("names", "\n".join([name, *others][:MOST_NAMES]))
        self.flush()


DEVICE = "sound/device"
SECOND_DEVICE = "sound/second_device"
VOLUME = "sound/volume"
P2_RAISE_MS = "sound/p2_raise_ms"
P3 = "sound/p3"
LONGEST_RAISE_MS = 3_600_000


class SoundSettings(msgspec.Struct, frozen=True, kw_only=True):
    """One workplace's choice."""

    device: str = ""
    """The audio device's id as the system names it; empty: the system's own choice."""
    second_device: str = ""
    """Plays too once a P1 is 20 s old; empty: none."""
    volume: float = 0.8
    """0 to 1; a P1 that is 15 s old plays at 1. 0 is "audio off", which the lamp shows red."""
    p2_raise_ms: int = RAISE_MS
    """A P2 that nobody has dealt with for so long becomes P1; 0: never."""
    p3: bool = False
    """One soft tone for news."""


def read(memory: StateFile) -> SoundSettings:
    """What was chosen; a damaged value is the default, a number out of bounds the nearest that is allowed."""
    usual = SoundSettings()
    return SoundSettings(
        device=memory.text(DEVICE),
        second_device=memory.text(SECOND_DEVICE),
        volume=_within(memory.number(VOLUME, usual.volume), 0.0, 1.0, usual.volume),
        p2_raise_ms=int(_within(memory.number(P2_RAISE_MS, usual.p2_raise_ms), 0, LONGEST_RAISE_MS, RAISE_MS)),
        p3=memory.text(P3) == "True",
    )


def keep(memory: StateFile, chosen: SoundSettings) -> None:
    """Remember a choice at once."""
    memory.keep(DEVICE, chosen.device)
    memory.keep(SECOND_DEVICE, chosen.second_device)
    memory.keep(VOLUME, chosen.volume)
    memory.keep(P2_RAISE_MS, chosen.p2_raise_ms)
    memory.keep(P3, str(chosen.p3))
    memory.flush()


def _within(value: float, least: float, most: float, usual: float) -> float:
    return min(max(value, least), most) if value == value else usual  # noqa: PLR0124 not a number is not itself
