"""The simulator's clock: scenario seconds may run faster than real ones, times on the wire never do."""

import asyncio
import datetime as dt
import time


class Clock:
    """Counts scenario seconds since it was made, `speed` of them in each real second.

    Only the waiting is compressed: what is put on the wire is this machine's real time, since the console that reads
    it lives in real time.
    """

    def __init__(self, speed: float = 1.0) -> None:
        self.speed = speed
        self._started = time.monotonic()
        self._started_ms = int(dt.datetime.now(dt.UTC).timestamp() * 1000)

    def now_s(self) -> float:
        """Scenario seconds since the start."""
        return (time.monotonic() - self._started) * self.speed

    def wall_ms(self, scenario_s: float) -> int:
        """The UTC millisecond at which that scenario second is, or was, on the wall."""
        return self._started_ms + round(scenario_s / self.speed * 1000)

    def scenario_s(self, wall_ms: int) -> float:
        """The scenario second that is, or was, at that UTC millisecond."""
        return (wall_ms - self._started_ms) / 1000 * self.speed

    async def sleep_until(self, scenario_s: float) -> None:
        """Wait until that scenario second; at once if it is past."""
        await asyncio.sleep(max(0.0, (scenario_s - self.now_s()) / self.speed))

    async def sleep(self, scenario_s: float) -> None:
        """Wait for that many scenario seconds."""
        await asyncio.sleep(scenario_s / self.speed)
