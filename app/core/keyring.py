"""Secrets in the operating system's own keyring, and in no other: ``keyrings.alt`` would write them as plain text."""

import typing

ALLOWED = (
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)


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
