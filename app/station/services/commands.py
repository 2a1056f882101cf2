"""The command bus: takes every command of a console and answers it, the same id always with the same answer.

What a command does is a pure decision in ``app.domain.incident.handlers``; the journal runs it and writes its events
in one commit. Three commands go to services first, which read or write files before they decide.
"""

import asyncio
import collections.abc
import typing

from app.core.clock import Clock
from app.domain.incident.commands import (
    Answer,
    AnyCommand,
    ChangeSettings,
    ConfirmTrigger,
    Done,
    RecordExport,
    Refused,
    SignOff,
    SignOn,
    StopStation,
    TakeOver,
)
from app.domain.incident.envelope import EventDraft
from app.domain.incident.events import AnyEvent, IncidentClosed, QuarantineSeen
from app.domain.incident.handlers import HANDLERS
from app.domain.incident.handlers.context import Decided, HandlerContext
from app.domain.incident.handlers.links_and_handover import operator_name
from app.station.journal.base import CommitResult, Decision, DecisionContext, Intent, JournalUnavailableError
from app.station.journal.journal import Journal
from app.station.services.quarantine import QuarantineService
from app.station.sessions import Sessions

NOT_SIGNED_ON = Refused(refused="You are not signed on. Sign on, then do it again.")

Confirm = collections.abc.Callable[[ConfirmTrigger, str], collections.abc.Awaitable[Answer]]
"""Confirms a callflow for an operator: the only way to ``TriggerConfirmed``."""
Change = collections.abc.Callable[[ChangeSettings, str], collections.abc.Awaitable[Answer]]
"""Changes the station's settings for an operator."""


class StationActions(typing.NamedTuple):
    """Services that decide about a command by themselves."""

    confirm: Confirm
    change: Change


class CommandBus:
    """Obeys commands; the same command id gets the same answer, which the journal remembers."""

    def __init__(
        self,
        journal: Journal,
        sessions: Sessions,
        clock: Clock,
        stop: collections.abc.Callable[[], None],
        kept: QuarantineService,
        actions: StationActions,
    ) -> None:
        self._journal = journal
        self._sessions = sessions
        self._clock = clock
        self._stop = stop
        self._kept = kept
        self._actions = actions
        self._at_work: dict[str, asyncio.Event] = {}
        """Commands that are not answered yet, by id."""

    async def obey(self, command: AnyCommand) -> Answer:
        """Make the command come true, or refuse it; a copy of one that is still worked on waits for its answer.

        Raises:
            JournalUnavailableError: nothing was recorded; the same command may come again.
        """
        while (earlier := self._at_work.get(command.id)) is not None:
            await earlier.wait()
        done = self._at_work[command.id] = asyncio.Event()
        try:
            return await self._obey(command)
        finally:
            del self._at_work[command.id]
            done.set()

    async def _obey(self, command: AnyCommand) -> Answer:
        self._sessions.asked(command.session, self._clock.now())
        operator = self._sessions.operator(command.session)
        match command:
            case SignOn():
                return await self._sign_on(command, operator)
            case StopStation():
                return await self._stopped(command, operator)
            case RecordExport():
                return await self._handle(command, operator)
            case _ if operator is None:
                return await self._before(command) or NOT_SIGNED_ON
            case _:
                return await self._obey_operator(command, operator)

    async def _obey_operator(self, command: AnyCommand, operator: str) -> Answer:
        """Only for a signed-on operator."""
        match command:
            case ConfirmTrigger():
                return await self._once(command, lambda: self._actions.confirm(command, operator))
            case ChangeSettings():
                return await self._once(command, lambda: self._actions.change(command, operator))
            case TakeOver():
                intent = await asyncio.to_thread(self._kept.taking_over, command, operator)
                return _answer(await self._journal.decide(intent, command_id=command.id))
            case SignOff():
                return await self._sign_off(command, operator)
            case _:
                return await self._handle(command, operator)

    async def _handle(self, command: AnyCommand, operator: str | None) -> Answer:
        """Let the command's handler decide inside the journal's commit."""
        handler, now = HANDLERS[type(command)], self._clock.now()
        present = self._sessions.asking(now)
        elsewhere = operator is not None and self._sessions.sits_elsewhere(operator, command.session or "", now)

        def intent(ledger: DecisionContext, now: int) -> Decision:
            context = HandlerContext(
                operator=operator, now=now, journal=ledger, present=present, at_another_console=elsewhere
            )
            return _decision(handler(command, context), ledger)

        return _answer(await self._journal.decide(intent, command_id=command.id))

    async def _once(
        self, command: AnyCommand, act: collections.abc.Callable[[], collections.abc.Awaitable[Answer]]
    ) -> Answer:
        """Let a service act, unless this command was answered before; what it refuses by itself is remembered too."""
        if (before := await self._before(command)) is not None:
            return before
        answer = await act()
        if not isinstance(answer, Refused):
            return answer
        refused = Decision(refused=answer)
        return _answer(await self._journal.decide(lambda _ledger, _now: refused, command_id=command.id))

    async def _before(self, command: AnyCommand) -> Answer | None:
        """The answer that this command got when it came before; None when it is new.

        Asked before anything else is judged: a console whose session is gone, after a restart say, repeats a command
        that may have come true, and must not hear that nothing happened. That nobody is signed on is not remembered:
        whoever signs on anew may send the same command again.
        """
        before = await self._journal.decide(lambda _ledger, _now: Decision(), command_id=command.id)
        return before.refused or before.done

    async def _sign_on(self, command: SignOn, operator: str | None) -> Answer:
        answer = await self._handle(command, operator)
        if isinstance(answer, Refused):
            return answer
        session = self._sessions.begin(operator_name(command), command.id, self._clock.now())
        return Done(seq=answer.seq, session=session)

    async def _sign_off(self, command: SignOff, operator: str) -> Answer:
        """A refusal leaves the operator signed on."""
        answer = await self._handle(command, operator)
        if isinstance(answer, Done):
            self._sessions.end(command.session or "")
        return answer

    async def _stopped(self, command: StopStation, operator: str | None) -> Answer:
        try:
            return await self._handle(command, operator)
        except JournalUnavailableError:
            # A disk that fails must not keep a person from stopping the station; the stamp file tells of it.
            return Done(seq=self._journal.last_seq)
        finally:
            self._stop()


def happens(event: AnyEvent, operator: str | None = None) -> Intent:
    """The intent of an event that belongs to no incident."""
    decision = Decision(drafts=(EventDraft(event=event, operator=operator),))
    return lambda _ledger, _now: decision


def _answer(outcome: CommitResult) -> Answer:
    return outcome.refused or outcome.done or Refused(refused="Nothing was to be done.")


def _decision(decided: Decided, ledger: DecisionContext) -> Decision:
    """A handler's events, with shares whose tokens go and kept bodies that ring no more because of them."""
    if isinstance(decided, Refused):
        return Decision(refused=decided)
    ended: list[str] = []
    seen: list[int] = []
    for draft in decided:
        match draft.event:
            case IncidentClosed():
                closed = None if draft.incident is None else ledger.find(draft.incident)
                ended += () if closed is None else (share.share for share in closed.shares)
            case QuarantineSeen(quarantine=number):
                seen.append(number)
            case _:
                pass
    return Decision(drafts=tuple(decided), ended=tuple(ended), seen=tuple(seen))
