"""A confirmed callflow goes out, once: confirmed on disk, sent on disk, one POST, its outcome on disk.

See docs/contract.md#6.

Nothing here ever sends twice. What a crash or a failing disk left open is closed by ``tend`` without sending. Nothing
is sent late: a process that stood still or a disk that stalls makes a hold too old, and the operator confirms anew.
"""

import asyncio
import collections
import collections.abc
import logging
import typing

from app.core.clock import Clock
from app.core.tasks import Tasks
from app.domain.callflow.definition import Definition, Sentence
from app.domain.callflow.outcome import Accepted, AnswerFailure, Outcome, Refused, Unknown, of_failure
from app.domain.callflow.request import Admitted
from app.domain.callflow.trigger import SEND_WITHIN_MS, Trigger, may_send, on_restart
from app.domain.incident.commands import Answer, ConfirmTrigger
from app.domain.incident.commands import Refused as RefusedCommand
from app.domain.incident.envelope import EventDraft, Recorded
from app.domain.incident.events import AnyEvent, TriggerAccepted, TriggerRefused, TriggerSent, TriggerUnknown
from app.domain.incident.handlers import trigger as handlers_trigger
from app.station.journal.base import CommitResult as Written
from app.station.journal.base import Decision, DecisionContext, JournalUnavailableError
from app.station.journal.journal import Journal

_LOG = logging.getLogger(__name__)

RETRY_RECORDING_S = 2.0
DRAIN_S = 15.0
"""Longer than RapidSOS gets for its answer: a stopping station waits for an outcome rather than not know it."""

Definitions = collections.abc.Callable[[], collections.abc.Mapping[str, Definition]]
"""The usable definitions by file name; blocks."""


class Workflow(typing.Protocol):
    """The way to RapidSOS's trigger endpoint."""

    async def prepare(self) -> Refused | None:
        """Make sure of a token that lives long enough; else why nothing can be sent."""

    async def post(self, body: bytes, not_after_s: float) -> Outcome:
        """Send these bytes once, the first no later than this moment of the boot clock; never raises or repeats."""


