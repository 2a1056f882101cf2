"""The Data Share handler: signature over the raw bytes, then the body, then the disk, then 200.

See docs/contract.md#3.2.
"""

import asyncio
import collections.abc
import logging

import msgspec

from app.core.tasks import Tasks
from app.domain.data_share import payload, signature
from app.domain.data_share.signature import Signature
from app.domain.incident.events import ShareRepeated
from app.domain.lamp import Lamp
from app.station import health
from app.station.http.request import Audit, Exchange, InboundRequest, Response, refusal
from app.station.http.server import RETRY_AFTER
from app.station.journal.base import JournalUnavailableError
from app.station.services.intake import Intake

_LOG = logging.getLogger(__name__)

PATH = "/data_share_handler"
HEADER = "X-RapidSOS-Signature"
_BAD_REQUEST, _FAILED, _VERSION = 400, 500, 505
STORED_WITHIN_S = 5.0
"""Longer than any healthy disk takes; past it RapidSOS is asked to try again, and the repeat is recognized."""

Read = collections.abc.Callable[[bytes], payload.DataShare | payload.MalformedShare]
"""How this center reads a body."""
Secrets = collections.abc.Callable[[], collections.abc.Sequence[str]]
"""The secrets in use, current and next; empty while none is known."""


class DataShareHandler:
    """Answers 200 only for what is on disk; counts what it judged for the lamps."""

    def __init__(
        self, intake: Intake, secrets: Secrets, read: Read, closed: collections.abc.Callable[[], bool] = bool
    ) -> None:
        self._intake = intake
        self._closed = closed
        self._secrets = secrets
        self._read = read
        self._judged: dict[Signature, int] = {}
        self._judged_with: frozenset[str] = frozenset()

    @property
    def judged(self) -> dict[Signature, int]:
        """When each verdict was last given, UTC ms; a secret that was replaced or taken out proves nothing any more."""
        secrets = frozenset(self._secrets())
        if not self._judged_with <= secrets:
            self._judged.clear()
        self._judged_with = secrets
        return self._judged

    async def __call__(self, request: InboundRequest) -> Response:
        """Judge and store one request."""
        headers = request.headers(HEADER)
        if len(headers) > 1:
            return refusal(400, "two signature headers")
        began = asyncio.get_running_loop().time()
        verdict = signature.judge(request.untrusted_body, next(iter(headers), None), self._secrets())
        verified_at = request.received_at + _since(began)
        self.judged[verdict] = request.received_at
        answer = await self._answer(request, verdict)
        judged = answer.judged or Audit(verdict=verdict.value)
        stored_at = None if judged.stored_at is None else request.received_at + _since(began)
        judged = msgspec.structs.replace(judged, verified_at=verified_at, stored_at=stored_at)
        return msgspec.structs.replace(answer, judged=judged)

    async def _answer(self, request: InboundRequest, verdict: Signature) -> Response:
        if verdict is Signature.GOOD and self._closed():
            return refusal(503, "nobody watches here", headers=RETRY_AFTER)
        share = self._read(request.untrusted_body)
        try:
            async with asyncio.timeout(STORED_WITHIN_S):
                return await self._stored(share, request, verdict)
        except (JournalUnavailableError, TimeoutError) as error:
            _LOG.error("A request could not be stored (%s)", type(error).__name__)
            if verdict is Signature.GOOD:
                return refusal(503, "storage fails", headers=RETRY_AFTER)
            return _unauthorized(verdict)

    async def _stored(
        self, share: payload.DataShare | payload.MalformedShare, request: InboundRequest, verdict: Signature
    ) -> Response:
        stored = Audit(verdict=verdict.value, stored_at=request.received_at)
        match share, verdict:
            case payload.DataShare(), Signature.GOOD:
                record = await self._intake.share(share, request)
                repeated = isinstance(record.event, ShareRepeated)
                return Response(
                    status=200, judged=msgspec.structs.replace(stored, incident=record.incident, repeated=repeated)
                )
            case payload.MalformedShare(reason), Signature.GOOD:
                await self._intake.refused(request, 400, reason, verdict.value)
                return msgspec.structs.replace(refusal(400, reason), judged=stored)
            case payload.DataShare(), _:
                await self._intake.refused(request, 401, f"signature: {verdict.value}", verdict.value)
                return msgspec.structs.replace(_unauthorized(verdict), judged=stored)
            case _:
                pass  # neither signed nor a share: counted in the log, never kept
        return _unauthorized(verdict)


KEEPING_AT_ONCE = 16
"""More refused requests than these are only counted while they are written: a flood must not queue before shares."""
NOT_JUDGED = "not judged"
"""Instead of a verdict, where the body was not read."""


class RefusedShares:
    """Requests with a signature header, refused before any handler judged them: kept, counted, shown by a lamp.

    A person at an ECC may have pressed share, and was told by RapidSOS that it failed (docs/contract.md#3.5).
    """

    def __init__(self, intake: Intake, secrets: Secrets, tasks: Tasks) -> None:
        self._intake = intake
        self._secrets = secrets
        self._tasks = tasks
        self._keeping = 0
        self.count = 0
        self._last: Exchange | None = None

    def reads(self, request: InboundRequest) -> bool:
        """Whether it is one of these, so that its body is worth reading."""
        return bool(request.headers(HEADER))

    def take(self, exchange: Exchange) -> None:
        """Look at an exchange of the listener, and keep its request if it is one of these."""
        answer = exchange.answer
        is_refused = _BAD_REQUEST <= answer.status < _FAILED or answer.status == _VERSION
        if answer.judged is not None or not is_refused or not self.reads(exchange.request):
            return
        self.count += 1
        self._last = exchange
        if self._keeping < KEEPING_AT_ONCE:
            self._keeping += 1
            self._tasks.start("refused share", self._keep(exchange))

    def lamp(self, now: int) -> Lamp | None:
        """That such a request was refused during the last day; nothing while none was."""
        last = self._last
        if last is None or now - last.answered_at > health.DAY_MS:
            return None
        return health.refused(self.count, last.answer.status, last.answer.why, last.answered_at)

    async def _keep(self, exchange: Exchange) -> None:
        request, answer = exchange.request, exchange.answer
        try:
            await self._intake.refused(request, answer.status, answer.why, self._verdict(request))
        except JournalUnavailableError:
            _LOG.error("A refused request could not be kept for a person to see")
        finally:
            self._keeping -= 1

    def _verdict(self, request: InboundRequest) -> str:
        """The best verdict of the signatures that came."""
        if not request.is_whole:
            return NOT_JUDGED
        secrets = self._secrets()
        verdicts = [signature.judge(request.untrusted_body, one, secrets) for one in request.headers(HEADER)]
        return (Signature.GOOD if Signature.GOOD in verdicts else verdicts[0]).value


def _since(began: float) -> int:
    """Whole milliseconds since a moment of the loop's clock, never more than have passed."""
    return int((asyncio.get_running_loop().time() - began) * 1000)


def _unauthorized(verdict: Signature) -> Response:
    """401; the sender does not learn whether a secret is missing here."""
    return Response(status=401, body=b'{"error": "signature not verified"}', why=f"signature {verdict.value}")
