"""What can be proven while a person waits: the own token, the public path, the shared secret, a call for help."""

import asyncio
import collections.abc
import functools
import logging
import time

from app.domain.incident.proof import Proof, Proofs
from app.ground.clock import Clock
from app.settings import is_loopback
from app.station import rapidsos_lamps
from app.station.calling.summons import Summons
from app.station.keys.secrets import Secrets
from app.station.listener.entrance import NEAR, Entrance
from app.station.proving import public_path
from app.station.proving.knocking import knocker, milliseconds
from app.station.proving.signed_sample import SignedSample, Way
from app.station.rapidsos.line import Line
from app.station.rapidsos.oauth import NoTokenError
from app.station.vigil import Vigil

_LOG = logging.getLogger(__name__)
Prove = collections.abc.Callable[[], collections.abc.Awaitable[tuple[Proof, ...]]]


class Proving:
    """Tries what it is asked to, one proof of a kind at a time."""

    def __init__(self, entrance: Entrance, vigil: Vigil, line: Line, secrets: Secrets, clock: Clock) -> None:
        self._entrance = entrance
        self._vigil = vigil
        self._line = line
        self._clock = clock
        self._sample = SignedSample(secrets.shared, vigil.nonces, self._ways)
        self._kinds: dict[str, Prove] = {
            "token": self._token,
            "path": self._path,
            "signature": self._sample.prove,
            "help": self._help,
        }
        self._turns = {name: asyncio.Lock() for name in self._kinds}

    @property
    def kinds(self) -> dict[str, collections.abc.Callable[[str], collections.abc.Awaitable[Proofs]]]:
        """What can be asked for, by name; each takes the operator's name."""
        return {name: functools.partial(self._prove, name) for name in self._kinds}

    async def _prove(self, name: str, operator: str) -> Proofs:
        _LOG.info("%s asked for the proof %s", operator, name)
        async with self._turns[name]:
            return Proofs(proofs=await self._kinds[name](), at=self._clock.now())

    async def _token(self) -> tuple[Proof, ...]:
        began = time.perf_counter()
        what = "RapidSOS gives a token for the client id and secret"
        try:
            await self._line.oauth.fetch_anew()
        except NoTokenError:
            lamp = rapidsos_lamps.credentials(self._line.oauth.seen)
            return (Proof(what=what, good=False, seen=lamp.evidence, next_step=lamp.next_step),)
        took = milliseconds((time.perf_counter() - began) * 1000)
        return (Proof(what=what, good=True, seen=f"{self._line.base_url} answered with a token.", figure=took),)

    async def _path(self) -> tuple[Proof, ...]:
        host, port = self._entrance.server.address
        door = await public_path.port_open(NEAR.get(host, host), port)
        address, path = self._vigil.public_url, self._vigil.path
        if address is None or path is None:
            return door, public_path.no_address()
        return (
            door,
            *await asyncio.gather(
                public_path.by_name(address), public_path.by_tls(address), public_path.came_back(address, path.once)
            ),
        )

    async def _help(self) -> tuple[Proof, ...]:
        ways = self._vigil.ways
        if not ways:
            step = "Choose a way to call somebody and apply it. Until then a share that nobody sees only rings here."
            return (
                Proof(
                    what="Somebody is called when nobody watches", good=False, seen="No way is chosen.", next_step=step
                ),
            )
        now = self._clock.now()
        summons = Summons(unwatched_since=now, unanswered_since=now, incidents=(), alarms=0, test=True)
        problems = await asyncio.gather(*(way.call(summons) for way in ways))
        return tuple(_called(way.name, problem) for way, problem in zip(ways, problems, strict=True))

    def _ways(self) -> tuple[Way, ...]:
        """To the own door always, and from outside when a public address is set."""
        host, port = self._entrance.server.address
        greeting = self._entrance.greeting
        host = NEAR.get(host, host)
        shown = f"[{host}]" if ":" in host else host
        scheme = "http" if greeting is None else "https"
        near = Way("this station's listener", f"{scheme}://{shown}:{port}", knocker(loopback=True, greeting=greeting))
        address = self._vigil.public_url
        if address is None:
            return (near,)
        return near, Way("the public address", address, knocker(loopback=is_loopback(address)))


def _called(name: str, problem: str) -> Proof:
    words = {"console": "A console opens", "command": "The program runs", "url": "The address is called"}
    what = f"{words.get(name, name)} in a test"
    if problem:
        return Proof(
            what=what, good=False, seen=f"{problem}.", next_step="Correct it above, apply it and test it again."
        )
    return Proof(what=what, good=True, seen="It was done without an error; ask whoever it calls.", figure="called")
