"""The front door with a station whose minutes are seconds: only its waiting is shorter, its clock tells the time."""

import sys

from app.cli import main as front_door
from app.core import clock
from app.core.clock import SystemClock

TIMES = 60


class Hurried(SystemClock):
    """Waits a second for a minute."""

    async def wait(self, seconds: float) -> None:
        """Return after a sixtieth of these seconds."""
        await super().wait(seconds / TIMES)


def main() -> int:
    """Run ``watchfloor`` with it."""
    clock.SystemClock = Hurried  # type: ignore[misc]  # the one place that makes the station's clock
    return front_door()


if __name__ == "__main__":
    sys.exit(main())
