import asyncio
import collections.abc

import pytest

from app.core import tasks as tasks_module
from app.core.tasks import Tasks


async def _returning(value: int) -> int:
    return value


async def _failing() -> None:
    raise ValueError("broken")


async def _forever(stopped: list[str]) -> None:
    try:
        await asyncio.Event().wait()
    finally:
        stopped.append("stopped")


def test_results_come_back_and_failures_are_reported_by_name() -> None:
    failures: list[tuple[str, str]] = []

    async def scenario() -> int:
        tasks = Tasks(lambda name, failure: failures.append((name, str(failure))))
        tasks.start("failing", _failing())
        return await tasks.start("returning", _returning(7))

    assert asyncio.run(scenario()) == 7
    assert failures == [("failing", "broken")]


def test_stop_cancels_and_waits() -> None:
    failures: list[str] = []
    stopped: list[str] = []

    async def scenario() -> None:
        tasks = Tasks(lambda name, _: failures.append(name))
        tasks.start("forever", _forever(stopped))
        await asyncio.sleep(0)
        assert tasks.names == ["forever"]
        await tasks.stop()
        assert tasks.names == []

    asyncio.run(scenario())
    assert stopped == ["stopped"]
    assert failures == []


async def _until(condition: collections.abc.Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 what is waited for is told by nobody
            await asyncio.sleep(0.001)


@pytest.mark.parametrize("end", ["raises", "returns", "is cancelled"])
async def test_a_duty_is_started_again_however_it_ends(end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks_module, "FIRST_BACKOFF_S", 0.001)
    begun: list[int] = []

    async def work() -> None:
        begun.append(len(begun))
        if len(begun) > 2:
            await asyncio.Event().wait()
        if end == "raises":
            raise ValueError("broken")
        if end == "is cancelled":
            raise asyncio.CancelledError

    tasks = Tasks(lambda _name, _failure: None, lambda: 1_000)
    tasks.keep("watch", work)
    await _until(lambda: len(begun) == 3)
    failed = tasks.failures()["watch"]
    assert (failed.at, failed.times) == (1_000, 2)
    assert failed.problem == {"raises": "ValueError", "returns": "ended", "is cancelled": "cancelled"}[end]
    assert tasks.names == ["watch"]
    await tasks.stop()
    assert (tasks.names, len(begun)) == ([], 3)


async def test_a_duty_that_ran_steadily_has_recovered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks_module, "FIRST_BACKOFF_S", 0.001)
    begun: list[int] = []

    async def work() -> None:
        begun.append(1)
        if len(begun) == 1:
            raise ValueError("broken")
        await asyncio.Event().wait()

    tasks = Tasks(lambda _name, _failure: None)
    tasks.keep("watch", work)
    await _until(lambda: len(begun) == 2)
    assert tasks.failures()
    monkeypatch.setattr(tasks_module, "STEADY_S", 0.0)
    assert tasks.failures() == {}
    await tasks.stop()


async def test_a_duty_that_is_ended_stays_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks_module, "FIRST_BACKOFF_S", 60.0)
    tasks = Tasks(lambda _name, _failure: None)
    failing = tasks.keep("failing", _failing)
    forever = tasks.keep("forever", asyncio.Event().wait)
    await _until(lambda: "failing" in tasks.failures())
    failing.end()
    forever.end()
    await _until(lambda: tasks.names == [])
    await tasks.stop()
