"""The status route: what RapidSOS tells about a flow, verified or marked unverified (docs/contract.md#7.2)."""

import msgspec

from app.domain.callflow.status import Malformed, read_status
from app.domain.data_share import signature
from app.domain.data_share.signature import Signature
from app.station.duties.follow import Follow
from app.station.journal.errors import JournalUnavailableError
from app.station.listener.data_share import Secrets
from app.station.listener.exchange import Answer, Judged, Received, refusal
from app.station.listener.server import RETRY_AFTER

PATH = "/callflow_status"
HEADERS = ("x-rapidsos", "x-rapidsos-signature")
"""The readable documentation cuts the header's name off: both are tried."""


class CallflowStatusHandler:
    """Answers at once; a wrong signature is kept and shown as unverified, and never moves anything."""

    def __init__(self, follow: Follow, secrets: Secrets) -> None:
        self._follow = follow
        self._secrets = secrets

    async def __call__(self, request: Received) -> Answer:
        """Judge and store one message."""
        verdict = self._verdict(request)
        answer = await self._answer(request, verdict)
        return msgspec.structs.replace(answer, judged=Judged(verdict=verdict.value))

    async def _answer(self, request: Received, verdict: Signature) -> Answer:
        refused = verdict in (Signature.BAD, Signature.MISSING)
        status = read_status(request.untrusted_body)
        if isinstance(status, Malformed):
            return _unauthorized(verdict) if refused else refusal(400, status.reason)
        try:
            await self._follow.status(status, verified=verdict is Signature.GOOD, received_at=request.received_at)
        except JournalUnavailableError:
            return _unauthorized(verdict) if refused else refusal(503, "storage fails", headers=RETRY_AFTER)
        return _unauthorized(verdict) if refused else Answer(status=200)

    def _verdict(self, request: Received) -> Signature:
        """The best verdict of the signatures that came."""
        given: list[str | None] = [value for name in HEADERS for value in request.head.headers(name)]
        secrets = self._secrets()
        verdicts = [signature.judge(request.untrusted_body, value, secrets) for value in given or [None]]
        return Signature.GOOD if Signature.GOOD in verdicts else verdicts[0]


def _unauthorized(verdict: Signature) -> Answer:
    return Answer(status=401, body=b'{"error": "signature not verified"}', why=f"signature {verdict.value}")
