"""Checks that run while a person waits: the own token, the public path, the shared secret, a call for help."""

import asyncio
import collections.abc
import functools
import logging
import time

import msgspec

from app.core.clock import Clock
from app.domain.data_share.signature import sign
from app.protocol.settings import CheckResult, CheckResults
from app.settings import is_loopback
from app.station.checks import public_path
from app.station.checks.public_path import ProbeAnswer, Send, milliseconds, sender_to
from app.station.rapidsos.oauth import NoTokenError
from app.station.rapidsos.rapidsos import RapidSosClients
from app.station.secrets.secrets import Secrets
from app.station.services import rapidsos_lamps
from app.station.services.escalation import Notification
from app.station.services.reachability import NONCE, PATH, Nonces
from app.station.supervision import Supervision
from app.station.webhooks.data_share import HEADER
from app.station.webhooks.listener import NEAR, Listener

_OK, _UNAUTHORIZED = 200, 401
_WRONG = "0" * 40


class SampleRoute(msgspec.Struct, frozen=True):
    """One way on which samples are sent: what it is called, its address without a path, and who carries them."""

    name: str
    address: str
    send: Send


class SignedSample:
    """Sends samples to the path of the self-test, where nothing is kept, and never to the one of shares."""

    def __init__(
        self,
        secrets: collections.abc.Callable[[], collections.abc.Sequence[str]],
        nonces: Nonces,
        ways: collections.abc.Callable[[], collections.abc.Sequence[SampleRoute]],
    ) -> None:
        self._secrets = secrets
        self._nonces = nonces
        self._ways = ways

    async def prove(self) -> tuple[CheckResult, ...]:
        """Try every secret in use by every way, and a wrong signature."""
        secrets = self._secrets()
        if not secrets:
            step = "Make one or type it in; until then every share is refused with 401 and kept in quarantine."
            return (CheckResult(what="There is a shared secret", good=False, seen="None is known.", next_step=step),)
        near, *far = self._ways()
        proofs = [await self._taken(near, secret, next_one=place > 0) for place, secret in enumerate(secrets)]
        proofs.append(await self._refused(near))
        return (*proofs, *[await self._taken(way, secrets[0]) for way in far])

    async def _taken(self, way: SampleRoute, secret: str, *, next_one: bool = False) -> CheckResult:
        answered = await self._send(way, lambda body: sign(body, secret))
        which = "the next secret" if next_one else "the shared secret"
        return CheckResult(
            what=f"A sample signed with {which} is taken by {way.name}",
            good=answered.status == _OK,
            seen=_seen(answered, way),
            figure=answered.figure,
            next_step="" if answered.status == _OK else _step(answered),
        )

    async def _refused(self, way: SampleRoute) -> CheckResult:
        answered = await self._send(way, lambda _body: _WRONG)
        return CheckResult(
            what="A wrong signature is refused",
            good=answered.status == _UNAUTHORIZED,
            seen=_seen(answered, way),
            figure=answered.figure,
            next_step="" if answered.status == _UNAUTHORIZED else _step(answered),
        )

    async def _send(self, way: SampleRoute, signature: collections.abc.Callable[[bytes], str]) -> ProbeAnswer:
        body = msgspec.json.encode({"sample": "signed by this station for itself", "call": None})
        headers = {"Content-Type": "application/json", HEADER: signature(body), "Cache-Control": "no-store"}
        nonce = self._nonces.issue(lambda: None)
        return await way.send(f"{way.address}{PATH}?{NONCE}={nonce}", body, headers)


def _seen(answered: ProbeAnswer, way: SampleRoute) -> str:
    if answered.problem:
        return f"{way.address}: {answered.problem}."
    return f"{way.address} answered {answered.status}. Nothing is kept of it."


def _step(answered: ProbeAnswer) -> str:
    if answered.status == _UNAUTHORIZED:
        return "What stands in between changes the body or the header. Let the proxy pass both on untouched."
    return "Look at the listener and the public path first: the step before this one proves them."


