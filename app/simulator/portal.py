"""Plays the telecommunicator: signs a body and POSTs it to a handler on this machine (docs/contract.md#3.2)."""

import asyncio
import dataclasses
import hashlib
import hmac
import time
from typing import Self

import anyio
import anyio.lowlevel
import httpx

from app.simulator import loopback

SIGNATURE_HEADER = "X-RapidSOS-Signature"

ANSWER_WITHIN_S = 30.0

RETRY_FIRST_S = 0.05
RETRY_MOST_S = 1.0


def sign(body: bytes, secret: str) -> str:
    """HMAC-SHA1 over the raw bytes, 40 small hex digits (docs/contract.md#3.2)."""
    return hmac.new(secret.encode(), body, "sha1").hexdigest()


@dataclasses.dataclass(frozen=True)
class Answer:
    """What came back for one POST: the HTTP status or the failure's name, and milliseconds since it was due."""

    status: int | None
    ms: float
    request_sha256: str
    error: str | None = None

    def line(self) -> dict[str, object]:
        """As it is printed: `error` only when there is one."""
        fields = dataclasses.asdict(self)
        return fields if self.error is not None else {k: v for k, v in fields.items() if k != "error"}


class Portal:
    """The sending half of a 911 center's screen; an async context manager."""

    def __init__(self, secret: str | None, *, retry_refused_s: float = 0.0) -> None:
        """`secret` None sends unsigned; a refused connection is tried again for `retry_refused_s` real seconds."""
        self._secret = secret
        self._retry_refused_s = retry_refused_s
        self._client = httpx.AsyncClient(
            # A proxy from the environment would be asked for loopback too.
            trust_env=False,
            timeout=ANSWER_WITHIN_S,
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=64),
        )

    async def __aenter__(self) -> Self:
        # httpx loads its network backend at the first request: 50 ms that would be counted as the handler's.
        await anyio.lowlevel.checkpoint()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    def signed(self, body: bytes) -> dict[str, str]:
        """The headers of a good POST of that body; without a secret there is no signature."""
        headers = {"Content-Type": "application/json"}
        if self._secret is not None:
            headers[SIGNATURE_HEADER] = sign(body, self._secret)
        return headers

    async def post(
        self, url: str, body: bytes, headers: dict[str, str] | None = None, *, due: float | None = None
    ) -> Answer:
        """POST exactly these bytes; `due` (monotonic s) is when it should have left. Raises NotLoopbackError."""
        signed = self.signed(body) if headers is None else headers
        return await self._answered(
            self._client.build_request("POST", loopback.checked(url), content=body, headers=signed), due
        )

    async def get(self, url: str) -> Answer:
        """GET that URL. Raises NotLoopbackError."""
        return await self._answered(self._client.build_request("GET", loopback.checked(url)), None)

    async def _answered(self, request: httpx.Request, due: float | None) -> Answer:
        began = time.monotonic() if due is None else due
        error, status = None, None
        try:
            status = await self._sent_until_accepted(request)
        except httpx.HTTPError as failure:
            error = type(failure).__name__
        elapsed_ms = round((time.monotonic() - began) * 1000, 3)
        return Answer(status, elapsed_ms, hashlib.sha256(request.content).hexdigest(), error)

    async def _sent_until_accepted(self, request: httpx.Request) -> int:
        gives_up = time.monotonic() + self._retry_refused_s
        pause = RETRY_FIRST_S
        while True:
            try:
                return (await self._client.send(request)).status_code
            except httpx.ConnectError:
                # Nothing was sent, so sending again cannot make two of it.
                if time.monotonic() + pause > gives_up:
                    raise
            await asyncio.sleep(pause)
            pause = min(2 * pause, RETRY_MOST_S)
