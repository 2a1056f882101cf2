"""The audio devices of this computer; importing this module loads QtMultimedia (0.1 s)."""

import typing

from PySide6.QtCore import QObject, Signal
from PySide6.QtMultimedia import QAudioDevice, QMediaDevices

from app.console.sound.speaker import Speaker


class Device(typing.NamedTuple):
    """An audio device: the system's id for it, and its name for people."""

    id: str
    name: str


class Outputs(QObject):
    """What can play.

    Signals:
        changed: a device came or went, or the system prefers another.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._devices = QMediaDevices(self)
        self._devices.audioOutputsChanged.connect(self.changed)

    def all(self) -> tuple[Device, ...]:
        """Every device, the system's own choice first."""
        found = sorted(QMediaDevices.audioOutputs(), key=lambda one: not one.isDefault())
        return tuple(_device(one) for one in found)

    def speaker(self, device: Device) -> Speaker | None:
        """A device that is still there, ready to play."""
        there = next((one for one in QMediaDevices.audioOutputs() if _device(one) == device), None)
        return None if there is None else Speaker(there)


def _device(device: QAudioDevice) -> Device:
    return Device(bytes(device.id().data()).decode("utf-8", "replace"), device.description())
