"""Operators' commands: a wish becomes events, or a sentence that says why not; nothing else changes anything."""

import asyncio
import collections
import collections.abc

from app.domain.incident import station_wishes, wishes
from app.domain.incident.commands import (
    Answer,
    AnyCommand,
    CloseIncident,
    Done,
    Refused,
    SeeNotice,
    SeeQuarantined,
    SignOff,
    SignOn,
    StopStation,
    TakeOver,
)
from app.domain.incident.events import AnyEvent, OperatorSignedOff, OperatorSignedOn, StationStopped
from app.domain.incident.record import Draft
from app.ground.clock import Clock
from app.station.desk.sessions import Sessions
from app.station.duties import quarantine
from app.station.journal.decision import Decision, Intent, Ledger
from app.station.journal.errors import JournalUnavailableError
from app.station.journal.journal import Journal

REMEMBERED_REFUSALS = 1_000
NOT_SIGNED_ON = Refused(refused="You are not signed on. Sign on, then do it again.")


class Operate:
    """Obeys commands; the same command id gets the same answer."""

    def __init__(
        self,
        journal: Journal,
        sessions: Sessions,
        clock: Clock,
        stop: collections.abc.Callable[[], None],
        kept: quarantine.Kept,
    ) -> None:
        self._journal = journal
        self._sessions = sessions
        self._clock = clock
        self._stop = stop
        self._kept = kept
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
        if isinstance(answer, Refused):
            self._remember(command.id, answer)
        return answer

    async def _obeyed(self, command: AnyCommand) -> Answer:
        operator = self._sessions.operator(command.session)
        match command:
            case SignOn():
                return await self._sign_on(command)
            case StopStation():
                return await self._stopped(command, operator)
            case _ if operator is None:
                return NOT_SIGNED_ON
            case SignOff():
                answer = await self._decided(command.id, happens(OperatorSignedOff(), operator))
                self._sessions.end(command.session or "")
                return answer
            case TakeOver():
                intent = await asyncio.to_thread(self._kept.taking_over, command, operator)
                return await self._decided(command.id, intent)
            case SeeQuarantined():
                return await self._decided(command.id, quarantine.seen(command, operator))
            case SeeNotice():
                return await self._decided(command.id, _noticed(command, operator))
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


def _wished(wish: wishes.Wish, operator: str) -> Intent:
    def intent(ledger: Ledger, _now: int) -> Decision:
        outcome = wishes.decide(wish, operator, ledger.find)
        if isinstance(outcome, Refused):
            return Decision(refused=outcome)
        incident = ledger.find(wish.incident) if isinstance(wish, CloseIncident) else None
        over = () if incident is None else tuple(share.share for share in incident.shares)
        return Decision(drafts=tuple(outcome), ended=over)

    return intent


def _noticed(wish: SeeNotice, operator: str) -> Intent:
    def intent(ledger: Ledger, _now: int) -> Decision:
        outcome = station_wishes.decide(wish, operator, ledger.book)
        return Decision(refused=outcome) if isinstance(outcome, Refused) else Decision(drafts=(outcome,))

    return intent
