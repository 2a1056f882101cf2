"""A clock that stands still until a test moves it."""

import asyncio

T0 = 1_795_305_600_000
"""2026-11-22 00:00 UTC."""


class FakeClock:
    """Implements ``app.core.clock.Clock``; ``step_wall`` moves only the computer's wall clock."""

    def __init__(self, now: int = T0) -> None:
        self._now = now
        self._seconds = 1_000.0
        self._drift = 0
        self._waiting: list[tuple[float, asyncio.Future[None]]] = []

    def now(self) -> int:
        return self._now

    def monotonic(self) -> float:
        return self._seconds

    def drift_ms(self) -> int:
        return self._drift

    @property
    def waiters(self) -> int:
        """How many are waiting for time to pass."""
        return sum(not future.done() for _, future in self._waiting)

    async def wait(self, seconds: float) -> None:
        future = asyncio.get_running_loop().create_future()
        self._waiting.append((self._seconds + seconds, future))
        await future

    def step_wall(self, milliseconds: int) -> None:
        self._drift += milliseconds

    def set_back(self, seconds: float) -> None:
        """What a restart with a clock that was set right would read."""
        self._now -= round(seconds * 1000)

    async def advance(self, seconds: float) -> None:
        """Let time pass; whoever's wait ends meanwhile runs, earliest first."""
        end = self._seconds + seconds
        while True:
            await _settle()
            self._waiting = [entry for entry in self._waiting if not entry[1].done()]
            due = min((entry for entry in self._waiting if entry[0] <= end), key=lambda entry: entry[0], default=None)
            if due is None:
                break
            self._move_to(max(due[0], self._seconds))
            due[1].set_result(None)
        self._move_to(end)
        await _settle()

    def _move_to(self, seconds: float) -> None:
        self._now += round((seconds - self._seconds) * 1000)
        self._seconds = seconds


async def _settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)
