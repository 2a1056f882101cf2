"""What rings unwatched, or too long unanswered, calls somebody until it is acknowledged.

See docs/design.md#nobody-watching, docs/operator.md#e3.
"""

import asyncio
import collections.abc
import contextlib
import logging
import os
import pathlib
import ssl
import subprocess
import typing

import msgspec
import truststore

from app.core import outgoing
from app.core.clock import Clock
from app.core.paths import detached, own_command
from app.domain.incident.alarms import Alarm, Key, ringing, to_call_about
from app.domain.incident.envelope import EventDraft
from app.domain.incident.events import BecameUnwatched, Escalated, WatchedAgain
from app.station.journal.base import Decision, DecisionContext, JournalUnavailableError
from app.station.journal.journal import Journal
from app.station.services.watchdog import Write
from app.station.sessions import Sessions

_OURS = ("WATCHFLOOR_", "CREDENTIALS_DIRECTORY")


class Notification(msgspec.Struct, frozen=True, kw_only=True):
    """What needs somebody; times are UTC ms."""

    unwatched_since: int | None
    """None: somebody watches, and does not answer."""
    unanswered_since: int
    """When the oldest of it began to ring."""
    incidents: tuple[int, ...]
    alarms: int
    """All that rings, what belongs to no incident included."""
    test: bool = False
    """Whether somebody only tries out that a call comes through."""


class Channel(typing.Protocol):
    """One way to call somebody."""

    @property
    def name(self) -> str:
        """``console``, ``command`` or ``url``."""

    async def call(self, summons: Notification) -> str:
        """Call within a limited time; returns what went wrong, without secrets, or nothing."""


def environment() -> dict[str, str]:
    """This process's environment without our own settings and secrets."""
    return {name: value for name, value in os.environ.items() if not name.upper().startswith(_OURS)}


URL_PATIENCE_S = 10.0


class UrlChannel:
    """POSTs the summons."""

    name = "url"

    def __init__(self, url: str, *, loopback: bool) -> None:
        self._url = url
        self._loopback = loopback

    async def call(self, summons: Notification) -> str:
        """POST once; returns what went wrong, or nothing."""
        errand = outgoing.Errand(
            method="POST",
            url=self._url,
            body=msgspec.json.encode(summons),
            headers={"Content-Type": "application/json"},
            within_s=URL_PATIENCE_S,
            loopback=self._loopback,
        )
        return (await outgoing.run(errand, truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT))).failure


STAYS_S = 5.0
"""A console that has not ended after so long is up."""


class ConsoleChannel:
    """Opens one, unless the one it opened is still there."""

    name = "console"

    def __init__(self, data_directory: pathlib.Path, command: collections.abc.Sequence[str] | None = None) -> None:
        self._command = [*(command or own_command()), "--data-dir", str(data_directory)]
        self._process: subprocess.Popen[bytes] | None = None

    async def call(self, _summons: Notification) -> str:
        """Open it; returns what went wrong, or nothing."""
        if self._process is not None and self._process.poll() is None:
            return ""
        return await asyncio.to_thread(self._open)

    def _open(self) -> str:
        try:
            self._process = subprocess.Popen(  # noqa: S603 our own program with our own arguments
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environment(),
                **detached(),
            )
            code = self._process.wait(STAYS_S)
        except subprocess.TimeoutExpired:
            return ""
        except OSError as error:
            return f"it could not be started ({error.strerror or type(error).__name__})"
        return f"it ended at once with code {code}"


COMMAND_PATIENCE_S = 20.0


class CommandChannel:
    """Runs it once for each call; what it prints is thrown away, and its arguments reach no log."""

    name = "command"

    def __init__(self, command: collections.abc.Sequence[str], patience_s: float = COMMAND_PATIENCE_S) -> None:
        self._command = tuple(command)
        self._patience_s = patience_s

    async def call(self, summons: Notification) -> str:
        """Run it to its end, or end it after its time; returns what went wrong, or nothing."""
        told = {
            "WATCHFLOOR_UNWATCHED_SINCE": "" if summons.unwatched_since is None else str(summons.unwatched_since),
            "WATCHFLOOR_UNANSWERED_SINCE": str(summons.unanswered_since),
            "WATCHFLOOR_INCIDENTS": " ".join(str(number) for number in summons.incidents),
            "WATCHFLOOR_ALARMS": str(summons.alarms),
            "WATCHFLOOR_TEST": "1" if summons.test else "0",
        }
        try:
            process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.DEVNULL,
                env={**environment(), **told},
            )
        except OSError as error:
            return f"it could not be started ({error.strerror or type(error).__name__})"
        return await self._ended(process)

    async def _ended(self, process: asyncio.subprocess.Process) -> str:
        try:
            async with asyncio.timeout(self._patience_s):
                code = await process.wait()
        except TimeoutError:
            return f"it did not end within {self._patience_s:g} s and was stopped"
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        return "" if code == 0 else f"it ended with code {code}"


UNWATCHED_MS = 60_000
LOOK_EVERY_S = 2.0
STOOD_STILL_MS = 30_000
"""Between two looks: the computer slept, and consoles get their 60 s again."""


