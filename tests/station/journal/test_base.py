"""Telling those who wait: each on its own loop, even when some have gone."""

import asyncio

import pytest

from app.station.journal.base import CommitResult, Publisher, Settled, Waiting


def test_a_loop_that_closed_meanwhile_hurts_nobody(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")

    async def ask() -> Waiting:
        return Waiting()

    gone = asyncio.run(ask())

    async def wait() -> CommitResult:
        here = Waiting()
        settled: Settled = [(gone, CommitResult()), (here, CommitResult())]
        Publisher().publish(settled)
        return await here.future

    assert asyncio.run(wait()) == CommitResult()
    assert "A loop closed" in caplog.text


async def test_an_answer_nobody_waits_for_is_dropped() -> None:
    waiting = Waiting()
    waiting.future.cancel()
    waiting.answer(CommitResult())
    assert waiting.future.cancelled()
