import asyncio
import datetime as dt

import pytest

from app.simulator.process import ScenarioClock


def test_waiting_is_compressed_and_the_wall_is_not() -> None:
    async def scenario() -> None:
        clock = ScenarioClock(speed=1_000)
        before = clock.now_s()
        await clock.sleep(20)
        await clock.sleep_until(before + 30)
        await clock.sleep_until(0)
        assert 30 <= clock.now_s() - before < 5_000
        now_ms = dt.datetime.now(dt.UTC).timestamp() * 1000
        assert clock.wall_ms(clock.now_s()) == pytest.approx(now_ms, abs=1_000)
        assert clock.scenario_s(clock.wall_ms(12_345)) == pytest.approx(12_345, abs=1)
        assert clock.wall_ms(2_000) - clock.wall_ms(1_000) == 1_000

    asyncio.run(scenario())
