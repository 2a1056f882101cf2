"""Secrets: where they may come from, and that a keyring without an answer never holds the station up."""

import base64
import pathlib
import threading

import pytest

from app.core.errors import RefusedError
from app.core.keyring import KeyringStore, KeyringUnavailableError
from app.core.logs import Redactor
from app.station.journal import sealing
from app.station.journal.base import DataDirectory
from app.station.journal.sealing import new_private_key, public_key
from app.station.secrets import secrets
from app.station.secrets.secrets import Secrets, given
from tests.memory_keyring import MemoryKeyring

KEYRING = KeyringStore("production", allowed=(MemoryKeyring.__module__,))


class Broken(KeyringStore):
    def get(self, _name: str) -> str | None:
        raise KeyringUnavailableError("The keyring is locked.")


class Silent(KeyringStore):
    """Waits for a person who does not come, until the test is over."""

    def __init__(self) -> None:
        super().__init__("production")
        self.over = threading.Event()

    def get(self, _name: str) -> str | None:
        self.over.wait()
        return None


def place(folder: pathlib.Path, environment: str = "production") -> DataDirectory:
    return DataDirectory(folder=folder, environment=environment, hosts=("api.rapidsos.com",))


def opened(folder: pathlib.Path, environ: dict[str, str] | None = None, keyring: KeyringStore = KEYRING) -> Secrets:
    return Secrets(place(folder), environ or {}, Redactor(), keyring)


def test_the_environment_wins_over_files_and_keyring(tmp_path: pathlib.Path) -> None:
    (tmp_path / "shared").write_text("from-the-file\n", encoding="utf-8")
    environ = {
        "WATCHFLOOR_SHARED_SECRET_FILE": "shared",
        "WATCHFLOOR_STATUS_SECRET_FILE": str(tmp_path / "shared"),
        "WATCHFLOOR_CLIENT_ID": "from-the-environment",
        "WATCHFLOOR_CLIENT_SECRET": "",
        "CREDENTIALS_DIRECTORY": str(tmp_path),
    }
    assert given(environ) == {
        "SHARED_SECRET": "from-the-file",
        "STATUS_SECRET": "from-the-file",
        "CLIENT_ID": "from-the-environment",
    }
    assert given({**environ, "WATCHFLOOR_SHARED_SECRET": "nearer"})["SHARED_SECRET"] == "nearer"


@pytest.mark.parametrize(
    ("file", "directory", "sentence"),
    [
        ("shared", None, "CREDENTIALS_DIRECTORY is not"),
        ("../outside", "here", "names a file outside"),
        ("absent", "here", "can't be read"),
    ],
)
def test_no_other_file_is_read(tmp_path: pathlib.Path, file: str, directory: str | None, sentence: str) -> None:
    (tmp_path / "outside").write_text("plain", encoding="utf-8")
    (tmp_path / "here").mkdir()
    environ = {"WATCHFLOOR_SHARED_SECRET_FILE": file}
    if directory is not None:
        environ["CREDENTIALS_DIRECTORY"] = str(tmp_path / directory)
    with pytest.raises(RefusedError, match=sentence):
        given(environ)


def test_current_and_next_come_from_the_keyring(tmp_path: pathlib.Path) -> None:
    KEYRING.put("SHARED_SECRET", "current-secret")
    KEYRING.put("SHARED_SECRET_NEXT", "next-secret")
    found = opened(tmp_path)
    assert found.shared() == ()
    found.ask_keyring()
    assert found.shared() == ("current-secret", "next-secret")
    assert found.problem is None
    assert found.simulator is None


def test_the_keyring_is_not_asked_for_what_is_known(tmp_path: pathlib.Path) -> None:
    found = opened(tmp_path, {"WATCHFLOOR_SHARED_SECRET": "given"}, Broken("production"))
    found.ask_keyring()
    assert found.problem is None
    assert found.shared() == ("given",)


def test_a_broken_keyring_is_a_sentence(tmp_path: pathlib.Path) -> None:
    found = opened(tmp_path, keyring=Broken("production"))
    found.ask_keyring()
    assert found.problem == "The keyring is locked."
    assert found.shared() == ()
    assert found.seal_key() is None
    assert found.problem == "This computer has no keyring that keeps secrets sealed."


