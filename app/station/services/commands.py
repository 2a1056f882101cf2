"""Operators' commands: a wish becomes events, or a sentence that says why not; nothing else changes anything."""

import asyncio
import collections
import collections.abc
import typing

from app.core.clock import Clock
from app.domain.incident.commands import (
    Answer,
    AnyCommand,
    ChangeSettings,
    CloseIncident,
    ConfirmTrigger,
    Done,
    HandOver,
    RecordExport,
    Refused,
    SeeNotice,
    SeeQuarantined,
    SignHandover,
    SignOff,
    SignOn,
    StopStation,
    TakeOver,
)
from app.domain.incident.envelope import EventDraft
from app.domain.incident.events import AnyEvent, OperatorSignedOn, StationStopped
from app.domain.incident.handlers import incident as handlers_incident
from app.domain.incident.handlers import links_and_handover, trigger
from app.domain.incident.handlers.links_and_handover import Present
from app.station.journal.base import Decision, DecisionContext, Intent, JournalUnavailableError
from app.station.journal.journal import Journal
from app.station.services import quarantine
from app.station.sessions import Sessions


def decide_leaving(wish: SignOff, operator: str, present: Present, *, stays: bool) -> Intent:
    """The intent of signing off."""

    def intent(ledger: DecisionContext, _now: int) -> Decision:
        return _handover_decision(links_and_handover.sign_off(wish, operator, ledger.book, present, stays=stays))

    return intent


def giving(wish: HandOver, operator: str, present: Present) -> Intent:
    """The intent of giving one incident away."""

    def intent(ledger: DecisionContext, _now: int) -> Decision:
        return _handover_decision(links_and_handover.hand_over(wish, operator, ledger.find(wish.incident), present))

    return intent


def signing(wish: SignHandover, operator: str) -> Intent:
    """The intent of a signature under a sheet."""

    def intent(ledger: DecisionContext, _now: int) -> Decision:
        return _handover_decision(links_and_handover.sign(wish, operator, ledger.book))

    return intent


def _handover_decision(outcome: list[EventDraft] | Refused) -> Decision:
    return Decision(refused=outcome) if isinstance(outcome, Refused) else Decision(drafts=tuple(outcome))


REMEMBERED_REFUSALS = 1_000
NOT_SIGNED_ON = Refused(refused="You are not signed on. Sign on, then do it again.")


Confirm = collections.abc.Callable[[ConfirmTrigger, str], collections.abc.Awaitable[Answer]]
"""The trigger duty's door: the only way to ``TriggerConfirmed``."""
Change = collections.abc.Callable[[ChangeSettings, str], collections.abc.Awaitable[Answer]]
"""The door of the duty that changes the station's settings."""


class StationActions(typing.NamedTuple):
    """Duties that make a wish true by themselves."""

    confirm: Confirm
    change: Change


_Work = (
    handlers_incident.Wish
    | handlers_incident.ClaimWish
    | handlers_incident.StepWish
    | links_and_handover.JoiningWish
    | links_and_handover.DeliveryWish
    | trigger.TriggerWish
    | TakeOver
    | SeeQuarantined
    | SeeNotice
    | HandOver
    | SignHandover
    | ConfirmTrigger
    | ChangeSettings
)


class CommandBus:
    """Obeys commands; the same command id gets the same answer."""

    def __init__(
        self,
        journal: Journal,
        sessions: Sessions,
        clock: Clock,
        stop: collections.abc.Callable[[], None],
        kept: quarantine.QuarantineService,
        doors: StationActions,
    ) -> None:
        self._journal = journal
        self._sessions = sessions
        self._clock = clock
        self._stop = stop
        self._kept = kept
        self._doors = doors
        self._refused: collections.OrderedDict[str, Refused] = collections.OrderedDict()

    async def obey(self, command: AnyCommand) -> Answer:
        """Make the command come true, or refuse it.

        Raises:
            JournalUnavailableError: nothing was recorded; the same command may come again.
        """
        remembered = self._refused.get(command.id)
        if remembered is not None:
            return remembered
        self._sessions.asked(command.session, self._clock.now())
        answer = await self._obeyed(command)
        if isinstance(answer, Refused) and answer is not NOT_SIGNED_ON:
            # Whoever signs on anew, after a restart say, may wish the same again.
            self._remember(command.id, answer)
        return answer

    async def _obeyed(self, command: AnyCommand) -> Answer:
        operator = self._sessions.operator(command.session)
        match command:
            case SignOn():
                return await self._sign_on(command)
            case StopStation():
                return await self._stopped(command, operator)
            case RecordExport():
                return await self._decided(command.id, _exported(command, operator))
            case _ if operator is None:
                return NOT_SIGNED_ON
            case SignOff():
                return await self._sign_off(command, operator)
            case _:
                return await self._worked(command, operator)

    async def _worked(self, command: _Work, operator: str) -> Answer:
        """What a signed-on operator does with incidents, callflows and what is kept."""
        match command:
            case TakeOver():
                intent = await asyncio.to_thread(self._kept.taking_over, command, operator)
                return await self._decided(command.id, intent)
            case SeeQuarantined():
                return await self._decided(command.id, quarantine.seen(command, operator))
            case HandOver():
                present = self._sessions.asking(self._clock.now())
                return await self._decided(command.id, giving(command, operator, present))
            case SignHandover():
                return await self._decided(command.id, signing(command, operator))
            case SeeNotice():
                return await self._decided(command.id, _noticed(command, operator))
            case ConfirmTrigger():
                return await self._doors.confirm(command, operator)
            case ChangeSettings():
                return await self._doors.change(command, operator)
            case _:
                return await self._decided(command.id, _wished(command, operator))

    async def _sign_on(self, command: SignOn) -> Answer:
        name = " ".join(command.name.split())
        if not 1 <= len(name) <= handlers_incident.NAME_LIMIT or not name.isprintable():
            return Refused(
                refused=f"A name has 1 to {handlers_incident.NAME_LIMIT} printable characters. Write it again."
            )
        answer = await self._decided(command.id, happens(OperatorSignedOn(), name))
        if isinstance(answer, Refused):
            return answer
        return Done(seq=answer.seq, session=self._sessions.begin(name, command.id, self._clock.now()))

    async def _sign_off(self, command: SignOff, operator: str) -> Answer:
        """What the operator still has changes hands; a refusal leaves them signed on."""
        session, now = command.session or "", self._clock.now()
        stays = self._sessions.sits_elsewhere(operator, session, now)
        leaving = decide_leaving(command, operator, self._sessions.asking(now), stays=stays)
        answer = await self._decided(command.id, leaving)
        if isinstance(answer, Done):
            self._sessions.end(session)
        return answer

    async def _stopped(self, command: StopStation, operator: str | None) -> Answer:
        try:
            return await self._decided(command.id, happens(StationStopped(), operator))
        except JournalUnavailableError:
            # A disk that fails must not keep a person from stopping the station; the stamp file tells of it.
            return Done(seq=self._journal.last_seq)
        finally:
            self._stop()

    async def _decided(self, command_id: str, intent: Intent) -> Answer:
        outcome = await self._journal.decide(intent, command_id=command_id)
        return outcome.refused or outcome.done or Refused(refused="Nothing was to be done.")

    def _remember(self, command_id: str, refused: Refused) -> None:
        self._refused[command_id] = refused
        while len(self._refused) > REMEMBERED_REFUSALS:
            self._refused.popitem(last=False)


