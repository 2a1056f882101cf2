"""Fails a test whose event loop was closed over tasks that nobody ended, and names the tasks."""

import asyncio
import asyncio.runners
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _no_task_left(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    left: list[str] = []
    cancel_all = asyncio.runners._cancel_all_tasks  # type: ignore[attr-defined]

    def note_and_cancel(loop: asyncio.AbstractEventLoop) -> None:
        left.extend(f"{task.get_name()} {task.get_coro()!r}" for task in asyncio.all_tasks(loop))
        cancel_all(loop)

    # asyncio.run() cancels forgotten tasks without a word; this is where it does.
    monkeypatch.setattr(asyncio.runners, "_cancel_all_tasks", note_and_cancel)
    yield
    if left:
        pytest.fail(f"tasks left running: {left}", pytrace=False)
