"""Secrets from a terminal or a pipe into the keyring, and on to the running station."""

import argparse
import base64
import io
import pathlib

import msgspec
import pytest

from app.core import keyring
from app.core.errors import Exit, RefusedError
from app.core.keyring import KeyringStore
from app.station.api import auth
from app.station.api.auth import DeskFile
from app.station.api.routes import Taken
from app.station.cli import secrets
from app.station.cli.secrets import SecretListing
from app.station.journal import sealing
from app.station.journal.base import DataDirectory
from app.station.journal.sealing import new_private_key, public_key
from app.station.secrets import recovery
from app.station.secrets.secrets import seal_key_name
from tests.memory_keyring import MemoryKeyring

SERVICE = "watchfloor production"


def store(environment: str) -> KeyringStore:
    return KeyringStore(environment, allowed=(MemoryKeyring.__module__,))


def secret(folder: pathlib.Path, *arguments: str) -> int:
    parser = argparse.ArgumentParser()
    secrets.add_arguments(parser)
    return secrets.run(parser.parse_args([*arguments, "--data-dir", str(folder)]), store)


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_a_piped_secret_is_kept_and_never_shown(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "hush-hush-hush-hush\n")
    assert secret(tmp_path, "set", "shared-secret") == Exit.DONE
    assert MemoryKeyring.kept == {(SERVICE, "SHARED_SECRET"): "hush-hush-hush-hush"}
    monkeypatch.setenv("WATCHFLOOR_CLIENT_ID", "from-the-environment")
    assert secret(tmp_path, "list") == Exit.DONE
    said = capsys.readouterr().out
    assert "No station runs" in said
    assert "shared-secret       in the keyring\n" in said
    assert "client-id           not kept; WATCHFLOOR_CLIENT_ID or its file goes before" in said
    assert "hush" not in said
    assert secret(tmp_path, "forget", "shared-secret") == Exit.DONE
    assert secret(tmp_path, "forget", "shared-secret") == Exit.DONE
    assert MemoryKeyring.kept == {}


def test_a_typed_secret_has_no_echo(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", terminal)
    asked: list[str] = []

    def ask(words: str) -> str:
        asked.append(words)
        return "typed-secret"

    monkeypatch.setattr("getpass.getpass", ask)
    secret(tmp_path, "set", "client-secret")
    assert MemoryKeyring.kept == {(SERVICE, "CLIENT_SECRET"): "typed-secret"}
    assert "client-secret" in asked[0]


@pytest.mark.parametrize("wrong", ["", "\n", " leading", "trailing \n", "x" * 4_097, "bell\a\n"])
def test_what_is_no_secret_is_not_kept(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    typed(monkeypatch, wrong)
    with pytest.raises(RefusedError, match="nothing was kept"):
        secret(tmp_path, "set", "shared-secret")
    assert MemoryKeyring.kept == {}


@pytest.mark.parametrize("arguments", [["set", "shared-secret", "hush"], ["set", "seal-key"], ["set", "unknown"], []])
def test_a_secret_is_never_an_argument(tmp_path: pathlib.Path, arguments: list[str]) -> None:
    with pytest.raises(SystemExit):
        secret(tmp_path, *arguments)


def test_the_next_becomes_the_current(tmp_path: pathlib.Path) -> None:
    with pytest.raises(RefusedError, match="no next shared secret"):
        secret(tmp_path, "switch")
    MemoryKeyring.kept.update({(SERVICE, "SHARED_SECRET"): "old", (SERVICE, "SHARED_SECRET_NEXT"): "new"})
    secret(tmp_path, "switch")
    assert MemoryKeyring.kept == {(SERVICE, "SHARED_SECRET"): "new"}


def test_without_a_keyring_the_sentence_says_what_to_do(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "hush-hush-hush-hush\n")
    arguments = argparse.Namespace(secret_command="set", name="shared-secret", data_dir=str(tmp_path))
    with pytest.raises(RefusedError, match=r"no keyring that keeps secrets sealed.*WATCHFLOOR_SEAL_KEY") as refused:
        secrets.run(arguments, lambda name: KeyringStore(name, keyring.ALLOWED))
    assert "hush" not in str(refused.value)


def test_a_simulator_keeps_none(tmp_path: pathlib.Path) -> None:
    (tmp_path / "settings.toml").write_text('environment = "simulator"\n', encoding="utf-8")
    with pytest.raises(RefusedError, match="throw-away"):
        secret(tmp_path, "list")


def test_the_recovery_copy_is_shown_once(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RefusedError, match="no sealing key"):
        secret(tmp_path, "recovery-copy")
    private = new_private_key()
    sealing.establish(DataDirectory(folder=tmp_path, environment="production", hosts=("api.rapidsos.com",)), private)
    encoded = base64.b64encode(private).decode()
    MemoryKeyring.kept[SERVICE, seal_key_name(public_key(private))] = encoded
    secret(tmp_path, "recovery-copy")
    assert capsys.readouterr().out == f"{encoded}\n"
    with pytest.raises(RefusedError, match=r"was shown on 20\d\d-.* --again"):
        secret(tmp_path, "recovery-copy")
    secret(tmp_path, "recovery-copy", "--again")
    assert capsys.readouterr().out == f"{encoded}\n"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Taken(), "; the station took that over"),
        (Taken(problem="The keyring is locked."), "could not read it: The keyring is locked."),
        (Taken(given=("SHARED_SECRET",)), "stands until it starts without"),
    ],
)
def test_what_the_running_station_made_of_it(
    tmp_path: pathlib.Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    answer: Taken,
    words: str,
) -> None:
    auth.write(tmp_path, DeskFile(url="http://127.0.0.1:5", token="desk-token", pid=7))
    asked: list[tuple[str, str, bytes | None]] = []

    def ask(_file: DeskFile, method: str, path: str, body: bytes | None = None) -> bytes:
        asked.append((method, path, body))
        return msgspec.json.encode(answer)

    monkeypatch.setattr(auth, "ask", ask)
    typed(monkeypatch, "hush-hush-hush-hush\n")
    secret(tmp_path, "set", "shared-secret")
    assert words in capsys.readouterr().out
    assert asked == [("POST", "/secrets/take_over", b"{}")]


