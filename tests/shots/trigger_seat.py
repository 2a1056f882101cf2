"""A seat at the trigger drawer: a window on a scene, and a station that answers each wish as told."""

import asyncio
import collections.abc
import pathlib
import typing
import zoneinfo

from app.console.trigger.controller import TriggerController
from app.console.trigger.definitions import DefinitionFiles
from app.console.window.window import MainWindow
from app.core.tasks import Tasks
from app.domain.callflow.definition import Ends
from app.domain.callflow.outcome import Accepted, Outcome, Refused
from app.domain.callflow.status import Status
from app.domain.callflow.trigger import Confirmed, Settled
from app.domain.incident.commands import ConfirmTrigger
from app.domain.incident.events import (
    AnyEvent,
    StatusReceived,
    TriggerAccepted,
    TriggerConfirmed,
    TriggerRefused,
    TriggerSent,
    TriggerSettled,
    TriggerUnknown,
)
from tests.console.fake_client import FakeStationClient
from tests.shots.scenes import NOW, Scene

ZONE = "America/Chicago"
EVENT = "0b6e0143-7c1d-4e5a-9f00-0000000004a1"
FLOW = "5b1f0143-0000-4000-8000-00000000c0de"
PHONE = "+12175550143"
OPERATOR = "M. Okafor"
AGENCIES = (
    "ecc_id,name,phone,time_zone,authorised\n"
    "IL_0142,Sample County 911,217-555-0160,America/Chicago,yes\n"
    "IL_0167,Lakeside 911,217-555-0161,America/Chicago,no\n"
)
REQUEST = (
    '{"callflow":"company_dataconnect_v1","variables":{"caller_info":{"full_name":"Rowan Testwell",'
    '"phone_number":"2175550143"},"location":{"latitude":"39.80195","longitude":"-89.63482","uncertainty":"160"},'
    '"vehicle_info":{"make":"Fictional Motors","license_plate":"SMPL143","license_plate_state":"IL"}}}'
)
FILLED = {
    "/caller_info/full_name": "Rowan Testwell",
    "/vehicle_info/make": "Fictional Motors",
    "/vehicle_info/model": "Sedan 3",
    "/vehicle_info/color": "Blue",
    "/vehicle_info/license_plate": "SMPL143",
    "/vehicle_info/license_plate_state": "IL",
}


class AtOnce(Tasks):
    """Runs each task to its end at once; only for work that never really waits."""

    def __init__(self) -> None:
        super().__init__(lambda _name, _problem: None)
        self.held: list[collections.abc.Coroutine[typing.Any, typing.Any, typing.Any]] = []
        self.holds = False
        self.started: list[str] = []

    def start(
        self, name: str, work: collections.abc.Coroutine[typing.Any, typing.Any, typing.Any]
    ) -> asyncio.Task[typing.Any]:
        self.started.append(name)
        self.held.append(work)
        if not self.holds:
            self.go_on()
        return typing.cast("asyncio.Task[typing.Any]", _Ended())

    def go_on(self) -> None:
        """Let everything that was held run."""
        while self.held:
            work = self.held.pop(0)
            try:
                work.send(None)
            except StopIteration:
                continue
            work.close()

    def close(self) -> None:
        """Drop what was never run."""
        for work in self.held:
            work.close()
        self.held.clear()


class _Ended:
    """Stands for a task that is over."""

    def add_done_callback(self, then: collections.abc.Callable[[object], object]) -> None:
        then(self)


class PretendDesk(FakeStationClient):
    """Takes commands about triggers."""

    @property
    def confirmations(self) -> list[ConfirmTrigger]:
        return [one for one in self.commands if isinstance(one, ConfirmTrigger)]


class TriggerSeat:
    """Window, drawer, desk."""

    def __init__(self, window: MainWindow, scene: Scene, data_dir: pathlib.Path, agencies: str = AGENCIES) -> None:
        (data_dir / "agencies.csv").write_text(agencies, encoding="utf-8")
        self.data_dir = data_dir
        self.window = window
        self.scene = scene
        self.desk = PretendDesk()
        self.tasks = AtOnce()
        library = DefinitionFiles(scene.watch, data_dir)
        zone = zoneinfo.ZoneInfo(ZONE)
        self.triggering = TriggerController(window, scene.watch, self.tasks, self.desk, library, zone)
        self.drawer = self.triggering.drawer

    def tell(self, number: int | None, event: AnyEvent, ago: int = 0, operator: str | None = None) -> None:
        """Something else happens, and the console hears of it."""
        record = self.scene.event(number, ago, event, operator)
        self.scene.watch.take([record], self.scene.pulse(), caught_up=True)

    def choose(self, file: str) -> None:
        """Choose a callflow by its file."""
        self.drawer.form.form.callflow_chosen.emit(file)

    def fill(self, **more: str) -> None:
        """Fill the crash form in; ``more`` replaces texts by the field's last name."""
        self.choose("vehicle_crash")
        self.triggering.form.use_location()
        for key, text in FILLED.items():
            self.type(key, more.get(key.rsplit("/", 1)[-1], text))

    def type(self, key: str, text: str) -> None:
        """An operator types into a field."""
        self.drawer.form.form.edited.emit(key, text)


def confirmed(trigger: str = EVENT, file: str = "vehicle_crash") -> Confirmed:
    return Confirmed(
        trigger=trigger,
        file=file,
        callflow="company_dataconnect_v1",
        request=REQUEST,
        request_sha256="9f3c" * 16,
        phone=PHONE,
        ends=Ends(missed=("user_declined", "user_no_answer"), later=("routing_911", "call_ended_911")),
    )


def sent(scene: Scene, outcome: Outcome | None = None, ago: int = 49_000, number: int = 1044) -> None:
    """A trigger went out so long ago; without an outcome its answer is still to come."""
    scene.event(number, ago, TriggerConfirmed(confirmed=confirmed()), OPERATOR)
    scene.event(number, ago - 20, TriggerSent(trigger=EVENT))
    if isinstance(outcome, Accepted):
        scene.event(number, ago - 612, TriggerAccepted(trigger=EVENT, outcome=outcome))
    elif isinstance(outcome, Refused):
        scene.event(number, ago - 612, TriggerRefused(trigger=EVENT, outcome=outcome))
    elif outcome is not None:
        scene.event(number, ago - 10_000, TriggerUnknown(trigger=EVENT, outcome=outcome))


def settled(*, started: bool) -> TriggerSettled:
    return TriggerSettled(settled=Settled(trigger=EVENT, started=started))


def status(verb: str, message: str, ago: int, *, verified: bool = True, known: bool = True) -> StatusReceived:
    """A status message of the flow, or of one that nobody knows."""
    told = Status(
        alert_id=FLOW if known else "some-other-flow",
        event_id=None,
        untrusted_verb=verb,
        untrusted_message=message,
        told_at=NOW - ago,
        digest=f"{verb} {ago}",
    )
    return StatusReceived(status=told, verified=verified, received_at=NOW - ago, trigger=EVENT if known else None)
