"""What an operator does: each act becomes one wish, and a refusal comes back as a sentence to show in its place."""

import typing
import uuid

from PySide6.QtCore import QObject, Signal

from app.console.watch import Watch
from app.domain.data_share.feed import Kind
from app.domain.incident.commands import (
    Acknowledge,
    AddNote,
    Answer,
    CaptureNow,
    CheckStep,
    CloseIncident,
    Command,
    HandOver,
    HoldIncident,
    LinkIncidents,
    Refused,
    ReleaseIncident,
    ReopenIncident,
    SplitShare,
    TakeOverIncident,
    UncheckStep,
    UnlinkIncidents,
)
from app.domain.incident.ringing.alarms import next_to_answer
from app.ground.tasks import Tasks


def new_id() -> str:
    """An id for one human act; the same act keeps it however often it is sent."""
    return str(uuid.uuid4())


class Desk(typing.Protocol):
    """Who carries wishes to the station."""

    async def wish(self, command: Command) -> Answer:
        """Carry one until it is answered, or raise TimeoutError."""


class Acts(QObject):
    """Every change that this console can ask for.

    Signals:
        refused: an incident's number and the station's sentence.
        done: the command that came true.
    """

    refused = Signal(int, str)
    done = Signal(object)

    def __init__(self, watch: Watch, tasks: Tasks, desk: Desk) -> None:
        super().__init__()
        self._watch = watch
        self._tasks = tasks
        self._desk = desk

    def next_ringing(self) -> int | None:
        """The incident that F2 takes: the most urgent, then the oldest; then what nobody has."""
        watch = self._watch
        return next_to_answer(watch.book, watch.now(), watch.operator, watch.raise_ms)

    def acknowledge(self, number: int) -> None:
        """Stop the sound for what is on the screen now, and take the incident."""
        incident = self._watch.incident(number)
        through = incident.last_seq if incident else self._watch.book.last_seq
        self._ask(number, Acknowledge(id=new_id(), incident=number, through=through))

    def note(self, number: int, text: str) -> None:
        """Write something down."""
        self._ask(number, AddNote(id=new_id(), incident=number, text=text))

    def capture(self, number: int, feed: Kind | None = None) -> None:
        """Ask RapidSOS about an incident at once, every share of it: one feed, or LEI and RAD-E when none is named."""
        self._ask(number, CaptureNow(id=new_id(), incident=number, feed=feed))

    def check(self, number: int, step: str, note: str = "") -> None:
        """Say that a step of the checklist (its id) is done, and what it asks."""
        self._ask(number, CheckStep(id=new_id(), incident=number, step=step, note=note))

    def uncheck(self, number: int, step: str) -> None:
        """Say that a step was not done after all."""
        self._ask(number, UncheckStep(id=new_id(), incident=number, step=step))

    def close(self, number: int, reason: str, text: str) -> None:
        """Close with a disposition."""
        self._ask(number, CloseIncident(id=new_id(), incident=number, reason=reason, text=text))

    def reopen(self, number: int) -> None:
        """Open a closed incident again."""
        self._ask(number, ReopenIncident(id=new_id(), incident=number))

    def hold(self, number: int, for_ms: int) -> None:
        """Set an incident aside for some time (ms)."""
        self._ask(number, HoldIncident(id=new_id(), incident=number, for_ms=for_ms))

    def release(self, number: int) -> None:
        """End a hold before its time."""
        self._ask(number, ReleaseIncident(id=new_id(), incident=number))

    def hand_over(self, number: int, to: str | None) -> None:
        """Give an incident to another operator, or back to the floor."""
        self._ask(number, HandOver(id=new_id(), incident=number, to=to))

    def link(self, number: int, other: int) -> None:
        """Say that two incidents are about the same event."""
        self._ask(number, LinkIncidents(id=new_id(), incident=number, other=other))

    def unlink(self, number: int, other: int) -> None:
        """Take a link back."""
        self._ask(number, UnlinkIncidents(id=new_id(), incident=number, other=other))

    def split(self, number: int, share: str) -> None:
        """Move a share into an incident of its own."""
        self._ask(number, SplitShare(id=new_id(), incident=number, share=share))

    def take_over(self, number: int, taken_from: str) -> None:
        """Take an incident from the operator whom the screen shows as its owner."""
        self._ask(number, TakeOverIncident(id=new_id(), incident=number, taken_from=taken_from))

    def _ask(self, number: int, command: Command) -> None:
        if self._watch.operator is None:
            self.refused.emit(number, "Sign on first, so that the journal knows who did it.")
            return
        self._tasks.start(f"wish {type(command).__name__}", self._carry(number, command))

    async def _carry(self, number: int, command: Command) -> None:
        try:
            answer = await self._desk.wish(command)
        except TimeoutError:
            sentence = "The station did not answer. Whether it happened shows in the timeline when it is back."
            self.refused.emit(number, sentence)
            return
        if isinstance(answer, Refused):
            self.refused.emit(number, answer.refused)
        else:
            self.done.emit(command)