_LOG = logging.getLogger(__name__)
Prove = collections.abc.Callable[[], collections.abc.Awaitable[tuple[CheckResult, ...]]]


class Checks:
    """Tries what it is asked to, one proof of a kind at a time."""

    def __init__(
        self, listener: Listener, supervision: Supervision, clients: RapidSosClients, secrets: Secrets, clock: Clock
    ) -> None:
        self._listener = listener
        self._supervision = supervision
        self._line = clients
        self._clock = clock
        self._sample = SignedSample(secrets.shared, supervision.nonces, self._ways)
        self._kinds: dict[str, Prove] = {
            "token": self._token,
            "path": self._path,
            "signature": self._sample.prove,
            "help": self._help,
        }
        self._turns = {name: asyncio.Lock() for name in self._kinds}

    @property
    def kinds(self) -> dict[str, collections.abc.Callable[[str], collections.abc.Awaitable[CheckResults]]]:
        """What can be asked for, by name; each takes the operator's name."""
        return {name: functools.partial(self._prove, name) for name in self._kinds}

    async def _prove(self, name: str, operator: str) -> CheckResults:
        _LOG.info("%s asked for the proof %s", operator, name)
        async with self._turns[name]:
            return CheckResults(proofs=await self._kinds[name](), at=self._clock.now())

    async def _token(self) -> tuple[CheckResult, ...]:
        began = time.perf_counter()
        what = "RapidSOS gives a token for the client id and secret"
        try:
            await self._line.oauth.fetch_anew()
        except NoTokenError:
            lamp = rapidsos_lamps.credentials(self._line.oauth.seen)
            return (CheckResult(what=what, good=False, seen=lamp.evidence, next_step=lamp.next_step),)
        took = milliseconds((time.perf_counter() - began) * 1000)
        return (CheckResult(what=what, good=True, seen=f"{self._line.base_url} answered with a token.", figure=took),)

    async def _path(self) -> tuple[CheckResult, ...]:
        host, port = self._listener.server.address
        door = await public_path.port_open(NEAR.get(host, host), port)
        address, path = self._supervision.public_url, self._supervision.path
        if address is None or path is None:
            return door, public_path.no_address()
        return (
            door,
            *await asyncio.gather(
                public_path.by_name(address), public_path.by_tls(address), public_path.came_back(address, path.once)
            ),
        )

    async def _help(self) -> tuple[CheckResult, ...]:
        ways = self._supervision.ways
        if not ways:
            step = "Choose a way to call somebody and apply it. Until then a share that nobody sees only rings here."
            return (
                CheckResult(
                    what="Somebody is called when nobody watches", good=False, seen="No way is chosen.", next_step=step
                ),
            )
        now = self._clock.now()
        summons = Notification(unwatched_since=now, unanswered_since=now, incidents=(), alarms=0, test=True)
        problems = await asyncio.gather(*(way.call(summons) for way in ways))
        return tuple(_called(way.name, problem) for way, problem in zip(ways, problems, strict=True))

    def _ways(self) -> tuple[SampleRoute, ...]:
        """Straight to the own listener always, and from outside when a public address is set."""
        host, port = self._listener.server.address
        tls = self._listener.self_test_tls
        host = NEAR.get(host, host)
        shown = f"[{host}]" if ":" in host else host
        scheme = "http" if tls is None else "https"
        near = SampleRoute("this station's listener", f"{scheme}://{shown}:{port}", sender_to(loopback=True, tls=tls))
        address = self._supervision.public_url
        if address is None:
            return (near,)
        return near, SampleRoute("the public address", address, sender_to(loopback=is_loopback(address)))


def _called(name: str, problem: str) -> CheckResult:
    words = {"console": "A console opens", "command": "The program runs", "url": "The address is called"}
    what = f"{words.get(name, name)} in a test"
    if problem:
        return CheckResult(
            what=what, good=False, seen=f"{problem}.", next_step="Correct it above, apply it and test it again."
        )
    return CheckResult(
        what=what, good=True, seen="It was done without an error; ask whoever it calls.", figure="called"
    )