def test_a_fresh_secret_is_shown_once(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    secret(tmp_path, "generate", "shared-secret")
    shown = capsys.readouterr().out
    assert MemoryKeyring.kept == {(SERVICE, "SHARED_SECRET"): shown.strip()}
    assert len(shown.strip()) >= 43
    with pytest.raises(RefusedError, match="Make shared-secret-next"):
        secret(tmp_path, "generate", "shared-secret")


def sealed(folder: pathlib.Path) -> str:
    """A data directory with a key of its own in the keyring; returns the key."""
    private = new_private_key()
    sealing.establish(DataDirectory(folder=folder, environment="production", hosts=("api.rapidsos.com",)), private)
    encoded = base64.b64encode(private).decode()
    MemoryKeyring.kept[SERVICE, seal_key_name(public_key(private))] = encoded
    return encoded


def inventory(folder: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> SecretListing:
    capsys.readouterr()
    secret(folder, "list", "--json")
    return msgspec.json.decode(capsys.readouterr().out, type=SecretListing)


def test_a_written_down_copy_brings_the_key_back(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    encoded = sealed(tmp_path)
    with pytest.raises(RefusedError, match="not shown yet"):
        secret(tmp_path, "recovery-copy", "--written-down")
    secret(tmp_path, "recovery-copy", "--blocks")
    blocks = capsys.readouterr().out.strip()
    assert [len(block) for block in blocks.split()] == [4] * 14
    assert inventory(tmp_path, capsys).recovery.checked_at is None
    secret(tmp_path, "recovery-copy", "--written-down")
    assert inventory(tmp_path, capsys).recovery.checked_at is not None
    before = dict(MemoryKeyring.kept)
    MemoryKeyring.kept.clear()
    typed(monkeypatch, blocks.lower().replace(" ", "-") + "\n")
    secret(tmp_path, "restore")
    assert MemoryKeyring.kept == before
    MemoryKeyring.kept.clear()
    typed(monkeypatch, encoded + "\n")
    secret(tmp_path, "restore")
    assert MemoryKeyring.kept == before


def test_a_wrong_copy_restores_nothing(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    right = recovery.blocks(base64.b64decode(sealed(tmp_path)))
    other = recovery.blocks(new_private_key())
    MemoryKeyring.kept.clear()
    for wrong, sentence in (
        ([*right[:2], "0000", *right[3:]], "a sign is wrong or missing"),
        (right[:-1], "a sign is wrong or missing"),
        (other, "of another data directory"),
    ):
        typed(monkeypatch, " ".join(wrong) + "\n")
        with pytest.raises(RefusedError, match=sentence):
            secret(tmp_path, "restore")
    assert MemoryKeyring.kept == {}


def test_nothing_to_restore_for(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, " ".join(recovery.blocks(new_private_key())) + "\n")
    with pytest.raises(RefusedError, match="no journal yet"):
        secret(tmp_path, "restore")


def test_the_list_for_programs(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    MemoryKeyring.kept[SERVICE, "CLIENT_ID"] = "hush"
    found = inventory(tmp_path, capsys)
    assert {one.name for one in found.secrets if one.kept} == {"client-id"}
    assert "hush" not in repr(found)
    secrets.run(
        argparse.Namespace(secret_command="list", json=True, data_dir=str(tmp_path)),
        lambda name: KeyringStore(name, keyring.ALLOWED),
    )
    without = msgspec.json.decode(capsys.readouterr().out, type=SecretListing)
    assert "no keyring that keeps secrets sealed" in without.problem


@pytest.mark.parametrize("name", ["shared-secret", "shared-secret-next"])
def test_a_shared_secret_that_can_be_guessed_is_refused(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    typed(monkeypatch, "x" * 15 + "\n")
    with pytest.raises(RefusedError, match=r"has 15 characters.* 16 are the least"):
        secret(tmp_path, "set", name)
    assert MemoryKeyring.kept == {}
    typed(monkeypatch, "x" * 16 + "\n")
    assert secret(tmp_path, "set", name) == Exit.DONE


@pytest.mark.parametrize(("said", "kept"), [("yes\n", "y" * 16), ("\n", "x" * 16)])
def test_at_a_terminal_replacing_is_asked(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, said: str, kept: str
) -> None:
    MemoryKeyring.kept[(SERVICE, "SHARED_SECRET")] = "x" * 16
    terminal = io.StringIO(said)
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", terminal)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: "y" * 16)
    if kept == "x" * 16:
        with pytest.raises(RefusedError, match="nothing was replaced"):
            secret(tmp_path, "set", "shared-secret")
    else:
        secret(tmp_path, "set", "shared-secret")
    assert MemoryKeyring.kept[(SERVICE, "SHARED_SECRET")] == kept
