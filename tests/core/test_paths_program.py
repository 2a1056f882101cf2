"""How this program starts itself again."""

import subprocess
import sys

import pytest

from app.core import paths


def test_from_a_checkout_and_frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    assert paths.own_command() == [sys.executable, "-m", "app"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert paths.own_command() == [sys.executable]


def test_detached_on_every_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert paths.detached() == {"start_new_session": True}
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(subprocess, "DETACHED_PROCESS", 8, raising=False)
    monkeypatch.setattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 512, raising=False)
    assert paths.detached() == {"creationflags": 520}
