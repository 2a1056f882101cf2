"""What a call for help carries, and what it must not."""

import os

import pytest

from app.station.services import escalation


def test_neither_settings_nor_secrets_are_inherited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHFLOOR_SHARED_SECRET", "s3cret")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", "/run/credentials")
    found = escalation.environment()
    assert not [name for name in found if name.startswith(("WATCHFLOOR_", "CREDENTIALS"))]
    assert found["HOME"] == os.environ["HOME"]
