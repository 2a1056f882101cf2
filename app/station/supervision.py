"""Wires what watches over the station: escalation when no console does, and the public path's proof."""

import collections.abc

from app import settings as settings_
from app.core.clock import Clock
from app.core.logs import Redactor
from app.core.tasks import Duty, Tasks
from app.domain.incident.envelope import Recorded
from app.domain.incident.events import PathProven
from app.domain.lamp import Lamp
from app.settings import Environment, Settings
from app.station import health
from app.station.health import LampOf
from app.station.journal.base import DataDirectory, Decision, DecisionContext, JournalUnavailableError
from app.station.journal.journal import Journal
from app.station.live_settings import SettingsInForce
from app.station.services.escalation import (
    Channel,
    CommandChannel,
    ConsoleChannel,
    Escalation,
    UnwatchedCheck,
    UrlChannel,
)
from app.station.services.reachability import Nonces, ReachabilityCheck, sender
from app.station.services.watchdog import Write
from app.station.sessions import Sessions
from app.station.webhooks.listener import SelfTestRoute

WAYS = ("escalate_open_console", "escalate_command", "escalate_url")


class Supervision:
    """Three duties that watch over the watching itself."""

    def __init__(self, in_force: SettingsInForce, place: DataDirectory, clock: Clock, redactor: Redactor) -> None:
        """Read the settings.

        Raises:
            RefusedError: an address can't be used in this environment.
        """
        self._in_force = in_force
        self._clock = clock
        self.public_url = _address("public_url", place, in_force.now.public_url)
        self._place = place
        self._redactor = redactor
        self.ways = _ways(in_force.now, place, redactor)
        self.nonces = Nonces(clock)
        self.door = SelfTestRoute(self.nonces)
        self._unwatched: UnwatchedCheck | None = None
        self._escalate: Escalation | None = None
        self.path: ReachabilityCheck | None = None
        """The test of the public path; None while no address is set."""
        self._testing: Duty | None = None

    def refuses(self) -> bool:
        """Whether new shares are refused because nobody watches."""
        nobody = self._unwatched is not None and self._unwatched.is_so
        return self._in_force.now.refuse_when_unwatched and nobody

    async def begin(self, journal: Journal, sessions: Sessions, write: Write, tasks: Tasks) -> None:
        """Start what the settings ask for."""
        self._unwatched = UnwatchedCheck(sessions, self._clock, write)
        tasks.keep("unwatched", self._unwatched.run)
        self._escalate = Escalation(journal, self._clock, self._unwatched, self.ways, self._patience_s)
        tasks.keep("escalate", self._escalate.run)
        await self._test_path(journal, write, tasks)

        def test_another() -> None:
            tasks.start("another public path", self._test_path(journal, write, tasks))

        self._in_force.on(WAYS, self._call_otherwise)
        self._in_force.on(("public_url",), test_another)

    def lamps(self, watching: collections.abc.Callable[[int], tuple[str, ...]]) -> list[LampOf]:
        """The lamps ``watch`` and ``path``; ``watching`` names who asks at a time (UTC ms)."""
        return [
            lambda now: health.watch(watching(now), self._who(), now),
            lambda _now: self._path_lamp(),
        ]

    def _patience_s(self) -> int:
        return self._in_force.now.escalate_unanswered_s

    def _call_otherwise(self) -> None:
        self.ways = _ways(self._in_force.now, self._place, self._redactor)
        if self._escalate is not None:
            self._escalate.ways = self.ways

    async def _test_path(self, journal: Journal, write: Write, tasks: Tasks) -> None:
        """Test the public address that is set now, and no other any more."""
        if self._testing is not None:
            self._testing.end()
        self.path, self._testing = None, None
        self.public_url = _address("public_url", self._place, self._in_force.now.public_url)
        if self.public_url is None:
            return
        send = sender(loopback=settings_.is_loopback(self.public_url))
        proven_at = await _proven_at(journal, self.public_url)
        self.path = ReachabilityCheck(
            self.nonces, self._clock, write, send, address=self.public_url, proven_at=proven_at
        )
        self._testing = tasks.keep("public path", self.path.run)

    def _who(self) -> health.Watching:
        last = self._escalate.last if self._escalate else None
        return health.Watching(
            since=self._unwatched.since if self._unwatched else None,
            refuses=self._in_force.now.refuse_when_unwatched,
            ways=len(self.ways),
            problems=last.problems if last else (),
        )

    def _path_lamp(self) -> Lamp:
        if self.path is None:
            return health.path(self.public_url, None, "", lost=False)
        test = self.path.test
        return health.path(test.address, test.at, test.problem, lost=test.lost)


def _address(name: str, place: DataDirectory, given: str | None) -> str | None:
    environment: Environment = place.environment  # type: ignore[assignment]  # a journal knows it as text
    return None if given is None else settings_.own_url(name, environment, given)


def _ways(settings: Settings, place: DataDirectory, redactor: Redactor) -> tuple[Channel, ...]:
    ways: list[Channel] = []
    if settings.escalate_open_console:
        ways.append(ConsoleChannel(place.folder))
    if settings.escalate_command:
        ways.append(CommandChannel(settings.escalate_command))
    url = _address("escalate_url", place, settings.escalate_url)
    if url is not None:
        redactor.register(url)
        ways.append(UrlChannel(url, loopback=settings_.is_loopback(url)))
    return tuple(ways)


async def _proven_at(journal: Journal, address: str) -> int | None:
    """When an earlier run proved this address; None when it did not, lost it, or the disk does not tell."""
    found: list[Recorded] = []

    def look(ledger: DecisionContext, _now: int) -> Decision:
        found[:] = [ledger.projection.proven_path] if ledger.projection.proven_path else []
        return Decision()

    try:
        await journal.decide(look)
    except JournalUnavailableError:
        return None
    same = (one.at for one in found if isinstance(one.event, PathProven) and one.event.address == address)
    return next(same, None)
