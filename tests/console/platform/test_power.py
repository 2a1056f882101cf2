"""Keeping the workstation awake while incidents are open."""

import collections.abc
import ctypes
import os
import pathlib
import subprocess
import sys

import pytest

from app.console.platform.power import Awake, Let


class System:
    def __init__(self) -> None:
        self.told: list[str] = []

    def hold(self) -> Let | None:
        self.told.append("hold")
        return lambda: self.told.append("let")


def test_it_holds_once_and_lets_go_once() -> None:
    system = System()
    keeper = Awake(system.hold)
    for wanted in (False, True, True, False, False, True):
        keeper.keep(wanted=wanted)
    assert system.told == ["hold", "let", "hold"]


@pytest.mark.parametrize("failure", [OSError(5, "no"), AttributeError("windll")])
def test_a_system_that_cannot_is_let_be(failure: Exception) -> None:
    def hold() -> Let | None:
        raise failure

    keeper = Awake(hold)
    keeper.keep(wanted=True)
    keeper.keep(wanted=False)


def test_a_system_without_a_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("PATH", "")
    keeper = Awake()
    keeper.keep(wanted=True)
    keeper.keep(wanted=False)


@pytest.mark.skipif(os.name != "posix", reason="a script stands in for the system's program")
@pytest.mark.parametrize(("platform", "program"), [("linux", "systemd-inhibit"), ("darwin", "caffeinate")])
def test_the_systems_program_runs_while_incidents_are_open(
    platform: str, program: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def noted(*arguments: str, **options: int) -> subprocess.Popen[bytes]:
        child = popen(*arguments, **options)  # type: ignore[call-overload]  # whatever it is called with
        started.append(child)
        return child  # type: ignore[no-any-return]

    script = tmp_path / program
    script.write_text("#!/bin/sh\nexec cat\n", encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(subprocess, "Popen", noted)
    keeper = Awake()
    keeper.keep(wanted=True)
    assert [child.poll() for child in started] == [None]
    keeper.keep(wanted=False)
    assert started[0].returncode is not None


def test_windows_is_asked_by_its_own_call(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    class Kernel:
        SetThreadExecutionState: collections.abc.Callable[[int], None] = staticmethod(asked.append)

    class Windll:
        kernel32 = Kernel()

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", Windll(), raising=False)
    keeper = Awake()
    keeper.keep(wanted=True)
    keeper.keep(wanted=False)
    assert asked == [0x8000_0003, 0x8000_0000]
