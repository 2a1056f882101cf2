"""The way from RapidSOS to this computer, proven piece by piece: port, name, TLS, and a nonce that came back."""

import asyncio
import collections.abc
import ipaddress
import socket
import ssl
import time
import urllib.parse

import truststore

from app.domain.incident.proof import Proof
from app.station.proving.knocking import PATIENCE_S, milliseconds

HTTPS_PORT = 443
MODERN = frozenset({"TLSv1.2", "TLSv1.3"})
"""What RapidSOS asks for (docs/contract.md#3.1)."""
Once = collections.abc.Callable[[], collections.abc.Awaitable[str]]
"""Send a nonce to the public address once; returns what went wrong, or nothing when it arrived here."""


async def port_open(host: str, port: int) -> Proof:
    """Whether the listener accepts a connection of this computer."""
    began = time.perf_counter()
    what = f"Port {port} is open on this computer"
    try:
        async with asyncio.timeout(PATIENCE_S):
            _reader, writer = await asyncio.open_connection(host, port)
            writer.close()
    except (TimeoutError, OSError) as error:
        step = "Restart the station. If it stays, look for a firewall or another program on the port."
        return Proof(what=what, good=False, seen=f"{host}:{port}: {type(error).__name__}.", next_step=step)
    took = milliseconds((time.perf_counter() - began) * 1000)
    return Proof(what=what, good=True, seen=f"{host}:{port} accepts connections.", figure=took)


async def by_name(address: str) -> Proof:
    """Whether the name of the public address leads to public addresses, the only ones that RapidSOS calls."""
    host = urllib.parse.urlsplit(address).hostname or ""
    what = "The name leads to a public address"
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError as error:
        step = "Look at the name and at this computer's DNS."
        return Proof(what=what, good=False, seen=f"{host}: {error.strerror or 'unknown'}.", next_step=step)
    addresses = sorted({str(one[4][0]).partition("%")[0] for one in found})
    seen = f"{host} leads to {', '.join(addresses)}. RapidSOS sends to public addresses only."
    if any(ipaddress.ip_address(one).is_global for one in addresses):
        return Proof(what=what, good=True, seen=seen, figure="public")
    step = "It may be public outside of this network. If not: RapidSOS needs a public name, of the proxy or tunnel."
    return Proof(what=what, good=None, seen=seen, figure="private", next_step=step)


async def by_tls(address: str) -> Proof:
    """Whether the public address speaks TLS 1.2 or higher with a certificate that this computer trusts."""
    parts = urllib.parse.urlsplit(address)
    what, host, port = "TLS is good enough", parts.hostname or "", parts.port or HTTPS_PORT
    if parts.scheme != "https":
        step = "Give the public address https, at the proxy or with tls_certificate and tls_key."
        return Proof(what=what, good=False, seen=f"{address} has no TLS.", figure="none", next_step=step)
    try:
        async with asyncio.timeout(PATIENCE_S):
            context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            _reader, writer = await asyncio.open_connection(host, port, ssl=context, server_hostname=host)
            spoken = writer.get_extra_info("ssl_object").version() or "unknown"
            writer.close()
    except (TimeoutError, OSError) as error:
        reason = getattr(error, "reason", None) or type(error).__name__
        step = "Renew the certificate, or give the proxy the whole chain. An own proxy in between can hide this."
        return Proof(what=what, good=False, seen=f"{host}:{port}: {reason}.", next_step=step)
    words = spoken.replace("TLSv", "TLS ")
    seen = f"{host} speaks {words} with a certificate that this computer trusts. RapidSOS asks for TLS 1.2 or higher."
    step = "" if spoken in MODERN else "Let the proxy speak TLS 1.2 or 1.3."
    return Proof(what=what, good=spoken in MODERN, seen=seen, figure=words, next_step=step)


async def came_back(address: str, once: Once) -> Proof:
    """Whether a nonce sent to the public address arrived at this station's own listener."""
    what = "A test came back through the public address"
    began = time.perf_counter()
    problem = await once()
    took = milliseconds((time.perf_counter() - began) * 1000)
    if not problem:
        return Proof(what=what, good=True, seen=f"A nonce sent to {address} arrived at this station.", figure=took)
    step = f"Let {address}/self_test lead to this station, too. Where no way leads back inside it can't be told here."
    return Proof(what=what, good=False, seen=f"{address}: {problem}.", next_step=step)


def no_address() -> Proof:
    """Nothing can be proven without one."""
    step = "Type the address that RapidSOS was given, without its path, and apply it."
    return Proof(what="There is a public address", good=False, seen="None is set.", next_step=step)