def happens(event: AnyEvent, operator: str | None = None) -> Intent:
    """The intent of an event that belongs to no incident."""
    decision = Decision(drafts=(EventDraft(event=event, operator=operator),))
    return lambda _ledger, _now: decision


_OfIncidents = (
    handlers_incident.Wish
    | handlers_incident.ClaimWish
    | handlers_incident.StepWish
    | links_and_handover.JoiningWish
    | links_and_handover.DeliveryWish
    | trigger.TriggerWish
)


def _wished(wish: _OfIncidents, operator: str) -> Intent:
    def intent(ledger: DecisionContext, now: int) -> Decision:
        if isinstance(wish, handlers_incident.ClaimWish):
            return _decision(handlers_incident.decide_claim(wish, operator, ledger.find(wish.incident), now))
        if isinstance(wish, handlers_incident.StepWish):
            found, lists = ledger.find(wish.incident), ledger.book.checklists
            return _decision(handlers_incident.decide_checklist(wish, operator, found, lists, now))
        if isinstance(wish, links_and_handover.DeliveryWish):
            return _decision(links_and_handover.decide_delivery(wish, operator, ledger.find, now))
        if isinstance(wish, links_and_handover.JoiningWish):
            return _joining(wish, operator, ledger)
        if isinstance(wish, trigger.TriggerWish):
            incident = None if wish.incident is None else ledger.find(wish.incident)
            return _decision(trigger.decide(wish, operator, incident, ledger.book))
        if isinstance(wish, CloseIncident):
            return _closing(wish, operator, ledger, now)
        return _decision(handlers_incident.decide(wish, operator, ledger.find, now))

    return intent


def _joining(wish: links_and_handover.JoiningWish, operator: str, ledger: DecisionContext) -> Decision:
    def last_receipt(digest: str) -> int | None:
        known = ledger.delivered(digest)
        return None if known is None else known.received_at

    return _decision(links_and_handover.decide_links(wish, operator, ledger.find, ledger.next_incident, last_receipt))


def _closing(wish: CloseIncident, operator: str, ledger: DecisionContext, now: int) -> Decision:
    closing = ledger.find(wish.incident)
    if closing is None:
        return _decision(handlers_incident.decide(wish, operator, ledger.find, now))
    left = handlers_incident.open_steps(closing, ledger.book.checklists, now)
    over = tuple(share.share for share in closing.shares)
    return _decision(handlers_incident.decide(wish, operator, ledger.find, now, left), over)


def _exported(wish: RecordExport, operator: str | None) -> Intent:
    def intent(ledger: DecisionContext, _now: int) -> Decision:
        outcome = links_and_handover.decide_export(wish, operator, ledger.find(wish.incident))
        return Decision(refused=outcome) if isinstance(outcome, Refused) else Decision(drafts=(outcome,))

    return intent


def _noticed(wish: SeeNotice, operator: str) -> Intent:
    def intent(ledger: DecisionContext, _now: int) -> Decision:
        outcome = links_and_handover.decide_station(wish, operator, ledger.book)
        return Decision(refused=outcome) if isinstance(outcome, Refused) else Decision(drafts=(outcome,))

    return intent


def _decision(outcome: list[EventDraft] | Refused, ended: tuple[str, ...] = ()) -> Decision:
    """``ended`` are shares whose tokens are deleted, if the wish comes true."""
    return Decision(refused=outcome) if isinstance(outcome, Refused) else Decision(drafts=tuple(outcome), ended=ended)