class UnwatchedCheck:
    """Whether anybody watches, and since when nobody does."""

    def __init__(self, sessions: Sessions, clock: Clock, write: Write) -> None:
        self._sessions = sessions
        self._clock = clock
        self._write = write
        self._asked_at = clock.now()
        self._looked_at = clock.now()
        self.since: int | None = None
        """When a signed-on console last asked, UTC ms; None while somebody watches."""

    @property
    def is_so(self) -> bool:
        """Whether nobody watches."""
        return self.since is not None

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await self.look()
            await self._clock.wait(LOOK_EVERY_S)

    async def look(self) -> None:
        """See who asked lately, and tell when that changes."""
        now = self._clock.now()
        if now - self._looked_at >= STOOD_STILL_MS and self.since is None:
            self._asked_at = now
        self._looked_at = now
        self._asked_at = max(self._asked_at, self._sessions.last_asked_at)
        since, nobody = self.since, now - self._asked_at >= UNWATCHED_MS
        if nobody and since is None:
            self.since = self._asked_at
            await self._write(BecameUnwatched(since=self._asked_at))
        elif since is not None and not nobody:
            self.since = None
            await self._write(WatchedAgain(since=since))


_LOG = logging.getLogger(__name__)

AGAIN_MS = 60_000
"""Between two calls about the same; what is new calls at once only while nobody watches."""

DEADLINE_S = 30.0
"""For all ways together: whatever one of them does, the next look comes."""

Patience = collections.abc.Callable[[], int]
"""How long a P1 may stay unanswered before the supervisor is called, in seconds; 0: for ever."""


class Last(msgspec.Struct, frozen=True, kw_only=True):
    """The last call by any way, for the lamp: when (UTC ms), and what went wrong with each way that failed."""

    at: int
    problems: tuple[str, ...]


class Escalation:
    """Calls by every way that the administrator chose; what has begun goes on until somebody acknowledges it."""

    def __init__(
        self,
        journal: Journal,
        clock: Clock,
        unwatched: UnwatchedCheck,
        ways: collections.abc.Sequence[Channel],
        patience_s: Patience,
    ) -> None:
        self._journal = journal
        self._clock = clock
        self._unwatched = unwatched
        self.ways = tuple(ways)
        """Other ones from the next look on."""
        self.last: Last | None = None
        self._patience_s = patience_s
        self._about: dict[Key, Alarm] = {}
        self._since: int | None = None
        self._told: dict[tuple[str, int | None], tuple[str, str]] = {}

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await self._clock.wait(LOOK_EVERY_S)
            await self.look()

    async def look(self) -> None:
        """Call if something new rings unwatched, if something waits too long, or if a call was in vain so far."""
        if not self.ways or not (self._unwatched.is_so or self._about or self._patience_s()):
            return
        before = set(self._about)
        self._about = await self._unanswered()
        if self._unwatched.is_so or not before:
            self._since = self._unwatched.since
        now = self._clock.now()
        again = self.last is None or now - self.last.at >= AGAIN_MS
        news = self._unwatched.is_so and set(self._about) - before
        if self._about and (again or news):
            await self._call(now)

    async def _unanswered(self) -> dict[Key, Alarm]:
        try:
            alarms = await self._ringing()
        except JournalUnavailableError:
            return self._about
        return to_call_about(
            alarms,
            self._about,
            self._clock.now(),
            watched=not self._unwatched.is_so,
            patience_ms=self._patience_s() * 1_000,
        )

    async def _ringing(self) -> list[Alarm]:
        found: list[Alarm] = []

        def look(ledger: DecisionContext, _now: int) -> Decision:
            found[:] = ringing(ledger.projection)
            return Decision()

        await self._journal.decide(look)
        return found

    async def _call(self, now: int) -> None:
        incidents = tuple(sorted({one.incident for one in self._about.values() if one.incident is not None}))
        oldest = min(one.since for one in self._about.values())
        summons = Notification(
            unwatched_since=self._since, unanswered_since=oldest, incidents=incidents, alarms=len(self._about)
        )
        problems = await asyncio.gather(*(_called(way, summons) for way in self.ways))
        self.last = Last(at=now, problems=tuple(problem for problem in problems if problem))
        drafts = [
            draft
            for way, problem in zip(self.ways, problems, strict=True)
            for draft in self._news(way.name, problem, incidents or (None,))
        ]
        if drafts:
            await self._record(tuple(drafts))

    def _news(
        self, way: str, problem: str, incidents: collections.abc.Iterable[int | None]
    ) -> collections.abc.Iterator[EventDraft]:
        """A call is an event for each incident the first time, and when its outcome changes."""
        because = "unanswered" if self._since is None else "unwatched"
        for incident in incidents:
            if self._told.get((way, incident)) != (because, problem):
                self._told[way, incident] = (because, problem)
                yield EventDraft(event=Escalated(way=way, problem=problem, because=because), incident=incident)

    async def _record(self, drafts: tuple[EventDraft, ...]) -> None:
        try:
            await self._journal.decide(lambda _ledger, _now: Decision(drafts=drafts))
        except JournalUnavailableError:
            _LOG.warning("A call for help could not be recorded")


async def _called(way: Channel, summons: Notification) -> str:
    """What went wrong with one way; whatever it does, the others go out and their outcome counts."""
    try:
        async with asyncio.timeout(DEADLINE_S):
            return await way.call(summons)
    except TimeoutError:
        return f"it did not end within {DEADLINE_S:g} s"
    except Exception as error:  # noqa: BLE001 a way that breaks must not silence the others
        _LOG.exception("Calling by %s failed inside the station", way.name)
        return f"it failed inside the station ({type(error).__name__})"
