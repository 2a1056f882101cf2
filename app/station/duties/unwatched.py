"""Nobody watching: no signed-on console has asked for 60 s (docs/design.md#nobody-watching)."""

from app.domain.incident.events import BecameUnwatched, WatchedAgain
from app.ground.clock import Clock
from app.station.duties.watch import Write
from app.station.sessions import Sessions

UNWATCHED_MS = 60_000
LOOK_EVERY_S = 2.0
STOOD_STILL_MS = 30_000
"""Between two looks: the computer slept, and consoles get their 60 s again."""


class Unwatched:
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