def test_a_keyring_that_waits_for_a_person_does_not_hold_the_station_up(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secrets, "PATIENCE_S", 0.01)
    silent = Silent()
    found = opened(tmp_path, keyring=silent)
    found.ask_keyring()
    assert found.problem == "The keyring waits for a person to unlock it."
    silent.over.set()


def test_the_seal_key_is_made_once_and_then_found(tmp_path: pathlib.Path) -> None:
    first = opened(tmp_path)
    assert first.kept_seal_key() is None
    private = first.seal_key()
    assert private is not None
    sealing.establish(place(tmp_path), private)
    assert opened(tmp_path).seal_key() == private
    assert opened(tmp_path).kept_seal_key() == private
    MemoryKeyring.kept.clear()
    assert opened(tmp_path).seal_key() is None


def test_the_seal_key_in_the_environment(tmp_path: pathlib.Path) -> None:
    private = new_private_key()
    environ = {"WATCHFLOOR_SEAL_KEY": base64.b64encode(private).decode()}
    assert opened(tmp_path, environ, Broken("production")).seal_key() == private
    for wrong in ("%%%", base64.b64encode(b"short").decode()):
        with pytest.raises(RefusedError, match="not the base64 of 32 bytes"):
            opened(tmp_path, {"WATCHFLOOR_SEAL_KEY": wrong}).seal_key()


def test_a_simulator_makes_its_own_and_keeps_them(tmp_path: pathlib.Path) -> None:
    simulator = place(tmp_path, "simulator")
    first = Secrets(simulator, {}, Redactor())
    again = Secrets(simulator, {"WATCHFLOOR_SHARED_SECRET": "given-secret"}, Redactor())
    assert len(first.shared()) == 1
    assert again.shared() == ("given-secret",)
    assert first.seal_key() == again.seal_key()
    assert public_key(first.seal_key() or b"")
    shown = again.simulator or {}
    assert shown["WATCHFLOOR_SHARED_SECRET"] == "given-secret"
    assert "WATCHFLOOR_SEAL_KEY" not in shown
    assert Secrets(simulator, {}, Redactor()).shared() == first.shared()


def test_what_is_known_never_reaches_a_log(tmp_path: pathlib.Path) -> None:
    redactor = Redactor()
    Secrets(place(tmp_path), {"WATCHFLOOR_SHARED_SECRET": "hush-hush-hush"}, redactor, KEYRING)
    assert "hush" not in redactor.clean("the secret is hush-hush-hush")


def test_a_credentials_directory_is_read_without_naming_its_files(tmp_path: pathlib.Path) -> None:
    (tmp_path / "watchfloor_shared-secret").write_text("laid-out\n", encoding="utf-8")
    (tmp_path / "watchfloor_client-id").write_text("laid-out-id", encoding="utf-8")
    environ = {"CREDENTIALS_DIRECTORY": str(tmp_path), "WATCHFLOOR_CLIENT_ID": "nearer"}
    assert given(environ) == {"SHARED_SECRET": "laid-out", "CLIENT_ID": "nearer"}


def test_a_byte_order_mark_is_no_part_of_a_secret(tmp_path: pathlib.Path) -> None:
    (tmp_path / "watchfloor_shared-secret").write_text("laid-out\n", encoding="utf-8-sig")
    assert given({"CREDENTIALS_DIRECTORY": str(tmp_path)}) == {"SHARED_SECRET": "laid-out"}


def test_what_the_keyring_holds_now_is_taken_over_but_what_was_given_stands(tmp_path: pathlib.Path) -> None:
    KEYRING.put("SHARED_SECRET", "old-secret")
    found = opened(tmp_path, {"WATCHFLOOR_CLIENT_ID": "given"})
    found.ask_keyring()
    KEYRING.put("SHARED_SECRET", "new-secret")
    KEYRING.put("CLIENT_ID", "not this one")
    found.ask_keyring_again()
    assert found.shared() == ("new-secret",)
    assert found.get("CLIENT_ID") == "given"
    KEYRING.forget("SHARED_SECRET")
    found.ask_keyring_again()
    assert found.shared() == ()


def test_a_keyring_that_fails_costs_no_secret_that_is_known(tmp_path: pathlib.Path) -> None:
    broken = Broken("production")
    found = opened(tmp_path, keyring=broken)
    found._known["SHARED_SECRET"] = "known-before"
    found.ask_keyring_again()
    assert found.shared() == ("known-before",)
    assert found.problem == "The keyring is locked."
