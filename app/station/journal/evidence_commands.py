"""``watchfloor journal export`` and ``watchfloor journal verify --bundle``: evidence out, and checked anywhere."""

import argparse
import collections.abc
import contextlib
import hashlib
import pathlib
import re
import sqlite3
import sys

import tzlocal

from app.domain.evidence.head import Head
from app.export import checking, formats
from app.export.checking import Checked, Kept, NotIntactError
from app.export.formats import Export
from app.ground import private_files
from app.ground.clock import SystemClock
from app.ground.exits import Exit, RefusedError
from app.station.journal.evidence import gather
from app.station.journal.place import Place
from app.station.journal.seal.seals import Seals
from app.station.journal.sqlite import connect_to_read

_DIGEST = re.compile(r"[0-9a-fA-F]{64}")


Record = collections.abc.Callable[[Place, Seals, int, str, str], str]
"""Records that an incident was exported, in which form, with which SHA-256; returns why not, empty when it did."""


def digest(text: str) -> str:
    """A SHA-256 as people keep it.

    Raises:
        ValueError: it is none.
    """
    if not _DIGEST.fullmatch(text):
        raise ValueError("a digest has 64 hexadecimal digits")
    return text.lower()


def add_export_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``export``."""
    parser.add_argument("--incident", type=int, required=True, metavar="N", help="the incident's number")
    parser.add_argument("--format", choices=formats.FORMATS, default=formats.BUNDLE, help="bundle holds all the others")
    parser.add_argument("--out", type=pathlib.Path, required=True, metavar="PATH", help="the file to write")


def export(place: Place, seals: Seals, arguments: argparse.Namespace, record: Record) -> int:
    """Write an incident to a file and have that recorded; a station may run meanwhile.

    Raises:
        RefusedError: there is no such incident, its key is not here, or the file can't be written.
    """
    if seals.owner.locked:
        raise RefusedError("The keyring is locked. Unlock it: what happened is sealed.", Exit.JOURNAL)
    made = _made(place, seals, arguments.incident, arguments.format)
    try:
        private_files.write(arguments.out, made.content)
    except OSError as error:
        raise RefusedError(
            f"{arguments.out} can't be written ({error.strerror or error}). Choose another --out.", Exit.STORAGE
        ) from error
    sys.stdout.write(f"Incident {arguments.incident} was written to {arguments.out}.\n")
    digest_kept = made.manifest_sha256 or hashlib.sha256(made.content).hexdigest()
    if problem := record(place, seals, arguments.incident, arguments.format, digest_kept):
        sys.stderr.write(f"watchfloor: the journal does not tell of this export: {problem.rstrip('.')}.\n")
    if made.manifest_sha256 is not None:
        sys.stdout.write(
            f"Keep this apart from the bundle: manifest SHA-256 {made.manifest_sha256}\n"
            f"To check it anywhere: watchfloor journal verify --bundle FILE --digest {made.manifest_sha256}\n"
        )
    return Exit.DONE


def verify_bundle(bundle: pathlib.Path, kept_digest: str | None, kept_head: Head | None) -> int:
    """Check a bundle without key and data directory; prints what was proven and what was not.

    Raises:
        RefusedError: the file can't be read.
    """
    try:
        content = bundle.read_bytes()
    except OSError as error:
        raise RefusedError(f"{bundle} can't be read ({error.strerror or error}).", Exit.STORAGE) from error
    kept = Kept(manifest_sha256=kept_digest, head=kept_head)
    try:
        checked = checking.check(content, kept)
    except NotIntactError as error:
        sys.stdout.write(f"Not intact: {error}\n")
        return Exit.FOUND
    sys.stdout.write("\n".join(_told(checked, kept)) + "\n")
    return Exit.DONE


def _made(place: Place, seals: Seals, number: int, form: str) -> Export:
    try:
        with contextlib.closing(connect_to_read(place.journal)) as connection:
            evidence = gather(connection, seals, number, now=SystemClock().now(), zone=tzlocal.get_localzone())
    except sqlite3.Error as error:
        raise RefusedError(f"The journal can't be read: {error}.", Exit.STORAGE) from error
    if evidence is None:
        raise RefusedError(f"There is no incident {number} in {place.folder}.", Exit.FOUND)
    return formats.export(evidence, form)


def _told(checked: Checked, kept: Kept) -> list[str]:
    listing, part = checked.manifest, checked.part
    lines = [
        f"Intact: incident {listing.incident}, {checked.events} events, {len(listing.files)} files.",
        f"Journal {listing.journal.journal} ({listing.journal.environment}), head {listing.head}.",
        f"Proven: every event of the incident from {part.start.seq + 1} to {part.end.seq} of that chain is here.",
        f"Manifest SHA-256 {checked.manifest_sha256}"
        + (
            ", as it was kept."
            if kept.manifest_sha256
            else ": compare it with the one kept at the export; until then its words are not proven."
        ),
    ]
    if kept.head is not None:
        compared = "is in this chain." if checked.head_compared else "is outside of this part: not compared."
        lines.append(f"Kept head {kept.head} {compared}")
    return lines
