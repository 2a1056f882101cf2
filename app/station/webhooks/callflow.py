"""The routes on which RapidSOS reports about callflows, verified or marked unverified (docs/contract.md#7.2)."""

import collections.abc
import urllib.parse

import msgspec

from app.domain.callflow.status import HttpCallback, MalformedStatus, read_get, read_post, read_status
from app.domain.data_share import signature
from app.domain.data_share.signature import Signature
from app.station.http.request import Audit, InboundRequest, Response, refusal
from app.station.http.server import RETRY_AFTER
from app.station.journal.base import JournalUnavailableError
from app.station.services.callbacks import CallbackService
from app.station.webhooks.data_share import Secrets

HTTP_PATH = "/callflow_http"

Text = collections.abc.Callable[[], str]
"""A setting as it is now."""


class CallflowHttpHandler:
    """Keeps what a flow sends, and answers a GET with the center's fixed text."""

    def __init__(self, callbacks: CallbackService, id_parameter: Text, answer: Text) -> None:
        self._callbacks = callbacks
        self._id_parameter = id_parameter
        self._answer = answer

    async def post(self, request: InboundRequest) -> Response:
        """A POST: its JSON object holds the parameters."""
        callback = read_post(request.untrusted_body, self._id_parameter())
        if isinstance(callback, MalformedStatus):
            return refusal(400, callback.reason)
        return await self._kept(callback, request, Response(status=200))

    async def get(self, request: InboundRequest) -> Response:
        """A GET: its query holds the parameters."""
        query = urllib.parse.urlencode(request.untrusted_query)
        return await self._kept(
            read_get(query, self._id_parameter()), request, Response(status=200, body=self._answer().encode())
        )

    async def _kept(self, callback: HttpCallback, request: InboundRequest, answer: Response) -> Response:
        try:
            kept = await self._callbacks.callback(callback, received_at=request.received_at, sender=request.remote)
        except JournalUnavailableError:
            return refusal(503, "storage fails", headers=RETRY_AFTER)
        return answer if kept else _too_many()


STATUS_PATH = "/callflow_status"
HEADERS = ("x-rapidsos", "x-rapidsos-signature")
"""The readable documentation cuts the header's name off: both are tried."""


class CallflowStatusHandler:
    """Answers at once; a wrong signature is kept and shown as unverified, and never moves anything."""

    def __init__(self, callbacks: CallbackService, secrets: Secrets) -> None:
        self._callbacks = callbacks
        self._secrets = secrets

    async def __call__(self, request: InboundRequest) -> Response:
        """Judge and store one message."""
        verdict = self._verdict(request)
        answer = await self._answer(request, verdict)
        return msgspec.structs.replace(answer, judged=Audit(verdict=verdict.value))

    async def _answer(self, request: InboundRequest, verdict: Signature) -> Response:
        refused = verdict in (Signature.BAD, Signature.MISSING)
        status = read_status(request.untrusted_body)
        if isinstance(status, MalformedStatus):
            return _unauthorized(verdict) if refused else refusal(400, status.reason)
        try:
            kept = await self._callbacks.status(
                status,
                verified=verdict is Signature.GOOD,
                received_at=request.received_at,
                sender=request.remote,
            )
        except JournalUnavailableError:
            return _unauthorized(verdict) if refused else refusal(503, "storage fails", headers=RETRY_AFTER)
        if refused:
            return _unauthorized(verdict)
        return Response(status=200) if kept else _too_many()

    def _verdict(self, request: InboundRequest) -> Signature:
        """The best verdict of the signatures that came."""
        given: list[str | None] = [value for name in HEADERS for value in request.headers(name)]
        secrets = self._secrets()
        verdicts = [signature.judge(request.untrusted_body, value, secrets) for value in given or [None]]
        return Signature.GOOD if Signature.GOOD in verdicts else verdicts[0]


LATER = (("Retry-After", "600"),)


def _too_many() -> Response:
    """429: what was not kept must not be answered 200."""
    return refusal(429, "too many messages that name no callflow of ours", headers=LATER)


def _unauthorized(verdict: Signature) -> Response:
    return Response(status=401, body=b'{"error": "signature not verified"}', why=f"signature {verdict.value}")
