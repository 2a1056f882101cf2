"""The server that RapidSOS reaches, and the self-tests that its lamp goes by."""

import asyncio
import collections.abc
import contextlib
import ipaddress
import os
import pathlib
import socket
import ssl

import msgspec

from app.core.clock import Clock
from app.domain.data_share import signature
from app.domain.data_share.signature import Signature
from app.domain.lamp import Lamp, LampState
from app.settings import Settings
from app.station import health
from app.station.health import SelfTest
from app.station.http import tls as http_tls
from app.station.http.request import Audit, InboundRequest, Network, Response, Route, networks, refusal
from app.station.http.server import HttpServer
from app.station.http.tls import Certificate
from app.station.services.reachability import NONCE, PATH, Nonces
from app.station.webhooks.data_share import HEADER, Secrets

PATIENCE_S = 3.0
_SELF_TEST = f"GET {PATH} HTTP/1.1\r\nHost: self\r\nConnection: close\r\n\r\n".encode()


class SelfTestRoute:
    """Answers the self-test's path: 200 without a nonce, and with one of this station's own."""

    def __init__(self, nonces: Nonces) -> None:
        self._nonces = nonces

    async def __call__(self, request: InboundRequest) -> Response:
        """Take a nonce; without one it is the listener's own self-test, which learns nothing."""
        untrusted_nonce = request.untrusted_query.get(NONCE)
        if untrusted_nonce is None or self._nonces.take(untrusted_nonce):
            return Response(status=200)
        return refusal(400, "no nonce of this station")


async def self_test(
    host: str, port: int, clock: Clock, before: SelfTest, tls: ssl.SSLContext | None = None
) -> SelfTest:
    """Request the self-test's path once; an HTTP answer proves that the listener accepts and reads."""
    try:
        async with asyncio.timeout(PATIENCE_S):
            reader, writer = await asyncio.open_connection(host, port, ssl=tls)
            with contextlib.closing(writer):
                writer.write(_SELF_TEST)
                line = await reader.readline()
    except TimeoutError:
        return SelfTest(at=before.at, problem=f"no answer within {PATIENCE_S:.0f} s")
    except ssl.SSLError as error:
        return SelfTest(at=before.at, problem=f"TLS fails ({error.reason})")
    except OSError as error:
        return SelfTest(at=before.at, problem=os.strerror(error.errno or 0))
    if not line.startswith(b"HTTP/1.1 "):
        return SelfTest(at=before.at, problem="something else answers at this port")
    return SelfTest(at=clock.now())


NEAR = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 a table to look up, nothing is bound here
SELF_TEST_EVERY_S = 10.0


class Listener:
    """The listener's server as the settings want it."""

    def __init__(self, chosen: Settings, routes: collections.abc.Sequence[Route], clock: Clock) -> None:
        """Read the certificate, if one is set.

        Raises:
            RefusedError: certificate and key can't be used.
        """
        self._clock = clock
        self._host, self._port = chosen.host, chosen.port
        self._certificate = _certificate(chosen)
        proxies: tuple[Network, ...] = networks(chosen.trusted_proxies)
        self.server = HttpServer(routes, clock, proxies=proxies)
        self._test = SelfTest()

    def trust(self, names: collections.abc.Sequence[str]) -> None:
        """Believe these proxies from the next request on, and no others."""
        self.server.proxies = networks(names)

    async def open(self, inherited: socket.socket | None = None) -> None:
        """Accept connections, on the service manager's socket where it handed one over.

        Raises:
            RefusedError: the address can't be listened on.
        """
        context = None if self._certificate is None else self._certificate.context
        if inherited is None:
            await self.server.start(self._host, self._port, tls=context)
        else:
            await self.server.take(inherited, tls=context)

    def exposure(self) -> str:
        """Who can reach the listener, as a sentence; empty when only this computer can."""
        host = self.server.address[0]
        if is_loopback(host):
            return ""
        if self._certificate is not None:
            return f"It listens on {host}: other computers reach it, through TLS."
        return (
            f"It listens on {host} without TLS: other computers reach it, and tokens and phone numbers "
            "cross the network in the clear."
        )

    async def watch(self) -> None:
        """Test the listener and look after the certificate, until cancelled."""
        while True:
            host, port = self.server.address
            self._test = await self_test(NEAR.get(host, host), port, self._clock, self._test, tls=self.self_test_tls)
            if self._certificate is not None:
                await asyncio.to_thread(self._certificate.look)
            await self._clock.wait(min(SELF_TEST_EVERY_S, http_tls.LOOK_EVERY_S))

    def lamp(self, url: str, now: int) -> Lamp:
        """Whether shares can arrive, and who else can reach the listener."""
        lamp = health.listener(self._test, url, now)
        exposed = self.exposure()
        if not exposed:
            return lamp
        seen = msgspec.structs.replace(lamp, evidence=f"{lamp.evidence} {exposed}")
        if self._certificate is not None or lamp.state is LampState.DOWN:
            return seen
        step = "Set host to 127.0.0.1 with a proxy in front, or tls_certificate and tls_key."
        return msgspec.structs.replace(seen, state=LampState.WARNING, next_step=step)

    def certificate_lamps(self) -> list[collections.abc.Callable[[int], Lamp]]:
        """The certificate's own lamp, when the station speaks TLS itself."""
        held = self._certificate
        if held is None:
            return []
        return [lambda now: health.certificate(held.expires_at, held.problem, now)]

    @property
    def self_test_tls(self) -> ssl.SSLContext | None:
        """TLS for the self-test: that the listener is ours is known, so that no name has to be proven."""
        if self._certificate is None:
            return None
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return context


def is_loopback(host: str) -> bool:
    """Whether only this computer reaches an address."""
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host == "localhost"


def _certificate(chosen: Settings) -> Certificate | None:
    if chosen.tls_certificate is None or chosen.tls_key is None:
        return None
    return Certificate(pathlib.Path(chosen.tls_certificate).expanduser(), pathlib.Path(chosen.tls_key).expanduser())


class SampleRoutes:
    """A POST at the self-test's path with a sample share; a stranger learns nothing of its signature."""

    def __init__(self, nonces: Nonces, secrets: Secrets) -> None:
        self._nonces = nonces
        self._secrets = secrets

    async def __call__(self, request: InboundRequest) -> Response:
        """Judge the signature as a share's is judged: the raw body, the same header, the secrets in use."""
        untrusted_nonce = request.untrusted_query.get(NONCE)
        if untrusted_nonce is None or not self._nonces.take(untrusted_nonce):
            return refusal(400, "no nonce of this station")
        header = next(iter(request.headers(HEADER)), None)
        verdict = signature.judge(request.untrusted_body, header, self._secrets())
        answer = Response(status=200) if verdict is Signature.GOOD else refusal(401, f"signature {verdict.value}")
        # Judged: it is the station's own sample, and no share that somebody would have to look for.
        return msgspec.structs.replace(answer, judged=Audit(verdict=verdict.value))
