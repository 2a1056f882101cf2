"""Secrets in the operating system's own keyring, and in no other: ``keyrings.alt`` would write them as plain text."""

import collections.abc
import os
import sys
import typing

ALLOWED = (
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)


_STEPS = {
    "win32": "Sign on as the user that the station runs for, and see that the service “Credential Manager” (VaultSvc) "
    "runs.",
    "darwin": "Open Keychain Access, and unlock or make the keychain “login”.",
}
_WITHOUT_SESSION = (
    "There is no desktop session here (DBUS_SESSION_BUS_ADDRESS is not set), so no keyring can be asked: sign on at "
    "the desktop as the user that the station runs for."
)
_LINUX = (
    "Install gnome-keyring or KWallet (Debian, Ubuntu: sudo apt install gnome-keyring; Fedora: sudo dnf install "
    "gnome-keyring), sign out and on again, and unlock it."
)
_BESIDES = (
    "Or give the station its secrets without a keyring, the key as WATCHFLOOR_SEAL_KEY: by variables or a credentials "
    "directory, as watchfloor(1) shows."
)


def next_step(platform: str = sys.platform, environ: collections.abc.Mapping[str, str] = os.environ) -> str:
    """What an administrator does on this system so that there is a usable keyring, and what does without one."""
    has_session = bool(environ.get("DBUS_SESSION_BUS_ADDRESS"))
    step = _STEPS.get(platform) or (_LINUX if has_session else _WITHOUT_SESSION)
    return f"{step} {_BESIDES}"


class KeyringUnavailableError(Exception):
    """There is no keyring, or it is locked; the message is a sentence for the operator."""


class KeyringStore:
    """Blocks, sometimes until a person answers a prompt: call it in a thread."""

    def __init__(self, environment: str, allowed: tuple[str, ...] = ALLOWED) -> None:
        self._service = f"watchfloor {environment}"
        self._allowed = allowed

    def get(self, name: str) -> str | None:
        """A secret, or None when the keyring holds none of this name.

        Raises:
            KeyringUnavailableError: there is no usable keyring.
        """
        found = self._ask("get_password", self._service, name)
        return found if isinstance(found, str) else None

    def put(self, name: str, secret: str) -> None:
        """Keep a secret.

        Raises:
            KeyringUnavailableError: it was not kept.
        """
        self._ask("set_password", self._service, name, secret)

    def forget(self, name: str) -> None:
        """Take a secret out; nothing happens when there is none.

        Raises:
            KeyringUnavailableError: it is still there, for all that is known.
        """
        if self.get(name) is not None:
            self._ask("delete_password", self._service, name)

    def _ask(self, what: str, *details: str) -> object:
        backend = self._backend()
        try:
            return typing.cast("object", getattr(backend, what)(*details))
        except Exception as error:  # noqa: BLE001 backends raise whatever their system raises
            raise KeyringUnavailableError(f"The keyring is locked or broken ({type(error).__name__}).") from None

    def _backend(self) -> object:
        import keyring  # noqa: PLC0415 66 ms that a station with its secrets in the environment saves
        from keyring.backends import chainer  # noqa: PLC0415 as above

        chosen = keyring.get_keyring()
        candidates = chosen.backends if isinstance(chosen, chainer.ChainerBackend) else [chosen]
        for backend in candidates:
            if type(backend).__module__ in self._allowed:
                return backend
        raise KeyringUnavailableError("This computer has no keyring that keeps secrets sealed.")
