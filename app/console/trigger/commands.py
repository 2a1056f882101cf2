"""What an operator wishes of a callflow: each human act is one command with one id, however often it is carried."""

import asyncio

from PySide6.QtCore import QObject, Signal

from app.console.controllers.incident import CommandCarrier
from app.console.store import Store
from app.core.tasks import Tasks
from app.domain.callflow.request import TriggerRequest
from app.domain.incident.commands import (
    AssignStatus,
    Command,
    ConfirmTrigger,
    DiscardForm,
    Refused,
    SaveForm,
    SettleTrigger,
    new_id,
)

LEAVE_PATIENCE_S = 3.0


class TriggerCommands(QObject):
    """Carries them to the station.

    Signals:
        done: the command that came true.
        refused: the command, and the station's sentence.
        unanswered: the command whose answer did not come in time; it may have come true.
    """

    done = Signal(object)
    refused = Signal(object, str)
    unanswered = Signal(object)

    def __init__(self, watch: Store, tasks: Tasks, desk: CommandCarrier) -> None:
        super().__init__()
        self._watch = watch
        self._tasks = tasks
        self._desk = desk
        self._carrying: set[asyncio.Task[None]] = set()

    def confirmation(self, incident: int | None, definition: str, request: TriggerRequest) -> ConfirmTrigger:
        """The command of an operator who held to send exactly these bytes; carried again, it stays the same one."""
        return ConfirmTrigger(
            id=new_id(),
            incident=incident,
            definition=definition,
            request=request.text,
            request_sha256=request.sha256,
        )

    def settle(self, incident: int, trigger: str, *, started: bool) -> None:
        """Say what an unknown trigger was."""
        self.carry(SettleTrigger(id=new_id(), incident=incident, trigger=trigger, started=started))

    def assign(self, incident: int, trigger: str, status: int) -> None:
        """Say which trigger an unmatched message belongs to."""
        self.carry(AssignStatus(id=new_id(), incident=incident, trigger=trigger, status=status))

    def save(self, incident: int | None, definition: str, answers: str) -> None:
        """Keep an unfinished form on the station."""
        self.carry(SaveForm(id=new_id(), incident=incident, definition=definition, answers=answers))

    def discard(self, incident: int | None, definition: str) -> None:
        """Throw an unfinished form away."""
        self.carry(DiscardForm(id=new_id(), incident=incident, definition=definition))

    def carry(self, command: Command) -> None:
        """Carry a command, for the first time or again under its own id."""
        if self._watch.operator is None:
            self.refused.emit(command, "Sign on first, so that the journal knows who did it.")
            return
        task = self._tasks.start(f"wish {type(command).__name__}", self._carry(command))
        self._carrying.add(task)
        task.add_done_callback(self._carrying.discard)

    async def carried(self) -> None:
        """Wait for what is on its way, but not for a station that is gone."""
        if self._carrying:
            await asyncio.wait(self._carrying, timeout=LEAVE_PATIENCE_S)

    async def _carry(self, command: Command) -> None:
        try:
            answer = await self._desk.wish(command)
        except TimeoutError:
            self.unanswered.emit(command)
            return
        if isinstance(answer, Refused):
            self.refused.emit(command, answer.refused)
        else:
            self.done.emit(command)
