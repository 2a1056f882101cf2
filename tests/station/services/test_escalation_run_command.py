"""The administrator's command: run without a shell, within its time."""

import json
import pathlib
import sys

import pytest

from app.station.services.escalation import CommandChannel, Notification

ABOUT = Notification(unwatched_since=5, unanswered_since=7, incidents=(1001, 1002), alarms=3)


async def test_it_gets_the_incidents_and_none_of_our_secrets(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHFLOOR_SHARED_SECRET", "s3cret")
    out = tmp_path / "called.json"
    script = "import json, os, sys; json.dump([dict(os.environ), sys.argv[2:]], open(sys.argv[1], 'w'))"
    command = (sys.executable, "-c", script, str(out), "; touch never", "$HOME")
    assert await CommandChannel(command).call(ABOUT) == ""
    environ, arguments = json.loads(out.read_text(encoding="utf-8"))
    assert arguments == ["; touch never", "$HOME"]
    told = {name: value for name, value in environ.items() if name.startswith("WATCHFLOOR")}
    assert told == {
        "WATCHFLOOR_UNWATCHED_SINCE": "5",
        "WATCHFLOOR_UNANSWERED_SINCE": "7",
        "WATCHFLOOR_INCIDENTS": "1001 1002",
        "WATCHFLOOR_ALARMS": "3",
        "WATCHFLOOR_TEST": "0",
    }


@pytest.mark.parametrize(
    ("command", "problem"),
    [
        ((sys.executable, "-c", "raise SystemExit(3)"), "it ended with code 3"),
        ((sys.executable, "-c", "import threading; threading.Event().wait()"), "did not end within 0.5 s"),
        (("/nowhere/to/be/found",), "it could not be started"),
    ],
)
async def test_what_may_go_wrong(command: tuple[str, ...], problem: str) -> None:
    assert problem in await CommandChannel(command, patience_s=0.5 if "within" in problem else 20).call(ABOUT)
