"""The speakers of this workplace: the chosen one, a second one, and the system's own when the chosen one is gone."""

import logging
import typing

from PySide6.QtCore import QObject, Signal

from app.console.sound.pcm import Pcm
from app.console.sound_settings import SoundSettings

if typing.TYPE_CHECKING:
    from app.console.sound.outputs import Device, Outputs
    from app.console.sound.speaker import Rendered, Speaker

log = logging.getLogger(__name__)

LOUD = 1.0


class Workplace(QObject):
    """Plays where it was chosen, and says where it could not.

    Signals:
        changed: the devices are others now.
        finished: a playing is over; a ``Rendered``.
    """

    changed = Signal()
    finished = Signal(object)

    def __init__(self, outputs: "Outputs", settings: SoundSettings) -> None:
        super().__init__()
        self._outputs = outputs
        self._settings = settings
        self._main: Speaker | None = None
        self._second: Speaker | None = None
        self.device: Device | None = None
        """What the main speaker plays on; None without any."""
        self.missing: tuple[str, ...] = ()
        """Ids of chosen devices that are not there."""
        outputs.changed.connect(self._look)
        self._open()

    @property
    def devices(self) -> "tuple[Device, ...]":
        """Every device, the system's own choice first."""
        return self._outputs.all()

    def use(self, settings: SoundSettings) -> None:
        """Play by another choice from now on."""
        before, self._settings = self._settings, settings
        if (before.device, before.second_device) != (settings.device, settings.second_device):
            self._look()

    def play(self, pcm: Pcm, *, louder: bool = False, everywhere: bool = False) -> bool:
        """Play tones; returns whether there is a device to play them on."""
        volume = self._settings.volume
        if louder and volume > 0:
            volume = LOUD
        if self._main is None:
            return False
        self._main.play(pcm, volume)
        if everywhere and self._second is not None:
            self._second.play(pcm, volume)
        return True

    def close(self) -> None:
        """Stop, and let the devices go."""
        for speaker in (self._main, self._second):
            if speaker is not None:
                speaker.stop()
                speaker.deleteLater()
        self._main = self._second = None

    def _look(self) -> None:
        before = self.device, self.missing
        self.close()
        self._open()
        if (self.device, self.missing) != before:
            self._tell()
        self.changed.emit()

    def _open(self) -> None:
        there = self._outputs.all()
        chosen, second = (_find(there, id_) for id_ in (self._settings.device, self._settings.second_device))
        self.missing = tuple(
            id_
            for id_, found in ((self._settings.device, chosen), (self._settings.second_device, second))
            if id_ and found is None
        )
        self.device = chosen or next(iter(there), None)
        self._main = self._speaker(self.device)
        self._second = self._speaker(second if second != self.device else None)

    def _speaker(self, device: "Device | None") -> "Speaker | None":
        speaker = None if device is None else self._outputs.speaker(device)
        if speaker is not None:
            speaker.finished.connect(self._finished)
        return speaker

    def _finished(self, rendered: "Rendered") -> None:
        if rendered.is_proof:
            log.info("Tones rendered on %s: %s ms.", rendered.device, rendered.taken_ms)
        else:
            said = rendered.problem or "too little was taken"
            log.warning(
                "Tones not rendered on %s: %s (%s of %s ms).",
                rendered.device,
                said,
                rendered.taken_ms,
                rendered.wanted_ms,
            )
        self.finished.emit(rendered)

    def _tell(self) -> None:
        if self.device is None:
            log.warning("There is no audio device: alarms show on the screen only.")
        elif self.missing:
            log.warning("A chosen audio device is gone (%s); playing on %s.", ", ".join(self.missing), self.device.name)
        else:
            log.info("Alarms play on %s.", self.device.name)


def _find(devices: "tuple[Device, ...]", id_: str) -> "Device | None":
    return next((device for device in devices if id_ and device.id == id_), None)
