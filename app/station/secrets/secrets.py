"""Where secrets come from: the environment, a credentials directory, the keyring; never a plain file of ours."""

import base64
import binascii
import collections.abc
import concurrent.futures
import hashlib
import pathlib
import secrets
import threading
import typing

import msgspec

from app.core import paths
from app.core.errors import Exit, RefusedError
from app.core.keyring import KeyringStore, KeyringUnavailableError
from app.core.logs import Redactor
from app.station.journal import sealing
from app.station.journal.base import DataDirectory
from app.station.journal.sealing import KEY_BYTES, new_private_key, public_key

FILE_NAME = "throwaway.json"


def read_or_make(folder: pathlib.Path, given: dict[str, str]) -> dict[str, str]:
    """The throw-away secrets of a simulator's data directory by setting name; given ones win and are not kept.

    Raises:
        OSError: they can't be kept.
    """
    path = folder / FILE_NAME
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=dict[str, str])
    except (OSError, msgspec.DecodeError):
        kept = _made()
        paths.write(path, msgspec.json.encode(kept))
    return {**kept, **given}


def _made() -> dict[str, str]:
    return {
        "SHARED_SECRET": secrets.token_urlsafe(24),
        "STATUS_SECRET": secrets.token_urlsafe(24),
        "CLIENT_ID": f"simulator-{secrets.token_hex(4)}",
        "CLIENT_SECRET": secrets.token_urlsafe(24),
        "SEAL_KEY": base64.b64encode(new_private_key()).decode(),
    }


PREFIX = "WATCHFLOOR_"
CREDENTIALS_DIRECTORY = "CREDENTIALS_DIRECTORY"
NAMES = ("SHARED_SECRET", "SHARED_SECRET_NEXT", "STATUS_SECRET", "CLIENT_ID", "CLIENT_SECRET", "SEAL_KEY")
PATIENCE_S = 3.0
"""So long the station waits for a keyring that asks a person; then it starts without, with a lamp."""
T = typing.TypeVar("T")


class Secrets:
    """All secrets of a station; what the keyring holds comes with ``ask_keyring``."""

    def __init__(
        self,
        place: DataDirectory,
        environ: collections.abc.Mapping[str, str],
        redactor: Redactor,
        keyring: KeyringStore | None = None,
    ) -> None:
        self._place = place
        self._redactor = redactor
        self._keyring = keyring or KeyringStore(place.environment)
        self._known = given(environ)
        self.given = frozenset(self._known)
        """Names of what the start was given; the keyring never replaces it."""
        if place.environment == "simulator":
            self._known = read_or_make(place.folder, self._known)
        self.problem: str | None = None
        """Why the keyring did not answer; None when it did or was not needed."""
        self._register()

    def get(self, name: str) -> str | None:
        """A secret by the name of its variable without the prefix; None while it is not known."""
        return self._known.get(name)

    def shared(self) -> tuple[str, ...]:
        """The secrets that shares may be signed with: current, and next while it is being changed."""
        return tuple(filter(None, (self.get("SHARED_SECRET"), self.get("SHARED_SECRET_NEXT"))))

    def client(self) -> tuple[str, str] | None:
        """The client id and secret that RapidSOS gave this center; None while one of them is not known."""
        client_id, client_secret = self.get("CLIENT_ID"), self.get("CLIENT_SECRET")
        return None if client_id is None or client_secret is None else (client_id, client_secret)

    @property
    def simulator(self) -> dict[str, str] | None:
        """For ``desk.json``: a simulator's throw-away secrets by variable name; None in every other environment."""
        if self._place.environment != "simulator":
            return None
        return {PREFIX + name: value for name, value in self._known.items() if name != "SEAL_KEY"}

    def ask_keyring(self) -> None:
        """Fetch from the keyring what is not known yet; gives up after a few seconds and tells ``problem``."""
        wanted = [name for name in NAMES[:-1] if name not in self._known]
        if "SHARED_SECRET" in wanted:
            self._fetch(wanted)

    def ask_keyring_again(self) -> None:
        """Fetch all that no start was given: what was put in is taken over, what was taken out is forgotten."""
        if self._place.environment != "simulator":
            self._fetch([name for name in NAMES[:-1] if name not in self.given])

    def _fetch(self, wanted: list[str]) -> None:
        found = self._patiently(lambda: {name: self._keyring.get(name) for name in wanted})
        if found is None:
            return
        kept = {name: value for name, value in self._known.items() if name not in wanted}
        self._known = kept | {name: value for name, value in found.items() if value}
        self._register()

    def seal_key(self) -> bytes | None:
        """The private key of this data directory; the first time ever, the keyring gets a fresh one.

        Raises:
            RefusedError: the one that was given is no key.
        """
        return self._seal_key(self._kept_or_made)

    def kept_seal_key(self) -> bytes | None:
        """The private key of this data directory, never a fresh one.

        Raises:
            RefusedError: the one that was given is no key.
        """
        return self._seal_key(self._kept)

    def _seal_key(self, in_keyring: collections.abc.Callable[[], str | None]) -> bytes | None:
        encoded = self._known.get("SEAL_KEY") or self._patiently(in_keyring)
        return None if encoded is None else _key(encoded)

    def _kept(self) -> str | None:
        made = sealing.read(self._place.folder)
        return None if made is None else self._keyring.get(seal_key_name(made.public_key))

    def _kept_or_made(self) -> str | None:
        if sealing.read(self._place.folder) is not None:
            return self._kept()
        private = new_private_key()
        encoded = base64.b64encode(private).decode()
        self._keyring.put(seal_key_name(public_key(private)), encoded)
        return encoded

    def _patiently(self, ask: collections.abc.Callable[[], T]) -> T | None:
        """Ask the keyring in a thread of its own: a prompt that nobody answers must not hold the station up."""
        answer: concurrent.futures.Future[T] = concurrent.futures.Future()
        threading.Thread(target=_answer, args=(answer, ask), name="keyring", daemon=True).start()
        try:
            found = answer.result(PATIENCE_S)
        except TimeoutError:
            self.problem = "The keyring waits for a person to unlock it."
            return None
        except KeyringUnavailableError as error:
            self.problem = str(error)
            return None
        self.problem = None
        return found

    def _register(self) -> None:
        for secret in self._known.values():
            self._redactor.register(secret)


