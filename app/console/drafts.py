"""Notes begun and not yet added, one for each incident.

On disk they are sealed with a key made from the desk's token: they survive a crash of the console, and nothing that a
caller said lies readable in the data directory. A restarted station has a new token, for which a console that lives
seals them again; drafts of a console that is gone by then are forgotten.
"""

import collections.abc
import hashlib
import logging
import os
import pathlib

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.core import paths

log = logging.getLogger(__name__)

FILE_NAME = "drafts.sealed"
NONCE_BYTES = 12
Token = collections.abc.Callable[[], str | None]


class Drafts:
    """Texts by incident number; ``token`` gives the token of the station's API, None while there is no station."""

    def __init__(self, data_dir: pathlib.Path, token: Token) -> None:
        self._file = data_dir / FILE_NAME
        self._token = token
        self._texts: dict[int, str] = {}
        self._unanswered: dict[int, tuple[str, ...]] = {}

    def load(self) -> None:
        """Open what an earlier console of this station left."""
        sealer = self._sealer()
        if sealer is None or not self._file.exists():
            return
        try:
            sealed = self._file.read_bytes()
            opened = sealer.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None)
            kept = msgspec.json.decode(opened, type=dict[int, str])
        except (OSError, InvalidTag, ValueError):
            log.info("Drafts of an earlier station can't be opened; they are forgotten.")
            return
        self._texts = kept | self._texts

    def text(self, number: int | None) -> str:
        """The draft of an incident."""
        return "" if number is None else self._texts.get(number, "")

    def put(self, number: int, text: str) -> None:
        """The draft reads so now."""
        if text:
            self._texts[number] = text
        else:
            self._texts.pop(number, None)

    def hold(self, number: int, unanswered: tuple[str, ...]) -> None:
        """These notes are on their way; until the station has answered, the file keeps them before the draft."""
        if unanswered:
            self._unanswered[number] = unanswered
        else:
            self._unanswered.pop(number, None)

    def save(self) -> None:
        """Seal and write all drafts, or take the file away when there is none."""
        sealer = self._sealer()
        if sealer is None:
            return
        try:
            kept = {
                number: "\n".join((*self._unanswered.get(number, ()), *filter(None, [self.text(number)])))
                for number in self._texts.keys() | self._unanswered.keys()
            }
            if not kept:
                self._file.unlink(missing_ok=True)
                return
            nonce = os.urandom(NONCE_BYTES)
            paths.write(self._file, nonce + sealer.encrypt(nonce, msgspec.json.encode(kept), None))
        except OSError as problem:
            log.warning("Drafts could not be written: %s", problem)

    def _sealer(self) -> AESGCM | None:
        token = self._token()
        return None if token is None else AESGCM(hashlib.sha256(b"drafts" + token.encode()).digest())
