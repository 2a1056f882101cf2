"""This console's own lamps: sound, map, and its own tasks."""

import collections.abc

from PySide6.QtCore import QObject

from app.console import state_file
from app.console.map.appearance import in_the_lamp, next_step
from app.console.map.pane import MapPane
from app.console.map.tiles.source import TROUBLES, BaseMapCondition, BaseMapStatus
from app.console.shortcuts.actions import Action
from app.console.sound.alarm import Sound
from app.console.sound.page import SoundPage
from app.console.state_file import StateFile
from app.console.theme.text import one_line
from app.console.widgets import dialogs
from app.console.window.status_bar import StatusBar
from app.console.window.window import MainWindow
from app.core.tasks import Tasks
from app.domain.lamp import Lamp, LampState

Now = collections.abc.Callable[[], int]


class LampController(QObject):
    """Puts the lamps of sound, map and failed tasks on the strip beside the station's."""

    def __init__(self, strip: StatusBar, sound: Sound, map_pane: MapPane, now: Now) -> None:
        super().__init__(strip)
        self._strip = strip
        self._sound = sound
        self._now = now
        self._map = Lamp(name="map", state=LampState.NOT_PROVEN, evidence="starting", observed_at=None)
        self._ready_ms: int | None = None
        self._base_map = BaseMapStatus()
        self._failed: Lamp | None = None
        self._zone: Lamp | None = None
        sound.changed.connect(self._show)
        strip.silence_ended.connect(self._end_silence)
        map_pane.ready.connect(self._map_ready)
        map_pane.failed.connect(self._map_failed)
        map_pane.tiles.told.connect(self._base_map_changed)
        self._show()

    def task_failed(self, name: str, problem: BaseException) -> None:
        """A task of this console ended with an error."""
        evidence = f"{name} failed: {type(problem).__name__}"
        step = "Start the console again; the station goes on. The log holds the details."
        self._failed = Lamp(
            name="console", state=LampState.WARNING, evidence=evidence, observed_at=self._now(), next_step=step
        )
        self._show()

    def show_zone(self, problem: str) -> None:
        """Why times stand in UTC, in the words of whoever looked for the zone; empty while it is known."""
        if not problem:
            return
        step = "Set this computer's time zone by a name like America/Chicago and start the console again."
        evidence = f"All times are UTC: this computer's time zone can't be used. {one_line(problem)}"
        self._zone = Lamp(
            name="time zone", state=LampState.WARNING, evidence=evidence, observed_at=self._now(), next_step=step
        )
        self._show()

    def tick(self) -> None:
        """A second has passed, or somebody has silenced the sound."""
        self._strip.show_silence(self._sound.silent_ms())

    def _end_silence(self) -> None:
        self._sound.end_silence()
        self.tick()

    def _map_ready(self, milliseconds: int) -> None:
        self._ready_ms = milliseconds
        self._show_base_map()

    def _base_map_changed(self, status: BaseMapStatus) -> None:
        self._base_map = status
        self._show_base_map()

    def _show_base_map(self) -> None:
        if self._ready_ms is None:
            return
        states = {BaseMapCondition.NOT_PROVEN: LampState.NOT_PROVEN} | dict.fromkeys(TROUBLES, LampState.WARNING)
        self._map = Lamp(
            name="map",
            state=states.get(self._base_map.condition, LampState.SEEN),
            evidence=in_the_lamp(self._base_map, self._ready_ms),
            observed_at=self._base_map.since or self._now(),
            next_step=next_step(self._base_map),
        )
        self._show()

    def _map_failed(self, reason: str) -> None:
        self._ready_ms = None
        step = "Coordinates and the sentence are shown without it. Start the console again to try once more."
        self._map = Lamp(name="map", state=LampState.WARNING, evidence=reason, observed_at=self._now(), next_step=step)
        self._show()

    def _show(self) -> None:
        troubles = [lamp for lamp in (self._failed, self._zone) if lamp is not None]
        self._strip.add_lamps((*troubles, self._map, self._sound.lamp))


class SoundController(QObject):
    """Carries out the actions about the sound: silence and the sound test."""

    def __init__(self, window: MainWindow, sound: Sound, memory: StateFile, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._sound = sound
        page = SoundPage(window.theme, sound)
        window.centre.diagnosis.add_more("sound", page)
        actions = window.actions_
        actions.on(Action.SILENCE, self._silence)
        actions.on(Action.SOUND_TEST, lambda: tasks.start("sound test", self._test()))
        page.test.connect(actions.at(Action.SOUND_TEST).trigger)
        page.chosen.connect(lambda chosen: state_file.keep(memory, chosen))

    def _silence(self) -> None:
        self._sound.silence()
        self._window.strip.show_silence(self._sound.silent_ms())

    async def _test(self) -> None:
        window, theme = self._window, self._window.theme
        if not self._sound.play():
            headline, sentence = (
                "No sound",
                "There is no audio device. Connect one; it is used at once.",
            )
            await dialogs.tell(window, theme, headline, sentence, "Back")
            return
        question = "The alarm was just played. Did you hear it?"
        answers = ("I heard it", "I did not")
        if await dialogs.ask(window, theme, "Sound test", question, answers) == 0:
            self._sound.confirm()
