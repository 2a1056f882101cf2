"""What the console can ask the station to change: each human act is one command with one id, however often it is sent.

``StationClient`` is what the rest of the console knows of the station; the real one is in ``client.py`` beside it.
"""

import asyncio
import typing

import msgspec
from PySide6.QtCore import QObject, Signal

from app.console.store import Store
from app.core.tasks import Tasks
from app.domain.callflow.request import TriggerRequest
from app.domain.data_share.feed import FeedKind
from app.domain.handover import ShiftFacts
from app.domain.incident.alarms import next_to_answer
from app.domain.incident.commands import (
    Acknowledge,
    AddNote,
    Answer,
    AssignStatus,
    CaptureNow,
    CheckStep,
    CloseIncident,
    Command,
    ConfirmTrigger,
    DiscardForm,
    HandOver,
    HoldIncident,
    LinkIncidents,
    Refused,
    ReleaseIncident,
    ReopenIncident,
    SaveForm,
    SettleTrigger,
    SplitShare,
    TakeOverIncident,
    UncheckStep,
    UnlinkIncidents,
    new_id,
)
from app.protocol.requests import KeptWords, Quarantine
from app.protocol.settings import CheckResults, SettingsReport

IncidentCommand = (
    Acknowledge
    | AddNote
    | CaptureNow
    | CheckStep
    | CloseIncident
    | HandOver
    | HoldIncident
    | LinkIncidents
    | ReleaseIncident
    | ReopenIncident
    | SplitShare
    | TakeOverIncident
    | UncheckStep
    | UnlinkIncidents
)
"""What ``IncidentCommands`` sends; each has the number of its incident."""
NOT_SIGNED_ON = "Sign on first, so that the journal knows who did it."
LEAVE_PATIENCE_S = 3.0
T = typing.TypeVar("T")


class UnsureRefusalError(TimeoutError):
    """The station refused a repetition of a command whose earlier sending may have arrived.

    So the refusal does not say that nothing happened; only the journal does.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class StationClient(typing.Protocol):
    """One console's connection to the station; every method but ``sign_off`` may raise TimeoutError."""

    async def send(self, command: Command) -> Answer:
        """Send a command until it is answered, always with its own id, so that it comes true at most once."""

    async def sign_on(self, name: str) -> Answer:
        """Sign an operator on; later commands carry the session."""

    async def change_operator(self, name: str, to: str | None) -> Answer:
        """Sign another operator on; open incidents of the one before go to ``to``, or (None) back to the floor."""

    async def sign_off(self, to: str | None = None) -> Answer | None:
        """Sign off; open incidents go to ``to``, or (None) back to the floor. None when no answer came."""

    async def handover(self) -> ShiftFacts:
        """What only the station knows for a handover sheet."""

    async def quarantine(self) -> Quarantine:
        """Every request that the station refused and keeps."""

    async def quarantined(self, number: int) -> KeptWords:
        """One refused request as it came, without its token."""

    async def settings(self) -> SettingsReport:
        """Every setting of the station, where it comes from, and whether it is in force already."""

    async def check(self, kind: str) -> CheckResults:
        """Have the station try something (``token``, ``path``, …), as long as that takes."""

    async def answer(self, path: str, kind: type[T], question: msgspec.Struct | None = None) -> T:
        """What the station answers at a path of its API, decoded as ``kind``; a question changes nothing there."""


class CommandSender(QObject):
    """Sends commands for the operator who is signed on. Sent again, a command keeps its id and comes true once.

    Signals:
        done: the command that came true.
        refused: the command, and a sentence that says why not.
        unanswered: the command whose answer did not come in time; it may have come true all the same.
        doubted: the confirmation of a callflow that was refused when it was repeated, and the station's sentence; the
            first sending may have come true.
    """

    done = Signal(object)
    refused = Signal(object, str)
    unanswered = Signal(object)
    doubted = Signal(object, str)

    def __init__(self, watch: Store, tasks: Tasks, client: StationClient) -> None:
        super().__init__()
        self._watch = watch
        self._tasks = tasks
        self._client = client
        self._sending: set[asyncio.Task[None]] = set()

    def send(self, command: Command) -> None:
        """Send a command in the background, for the first time or again; a signal tells what came of it."""
        if self._watch.operator is None:
            self.refused.emit(command, NOT_SIGNED_ON)
            return
        task = self._tasks.start(f"send {type(command).__name__}", self._send(command))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def deliver(self, command: Command, unanswered: str) -> str:
        """Send a command and wait; why it was not done, ``unanswered`` when no answer came, empty when it was."""
        if self._watch.operator is None:
            return NOT_SIGNED_ON
        try:
            answer = await self._answer(command)
        except UnsureRefusalError as unsure:
            return _doubt(unsure)
        if answer is None:
            return unanswered
        return answer.refused if isinstance(answer, Refused) else ""

    async def sent(self) -> None:
        """Wait for what is on its way, but not for a station that is gone."""
        if self._sending:
            await asyncio.wait(self._sending, timeout=LEAVE_PATIENCE_S)

    async def _send(self, command: Command) -> None:
        try:
            answer = await self._answer(command)
        except UnsureRefusalError as unsure:
            if isinstance(command, ConfirmTrigger):
                self.doubted.emit(command, unsure.sentence)
            else:
                self.refused.emit(command, _doubt(unsure))
            return
        if answer is None:
            self.unanswered.emit(command)
        elif isinstance(answer, Refused):
            self.refused.emit(command, answer.refused)
        else:
            self.done.emit(command)

    async def _answer(self, command: Command) -> Answer | None:
        try:
            return await self._client.send(command)
        except UnsureRefusalError:
            raise
        except TimeoutError:
            return None


