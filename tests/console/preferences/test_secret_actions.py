"""What the console says to ``watchfloor secret``, and what it makes of the answer."""

import asyncio
import pathlib
import sys

import pytest

from app.console.preferences import secret_actions
from app.console.preferences.secret_actions import SecretActions, SecretInventory, SecretResult

ECHO = "import sys; print(sys.argv[1:], repr(sys.stdin.readline()))"
REFUSES = "import sys; sys.stderr.write('noise\\nwatchfloor: The keyring is locked.\\n'); sys.exit(3)"
LISTS = 'print(\'{"secrets":[{"name":"client-id","kept":true,"given":false}],"recovery":{"shown_at":1},"problem":""}\')'


def door(folder: pathlib.Path, script: str) -> SecretActions:
    return SecretActions(folder, [sys.executable, "-c", script])


def test_a_secret_goes_through_the_pipe_and_never_on_the_command_line(tmp_path: pathlib.Path) -> None:
    outcome = asyncio.run(door(tmp_path, ECHO).put("client-secret", "hush-hush"))
    arguments, _, typed = outcome.shown.partition("] ")
    assert arguments == f"['secret', 'set', 'client-secret', '--data-dir', {str(tmp_path)!r}"
    assert typed == repr("hush-hush\n")
    assert "hush" not in repr(outcome)


def test_each_act_has_its_command(tmp_path: pathlib.Path) -> None:
    said = door(tmp_path, ECHO)

    async def all_of_them() -> list[SecretResult]:
        acts = (said.forget("client-id"), said.generate("shared-secret"), said.switch(), said.recovery_copy())
        return [await act for act in (*acts, said.written_down(), said.restore("7XQ2 0000"))]

    shown = [outcome.shown for outcome in asyncio.run(all_of_them())]
    assert "'forget', 'client-id'" in shown[0]
    assert "'generate', 'shared-secret'" in shown[1]
    assert "'switch'" in shown[2]
    assert "'recovery-copy', '--blocks', '--again'" in shown[3]
    assert "'recovery-copy', '--written-down'" in shown[4]
    assert "'restore'" in shown[5]
    assert shown[5].endswith("'7XQ2 0000\\n'")


def test_a_refusal_is_its_sentence(tmp_path: pathlib.Path) -> None:
    refusing = door(tmp_path, REFUSES)
    assert asyncio.run(refusing.switch()).refused == "The keyring is locked."
    assert asyncio.run(refusing.inventory()) == SecretInventory(problem="The keyring is locked.")
    assert "code 4" in asyncio.run(door(tmp_path, "raise SystemExit(4)").switch()).refused
    nowhere = SecretActions(tmp_path, [str(tmp_path / "nowhere")])
    assert "can't be asked" in asyncio.run(nowhere.switch()).refused


def test_which_secrets_there_are(tmp_path: pathlib.Path) -> None:
    found = asyncio.run(door(tmp_path, LISTS).inventory())
    assert [(one.name, one.kept) for one in found.secrets] == [("client-id", True)]
    assert (found.recovery.shown_at, found.recovery.checked_at) == (1, None)
    assert "can't be read" in asyncio.run(door(tmp_path, ECHO).inventory()).problem


def test_a_keyring_that_waits_for_a_person(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secret_actions, "PATIENCE_S", 0.2)
    waiting = door(tmp_path, "import threading; threading.Event().wait(30)")
    assert "waits for a person" in asyncio.run(waiting.switch()).refused
