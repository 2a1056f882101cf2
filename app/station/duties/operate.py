"""Operators' commands: a wish becomes events, or a sentence that says why not; nothing else changes anything."""

import asyncio
import collections
import collections.abc
import typing

from app.domain.incident import delivery_wishes, steps
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
from app.domain.incident.events import AnyEvent, OperatorSignedOn, StationStopped
from app.domain.incident.record import Draft
from app.domain.incident.wishing import (
    checklist_wishes,
    claim_wishes,
    export_wishes,
    joining_wishes,
    station_wishes,
    trigger_wishes,
    wishes,
)
from app.ground.clock import Clock
from app.station.duties import hand_over, quarantine
from app.station.journal.decision import Decision, Intent, Ledger
from app.station.journal.errors import JournalUnavailableError
from app.station.journal.journal import Journal
from app.station.sessions import Sessions

REMEMBERED_REFUSALS = 1_000
NOT_SIGNED_ON = Refused(refused="You are not signed on. Sign on, then do it again.")


Confirm = collections.abc.Callable[[ConfirmTrigger, str], collections.abc.Awaitable[Answer]]
"""The trigger duty's door: the only way to ``TriggerConfirmed``."""
Change = collections.abc.Callable[[ChangeSettings, str], collections.abc.Awaitable[Answer]]
"""The door of the duty that changes the station's settings."""


class Doors(typing.NamedTuple):
    """Duties that make a wish true by themselves."""

    confirm: Confirm
    change: Change


_Work = (
    wishes.Wish
    | claim_wishes.ClaimWish
    | checklist_wishes.StepWish
    | joining_wishes.JoiningWish
    | delivery_wishes.DeliveryWish
    | trigger_wishes.TriggerWish
    | TakeOver
    | SeeQuarantined
    | SeeNotice
    | HandOver
    | SignHandover
    | ConfirmTrigger
    | ChangeSettings
)


class Operate:
    """Obeys commands; the same command id gets the same answer."""

    def __init__(
        self,
        journal: Journal,
        sessions: Sessions,
        clock: Clock,
        stop: collections.abc.Callable[[], None],
        kept: quarantine.Kept,
        doors: Doors,
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
                return await self._decided(command.id, hand_over.giving(command, operator, present))
            case SignHandover():
                return await self._decided(command.id, hand_over.signing(command, operator))
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
        if not 1 <= len(name) <= wishes.NAME_LIMIT or not name.isprintable():
            return Refused(refused=f"A name has 1 to {wishes.NAME_LIMIT} printable characters. Write it again.")
        answer = await self._decided(command.id, happens(OperatorSignedOn(), name))
        if isinstance(answer, Refused):
            return answer
        return Done(seq=answer.seq, session=self._sessions.begin(name, command.id, self._clock.now()))

    async def _sign_off(self, command: SignOff, operator: str) -> Answer:
        """What the operator still has changes hands; a refusal leaves them signed on."""
        session, now = command.session or "", self._clock.now()
        stays = self._sessions.sits_elsewhere(operator, session, now)
        leaving = hand_over.leaving(command, operator, self._sessions.asking(now), stays=stays)
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
    decision = Decision(drafts=(Draft(event=event, operator=operator),))
    return lambda _ledger, _now: decision


_OfIncidents = (
    wishes.Wish
    | claim_wishes.ClaimWish
    | checklist_wishes.StepWish
    | joining_wishes.JoiningWish
    | delivery_wishes.DeliveryWish
    | trigger_wishes.TriggerWish
)


def _wished(wish: _OfIncidents, operator: str) -> Intent:
    def intent(ledger: Ledger, now: int) -> Decision:
        if isinstance(wish, claim_wishes.ClaimWish):
            return _decision(claim_wishes.decide(wish, operator, ledger.find(wish.incident), now))
        if isinstance(wish, checklist_wishes.StepWish):
            found, lists = ledger.find(wish.incident), ledger.book.checklists
            return _decision(checklist_wishes.decide(wish, operator, found, lists, now))
        if isinstance(wish, delivery_wishes.DeliveryWish):
            return _decision(delivery_wishes.decide(wish, operator, ledger.find, now))
        if isinstance(wish, joining_wishes.JoiningWish):
            return _joining(wish, operator, ledger)
        if isinstance(wish, trigger_wishes.TriggerWish):
            incident = None if wish.incident is None else ledger.find(wish.incident)
            return _decision(trigger_wishes.decide(wish, operator, incident, ledger.book))
        if isinstance(wish, CloseIncident):
            return _closing(wish, operator, ledger, now)
        return _decision(wishes.decide(wish, operator, ledger.find, now))

    return intent


def _joining(wish: joining_wishes.JoiningWish, operator: str, ledger: Ledger) -> Decision:
    def last_receipt(digest: str) -> int | None:
        known = ledger.delivered(digest)
        return None if known is None else known.received_at

    return _decision(joining_wishes.decide(wish, operator, ledger.find, ledger.next_incident, last_receipt))


def _closing(wish: CloseIncident, operator: str, ledger: Ledger, now: int) -> Decision:
    closing = ledger.find(wish.incident)
    if closing is None:
        return _decision(wishes.decide(wish, operator, ledger.find, now))
    left = steps.open_steps(closing, ledger.book.checklists, now)
    over = tuple(share.share for share in closing.shares)
    return _decision(wishes.decide(wish, operator, ledger.find, now, left), over)


def _exported(wish: RecordExport, operator: str | None) -> Intent:
    def intent(ledger: Ledger, _now: int) -> Decision:
        outcome = export_wishes.decide(wish, operator, ledger.find(wish.incident))
        return Decision(refused=outcome) if isinstance(outcome, Refused) else Decision(drafts=(outcome,))

    return intent


def _noticed(wish: SeeNotice, operator: str) -> Intent:
    def intent(ledger: Ledger, _now: int) -> Decision:
        outcome = station_wishes.decide(wish, operator, ledger.book)
        return Decision(refused=outcome) if isinstance(outcome, Refused) else Decision(drafts=(outcome,))

    return intent


def _decision(outcome: list[Draft] | Refused, ended: tuple[str, ...] = ()) -> Decision:
    """``ended`` are shares whose tokens are deleted, if the wish comes true."""
    return Decision(refused=outcome) if isinstance(outcome, Refused) else Decision(drafts=tuple(outcome), ended=ended)