def given(environ: collections.abc.Mapping[str, str]) -> dict[str, str]:
    """The secrets in the environment, or in files of the credentials directory that it names.

    There ``watchfloor_shared-secret`` is read without being named (systemd: ``LoadCredential=watchfloor:FOLDER``).

    Raises:
        RefusedError: a named file lies elsewhere or can't be read.
    """
    found = {name: environ[PREFIX + name] for name in NAMES if environ.get(PREFIX + name)}
    for name in NAMES:
        file = environ.get(f"{PREFIX}{name}_FILE")
        if file and name not in found:
            found[name] = _from_file(file, f"{PREFIX}{name}_FILE", environ.get(CREDENTIALS_DIRECTORY))
    return _laid_out(environ.get(CREDENTIALS_DIRECTORY)) | found


def file_name(name: str) -> str:
    """What a secret's file in a credentials directory is called."""
    return "watchfloor_" + name.lower().replace("_", "-")


def _laid_out(directory: str | None) -> dict[str, str]:
    if not directory:
        return {}
    files = {name: pathlib.Path(directory) / file_name(name) for name in NAMES}
    return {name: _from_file(file.name, str(file), directory) for name, file in files.items() if file.exists()}


def _from_file(file: str, variable: str, directory: str | None) -> str:
    if not directory:
        raise RefusedError(
            f"{variable} is set but {CREDENTIALS_DIRECTORY} is not: secrets are read from a credentials directory "
            "only. Let the service manager make one (systemd: LoadCredential=), or use the keyring.",
            Exit.SETTINGS,
        )
    folder = pathlib.Path(directory).resolve()
    path = (folder / file).resolve()
    try:
        if not path.is_relative_to(folder):
            raise RefusedError(f"{variable} names a file outside {folder}. Put it there.", Exit.SETTINGS)
        return paths.read_text(path).strip()
    except (OSError, UnicodeDecodeError) as error:
        raise RefusedError(f"{variable}: {path} can't be read ({type(error).__name__}).", Exit.SETTINGS) from None


def _key(encoded: str) -> bytes:
    try:
        key = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise RefusedError(
            f"WATCHFLOOR_SEAL_KEY is not the base64 of {KEY_BYTES} bytes. Copy the recovery key again.", Exit.SETTINGS
        )
    return key


def seal_key_name(public: bytes) -> str:
    """What the keyring calls the key of a data directory: each has its own, the public half tells which."""
    return f"SEAL_KEY {hashlib.sha256(public).hexdigest()[:16]}"


def _answer(answer: concurrent.futures.Future[T], ask: collections.abc.Callable[[], T]) -> None:
    try:
        answer.set_result(ask())
    except Exception as error:  # noqa: BLE001 it is raised again where the answer is awaited
        answer.set_exception(error)
