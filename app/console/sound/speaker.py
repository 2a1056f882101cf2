"""One audio device that plays tones, and the proof of it: how much of them the system really took."""

import typing

import msgspec
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QTimer, Signal
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSink, QtAudio

from app.console.sound.pcm import Pcm, encoded, resampled

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
        """Play nothing more; what was cut off tells nothing."""
        self._wanted_ms = None
        self._limit.stop()
        self._look.stop()
        self._sink.stop()
        self._buffer.close()

    def look(self) -> None:
        """See whether the device is done with it, or gave up."""
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
    """CD quality in mono where the device takes it, else what it likes best."""
    plain = QAudioFormat()
    plain.setSampleRate(44_100)
    plain.setChannelCount(1)
    plain.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    return plain if device.isFormatSupported(plain) else device.preferredFormat()
