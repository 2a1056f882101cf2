"""A simulator's clock that stands still until a test moves it."""

import asyncio

from app.simulator.process import ScenarioClock

T0 = 1_795_305_600_000


class MovedClock(ScenarioClock):
    """Scenario seconds as the test says; T0 is second 0."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds = 0.0
        self._moved = asyncio.Condition()

    def now_s(self) -> float:
        return self.seconds

    def wall_ms(self, scenario_s: float) -> int:
        return T0 + round(scenario_s * 1000)

    def scenario_s(self, wall_ms: int) -> float:
        return (wall_ms - T0) / 1000

    async def sleep_until(self, scenario_s: float) -> None:
        async with self._moved:
            await self._moved.wait_for(lambda: self.seconds >= scenario_s)

    async def sleep(self, scenario_s: float) -> None:
        await self.sleep_until(self.seconds + scenario_s)

    async def move_to(self, seconds: float) -> None:
        """Make it that second; whoever slept until then runs on."""
        async with self._moved:
            self.seconds = seconds
            self._moved.notify_all()
