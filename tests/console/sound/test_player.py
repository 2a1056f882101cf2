"""One device: what it is given, and when that counts as rendered."""

import pytest
from PySide6.QtCore import QIODevice, QObject
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QMediaDevices, QtAudio
from PySide6.QtWidgets import QApplication

from app.console.sound.pcm import read
from app.console.sound.player import Rendered, Speaker
from app.core import paths
from tests.console.loop import run, until

pytestmark = pytest.mark.qt_log_level_fail("CRITICAL")  # without a device Qt says so
TONES = read(paths.resources() / "sounds" / "p3.wav")


class FakeSink(QObject):
    """A sink that takes what a test says."""

    def __init__(self, _device: QAudioDevice, wanted: QAudioFormat, parent: QObject) -> None:
        super().__init__(parent)
        self.wanted = wanted
        self.given = 0
        self.volume = 0.0
        self.stops = 0
        self.now = QtAudio.State.StoppedState
        self.taken_ms = 200

    def state(self) -> QtAudio.State:
        return self.now

    def setVolume(self, volume: float) -> None:  # noqa: N802 Qt's name
        self.volume = volume

    def start(self, source: QIODevice) -> None:
        self.given = source.size()

    def stop(self) -> None:
        self.stops += 1

    def error(self) -> QtAudio.Error:
        return QtAudio.Error.IOError

    def processedUSecs(self) -> int:  # noqa: N802 Qt's name
        return self.taken_ms * 1000


class LikesFloat:
    """A device that takes nothing but stereo floats at 48 kHz."""

    def description(self) -> str:
        return "Odd device"

    def isFormatSupported(self, _format: QAudioFormat) -> bool:  # noqa: N802 Qt's name
        return False

    def preferredFormat(self) -> QAudioFormat:  # noqa: N802 Qt's name
        likes = QAudioFormat()
        likes.setSampleRate(48_000)
        likes.setChannelCount(2)
        likes.setSampleFormat(QAudioFormat.SampleFormat.Float)
        return likes


def test_it_tells_what_the_device_took(qapp: QApplication) -> None:
    speaker, told = made()
    sink = speaker.findChild(FakeSink)
    assert sink is not None
    speaker.play(TONES, 0.5)
    assert (sink.given, sink.volume) == (48_000 * 2 * 4 // 5, 0.5)
    sink.now = QtAudio.State.ActiveState
    speaker.look()
    assert told == []
    sink.now = QtAudio.State.IdleState
    speaker.look()
    assert [(one.taken_ms, one.is_proof) for one in told] == [(200, True)]
    sink.now = QtAudio.State.IdleState
    speaker.look()
    assert len(told) == 1
    speaker.play(TONES, 0.5)
    sink.now = QtAudio.State.StoppedState
    speaker.look()
    assert told[-1].problem == "the device stopped (IOError)"
    assert not told[-1].is_proof


def test_what_the_newest_cuts_off_tells_nothing(qapp: QApplication) -> None:
    speaker, told = made()
    speaker.play(TONES, 0.5)
    speaker.play(TONES, 0.5)
    speaker.stop()
    assert told == []


def test_a_device_that_takes_nothing_is_found_out(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.console.sound.player.PATIENCE_MS", -150)
    speaker, told = made()

    sink = speaker.findChild(FakeSink)
    assert sink is not None

    async def work() -> None:
        for sink.taken_ms in (100, 200):
            sink.now = QtAudio.State.ActiveState
            told.clear()
            speaker.play(TONES, 0.5)
            await until(lambda: bool(told))
            proofs.append((told[0].is_proof, told[0].problem))

    proofs: list[tuple[bool, str]] = []
    run(qapp, work())
    assert proofs == [(False, "the device did not take it in time"), (True, "")]


def test_the_systems_own_sink_proves_it_where_there_is_a_device_and_says_why_not_elsewhere(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.console.sound.player.PATIENCE_MS", 5_000 if QMediaDevices.audioOutputs() else -150)
    speaker = Speaker(QMediaDevices.defaultAudioOutput())
    told: list[Rendered] = []
    speaker.finished.connect(told.append)

    async def work() -> None:
        speaker.play(TONES, 0.1)
        await until(lambda: bool(told), 10.0)

    run(qapp, work())
    assert told[0].is_proof is bool(QMediaDevices.audioOutputs())
    speaker.stop()
    speaker.deleteLater()


def made() -> tuple[Speaker, list[Rendered]]:
    speaker = Speaker(LikesFloat(), FakeSink)  # type: ignore[arg-type]
    told: list[Rendered] = []
    speaker.finished.connect(told.append)
    return speaker, told
