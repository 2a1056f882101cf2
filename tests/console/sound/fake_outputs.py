"""Audio devices that write down what they were given to play, and render it when a test says so."""

from PySide6.QtCore import QObject, Signal

from app.console.sound.pcm import Pcm
from app.console.sound.player import AudioDevice, Rendered

DESK = AudioDevice("desk", "Desk speaker")
HEADSET = AudioDevice("headset", "Headset")


class FakeSpeaker(QObject):
    finished = Signal(object)

    def __init__(self, device: AudioDevice) -> None:
        super().__init__()
        self.device = device
        self.played: list[tuple[int, float]] = []

    def play(self, pcm: Pcm, volume: float) -> None:
        self.played.append((pcm.length_ms, volume))

    def stop(self) -> None:
        pass

    def take(self, share: float = 1.0, problem: str = "") -> None:
        """Render so much of the newest."""
        wanted = self.played[-1][0]
        taken = int(wanted * share)
        self.finished.emit(Rendered(device=self.device.name, wanted_ms=wanted, taken_ms=taken, problem=problem))


class FakeOutputs(QObject):
    changed = Signal()

    def __init__(self, *devices: AudioDevice) -> None:
        super().__init__()
        self.devices = list(devices)
        self.opened: dict[AudioDevice, FakeSpeaker] = {}

    def all(self) -> tuple[AudioDevice, ...]:
        return tuple(self.devices)

    def speaker(self, device: AudioDevice) -> FakeSpeaker | None:
        if device not in self.devices:
            return None
        self.opened[device] = FakeSpeaker(device)
        return self.opened[device]

    def plug(self, *devices: AudioDevice) -> None:
        """These are there from now on, the first being the system's own choice."""
        self.devices = list(devices)
        self.changed.emit()
