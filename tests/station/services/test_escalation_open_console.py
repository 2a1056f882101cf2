"""Opening the console."""

import pathlib
import sys

import pytest

from app.station.services import escalation
from app.station.services.escalation import ConsoleChannel, Notification

ABOUT = Notification(unwatched_since=5, unanswered_since=7, incidents=(), alarms=1)


async def test_one_that_stays_is_opened_once(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(escalation, "STAYS_S", 0.5)
    count = tmp_path / "count"
    script = f"open({str(count)!r}, 'a').write('x'); import threading; threading.Event().wait()"
    way = ConsoleChannel(tmp_path, (sys.executable, "-c", script))
    assert await way.call(ABOUT) == ""
    assert await way.call(ABOUT) == ""
    assert way._process is not None
    way._process.kill()
    way._process.wait()
    assert count.read_text() == "x"


async def test_one_that_ends_at_once_or_is_not_there_is_a_problem(tmp_path: pathlib.Path) -> None:
    way = ConsoleChannel(tmp_path, (sys.executable, "-c", "raise SystemExit(4)"))
    assert await way.call(ABOUT) == "it ended at once with code 4"
    assert "could not be started" in await ConsoleChannel(tmp_path, ("/nowhere/to/be/found",)).call(ABOUT)
