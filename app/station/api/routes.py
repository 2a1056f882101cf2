"""API routes that consoles read from, and checks: reports, handover, quarantine, requests, search, settings."""

import asyncio
import collections.abc
import re
import typing

import msgspec

from app.core.clock import Clock
from app.domain.evidence import ChainHead
from app.domain.handover import KINDS, ShiftFacts
from app.domain.incident.envelope import Record
from app.domain.reports import Fact, FactsPage
from app.protocol.requests import KeptWords, Quarantine, Replay, Requests, RequestWords
from app.protocol.search import Search, SearchPage
from app.protocol.settings import CheckResults, SettingsReport
from app.station.api.sync import holds_too_large
from app.station.http.request import InboundRequest, Response, Route, refusal
from app.station.journal.base import JournalUnavailableError
from app.station.journal.journal import Journal
from app.station.sessions import Sessions

FACTS_PATH = "/facts"
MOST = 5_000
_FACT_NUMBER = re.compile(r"[0-9]{1,15}")


class FactStore(typing.Protocol):
    """Where events lie."""

    def facts(self, span: tuple[int, int], after: int, limit: int) -> tuple[Fact, ...]:
        """A page; blocks, and may raise ``JournalUnavailableError``."""


def fact_routes(
    stock: FactStore, profile: collections.abc.Callable[[], str], now: collections.abc.Callable[[], int]
) -> list[Route]:
    """The one call; ``profile`` is the code of the center's own one, ``now`` the station's time (UTC ms)."""

    async def facts(request: InboundRequest) -> Response:
        query = request.untrusted_query
        asked = (query.get("since", ""), query.get("until", ""), query.get("after", "0"))
        if not all(_FACT_NUMBER.fullmatch(one) for one in asked):
            return refusal(400, "since, until and after are numbers")
        since, until, after = (int(one) for one in asked)
        try:
            found = await asyncio.to_thread(stock.facts, (since, until), after, MOST)
        except JournalUnavailableError:
            return refusal(503, "the journal can't be read now")
        more = found[-1].seq if len(found) == MOST else None
        told = FactsPage(facts=found, next=more, profile=profile(), now=now())
        return Response(status=200, body=msgspec.json.encode(told))

    return [Route(path=FACTS_PATH, methods={"GET": facts})]


USUAL_SHIFT_MS = 12 * 60 * 60_000
LATEST = 2_000
"""Of the events looked through; a shift has far fewer."""
_SEATS = ("OperatorSignedOn", "OperatorSignedOff")


