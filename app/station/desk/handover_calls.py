"""The desk's call for the handover sheet: what only the station knows (docs/operator.md#b-9)."""

import asyncio

import msgspec

from app.domain.evidence.head import Head
from app.domain.handover.facts import KINDS, Facts
from app.domain.incident.record import Record
from app.ground.clock import Clock
from app.station.journal.errors import JournalUnavailableError
from app.station.journal.journal import Journal
from app.station.listener.exchange import Answer, Received, Route, refusal
from app.station.sessions import Sessions

USUAL_SHIFT_MS = 12 * 60 * 60_000
LATEST = 2_000
"""Of the events looked through; a shift has far fewer."""
_SEATS = ("OperatorSignedOn", "OperatorSignedOff")


class HandoverCalls:
    """Answers consoles of signed-on operators."""

    def __init__(self, journal: Journal, sessions: Sessions, clock: Clock) -> None:
        self._journal = journal
        self._sessions = sessions
        self._clock = clock

    def routes(self) -> list[Route]:
        """The one call."""
        return [Route(path="/handover", methods={"GET": self._handover})]

    async def _handover(self, request: Received) -> Answer:
        operator = self._sessions.operator(request.head.untrusted_query.get("session"))
        if operator is None:
            return refusal(403, "a handover sheet is made by a signed-on operator")
        try:
            facts = await asyncio.to_thread(self._facts, operator)
        except JournalUnavailableError:
            return refusal(503, "the journal can't be read now")
        return Answer(status=200, body=msgspec.json.encode(facts))

    def _facts(self, operator: str) -> Facts:
        """Blocks."""
        began = shift_began(self._journal.latest_of(_SEATS, LATEST), operator, self._clock.now())
        seq, digest = self._journal.head()
        return Facts(
            head=str(Head(seq=seq, digest=digest)),
            shift_began=began,
            happened=tuple(one for one in self._journal.latest_of(KINDS, LATEST) if one.at >= began),
            quarantined=len(self._journal.quarantined()),
        )


def shift_began(seats: list[Record], operator: str, now: int) -> int:
    """When the operator first signed on after they last signed off; a usual shift ago when that was not recorded."""
    began: int | None = None
    for record in seats:
        if record.operator == operator:
            began = None if record.kind == _SEATS[1] else record.at if began is None else began
    return now - USUAL_SHIFT_MS if began is None else began
