import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from app.simulator import __main__

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def started(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The simulator as a process of its own; killed at the end if it is still there."""
    process = subprocess.Popen(
        [sys.executable, "-m", "app.simulator", *arguments],
        cwd=ROOT,
        env=os.environ | {"WATCHFLOOR_SHARED_SECRET": "s"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            assert pipe is not None
            pipe.close()


def ready(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    said = json.loads(process.stdout.readline())
    assert said["ready"] is True
    base_url: str = said["base_url"]
    return base_url


def test_serve_says_when_it_is_ready_and_stops_at_a_signal() -> None:
    with started("serve") as process:
        base_url = ready(process)
        asked = {"caller_id": "12175550143"}
        answer = httpx.post(base_url + "/location", json=asked, headers={"Authorization": "Bearer t"}, trust_env=False)
        assert answer.json()["caller_id"] == "12175550143"
        assert process.stdin is not None
        process.stdin.close()
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""


def test_without_a_port_a_second_one_finds_another() -> None:
    with started("serve") as first, started("serve") as second:
        assert ready(first) != ready(second)


def test_play_stops_when_its_parent_is_gone() -> None:
    with started("play", "--scenario", "flood", "--speed", "50") as process:
        ready(process)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(10) == 0


def test_share_prints_an_answer_for_each_post() -> None:
    with started("serve") as process:
        base_url = ready(process)
        command = [sys.executable, "-m", "app.simulator", "share", "--to", base_url + "/simulator/trap", "--count", "2"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert [json.loads(line)["status"] for line in done.stdout.splitlines()] == [200, 200]
        assert "unsigned" in done.stderr
        assert done.returncode == 0


def test_share_and_serve_understand_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    with started("play", "--port", "0", "--answers") as process:
        base_url = ready(process)
        order = {"do": "target", "handler_url": base_url + "/simulator/trap"}
        assert httpx.post(base_url + "/simulator/control", json=order, trust_env=False).status_code == 200
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["status"] == 200


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["share", "--to", "http://example.com/"], "not on this machine"),
        (["share", "--to", "http://127.0.0.1:1/", "--count", "0"], "count"),
        (["share", "--to", "http://127.0.0.1:1/", "--rate", "fast"], "above 0"),
        (["serve", "--port", "65536"], "0 to 65535"),
        (["serve", "--speed", "nan"], "above 0"),
    ],
)
def test_wrong_use_is_explained(arguments: list[str], reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        __main__.main(arguments)
    assert stopped.value.code == 2
    assert reason in capsys.readouterr().err


def test_an_unknown_scenario_names_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert __main__.main(["serve", "--scenario", "nonesuch"]) == 2
    assert "calm, drill, ending, evening, flood, hostile, outage" in capsys.readouterr().err


def test_a_missing_body_file_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    missing = ["share", "--to", "http://127.0.0.1:1/", "--file", str(tmp_path / "none")]
    assert __main__.main(missing) == 1
    assert "No such file" in capsys.readouterr().err


def test_a_port_in_use_is_said() -> None:
    with started("serve") as first:
        port = ready(first).rpartition(":")[2]
        with started("serve", "--port", port) as second:
            assert second.wait(10) == 1
            assert second.stderr is not None
            assert "cannot start" in second.stderr.read()
