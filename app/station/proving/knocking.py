"""One request of the station to itself, by its own door or from outside, and how long its answer took."""

import collections.abc
import ssl
import time

import msgspec
import truststore

PATIENCE_S = 15.0


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """What came back: a status, or why none did."""

    status: int = 0
    took_ms: float = 0.0
    problem: str = ""

    @property
    def figure(self) -> str:
        """The status and the time, for the eye."""
        return f"{self.status}, {milliseconds(self.took_ms)}" if self.status else ""


Knock = collections.abc.Callable[[str, bytes, dict[str, str]], collections.abc.Awaitable[Answered]]
"""POST a body with headers to an address."""


def knocker(*, loopback: bool, greeting: ssl.SSLContext | None = None) -> Knock:
    """How the request leaves: as any program's would, or straight to the own door, which is known to be ours."""

    async def knock(url: str, body: bytes, headers: dict[str, str]) -> Answered:
        import httpx  # noqa: PLC0415 the start must not wait for it; RapidSOS's client has loaded it by now

        verify = greeting or truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        async with httpx.AsyncClient(timeout=PATIENCE_S, verify=verify, trust_env=not loopback) as client:
            began = time.perf_counter()
            try:
                answer = await client.post(url, content=body, headers=headers)
            except httpx.HTTPError as error:
                return Answered(problem=f"no answer ({type(error).__name__})")
            return Answered(status=answer.status_code, took_ms=(time.perf_counter() - began) * 1000)

    return knock


def milliseconds(value: float) -> str:
    """A time that something took, with one decimal while it is short."""
    return f"{value:.1f} ms" if value < 10 else f"{value:.0f} ms"  # noqa: PLR2004 ten of them need no decimals
