"""Alarms to the ear: decided from the book every second, never from an event's arrival (operator.md e3)."""

import pathlib
import typing

from PySide6.QtCore import QObject, QUrl, Signal

from app.console.watch import Watch
from app.domain.incident.alarms import Priority, ringing
from app.domain.incident.pulse import Lamp, LampState

if typing.TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

REPEAT_MS = 10_000
SILENCE_MS = 60_000
P1_FILE = "p1.wav"


class Sound(QObject):
    """Plays the P1 tones at once for something new and every 10 s until all is acknowledged.

    Signals:
        changed: the lamp says something else now.
    """

    changed = Signal()

    def __init__(self, watch: Watch, sounds: pathlib.Path) -> None:
        super().__init__()
        self._watch = watch
        self._file = sounds / P1_FILE
        self._effect: QSoundEffect | None = None
        self._devices: QMediaDevices | None = None
        self._heard: frozenset[tuple[int | None, int]] = frozenset()
        self._played_at = 0
        self._silent_until = 0
        self.lamp = Lamp(name="sound", state=LampState.NOT_PROVEN, evidence=self.tr("starting"), observed_at=None)

    def start(self) -> None:
        """Load QtMultimedia (0.1 s, so after the first paint) and look for a device."""
        try:
            from PySide6.QtMultimedia import QMediaDevices  # noqa: PLC0415 loads after the first paint
        except ImportError as problem:
            step = self.tr("Install the system's audio libraries (libpulse0 on Debian), then start again.")
            self._show(LampState.WARNING, self.tr("NO SOUND: {problem}").format(problem=problem), step)
            return
        self._devices = QMediaDevices()
        self._devices.audioOutputsChanged.connect(self._open_device)
        self._open_device()

    def tick(self) -> None:
        """A second has passed, or the book has changed."""
        p1 = [alarm for alarm in ringing(self._watch.book) if alarm.priority is Priority.P1]
        now = self._watch.now()
        there = frozenset((alarm.incident, alarm.since) for alarm in p1)
        fresh = there - self._heard
        self._heard = there
        if not there:
            self._silent_until = 0
            return
        if fresh or (now >= self._silent_until and now - self._played_at >= REPEAT_MS):
            self._played_at = now
            self.play()

    def silence(self) -> None:
        """No repetition for 60 s; something new sounds all the same."""
        self._silent_until = self._watch.now() + SILENCE_MS

    def silent_ms(self) -> int:
        """How long the silence still lasts."""
        return max(self._silent_until - self._watch.now(), 0)

    def play(self) -> bool:
        """Play the P1 tones once; returns whether there is a device to play them on."""
        if self._effect is None:
            return False
        self._effect.play()
        return True

    def confirm(self) -> None:
        """A person has heard it."""
        evidence = self.tr("heard by {name}").format(name=self._watch.operator or self.tr("somebody"))
        self._show(LampState.SEEN, evidence, "", self._watch.now())

    def _open_device(self) -> None:
        from PySide6.QtMultimedia import QMediaDevices, QSoundEffect  # noqa: PLC0415 loaded by start

        device = QMediaDevices.defaultAudioOutput()
        if device.isNull():
            self._effect = None
            step = self.tr("Connect a speaker. It is used at once. Until then alarms show on the screen only.")
            self._show(LampState.WARNING, self.tr("NO SOUND: no audio device"), step)
            return
        self._effect = QSoundEffect(device, self)
        self._effect.setSource(QUrl.fromLocalFile(str(self._file)))
        self._effect.statusChanged.connect(self._judge)
        self._judge()

    def _judge(self) -> None:
        if self._effect is None:
            return
        if self._effect.status().name == "Error":
            step = self.tr("Choose another audio device in the system's settings.")
            self._show(LampState.WARNING, self.tr("NO SOUND: the device does not play"), step)
        else:
            step = self.tr("Test the sound: Ctrl+Shift+. and say whether you heard it.")
            self._show(LampState.NOT_PROVEN, self.tr("not heard yet"), step)

    def _show(self, state: LampState, evidence: str, step: str, at: int | None = None) -> None:
        self.lamp = Lamp(name="sound", state=state, evidence=evidence, observed_at=at, next_step=step)
        self.changed.emit()