class TriggerService:
    """Confirms and sends callflows."""

    def __init__(
        self, journal: Journal, workflow: Workflow, definitions: Definitions, tasks: Tasks, clock: Clock
    ) -> None:
        self._journal = journal
        self._workflow = workflow
        self._definitions = definitions
        self._tasks = tasks
        self._clock = clock
        self._confirming: collections.Counter[str] = collections.Counter()
        self._sending: dict[str, asyncio.Task[None]] = {}
        """By trigger: what this process is sending now."""

    async def confirm(self, command: ConfirmTrigger, operator: str) -> Answer:
        """Take an operator's confirmation and send it in the background; the same command id never sends again.

        Raises:
            JournalUnavailableError: nothing is recorded, so nothing is sent.
        """
        definition = (await asyncio.to_thread(self._definitions)).get(command.definition)
        if definition is None:
            return RefusedCommand(refused=f"There is no usable callflow {command.definition}. Nothing was sent.")
        admitted = await asyncio.to_thread(_admit, definition, command)
        if isinstance(admitted, Sentence):
            return RefusedCommand(refused=f"{admitted}. Nothing was sent.")

        not_after_s = 0.0

        def intent(ledger: DecisionContext, _now: int) -> Decision:
            # In the committer, where the confirmation's time is taken: whatever stood still before is counted here.
            nonlocal not_after_s
            boot_s = self._clock.monotonic()
            if (late := handlers_trigger.too_old(command, int(boot_s * 1000))) is not None:
                return Decision(refused=late)
            not_after_s = boot_s + SEND_WITHIN_MS / 1000
            new = ledger.next_incident
            return _decision(handlers_trigger.confirm(command, operator, definition, admitted, ledger.projection, new))

        trigger = admitted.event_id or command.id
        self._confirming[trigger] += 1
        try:
            written = await self._journal.decide(intent, command_id=command.id)
            self._begin(written, trigger, admitted.request.body, not_after_s)
        finally:
            self._confirming[trigger] -= 1
        return written.refused or written.done or RefusedCommand(refused="Nothing was sent.")

    async def tend(self) -> None:
        """Close what nobody is sending any more: never sent, or unknown; at start and now and then."""
        mine = {*self._sending, *(+self._confirming)}

        def intent(ledger: DecisionContext, _now: int) -> Decision:
            open_ended = [
                EventDraft(event=_event(trigger.id, answer.outcome), incident=incident.number)
                for incident in ledger.projection.open_incidents
                for trigger in incident.triggers
                if trigger.id not in mine and (answer := on_restart(trigger)) is not None
            ]
            return Decision(drafts=tuple(open_ended))

        try:
            await self._journal.decide(intent)
        except JournalUnavailableError:
            _LOG.info("Triggers that were left open could not be closed yet; the disk lamp says why")
        await self._place_waiting()

    async def _place_waiting(self) -> None:
        """Give status messages that came before their trigger's id was known to it."""
        try:
            await self._journal.decide(
                lambda context, _now: Decision(drafts=tuple(handlers_trigger.placements(context.projection)))
            )
        except JournalUnavailableError:
            _LOG.info("Status messages that wait could not be placed yet; the disk lamp says why")

    async def drain(self) -> None:
        """Wait for the outcomes of what is on its way, but not for ever."""
        if self._sending:
            await asyncio.wait(self._sending.values(), timeout=DRAIN_S)

    def _begin(self, written: Written, trigger: str, body: bytes, not_after_s: float) -> None:
        """Start sending what was just recorded; an answer given before has no records and sends nothing."""
        if written.records:
            number = _incident_of(written.records)
            task = self._tasks.start(f"trigger {trigger}", self._send(number, trigger, body, not_after_s))
            self._sending[trigger] = task
            task.add_done_callback(lambda _done: self._sending.pop(trigger, None))

    async def _send(self, incident: int, trigger: str, body: bytes, not_after_s: float) -> None:
        outcome: Outcome | None = await self._workflow.prepare()
        if outcome is None and self._clock.monotonic() > not_after_s:
            outcome = of_failure(AnswerFailure.LATE)
        if outcome is None and await self._may_leave(incident, trigger):
            outcome = await self._workflow.post(body, not_after_s)
        if outcome is not None:
            await self._record(incident, trigger, outcome)
            await self._place_waiting()

    async def _may_leave(self, incident: int, trigger: str) -> bool:
        """Whether ``TriggerSent`` is on disk now, and was not before."""

        def intent(ledger: DecisionContext, _now: int) -> Decision:
            known = _find(ledger, incident, trigger)
            if known is None or not may_send(known):
                return Decision()
            return Decision(drafts=(EventDraft(event=TriggerSent(trigger=trigger), incident=incident),))

        try:
            return bool((await self._journal.decide(intent)).records)
        except JournalUnavailableError:
            _LOG.error("A confirmed trigger could not be recorded as sent, so it is not sent")
            await self._record(incident, trigger, of_failure(AnswerFailure.NO_CONNECTION))
            return False

    async def _record(self, incident: int, trigger: str, outcome: Outcome) -> None:
        """Put the outcome on disk, however long the disk takes: it is known nowhere else."""
        drafts = (EventDraft(event=_event(trigger, outcome), incident=incident),)
        while True:
            try:
                await self._journal.decide(lambda _ledger, _now: Decision(drafts=drafts))
            except JournalUnavailableError:
                await self._clock.wait(RETRY_RECORDING_S)
            else:
                return


def _admit(definition: Definition, command: ConfirmTrigger) -> Admitted | Sentence:
    # jsonschema takes 70 ms to load, which the station's start must not wait for.
    from app.domain.callflow import admission  # noqa: PLC0415

    return admission.admit(definition, command.request, command.request_sha256)


def _decision(decided: list[EventDraft] | RefusedCommand) -> Decision:
    return Decision(refused=decided) if isinstance(decided, RefusedCommand) else Decision(drafts=tuple(decided))


def _event(trigger: str, outcome: Outcome) -> AnyEvent:
    match outcome:
        case Accepted():
            return TriggerAccepted(trigger=trigger, outcome=outcome)
        case Refused():
            return TriggerRefused(trigger=trigger, outcome=outcome)
        case Unknown():
            return TriggerUnknown(trigger=trigger, outcome=outcome)
        case _:
            typing.assert_never(outcome)


def _incident_of(records: collections.abc.Sequence[Recorded]) -> int:
    return next(record.incident for record in records if record.incident is not None)


def _find(ledger: DecisionContext, incident: int, trigger: str) -> Trigger | None:
    found = ledger.find(incident)
    return next((one for one in found.triggers if one.id == trigger), None) if found else None
