import asyncio

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
