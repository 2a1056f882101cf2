"""How the listener is reached: on which address, with or without TLS, through which proxies; and whether it is."""

import asyncio
import collections.abc
import ipaddress
import pathlib
import socket
import ssl

import msgspec

from app.domain.incident.pulse import Lamp, LampState
from app.ground.clock import Clock
from app.settings import Settings
from app.station import lamps
from app.station.lamps import SelfTest
from app.station.listener import certificate, self_test
from app.station.listener.certificate import Certificate
from app.station.listener.exchange import Route
from app.station.listener.forwarded import Network, networks
from app.station.listener.server import HttpServer

NEAR = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 a table to look up, nothing is bound here
KNOCK_EVERY_S = 10.0


class Entrance:
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
        """Knock at the own door and look after the certificate, until cancelled."""
        while True:
            host, port = self.server.address
            self._test = await self_test.knock(NEAR.get(host, host), port, self._clock, self._test, tls=self.greeting)
            if self._certificate is not None:
                await asyncio.to_thread(self._certificate.look)
            await self._clock.wait(min(KNOCK_EVERY_S, certificate.LOOK_EVERY_S))

    def lamp(self, url: str, now: int) -> Lamp:
        """Whether shares can arrive, and who else could knock."""
        lamp = lamps.listener(self._test, url, now)
        exposed = self.exposure()
        if not exposed:
            return lamp
        heard = msgspec.structs.replace(lamp, evidence=f"{lamp.evidence} {exposed}")
        if self._certificate is not None or lamp.state is LampState.DOWN:
            return heard
        step = "Set host to 127.0.0.1 with a proxy in front, or tls_certificate and tls_key."
        return msgspec.structs.replace(heard, state=LampState.WARNING, next_step=step)

    def certificate_lamps(self) -> list[collections.abc.Callable[[int], Lamp]]:
        """The certificate's own lamp, when the station speaks TLS itself."""
        held = self._certificate
        if held is None:
            return []
        return [lambda now: lamps.certificate(held.expires_at, held.problem, now)]

    @property
    def greeting(self) -> ssl.SSLContext | None:
        """For knocking at the own door: that it is ours is known, so that no name has to be proven."""
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
