"""Working an incident put together: checklist, links and splits, handing over, and the sheet of a shift."""

import typing

import tzlocal

from app.console.acts import Acts
from app.console.doing import Doing
from app.console.frame.standing_by import stand_by
from app.console.frame.window import Window
from app.console.handing_over import HandingOver
from app.console.handover.handover_room import Desk, HandoverRoom
from app.console.handover.handover_window import HandoverWindow
from app.console.joining import Joining
from app.console.keys import Act
from app.console.stamping import Stamping
from app.console.watch import Watch
from app.console.welcome.reception import Reception
from app.domain.handover.sheet import Seat
from app.ground.tasks import Tasks


class Silence(typing.Protocol):
    """What knows how long the sound is still silenced here."""

    def silent_ms(self) -> int:
        """In ms."""


class Working:
    """Made once the desk can be reached."""

    def __init__(self, window: Window, watch: Watch, acts: Acts, tasks: Tasks, desk: Desk, sound: Silence) -> None:
        zone = tzlocal.get_localzone()
        self._window = window
        self._watch = watch
        self._sound = sound
        self._doing = Doing(window, watch, acts)
        self._handing = HandingOver(window, watch, acts, tasks)
        self.stamping = Stamping(window, watch, tasks, desk)
        self._joining = Joining(window, watch, acts, tasks)
        shown = HandoverWindow(window.theme, zone)
        stand_by(window, shown)
        self._handover = HandoverRoom(shown, watch, tasks, desk, self._seat, zone)
        window.actions_.on(Act.HANDOVER, self._handover.open)

    def leave_by(self, reception: Reception) -> None:
        """Signing off goes through the reception, from the sheet and by its own key."""
        self._handover.leaving.connect(reception.leave)
        self._window.actions_.on(Act.SIGN_OFF, reception.leave)

    def close(self) -> None:
        """Close its window."""
        self._handover.close()

    def _seat(self) -> Seat:
        """Who makes a handover sheet here, and what this console alone knows."""
        return Seat(
            operator=self._watch.operator or "",
            environment=self._watch.environment,
            lamps=self._window.strip.lamps,
            silent_ms=self._sound.silent_ms(),
        )
