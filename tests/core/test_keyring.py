import keyring
import pytest
from keyring.backends import chainer, fail

from app.core.keyring import ALLOWED, KeyringStore, KeyringUnavailableError, next_step
from tests.memory_keyring import MemoryKeyring

SEALED = KeyringStore("production", allowed=(MemoryKeyring.__module__,))


def test_secrets_of_one_environment_are_not_those_of_another() -> None:
    SEALED.put("SHARED_SECRET", "s")
    assert SEALED.get("SHARED_SECRET") == "s"
    assert KeyringStore("simulator", allowed=(MemoryKeyring.__module__,)).get("SHARED_SECRET") is None


def test_an_unknown_keyring_is_not_trusted() -> None:
    with pytest.raises(KeyringUnavailableError, match="no keyring that keeps secrets sealed"):
        KeyringStore("production").get("SHARED_SECRET")
    assert not any("alt" in name for name in ALLOWED)


def test_the_trusted_one_of_several(monkeypatch: pytest.MonkeyPatch) -> None:
    several = chainer.ChainerBackend()  # type: ignore[no-untyped-call]  # keyring has no types here
    backends = [fail.Keyring(), MemoryKeyring()]  # type: ignore[no-untyped-call]  # as above
    monkeypatch.setattr(chainer.ChainerBackend, "backends", backends)
    monkeypatch.setattr(keyring, "get_keyring", lambda: several)
    SEALED.put("SHARED_SECRET", "s")
    assert MemoryKeyring.kept == {("watchfloor production", "SHARED_SECRET"): "s"}


def test_whatever_a_keyring_raises_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object) -> None:
        raise RuntimeError("org.freedesktop.Secret.Error.IsLocked")

    monkeypatch.setattr(MemoryKeyring, "get_password", locked)
    with pytest.raises(KeyringUnavailableError, match=r"locked or broken \(RuntimeError\)"):
        SEALED.get("SHARED_SECRET")


@pytest.mark.parametrize(
    ("platform", "environ", "words"),
    [
        ("win32", {}, "Credential Manager"),
        ("darwin", {}, "Keychain Access"),
        ("linux", {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/x"}, "apt install gnome-keyring"),
        ("linux", {}, "no desktop session here"),
        ("freebsd14", {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/x"}, "gnome-keyring or KWallet"),
    ],
)
def test_what_to_do_is_said_for_this_system(platform: str, environ: dict[str, str], words: str) -> None:
    said = next_step(platform, environ)
    assert words in said
    assert "WATCHFLOOR_SEAL_KEY" in said
