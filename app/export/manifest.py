"""What is exported (``Evidence``), and ``manifest.json``: a bundle's files, their digests and its journal's head."""

import datetime as dt
import hashlib
import typing

import msgspec

from app.domain.evidence import ChainHead, ChainIdentity, ChainPart
from app.domain.incident.envelope import Record
from app.domain.incident.model import Incident

PRODUCTION = "production"


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """All of an incident that may leave this center; times are UTC ms."""

    incident: Incident
    records: tuple[Record, ...]
    part: ChainPart
    head: ChainHead
    """Where the whole journal ended when this was taken."""
    exported_at: int
    version: str
    """Of the program."""
    zone: dt.tzinfo
    """The center's own, for reading; every time stands in UTC too."""

    @property
    def environment(self) -> str:
        """``production``, ``rapidsos-sandbox`` or ``simulator``."""
        return self.part.identity.environment

    @property
    def mark(self) -> str | None:
        """The word that every page of a report must carry, unless these were real calls."""
        if self.environment == PRODUCTION:
            return None
        return self.environment.removeprefix("rapidsos-").upper()


NAME: typing.Final = "manifest.json"
DIGEST_NAME: typing.Final = "manifest.sha256"
FORMAT: typing.Final = 1
PROVES: typing.Final = (
    "Tamper-evident against kept copies. The manifest names the SHA-256 of every file. The chain part shows that these "
    "are all the events of the incident, in their order, between two ends of the journal's chain, with their times, "
    "kinds and operators. It covers what the events say only as sealed bytes, which stay at the center: that the texts "
    "are unchanged is proven by this manifest's own SHA-256, if it was kept apart from this bundle, and that the chain "
    "is the center's by a head of the journal, if one was kept."
)


class File(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the bundle."""

    name: str
    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The bundle's list of contents."""

    format: int
    proves: str
    program: str
    exported_at: int
    incident: int
    journal: ChainIdentity
    head: str
    """Where the whole journal ended when the bundle was made, ``SEQ:HEX``."""
    files: tuple[File, ...]


def listed(name: str, content: bytes) -> File:
    """A file as the manifest lists it."""
    return File(name=name, size=len(content), sha256=sha256(content))


def encode(manifest: Manifest) -> bytes:
    """The manifest as it is written to ``manifest.json``."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1)


def digest_line(manifest: bytes) -> bytes:
    """``manifest.sha256``, as the usual tools write and check it."""
    return f"{sha256(manifest)}  {NAME}\n".encode()


def sha256(content: bytes) -> str:
    """The digest of a file, as hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()
