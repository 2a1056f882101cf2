import asyncio
import collections.abc
import datetime as dt
import sys

import pytest
import tzlocal

from app.core.clock import SystemClock, local_zone, zone_problem
from tests.fake_clock import FakeClock


class Computer:
    def __init__(self) -> None:
        self.wall_ns = 1_795_305_600_000_000_000
        self.boot = 500.0

    def clock(self) -> SystemClock:
        return SystemClock(wall_ns=lambda: self.wall_ns, boot_seconds=lambda: self.boot)


def test_now_follows_the_boot_clock_through_sleep() -> None:
    computer = Computer()
    clock = computer.clock()
    computer.boot += 3_600
    computer.wall_ns += 3_600 * 10**9
    assert clock.now() == 1_795_309_200_000
    assert clock.monotonic() == 4_100.0
    assert clock.drift_ms() == 0


def test_a_stepped_wall_clock_is_told_and_not_followed() -> None:
    computer = Computer()
    clock = computer.clock()
    computer.boot += 10
    computer.wall_ns += (10 - 3_600) * 10**9
    assert clock.now() == 1_795_305_610_000
    assert clock.drift_ms() == -3_600_000


def test_the_computers_own_clocks_agree() -> None:
    clock = SystemClock()
    assert abs(clock.drift_ms()) < 2_000
    before = clock.monotonic()
    asyncio.run(clock.wait(0))
    assert clock.monotonic() >= before


def test_the_fake_clock_wakes_in_order() -> None:
    async def scenario() -> list[str]:
        clock, woken = FakeClock(), list[str]()

        async def sleeper(name: str, seconds: float) -> None:
            await clock.wait(seconds)
            woken.append(f"{name}@{clock.monotonic():.0f}")

        async with asyncio.TaskGroup() as group:
            group.create_task(sleeper("late", 20))
            group.create_task(sleeper("early", 5))
            await clock.advance(10)
            assert clock.waiters == 1
            await clock.advance(10)
        return woken

    assert asyncio.run(scenario()) == ["early@1005", "late@1020"]


@pytest.fixture
def tz(monkeypatch: pytest.MonkeyPatch) -> collections.abc.Callable[[str], None]:
    """Sets the variable as a start would find it: the library looks once and remembers."""

    def found(value: str) -> None:
        monkeypatch.setenv("TZ", value)
        monkeypatch.setattr("tzlocal.unix._cache_tz", None)

    return found


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has its zone elsewhere")
@pytest.mark.parametrize("rule", ["UTC0", "CET-1CEST,M3.5.0,M10.5.0/3", "Nowhere/Missing", " "])
def test_a_zone_that_can_not_be_used_is_utc_and_says_why(rule: str, tz: collections.abc.Callable[[str], None]) -> None:
    tz(rule)
    assert local_zone() is dt.UTC
    assert rule.strip() in zone_problem()
    assert zone_problem().splitlines() == [zone_problem()]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has its zone elsewhere")
def test_a_zone_that_is_known_has_no_problem(tz: collections.abc.Callable[[str], None]) -> None:
    tz("America/Chicago")
    assert str(local_zone()) == "America/Chicago"
    assert zone_problem() == ""


@pytest.mark.parametrize("error", [OSError("no such file"), ValueError("no zone"), LookupError()])
def test_whatever_keeps_the_zone_from_being_read_is_a_sentence(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> None:
        raise error

    monkeypatch.setattr(tzlocal, "get_localzone", fails)
    assert local_zone() is dt.UTC
    assert zone_problem()