class HandoverRoutes:
    """Answers consoles of signed-on operators."""

    def __init__(self, journal: Journal, sessions: Sessions, clock: Clock) -> None:
        self._journal = journal
        self._sessions = sessions
        self._clock = clock

    def routes(self) -> list[Route]:
        """The one call."""
        return [Route(path="/handover", methods={"GET": self._handover})]

    async def _handover(self, request: InboundRequest) -> Response:
        operator = self._sessions.operator(request.untrusted_query.get("session"))
        if operator is None:
            return refusal(403, "a handover sheet is made by a signed-on operator")
        try:
            facts = await asyncio.to_thread(self._facts, operator)
        except JournalUnavailableError:
            return refusal(503, "the journal can't be read now")
        return Response(status=200, body=msgspec.json.encode(facts))

    def _facts(self, operator: str) -> ShiftFacts:
        """Blocks."""
        began = shift_began(self._journal.latest_of(_SEATS, LATEST), operator, self._clock.now())
        seq, digest = self._journal.head()
        return ShiftFacts(
            head=str(ChainHead(seq=seq, digest=digest)),
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


CHECKS_PATH = "/proofs/"
Kinds = collections.abc.Mapping[str, collections.abc.Callable[[str], collections.abc.Awaitable[CheckResults]]]
"""What can be proven, by name; each takes the name of who asks."""


def check_routes(kinds: Kinds, sessions: Sessions) -> list[Route]:
    """A call for each kind; its body is not read."""

    def call(name: str) -> Route:
        async def prove(request: InboundRequest) -> Response:
            operator = sessions.operator(request.untrusted_query.get("session"))
            if operator is None:
                return refusal(403, "a proof is asked for by a signed-on operator")
            return Response(status=200, body=msgspec.json.encode(await kinds[name](operator)))

        return Route(path=CHECKS_PATH + name, methods={"POST": prove})

    return [call(name) for name in kinds]


QUARANTINE_PATH = "/quarantine"
_QUARANTINE_NUMBER = re.compile(r"[0-9]{1,9}")
_UNREADABLE = refusal(503, "the journal can't be read now")


class QuarantineStore(typing.Protocol):
    """What is kept; every method blocks for a disk read and may raise ``JournalUnavailableError``."""

    def listing(self) -> Quarantine:
        """Everything kept, newest first."""

    def words(self, number: int) -> KeptWords | None:
        """One request as it came, without its token; None when it is not kept, or locked."""


class QuarantineRoutes:
    """Answers consoles."""

    def __init__(self, quarantine: QuarantineStore) -> None:
        self._quarantine = quarantine

    def routes(self) -> list[Route]:
        """The two calls."""
        return [
            Route(path=QUARANTINE_PATH, methods={"GET": self._listing}),
            Route(path=f"{QUARANTINE_PATH}/", methods={"GET": self._words}),
        ]

    async def _listing(self, _request: InboundRequest) -> Response:
        try:
            return _json(await asyncio.to_thread(self._quarantine.listing))
        except JournalUnavailableError:
            return _UNREADABLE

    async def _words(self, request: InboundRequest) -> Response:
        number = request.path.removeprefix(f"{QUARANTINE_PATH}/")
        if not _QUARANTINE_NUMBER.fullmatch(number):
            return refusal(404, "nothing kept has such a number")
        try:
            words = await asyncio.to_thread(self._quarantine.words, int(number))
        except JournalUnavailableError:
            return _UNREADABLE
        return refusal(404, "it is not kept, or locked") if words is None else _json(words)


def _json(value: msgspec.Struct) -> Response:
    return Response(status=200, body=msgspec.json.encode(value))


REQUESTS_PATH = "/requests"
_NUMBER = re.compile(r"[0-9]{1,15}")
_ONE = re.compile(rf"{REQUESTS_PATH}/([req][0-9]{{1,15}})(/replay)?")


_GONE = refusal(404, "it is not remembered any more, or locked")


class RequestLog(typing.Protocol):
    """What is known of requests; all but ``newer`` may raise ``JournalUnavailableError``."""

    def newer(self, since: int) -> Requests:
        """What this run saw after its request of a number."""

    def newest(self) -> Requests:
        """Everything remembered, and the newest of the journal; blocks."""

    def older(self, before: int) -> Requests:
        """More of the journal, below a seq; blocks."""

    def words(self, id_: str) -> RequestWords | None:
        """One request; blocks."""

    async def play(self, id_: str) -> Replay | None:
        """A dry run."""


class RequestRoutes:
    """Answers consoles."""

    def __init__(self, inspection: RequestLog) -> None:
        self._inspection = inspection

    def routes(self) -> list[Route]:
        """Three calls."""
        return [
            Route(path=REQUESTS_PATH, methods={"GET": self._listing}),
            Route(path=f"{REQUESTS_PATH}/", methods={"GET": self._words, "POST": self._replay}),
        ]

    async def _listing(self, request: InboundRequest) -> Response:
        query = request.untrusted_query
        since, before = query.get("since"), query.get("before")
        if not all(_NUMBER.fullmatch(one) for one in (since, before) if one is not None):
            return refusal(400, "since and before are numbers")
        if since is not None:
            return _json(self._inspection.newer(int(since)))
        try:
            if before is None:
                return _json(await asyncio.to_thread(self._inspection.newest))
            return _json(await asyncio.to_thread(self._inspection.older, int(before)))
        except JournalUnavailableError:
            return _UNREADABLE

    async def _words(self, request: InboundRequest) -> Response:
        one = _ONE.fullmatch(request.path)
        if one is None or one[2]:
            return refusal(404, "no request has such an id")
        try:
            words = await asyncio.to_thread(self._inspection.words, one[1])
        except JournalUnavailableError:
            return _UNREADABLE
        return _GONE if words is None else _json(words)

    async def _replay(self, request: InboundRequest) -> Response:
        one = _ONE.fullmatch(request.path)
        if one is None or not one[2]:
            return refusal(404, "no request has such an id")
        try:
            replay = await self._inspection.play(one[1])
        except JournalUnavailableError:
            return _UNREADABLE
        return _GONE if replay is None else _json(replay)


SEARCH_PATH = "/search"
BUDGET_S = 0.15
"""So long one piece may open bodies: shares arriving meanwhile share the interpreter with it."""


class IncidentStore(typing.Protocol):
    """Where stored incidents lie."""

    def search(self, search: Search, budget_s: float) -> SearchPage:
        """A piece of the answer; blocks, and may raise ``JournalUnavailableError``."""


class SearchRoutes:
    """Answers consoles."""

    def __init__(self, stock: IncidentStore) -> None:
        self._stock = stock
        self._one = asyncio.Lock()

    def routes(self) -> list[Route]:
        """The one call; POST, since an address must not name a caller."""
        return [Route(path=SEARCH_PATH, methods={"POST": self._search})]

    async def _search(self, request: InboundRequest) -> Response:
        try:
            search = msgspec.json.decode(request.untrusted_body, type=Search)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return refusal(400, "no search that this station knows")
        if holds_too_large(msgspec.to_builtins(search)):
            return refusal(400, "a number of the search has more than 18 digits")
        if search.sought.empty or (search.in_bodies and not search.sought.in_bodies):
            return Response(status=200, body=msgspec.json.encode(SearchPage()))
        async with self._one:
            try:
                found = await asyncio.to_thread(self._stock.search, search, BUDGET_S)
            except JournalUnavailableError:
                return refusal(503, "the journal can't be read now")
        return Response(status=200, body=msgspec.json.encode(found))


SECRETS_PATH = "/secrets/take_over"

TakeOver = collections.abc.Callable[[], collections.abc.Awaitable[str | None]]
"""Asks the keyring; returns why that failed, None when it did not."""


class Taken(msgspec.Struct, frozen=True):
    """What came of it."""

    problem: str | None = None
    given: tuple[str, ...] = ()
    """Names of secrets that the station was started with; the keyring's don't replace them."""


def secret_routes(take_over: TakeOver, given: collections.abc.Collection[str]) -> list[Route]:
    """The call; its body is not read."""

    async def call(_request: InboundRequest) -> Response:
        return Response(
            status=200, body=msgspec.json.encode(Taken(problem=await take_over(), given=tuple(sorted(given))))
        )

    return [Route(path=SECRETS_PATH, methods={"POST": call})]


SETTINGS_PATH = "/settings"


def settings_routes(told: collections.abc.Callable[[], SettingsReport]) -> list[Route]:
    """The settings and where each comes from; ``told`` reads files and may block."""

    async def call(_request: InboundRequest) -> Response:
        return Response(status=200, body=msgspec.json.encode(await asyncio.to_thread(told)))

    return [Route(path=SETTINGS_PATH, methods={"GET": call})]
