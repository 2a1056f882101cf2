"""One request of the station to itself, straight to its listener or from outside, and how long it took."""

import asyncio
import collections.abc
import ipaddress
import socket
import ssl
import time
import urllib.parse

import msgspec
import truststore

from app.core import outgoing
from app.protocol.settings import CheckResult

PATIENCE_S = 15.0


class ProbeAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What came back: a status, or why none did."""

    status: int = 0
    took_ms: float = 0.0
    problem: str = ""

    @property
    def figure(self) -> str:
        """The status and the time, for the eye."""
        return f"{self.status}, {milliseconds(self.took_ms)}" if self.status else ""


Send = collections.abc.Callable[[str, bytes, dict[str, str]], collections.abc.Awaitable[ProbeAnswer]]
"""POST a body with headers to an address."""


def sender_to(*, loopback: bool, tls: ssl.SSLContext | None = None) -> Send:
    """The HTTP client: as any program's, or straight to the own listener, whose certificate needs no proof."""

    async def send(url: str, body: bytes, headers: dict[str, str]) -> ProbeAnswer:
        verify = tls or truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        errand = outgoing.Errand(
            method="POST", url=url, body=body, headers=headers, within_s=PATIENCE_S, loopback=loopback
        )
        answer = await outgoing.run(errand, verify)
        return ProbeAnswer(status=answer.status, took_ms=answer.took_ms, problem=answer.problem)

    return send


def milliseconds(value: float) -> str:
    """A time that something took, with one decimal while it is short."""
    return f"{value:.1f} ms" if value < 10 else f"{value:.0f} ms"  # noqa: PLR2004 ten of them need no decimals


HTTPS_PORT = 443
MODERN = frozenset({"TLSv1.2", "TLSv1.3"})
"""What RapidSOS asks for (docs/contract.md#3.1)."""
Once = collections.abc.Callable[[], collections.abc.Awaitable[str]]
"""Send a nonce to the public address once; returns what went wrong, or nothing when it arrived here."""


async def port_open(host: str, port: int) -> CheckResult:
    """Whether the listener accepts a connection of this computer."""
    began = time.perf_counter()
    what = f"Port {port} is open on this computer"
    try:
        async with asyncio.timeout(PATIENCE_S):
            _reader, writer = await asyncio.open_connection(host, port)
            writer.close()
    except (TimeoutError, OSError) as error:
        step = "Restart the station. If it stays, look for a firewall or another program on the port."
        return CheckResult(what=what, good=False, seen=f"{host}:{port}: {type(error).__name__}.", next_step=step)
    took = milliseconds((time.perf_counter() - began) * 1000)
    return CheckResult(what=what, good=True, seen=f"{host}:{port} accepts connections.", figure=took)


async def by_name(address: str) -> CheckResult:
    """Whether the name of the public address leads to public addresses, the only ones that RapidSOS calls."""
    host = urllib.parse.urlsplit(address).hostname or ""
    what = "The name leads to a public address"
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError as error:
        step = "Look at the name and at this computer's DNS."
        return CheckResult(what=what, good=False, seen=f"{host}: {error.strerror or 'unknown'}.", next_step=step)
    addresses = sorted({str(one[4][0]).partition("%")[0] for one in found})
    seen = f"{host} leads to {', '.join(addresses)}. RapidSOS sends to public addresses only."
    if any(ipaddress.ip_address(one).is_global for one in addresses):
        return CheckResult(what=what, good=True, seen=seen, figure="public")
    step = "It may be public outside of this network. If not: RapidSOS needs a public name, of the proxy or tunnel."
    return CheckResult(what=what, good=None, seen=seen, figure="private", next_step=step)


async def by_tls(address: str) -> CheckResult:
    """Whether the public address speaks TLS 1.2 or higher with a certificate that this computer trusts."""
    parts = urllib.parse.urlsplit(address)
    what, host, port = "TLS is good enough", parts.hostname or "", parts.port or HTTPS_PORT
    if parts.scheme != "https":
        step = "Give the public address https, at the proxy or with tls_certificate and tls_key."
        return CheckResult(what=what, good=False, seen=f"{address} has no TLS.", figure="none", next_step=step)
    try:
        async with asyncio.timeout(PATIENCE_S):
            context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            _reader, writer = await asyncio.open_connection(host, port, ssl=context, server_hostname=host)
            spoken = writer.get_extra_info("ssl_object").version() or "unknown"
            writer.close()
    except (TimeoutError, OSError) as error:
        reason = getattr(error, "reason", None) or type(error).__name__
        step = "Renew the certificate, or give the proxy the whole chain. An own proxy in between can hide this."
        return CheckResult(what=what, good=False, seen=f"{host}:{port}: {reason}.", next_step=step)
    words = spoken.replace("TLSv", "TLS ")
    seen = f"{host} speaks {words} with a certificate that this computer trusts. RapidSOS asks for TLS 1.2 or higher."
    step = "" if spoken in MODERN else "Let the proxy speak TLS 1.2 or 1.3."
    return CheckResult(what=what, good=spoken in MODERN, seen=seen, figure=words, next_step=step)


async def came_back(address: str, once: Once) -> CheckResult:
    """Whether a nonce sent to the public address arrived at this station's own listener."""
    what = "A test came back through the public address"
    began = time.perf_counter()
    problem = await once()
    took = milliseconds((time.perf_counter() - began) * 1000)
    if not problem:
        return CheckResult(
            what=what, good=True, seen=f"A nonce sent to {address} arrived at this station.", figure=took
        )
    step = f"Let {address}/self_test lead to this station, too. Where no way leads back inside it can't be told here."
    return CheckResult(what=what, good=False, seen=f"{address}: {problem}.", next_step=step)


def no_address() -> CheckResult:
    """Nothing can be proven without one."""
    step = "Type the address that RapidSOS was given, without its path, and apply it."
    return CheckResult(what="There is a public address", good=False, seen="None is set.", next_step=step)