def _doubt(unsure: UnsureRefusalError) -> str:
    return f"{unsure.sentence} It was sent before without an answer: look at the timeline whether it came true."


class IncidentCommands(CommandSender):
    """What an operator can change about an incident."""

    def next_ringing(self) -> int | None:
        """The incident that "Take next" takes: the most urgent, then the oldest; then what nobody has."""
        watch = self._watch
        return next_to_answer(watch.book, watch.now(), watch.operator, watch.raise_ms)

    def acknowledge(self, number: int) -> None:
        """Stop the sound for what is on the screen now, and take the incident."""
        incident = self._watch.incident(number)
        through = incident.last_seq if incident else self._watch.book.last_seq
        self.send(Acknowledge(id=new_id(), incident=number, through=through))

    def note(self, number: int, text: str) -> None:
        """Write something down."""
        self.send(AddNote(id=new_id(), incident=number, text=text))

    def capture(self, number: int, feed: FeedKind | None = None) -> None:
        """Ask RapidSOS about an incident at once, every share of it: one feed, or LEI and RAD-E when none is named."""
        self.send(CaptureNow(id=new_id(), incident=number, feed=feed))

    def check(self, number: int, step: str, note: str = "") -> None:
        """Say that a step of the checklist (its id) is done, and what it asks."""
        self.send(CheckStep(id=new_id(), incident=number, step=step, note=note))

    def uncheck(self, number: int, step: str) -> None:
        """Say that a step was not done after all."""
        self.send(UncheckStep(id=new_id(), incident=number, step=step))

    def close(self, number: int, reason: str, text: str) -> None:
        """Close with a disposition."""
        self.send(CloseIncident(id=new_id(), incident=number, reason=reason, text=text))

    def reopen(self, number: int) -> None:
        """Open a closed incident again."""
        self.send(ReopenIncident(id=new_id(), incident=number))

    def hold(self, number: int, for_ms: int) -> None:
        """Set an incident aside for some time (ms)."""
        self.send(HoldIncident(id=new_id(), incident=number, for_ms=for_ms))

    def release(self, number: int) -> None:
        """End a hold before its time."""
        self.send(ReleaseIncident(id=new_id(), incident=number))

    def hand_over(self, number: int, to: str | None) -> None:
        """Give an incident to another operator, or back to the floor."""
        self.send(HandOver(id=new_id(), incident=number, to=to))

    def link(self, number: int, other: int) -> None:
        """Say that two incidents are about the same event."""
        self.send(LinkIncidents(id=new_id(), incident=number, other=other))

    def unlink(self, number: int, other: int) -> None:
        """Take a link back."""
        self.send(UnlinkIncidents(id=new_id(), incident=number, other=other))

    def split(self, number: int, share: str) -> None:
        """Move a share into an incident of its own."""
        self.send(SplitShare(id=new_id(), incident=number, share=share))

    def take_over(self, number: int, taken_from: str) -> None:
        """Take an incident from the operator whom the screen shows as its owner."""
        self.send(TakeOverIncident(id=new_id(), incident=number, taken_from=taken_from))


class TriggerCommands(CommandSender):
    """What an operator can change about callflows and their forms."""

    def confirmation(self, incident: int | None, definition: str, request: TriggerRequest) -> ConfirmTrigger:
        """The command of an operator who held to send exactly these bytes; carried again, it stays the same one."""
        return ConfirmTrigger(
            id=new_id(),
            incident=incident,
            definition=definition,
            request=request.text,
            request_sha256=request.sha256,
            held_at=self._watch.boot_ms(),
            read_to=self._watch.book.last_seq,
        )

    def held_again(self, before: ConfirmTrigger) -> ConfirmTrigger:
        """The same command for another hold, after the station did not answer to the first: it comes true once."""
        return msgspec.structs.replace(before, held_at=self._watch.boot_ms(), read_to=self._watch.book.last_seq)

    def settle(self, incident: int, trigger: str, *, started: bool) -> None:
        """Say what an unknown trigger was."""
        self.send(SettleTrigger(id=new_id(), incident=incident, trigger=trigger, started=started))

    def assign(self, incident: int, trigger: str, status: int) -> None:
        """Say which trigger an unmatched message belongs to."""
        self.send(AssignStatus(id=new_id(), incident=incident, trigger=trigger, status=status))

    def save(self, incident: int | None, definition: str, answers: str) -> None:
        """Keep an unfinished form on the station."""
        self.send(SaveForm(id=new_id(), incident=incident, definition=definition, answers=answers))

    def discard(self, incident: int | None, definition: str) -> None:
        """Throw an unfinished form away."""
        self.send(DiscardForm(id=new_id(), incident=incident, definition=definition))
