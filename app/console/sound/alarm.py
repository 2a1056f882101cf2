"""The sound of alarms: what is played when, and the lamp that says what was rendered or why nobody can hear it.

See docs/operator.md#b-12, #c-30.
"""

import logging
import pathlib
import typing

import msgspec
from PySide6.QtCore import QObject, Signal

from app.console.sound import pcm
from app.console.state_file import SoundSettings
from app.console.store import Store, unanswered_own
from app.console.theme.text import one_line
from app.domain.incident.alarm_sound import AlarmSounding, Flood, ToneRequest, Tones, newest_update
from app.domain.incident.alarms import Priority
from app.domain.lamp import Lamp, LampState


class Hearing(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the sound at this workplace; times are UTC ms."""

    trouble: str = ""
    """Why sound can't even be tried."""
    device: str | None = None
    missing: bool = False
    """A device that was chosen is not there."""
    volume: float = 1.0
    rendered_at: int | None = None
    problem: str = ""
    """Why the last playing was not rendered."""
    heard_by: str = ""
    heard_at: int | None = None
    started: bool = True


def lamp(hearing: Hearing) -> Lamp:
    """The lamp ``sound``; red while no alarm can be heard."""
    state, evidence, at, step = (
        _not_begun(hearing) or _inaudible(hearing) or _elsewhere(hearing) or _proven(hearing) or _unproven()
    )
    return Lamp(name="sound", state=state, evidence=evidence, observed_at=at, next_step=step)


_Words = tuple[LampState, str, int | None, str]


def _not_begun(hearing: Hearing) -> _Words | None:
    if hearing.started:
        return None
    return LampState.NOT_PROVEN, "starting", None, ""


def _inaudible(hearing: Hearing) -> _Words | None:
    if hearing.trouble:
        step = "Install the system's audio libraries (libpulse0 on Debian), then start again."
        said = f"NO SOUND: {one_line(hearing.trouble)}"
        return LampState.DOWN, said, None, step
    if hearing.device is None:
        step = "Connect a speaker. It is used at once. Until then alarms show on the screen only."
        return LampState.DOWN, "NO SOUND: no audio device", None, step
    if hearing.volume <= 0:
        step = "Turn the volume up below. Until then alarms show on the screen only."
        return LampState.DOWN, "AUDIO OFF: the volume is 0", None, step
    if hearing.problem:
        said = "NO SOUND: {device}, {problem}".replace("{problem}", hearing.problem)
        step = "Choose another audio device below, then test the sound."
        return LampState.DOWN, said.replace("{device}", one_line(hearing.device)), hearing.rendered_at, step
    return None


def _elsewhere(hearing: Hearing) -> _Words | None:
    if not hearing.missing or hearing.device is None:
        return None
    said = "a chosen device is gone, playing on {device}"
    step = "Connect the chosen device again, or choose another below; then test the sound."
    return LampState.WARNING, said.replace("{device}", one_line(hearing.device)), hearing.rendered_at, step


def _proven(hearing: Hearing) -> _Words | None:
    """A speaker that is switched off renders as well: only a person can say that it was heard."""
    heard = f"heard by {one_line(hearing.heard_by)}"
    if hearing.rendered_at is None or hearing.device is None:
        return (LampState.SEEN, heard, hearing.heard_at, "") if hearing.heard_at is not None else None
    played = f"rendered on {one_line(hearing.device)}"
    if hearing.heard_at is not None:
        return LampState.SEEN, f"{played}, {heard}", hearing.rendered_at, ""
    step = "Nobody has said that it was heard: test it at the shift's start, and say so."
    return LampState.SEEN, played, hearing.rendered_at, step


def _unproven() -> _Words:
    step = "Test the sound, and say whether you heard it."
    return LampState.NOT_PROVEN, "not heard yet", None, step


if typing.TYPE_CHECKING:
    from app.console.sound.player import Rendered, Workplace

log = logging.getLogger(__name__)

LOOK_EVERY_MS = 200
"""During a storm of events what is due is decided no more often; the next second finds what was left out."""


class Sound(QObject):
    """Plays what is due, keeps the proof that it was rendered, and tests itself when somebody signs on in quiet.

    Signals:
        changed: the lamp says something else now.
        heard: a device really rendered an alarm: the seqs that rang when it began, and the device's name.
    """

    changed = Signal()
    heard = Signal(object, str)

    def __init__(self, store: Store, sounds: pathlib.Path, settings: SoundSettings | None = None) -> None:
        super().__init__()
        self._store = store
        self._sounds = sounds
        self._tones: dict[Tones, pcm.Pcm] = {}
        self._sounding = AlarmSounding()
        self._flood = Flood()
        self._looked_at = 0
        self._tested_for: str | None = None
        self._rang: tuple[int, ...] = ()
        """Seqs of the rings that were unacknowledged when the sound that plays now began."""
        self._hearing = Hearing(started=False)
        self.workplace: Workplace | None = None
        """None until the audio libraries are loaded, and where they are missing."""
        self.settings = settings or SoundSettings()
        store.raise_ms = self.settings.p2_raise_ms

    @property
    def lamp(self) -> Lamp:
        """The lamp ``sound`` as of now."""
        return lamp(self._hearing)

    def start(self) -> None:
        """Load QtMultimedia (0.1 s, so after the first paint) and look for a device."""
        try:
            from app.console.sound.player import Outputs, Workplace  # noqa: PLC0415 loads after the first paint
        except ImportError as problem:
            self._know(started=True, trouble=str(problem))
            return
        self.work_at(Workplace(Outputs(), self.settings))

    def work_at(self, workplace: "Workplace") -> None:
        """Play on these speakers."""
        self.workplace = workplace
        workplace.changed.connect(self._devices_changed)
        workplace.finished.connect(self._finished)
        self._devices_changed()

    def choose(self, settings: SoundSettings) -> None:
        """Use these settings from now on."""
        self.settings = settings
        self._store.raise_ms = settings.p2_raise_ms
        if self.workplace is not None:
            self.workplace.use(settings)
        self._know(volume=settings.volume)

    def book_changed(self) -> None:
        """Incidents changed: sound what is new at once, but look no more often than ``LOOK_EVERY_MS``."""
        if abs(self._store.now() - self._looked_at) >= LOOK_EVERY_MS:
            self.tick()

    def tick(self) -> None:
        """A second has passed."""
        now, book = self._store.now(), self._store.book
        self._looked_at = now
        assessed = self._store.assessed()
        flood = self._flood.observe(assessed.rate())
        alarms = [*assessed.unanswered(), *unanswered_own(self._store), *self._store.lamp_alarms.unanswered()]
        call = self._sounding.due(alarms, now, flood=flood)
        if self.settings.p3 and self._store.caught_up:
            call = self._sounding.updates(newest_update(book), now) if call is None else call
        if call is not None:
            self._rang = self._rings() if call.tones is Tones.P1 else ()
            self._play(call)
            self._tested_for = self._store.operator
        elif all(alarm.priority is not Priority.P1 for alarm in alarms):
            self._test_for_whoever_signed_on()

    def silence(self) -> None:
        """No tones for 60 s; a P1 that is new sounds all the same."""
        self._sounding.silence(self._store.now())

    def end_silence(self) -> None:
        """Sound again at once."""
        self._sounding.silent_until = 0

    def silent_ms(self) -> int:
        """How long the silence still lasts, ms."""
        return max(self._sounding.silent_until - self._store.now(), 0)

    def play(self) -> bool:
        """Play the P1 tones once, on every speaker that was chosen; returns whether there is one."""
        self._rang = ()
        return self._play(ToneRequest(Tones.P1, everywhere=True))

    def confirm(self) -> None:
        """Record that the signed-on operator has heard the test."""
        name = self._store.operator or "somebody"
        log.info("The sound test was heard.")
        self._know(started=True, heard_by=name, heard_at=self._store.now())

    def close(self) -> None:
        """Let the devices go."""
        if self.workplace is not None:
            self.workplace.close()

    def _test_for_whoever_signed_on(self) -> None:
        """One soft tone at sign-on and at each change of the operator, never over an alarm: lamp and log tell of it."""
        if self.workplace is None or self._store.operator == self._tested_for:
            return
        self._tested_for = self._store.operator
        if self._tested_for is not None and not self._play(ToneRequest(Tones.P3, everywhere=True)):
            log.warning("The sound's self-test at sign-on found no audio device.")

    def _play(self, call: ToneRequest) -> bool:
        if self.workplace is None:
            return False
        try:
            tones = self._tones.get(call.tones) or pcm.read(self._sounds / f"{call.tones.value}.wav")
        except (OSError, ValueError) as problem:
            self._know(problem=str(problem))
            return False
        self._tones[call.tones] = tones
        return self.workplace.play(tones, louder=call.louder, everywhere=call.everywhere)

    def _rings(self) -> tuple[int, ...]:
        """The seqs of everything that nobody has acknowledged."""
        return tuple(one.incident.ring_seq for one in self._store.assessed().open.values() if one.ring is not None)

    def _devices_changed(self) -> None:
        """Another device proves nothing of what was seen on the one before."""
        device = self.workplace.device if self.workplace else None
        self._know(
            started=True,
            device=device.name if device else None,
            missing=bool(self.workplace and self.workplace.missing),
            volume=self.settings.volume,
            rendered_at=None,
            problem="",
            heard_at=None,
        )

    def _finished(self, rendered: "Rendered") -> None:
        if rendered.is_proof:
            self._know(rendered_at=self._store.now(), problem="")
            if self._rang:
                self.heard.emit(self._rang, rendered.device)
            return
        taken = f"{rendered.taken_ms} of {rendered.wanted_ms} ms were rendered"
        self._know(problem=rendered.problem or taken)

    def _know(self, **news: object) -> None:
        self._hearing = msgspec.structs.replace(self._hearing, **news)
        self.changed.emit()
