"""This console's own lamps: sound, map, and its own tasks."""

import collections.abc

from PySide6.QtCore import QObject

from app.console.map.map_pane import MapPane
from app.console.sound import Sound
from app.console.strip.status_strip import StatusStrip
from app.domain.incident.pulse import Lamp, LampState

Now = collections.abc.Callable[[], int]


class OwnLamps(QObject):
    """Puts them on the strip beside the station's."""

    def __init__(self, strip: StatusStrip, sound: Sound, map_pane: MapPane, now: Now) -> None:
        super().__init__(strip)
        self._strip = strip
        self._sound = sound
        self._now = now
        self._map = Lamp(name="map", state=LampState.NOT_PROVEN, evidence=self.tr("starting"), observed_at=None)
        self._failed: Lamp | None = None
        sound.changed.connect(self._show)
        map_pane.ready.connect(self._map_ready)
        map_pane.failed.connect(self._map_failed)
        self._show()

    def task_failed(self, name: str, problem: BaseException) -> None:
        """A task of this console ended with an error."""
        evidence = self.tr("{task} failed: {problem}").format(task=name, problem=type(problem).__name__)
        step = self.tr("Start the console again; the station goes on. The log holds the details.")
        self._failed = Lamp(
            name="console", state=LampState.WARNING, evidence=evidence, observed_at=self._now(), next_step=step
        )
        self._show()

    def _map_ready(self, milliseconds: int) -> None:
        evidence = self.tr("built-in map, up in {ms} ms").format(ms=milliseconds)
        self._map = Lamp(name="map", state=LampState.SEEN, evidence=evidence, observed_at=self._now())
        self._show()

    def _map_failed(self, reason: str) -> None:
        step = self.tr("Coordinates and the sentence are shown without it. Start the console again to try once more.")
        self._map = Lamp(name="map", state=LampState.WARNING, evidence=reason, observed_at=self._now(), next_step=step)
        self._show()

    def _show(self) -> None:
        failed = () if self._failed is None else (self._failed,)
        self._strip.add_lamps((*failed, self._map, self._sound.lamp))
