"""Checking a bundle on any computer: without the journal, without a key. The first thing that is wrong is named."""

import io
import typing
import zipfile
import zlib

import msgspec

from app.domain import evidence
from app.domain.evidence import ChainHead, ChainLinks, ChainPart
from app.export import bundle
from app.export import manifest as export_manifest
from app.export.manifest import Manifest

MOST_FILES: typing.Final = 10_000
MOST_BYTES: typing.Final = 128 * 1024 * 1024
"""A bundle that unpacks to more is refused unread."""
_BEGINNINGS = frozenset({"ShareReceived", "IncidentOpened"})


class NotIntactError(Exception):
    """The first thing that is not as it was exported."""


class KeptHead(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody kept apart from the bundle."""

    manifest_sha256: str | None = None
    head: ChainHead | None = None


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """An intact bundle, and how far that was proven."""

    manifest: Manifest
    manifest_sha256: str
    events: int
    part: ChainPart
    head_compared: bool
    """Whether the kept head lies within the part of the chain that the bundle has."""


class _Timeline(msgspec.Struct, frozen=True, kw_only=True):
    incident: int
    environment: str
    events: tuple[dict[str, object], ...]


Wanted = typing.TypeVar("Wanted")


def check(content: bytes, kept: KeptHead) -> Checked:
    """The bundle, if every byte of it is as it was exported.

    Raises:
        NotIntactError: it isn't.
    """
    files = _unzipped(content)
    listing = _listing(files, kept.manifest_sha256)
    _check_files(files, listing)
    chain = _decoded(files, bundle.CHAIN, ChainPart)
    timeline = _decoded(files, bundle.TIMELINE, _Timeline)
    compared = _check_chain(chain, listing, kept.head)
    _check_timeline(timeline, evidence.own_rows(chain), listing)
    digest = export_manifest.sha256(files[export_manifest.NAME])
    return Checked(
        manifest=listing, manifest_sha256=digest, events=len(timeline.events), part=chain, head_compared=compared
    )


def _unzipped(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise NotIntactError("The file holds more than any bundle does.")
            if len({entry.filename for entry in entries}) != len(entries):
                raise NotIntactError("The file holds one name twice.")
            return {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise NotIntactError(f"The file can't be read as a bundle: {error}.") from error


def _listing(files: dict[str, bytes], kept: str | None) -> Manifest:
    if export_manifest.NAME not in files or export_manifest.DIGEST_NAME not in files:
        raise NotIntactError(f"There is no {export_manifest.NAME} with its digest in it.")
    encoded = files[export_manifest.NAME]
    if export_manifest.digest_line(encoded) != files[export_manifest.DIGEST_NAME]:
        raise NotIntactError(f"{export_manifest.NAME} was changed: {export_manifest.DIGEST_NAME} is of another one.")
    if kept is not None and export_manifest.sha256(encoded) != kept.lower():
        raise NotIntactError(f"{export_manifest.NAME} is not the one whose digest was kept.")
    listing = _decoded(files, export_manifest.NAME, Manifest)
    if listing.format != export_manifest.FORMAT:
        raise NotIntactError(f"The bundle has format {listing.format}; this program checks {export_manifest.FORMAT}.")
    return listing


def _check_files(files: dict[str, bytes], listing: Manifest) -> None:
    for file in listing.files:
        if file.name not in files:
            raise NotIntactError(f"{file.name} is missing.")
        if export_manifest.listed(file.name, files[file.name]) != file:
            raise NotIntactError(f"{file.name} was changed.")
    foreign = set(files) - {file.name for file in listing.files} - {export_manifest.NAME, export_manifest.DIGEST_NAME}
    if foreign:
        raise NotIntactError(f"{min(foreign)!a} was added.")


def _check_chain(chain: ChainPart, listing: Manifest, kept: ChainHead | None) -> bool:
    if chain.identity != listing.journal:
        raise NotIntactError(f"{bundle.CHAIN} is of another journal than {export_manifest.NAME} says.")
    wrong = evidence.flaw(chain, listing.incident)
    if wrong is not None:
        raise NotIntactError(f"{bundle.CHAIN} {wrong}.")
    if listing.head.startswith(f"{chain.end.seq}:") and listing.head != str(chain.end):
        raise NotIntactError(f"{bundle.CHAIN} does not end at the head that {export_manifest.NAME} names.")
    reached = None if kept is None else next((one for one in evidence.heads(chain) if one.seq == kept.seq), None)
    if reached is not None and reached != kept:
        raise NotIntactError("The chain is not the one that the kept head was taken from.")
    return reached is not None


def _check_timeline(timeline: _Timeline, rows: list[ChainLinks], listing: Manifest) -> None:
    if (timeline.incident, timeline.environment) != (listing.incident, listing.journal.environment):
        raise NotIntactError(f"{bundle.TIMELINE} is of another incident or environment.")
    if not rows or rows[0].kind not in _BEGINNINGS:
        raise NotIntactError(f"{bundle.CHAIN} lacks the beginning of the incident.")
    for row, event in zip(rows, timeline.events, strict=False):
        if any(event.get(name) != getattr(row, name) for name in bundle.CHAINED):
            raise NotIntactError(f"{bundle.TIMELINE} tells something else where the chain has event {row.seq}.")
    if len(rows) != len(timeline.events):
        raise NotIntactError(f"{bundle.TIMELINE} has {len(timeline.events)} events, the chain {len(rows)}.")


def _decoded(files: dict[str, bytes], name: str, wanted: type[Wanted]) -> Wanted:
    try:
        return msgspec.json.decode(files[name], type=wanted)
    except (KeyError, msgspec.DecodeError, RecursionError) as error:
        raise NotIntactError(f"{name} is missing or can't be read.") from error
