"""Watching the station itself: gaps in which nothing could be received, and the computer's clock."""

import asyncio
import collections.abc
import concurrent.futures
import logging
import pathlib
import time

import msgspec

from app.core import paths
from app.core.clock import Clock
from app.domain.incident.events import AnyEvent, ClockStepped, GapFound
from app.station.health import DRIFT_MS

_LOG = logging.getLogger(__name__)

STAMP_FILE = "alive.json"
STAMP_EVERY_S = 10.0
STAMP_PATIENCE_S = 0.5
LOOK_EVERY_S = 1.0
GAP_MS = 15_000
"""So long without a stamp is a gap; the slack is for a busy computer."""

STOPPED = "The station was stopped."
ENDED = "The station ended without being stopped."
SLEPT = "The computer slept."
STOOD_STILL = "The station stood still: the computer was too busy, or the station was halted."
NOT_RECORDED = "Nothing could be recorded; RapidSOS was told to try again later."

Write = collections.abc.Callable[[AnyEvent], collections.abc.Awaitable[None]]
"""Puts an event on disk, or tells that it can't be."""
Troubled = collections.abc.Callable[[], int | None]
"""Since when nothing is recorded (UTC ms); None while storage works."""


class AliveStamp(msgspec.Struct, frozen=True, kw_only=True):
    """When the station was last alive (UTC ms), and whether it then stopped on purpose."""

    at: int
    stopped: bool = False


def read_stamp(folder: pathlib.Path) -> AliveStamp | None:
    """The last stamp; None when there is none or it can't be read."""
    try:
        return msgspec.json.decode((folder / STAMP_FILE).read_bytes(), type=AliveStamp)
    except (OSError, msgspec.DecodeError):
        return None


def gap_before(stamp: AliveStamp | None, now: int) -> GapFound | None:
    """The time before this start in which a share could not arrive."""
    if stamp is None or now - stamp.at < GAP_MS:
        return None
    return GapFound(since=stamp.at, until=now, cause=STOPPED if stamp.stopped else ENDED)


class Watchdog:
    """Stamps a file every 10 s, finds gaps, and tells when the wall clock leaves the station's time."""

    def __init__(
        self,
        folder: pathlib.Path,
        clock: Clock,
        write: Write,
        troubled: Troubled = lambda: None,
        awake_s: collections.abc.Callable[[], float] = time.monotonic,
    ) -> None:
        """``awake_s`` counts seconds but for the computer's sleep, where the system can tell."""
        self._folder = folder
        self._clock = clock
        self._write = write
        self._awake_s = awake_s
        self._last = self._stamped = clock.now()
        self._last_awake_s = awake_s()
        # Its own thread: however many others hang, in a resolver say, what is stamped is stamped in time.
        self._stamping = concurrent.futures.ThreadPoolExecutor(1, "stamp")
        self._drift = clock.drift_ms()
        self._troubled = troubled
        self._unrecorded_since: int | None = None
        self._recorded_until: int | None = None

    async def begin(self, last_recorded_at: int | None = None) -> None:
        """Tell of the gap before this start and of a clock set back since, and stamp for the first time.

        ``last_recorded_at`` is the time of the journal's last event (UTC ms); None when it has none.
        """
        now = self._clock.now()
        gap = gap_before(read_stamp(self._folder), now)
        if gap is not None:
            await self._write(gap)
        if last_recorded_at is not None and last_recorded_at - now > DRIFT_MS:
            self._recorded_until = last_recorded_at
            await self._write(ClockStepped(step_ms=now - last_recorded_at))
        await self._stamp()

    @property
    def recorded_until(self) -> int | None:
        """The time of the journal's last event at this start, if that lay in the future (UTC ms); else None."""
        return self._recorded_until

    async def run(self) -> None:
        """Watch until cancelled."""
        while True:
            await self._clock.wait(LOOK_EVERY_S)
            await self.look()

    async def look(self) -> None:
        """One look at the clocks; stamps when it is time.

        Only the loop that answers RapidSOS is measured: as long as it turns, shares arrive, whatever else hangs.
        """
        now, drift = self._clock.now(), self._clock.drift_ms()
        since, awake_ms = self._last, (self._awake_s() - self._last_awake_s) * 1000
        if now - since >= GAP_MS + LOOK_EVERY_S * 1000:
            slept = now - since - awake_ms >= (now - since) / 2
            await self._write(GapFound(since=since, until=now, cause=SLEPT if slept else STOOD_STILL))
        if abs(drift - self._drift) > DRIFT_MS:
            await self._write(ClockStepped(step_ms=drift - self._drift))
            self._drift = drift
        await self._look_at_storage(now)
        if now - self._stamped >= STAMP_EVERY_S * 1000:
            await self._stamp()
        # Not the time before: what this look waited for, a disk say, is no gap in which nothing could be received.
        self._last, self._last_awake_s = self._clock.now(), self._awake_s()

    async def _look_at_storage(self, now: int) -> None:
        """Tell of a time in which nothing was recorded, once it is over."""
        since, self._unrecorded_since = self._unrecorded_since, self._troubled()
        if since is not None and self._unrecorded_since is None:
            await self._write(GapFound(since=since, until=now, cause=NOT_RECORDED))

    async def end(self) -> None:
        """Stamp that the station stops on purpose."""
        await self._stamp(stopped=True)
        self._stamping.shutdown(wait=False)

    async def _stamp(self, *, stopped: bool = False) -> None:
        """Note that the station is alive; a disk that takes longer than a moment is not waited for."""
        self._stamped = self._clock.now()
        content = msgspec.json.encode(AliveStamp(at=self._stamped, stopped=stopped))
        writing = self._stamping.submit(self._written, content)
        await asyncio.wait({asyncio.wrap_future(writing)}, timeout=STAMP_PATIENCE_S)

    def _written(self, content: bytes) -> None:
        try:
            paths.write(self._folder / STAMP_FILE, content)
        except OSError as error:
            _LOG.warning("The station could not note that it is alive (%s)", error.strerror or error)
