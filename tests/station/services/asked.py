"""Refreshing on a real journal and a RapidSOS on loopback, by a clock that the test moves."""

import asyncio
import collections.abc
import contextlib
import typing

from app.core.logs import Redactor
from app.core.tasks import Tasks
from app.domain.data_share.feed import FeedKind
from app.domain.incident.events import ShareReceived
from app.domain.incident.model import Incident
from app.station.journal.base import Decision, DecisionContext, Intent, Token
from app.station.journal.journal import Journal
from app.station.services.polling.poller import FeedRequest, Poller, ShareTokens
from tests.station.journal.made import Home, arrive, incidents_of, told
from tests.station.rapidsos.answering import Answering, answering, line_to

PATIENCE_S = 120.0
"""A bound against hanging, not a promise: 500 incidents ask 1,000 questions on whatever else the machine does."""


class Asked:
    """Everything a test of refreshing holds."""

    def __init__(self, home: Home, journal: Journal, rapidsos: Answering, refresh: Poller) -> None:
        self.home = home
        self.clock = home.clock
        self.journal = journal
        self.rapidsos = rapidsos
        self.refresh = refresh

    async def share(self, event: ShareReceived) -> None:
        await self.journal.decide(arrive(event))

    def kinds(self) -> list[str]:
        return [type(record.event).__name__ for record in told(self.journal)]

    def count(self, kind: str) -> int:
        return self.kinds().count(kind)

    def incident(self, number: int = 1001) -> Incident:
        return incidents_of(told(self.journal))[number]

    def requests(self, path: str) -> int:
        return len(self.rapidsos.to(path))

    async def until(self, condition: collections.abc.Callable[[], bool]) -> None:
        """Real time passes, the clock's doesn't."""
        async with asyncio.timeout(PATIENCE_S):
            while not condition():  # noqa: ASYNC110 what is waited for is told by nobody
                await asyncio.sleep(0.002)

    async def quiet(self) -> None:
        """All that was asked is answered and written."""
        await self.until(lambda: self.refresh._in_flight == 0)

    async def pass_by(self, seconds: float, step_s: float = 1.0) -> None:
        """Time passes in steps, and what is asked meanwhile is answered."""
        while seconds > 0:
            await self.clock.advance(min(step_s, seconds))
            await self.quiet()
            seconds -= step_s

    def due(self, kind: FeedKind) -> list[int]:
        """Milliseconds until each feed of this kind is asked again."""
        pulse = self.refresh.pulse()
        return [one.next_due - self.clock.now() for one in pulse if one.feed == kind.value and one.next_due]


@contextlib.asynccontextmanager
async def refreshing(
    home: Home,
    rapidsos: Answering | None = None,
    **settings: typing.Any,  # noqa: ANN401 whatever a setting is
) -> typing.AsyncIterator[Asked]:
    """A station's refreshing and nothing else of it."""
    async with contextlib.AsyncExitStack() as stack:
        pretend = await stack.enter_async_context(answering()) if rapidsos is None else rapidsos
        line = await stack.enter_async_context(line_to(pretend, home.clock, **settings))
        journal = stack.enter_context(home.opened())
        tasks = Tasks(_failed)
        tokens = ShareTokens(journal, Redactor())
        refresh = Poller(journal, home.clock, tasks, FeedRequest(line.lei, line.rad_e, tokens), tokens)
        tasks.start("refresh", refresh.run())
        try:
            yield Asked(home, journal, pretend, refresh)
        finally:
            await tasks.stop()


def many(events: list[ShareReceived]) -> Intent:
    """Many shares in one decision, each in an incident of its own."""

    def intent(ledger: DecisionContext, _now: int) -> Decision:
        decisions = [arrive(event)(ledger, _now) for event in events]
        drafts = [
            type(draft)(event=draft.event, incident=ledger.next_incident + index)
            for index, decision in enumerate(decisions)
            for draft in decision.drafts
        ]
        tokens = tuple(Token(share=event.share, token=f"token-{event.share}") for event in events)
        return Decision(drafts=tuple(drafts), tokens=tokens)

    return intent


def arrive_with(event: ShareReceived, token: str | None) -> Intent:
    """A share that arrived with this token, or whose token is gone."""

    def intent(ledger: DecisionContext, now: int) -> Decision:
        tokens = () if token is None else (Token(share=event.share, token=token),)
        return Decision(drafts=arrive(event)(ledger, now).drafts, tokens=tokens)

    return intent


def _failed(name: str, failure: BaseException) -> None:
    raise AssertionError(f"{name} failed") from failure
