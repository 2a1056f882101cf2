"""Gaps in which nothing could arrive, and a wall clock that was moved."""

import asyncio
import collections.abc
import contextlib
import pathlib
import socket
import threading

import pytest

from app.core import paths
from app.core.tasks import names_apart
from app.domain.incident.events import AnyEvent, ClockStepped, GapFound
from app.domain.lamp import LampState
from app.station import health
from app.station.services import watchdog
from app.station.services.watchdog import AliveStamp, Watchdog, gap_before, read_stamp
from tests.fake_clock import T0, FakeClock


class Written:
    def __init__(self) -> None:
        self.events: list[AnyEvent] = []

    async def __call__(self, event: AnyEvent) -> None:
        self.events.append(event)


@pytest.mark.parametrize(
    ("stamp", "gap"),
    [
        (None, None),
        (AliveStamp(at=T0 - 14_999), None),
        (AliveStamp(at=T0 + 60_000), None),
        (AliveStamp(at=T0 - 420_000), GapFound(since=T0 - 420_000, until=T0, cause=watchdog.ENDED)),
        (AliveStamp(at=T0 - 420_000, stopped=True), GapFound(since=T0 - 420_000, until=T0, cause=watchdog.STOPPED)),
    ],
)
def test_the_gap_before_a_start(stamp: AliveStamp | None, gap: GapFound | None) -> None:
    assert gap_before(stamp, T0) == gap


async def test_a_start_tells_of_the_gap_and_stamps(tmp_path: pathlib.Path) -> None:
    written, clock = Written(), FakeClock()
    first = Watchdog(tmp_path, clock, written)
    await first.begin()
    assert written.events == []
    assert read_stamp(tmp_path) == AliveStamp(at=T0)
    await first.end()
    assert read_stamp(tmp_path) == AliveStamp(at=T0, stopped=True)
    await clock.advance(3_600)
    await Watchdog(tmp_path, clock, written).begin()
    assert written.events == [GapFound(since=T0, until=T0 + 3_600_000, cause=watchdog.STOPPED)]


async def test_a_computer_that_slept(tmp_path: pathlib.Path) -> None:
    written, clock = Written(), FakeClock()
    watching = Watchdog(tmp_path, clock, written)
    await clock.advance(10)
    await watching.look()
    await clock.advance(3_600)
    await watching.look()
    assert written.events == [GapFound(since=T0 + 10_000, until=T0 + 3_610_000, cause=watchdog.SLEPT)]


async def test_a_wall_clock_that_was_moved_is_told_once(tmp_path: pathlib.Path) -> None:
    written, clock = Written(), FakeClock()
    watching = Watchdog(tmp_path, clock, written)
    clock.step_wall(1_900)
    await watching.look()
    assert written.events == []
    clock.step_wall(3_600_000)
    await watching.look()
    await watching.look()
    clock.step_wall(-7_200_000)
    await watching.look()
    assert written.events == [ClockStepped(step_ms=3_601_900), ClockStepped(step_ms=-7_200_000)]


async def test_a_time_in_which_nothing_was_recorded_is_told_once_it_is_over(tmp_path: pathlib.Path) -> None:
    written, clock, troubled = Written(), FakeClock(), list[int | None]([None, T0 + 4_000, T0 + 4_000, None, None])
    watching = Watchdog(tmp_path, clock, written, lambda: troubled.pop(0))
    for _ in range(5):
        await clock.advance(10)
        await watching.look()
    assert written.events == [GapFound(since=T0 + 4_000, until=T0 + 40_000, cause=watchdog.NOT_RECORDED)]


async def test_it_looks_every_ten_seconds(tmp_path: pathlib.Path) -> None:
    clock = FakeClock()
    watching = Watchdog(tmp_path, clock, Written())
    async with asyncio.TaskGroup() as group:
        running = group.create_task(watching.run())
        for _ in range(3):
            await clock.advance(10)
            while clock.waiters == 0:  # noqa: ASYNC110 the stamp is written in a thread
                await asyncio.sleep(0.001)
        running.cancel()
    assert read_stamp(tmp_path) == AliveStamp(at=T0 + 30_000)


async def test_a_stamp_that_cannot_be_written_ends_nothing(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, expect_log: collections.abc.Callable[[str], None]
) -> None:
    def full_disk(*_: object) -> None:
        raise OSError("No space left on device")

    expect_log("could not note that it is alive")
    monkeypatch.setattr(paths, "write", full_disk)
    watching = Watchdog(tmp_path, FakeClock(), Written())
    await watching.begin()
    await watching.end()


def test_a_broken_stamp_is_none(tmp_path: pathlib.Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        (tmp_path / watchdog.STAMP_FILE).unlink()
    assert read_stamp(tmp_path) is None
    (tmp_path / watchdog.STAMP_FILE).write_bytes(b"\x00")
    assert read_stamp(tmp_path) is None


async def test_a_journal_from_the_future_is_told_at_the_start(tmp_path: pathlib.Path) -> None:
    """The clock was ahead when the run before recorded, and was set right since."""
    written, clock = Written(), FakeClock()
    watching = Watchdog(tmp_path, clock, written)
    await watching.begin(T0 + 3_600_000)
    assert written.events == [ClockStepped(step_ms=-3_600_000)]
    assert watching.recorded_until == T0 + 3_600_000
    lamp = health.clock(0, T0 + 60_000, watching.recorded_until)
    assert (lamp.state, "0:59:00 ahead" in lamp.evidence) == (LampState.WARNING, True)
    assert health.clock(0, T0 + 3_600_000, watching.recorded_until).state is LampState.SEEN


@pytest.mark.parametrize("last", [None, T0 - 5_000, T0 + 1_900])
async def test_a_journal_of_the_past_is_none(tmp_path: pathlib.Path, last: int | None) -> None:
    written = Written()
    watching = Watchdog(tmp_path, FakeClock(), written)
    await watching.begin(last)
    assert (written.events, watching.recorded_until) == ([], None)


async def test_the_cause_of_a_gap_is_measured(tmp_path: pathlib.Path) -> None:
    """The loop stood still while the computer was awake: that is no sleep."""
    written, clock = Written(), FakeClock()
    watching = Watchdog(tmp_path, clock, written, awake_s=clock.monotonic)
    await clock.advance(60)
    await watching.look()
    assert written.events == [GapFound(since=T0, until=T0 + 60_000, cause=watchdog.STOOD_STILL)]


async def test_a_slow_disk_is_no_gap(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written, clock, may_go_on = Written(), FakeClock(), threading.Event()
    monkeypatch.setattr(paths, "write", lambda *_: may_go_on.wait(10))
    monkeypatch.setattr(watchdog, "STAMP_PATIENCE_S", 0.01)
    watching = Watchdog(tmp_path, clock, written)
    for _ in range(60):
        await clock.advance(1)
        await watching.look()
    assert written.events == []
    may_go_on.set()
    await watching.end()


async def test_resolvers_that_hang_hold_up_no_other_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    may_go_on = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: may_go_on.wait(10) and [])
    names = names_apart()
    asked = [asyncio.ensure_future(asyncio.get_running_loop().getaddrinfo("hangs.test", 443)) for _ in range(100)]
    async with asyncio.timeout(5):
        assert await asyncio.to_thread(lambda: 7) == 7
    may_go_on.set()
    await asyncio.gather(*asked)
    names.shutdown()
