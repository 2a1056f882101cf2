"""Audio devices: one that plays tones and proves how much of them the system took, and all that were chosen here."""

import logging
import typing

import msgspec
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QTimer, Signal
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSink, QMediaDevices, QtAudio

from app.console.sound.pcm import Pcm, encoded, resampled
from app.console.state_file import SoundSettings

PROOF = 0.9
"""So much of the tones must have been taken; the rest may lie in a buffer when the sink reports."""
PATIENCE_MS = 3_000
"""A device may take so much longer than the tones last."""
LOOK_EVERY_MS = 100
_CODES = {
    QAudioFormat.SampleFormat.UInt8: "B",
    QAudioFormat.SampleFormat.Int16: "h",
    QAudioFormat.SampleFormat.Int32: "i",
    QAudioFormat.SampleFormat.Float: "f",
}


class Rendered(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one playing: how much of it (ms) the device took, and what went wrong."""

    device: str
    wanted_ms: int
    taken_ms: int
    problem: str = ""

    @property
    def is_proof(self) -> bool:
        """Whether the tones were really rendered."""
        return not self.problem and self.taken_ms >= self.wanted_ms * PROOF


class Speaker(QObject):
    """Plays one thing at a time; the newest wins.

    Signals:
        finished: a playing is over; a ``Rendered``.
    """

    finished = Signal(object)

    def __init__(self, device: QAudioDevice, make_sink: typing.Callable[..., QAudioSink] = QAudioSink) -> None:
        super().__init__()
        self._name = device.description()
        self._format = _playable(device)
        self._sink = make_sink(device, self._format, self)
        self._buffer = QBuffer(self)
        self._wanted_ms: int | None = None
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.timeout.connect(self._too_slow)
        # Looked at, not told: PySide can't convert the argument of the sink's own signal (QtAudio::State).
        self._look = QTimer(self)
        self._look.setInterval(LOOK_EVERY_MS)
        self._look.timeout.connect(self.look)

    def play(self, pcm: Pcm, volume: float) -> None:
        """Play tones at a volume of 0 to 1."""
        self.stop()
        fitting = resampled(pcm, self._format.sampleRate())
        code = _CODES.get(self._format.sampleFormat(), "h")
        self._buffer.setData(QByteArray(encoded(fitting, code, self._format.channelCount())))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._wanted_ms = pcm.length_ms
        self._sink.setVolume(volume)
        self._limit.start(pcm.length_ms + PATIENCE_MS)
        self._look.start()
        self._sink.start(self._buffer)

    def stop(self) -> None:
        """Stop playing; a sound that was cut off proves nothing and is not reported."""
        self._wanted_ms = None
        self._limit.stop()
        self._look.stop()
        self._sink.stop()
        self._buffer.close()

    def look(self) -> None:
        """Report the playing if the device has finished it or gave up."""
        if self._wanted_ms is None:
            return
        state = self._sink.state()
        if state == QtAudio.State.IdleState:
            self._finish()
        elif state == QtAudio.State.StoppedState:
            self._finish(f"the device stopped ({self._sink.error().name})")

    def _too_slow(self) -> None:
        taken = self._sink.processedUSecs() // 1000
        late = self._wanted_ms is None or taken < self._wanted_ms * PROOF
        self._finish("the device did not take it in time" if late else "")

    def _finish(self, problem: str = "") -> None:
        wanted, taken = self._wanted_ms, self._sink.processedUSecs() // 1000
        self.stop()
        if wanted is not None:
            self.finished.emit(Rendered(device=self._name, wanted_ms=wanted, taken_ms=taken, problem=problem))


def _playable(device: QAudioDevice) -> QAudioFormat:
    """44.1 kHz, 16 bits, mono where the device takes it, else its preferred format."""
    plain = QAudioFormat()
    plain.setSampleRate(44_100)
    plain.setChannelCount(1)
    plain.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    return plain if device.isFormatSupported(plain) else device.preferredFormat()


class AudioDevice(typing.NamedTuple):
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

    def all(self) -> tuple[AudioDevice, ...]:
        """Every device, the system's own choice first."""
        found = sorted(QMediaDevices.audioOutputs(), key=lambda one: not one.isDefault())
        return tuple(_device(one) for one in found)

    def speaker(self, device: AudioDevice) -> Speaker | None:
        """A device that is still there, ready to play."""
        there = next((one for one in QMediaDevices.audioOutputs() if _device(one) == device), None)
        return None if there is None else Speaker(there)


def _device(device: QAudioDevice) -> AudioDevice:
    return AudioDevice(bytes(device.id().data()).decode("utf-8", "replace"), device.description())


if typing.TYPE_CHECKING:
    pass

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
        self.device: AudioDevice | None = None
        """What the main speaker plays on; None without any."""
        self.missing: tuple[str, ...] = ()
        """Ids of chosen devices that are not there."""
        outputs.changed.connect(self._look)
        self._open()

    @property
    def devices(self) -> "tuple[AudioDevice, ...]":
        """Every device, the system's own choice first."""
        return self._outputs.all()

    def use(self, settings: SoundSettings) -> None:
        """Use these settings from now on."""
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

    def _speaker(self, device: "AudioDevice | None") -> "Speaker | None":
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


def _find(devices: "tuple[AudioDevice, ...]", id_: str) -> "AudioDevice | None":
    return next((device for device in devices if id_ and device.id == id_), None)
