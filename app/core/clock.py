"""The station's time: UTC milliseconds that go on evenly when the wall clock is set or the computer sleeps."""

import asyncio
import collections.abc
import datetime as dt
import sys
import time
import typing

import tzlocal


class Clock(typing.Protocol):
    """The source of time that is handed to all code that needs it; tests hand over a fake one."""

    def now(self) -> int:
        """UTC milliseconds: wall time at start plus the boot clock, sleep included."""

    def monotonic(self) -> float:
        """Seconds since an arbitrary start, never stepping back, sleep included."""

    def drift_ms(self) -> int:
        """How far the computer's wall clock is ahead of ``now``, in milliseconds."""

    async def wait(self, seconds: float) -> None:
        """Return after this many seconds."""


def _boot_seconds() -> float:
    """Seconds of a clock that keeps counting while the computer sleeps; elsewhere ``monotonic`` already does."""
    counts_sleep = {"linux": "CLOCK_BOOTTIME", "darwin": "CLOCK_MONOTONIC"}.get(sys.platform)
    return time.monotonic() if counts_sleep is None else time.clock_gettime(getattr(time, counts_sleep))


class SystemClock:
    """The real clock; ``wall_ns`` and ``boot_seconds`` are the computer's own, replaced only in tests."""

    def __init__(
        self,
        wall_ns: collections.abc.Callable[[], int] = time.time_ns,
        boot_seconds: collections.abc.Callable[[], float] = _boot_seconds,
    ) -> None:
        self._wall_ns = wall_ns
        self._boot_seconds = boot_seconds
        self._start_ms = self._wall_ms() - self._boot_ms()

    def now(self) -> int:
        """UTC milliseconds: wall time at start plus the boot clock, sleep included."""
        return self._start_ms + self._boot_ms()

    def monotonic(self) -> float:
        """Seconds of the boot clock."""
        return self._boot_seconds()

    def drift_ms(self) -> int:
        """Wall clock minus ``now``, in milliseconds."""
        return self._wall_ms() - self.now()

    async def wait(self, seconds: float) -> None:
        """Return after this many seconds of the event loop's clock."""
        await asyncio.sleep(seconds)

    def _wall_ms(self) -> int:
        return self._wall_ns() // 1_000_000

    def _boot_ms(self) -> int:
        return int(self._boot_seconds() * 1000)


def local_zone() -> dt.tzinfo:
    """This computer's time zone; UTC where it can't be known (``zone_problem`` says why)."""
    found = _zone()
    return dt.UTC if isinstance(found, str) else found


def zone_problem() -> str:
    """Why times are shown in UTC although the computer may be elsewhere; empty while its zone is known."""
    found = _zone()
    return found if isinstance(found, str) else ""


def _zone() -> dt.tzinfo | str:
    """The zone, or why there is none: a POSIX rule like ``UTC0``, a name that this computer has no data for."""
    try:
        return tzlocal.get_localzone()
    except (LookupError, OSError, ValueError) as error:
        # The first sentence names the setting; LookupErrors put theirs in quotes.
        said = str(error.args[-1]).splitlines() if error.args else []
        return said[0] if said else f"{type(error).__name__}."
