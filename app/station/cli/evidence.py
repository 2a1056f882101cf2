"""``watchfloor journal export``: an incident as evidence: its events and the part of the chain that they stand in."""

import argparse
import collections.abc
import contextlib
import datetime as dt
import hashlib
import pathlib
import re
import sqlite3
import sys
import typing
import uuid

import filelock
import msgspec

import app
from app.core import paths
from app.core.clock import SystemClock, local_zone
from app.core.errors import Exit, RefusedError
from app.core.logs import printable
from app.domain.evidence import ChainHead, ChainIdentity, ChainLinks, ChainPart, Other, contents, genesis
from app.domain.incident.commands import RecordExport, Refused
from app.domain.incident.handlers import links_and_handover
from app.domain.incident.handlers.context import HandlerContext
from app.domain.incident.projection import IncidentProjection
from app.export import bundle as export_bundle
from app.export import verify
from app.export.bundle import Export
from app.export.manifest import Evidence
from app.export.verify import Checked, KeptHead, NotIntactError
from app.station.api import auth
from app.station.journal import queries
from app.station.journal.base import LOCK, DataDirectory, Decision
from app.station.journal.database import connect, connect_to_read, folded, read_identity
from app.station.journal.sealing import Seals
from app.station.journal.store import StoredContext

MOST_ROWS: typing.Final = 100_000
"""A longer chain is shown from the incident's first event on, or only as far as its last (8 MB of digests)."""


def gather(connection: sqlite3.Connection, seals: Seals, number: int, *, now: int, zone: dt.tzinfo) -> Evidence | None:
    """The evidence of an incident, all from one moment of the journal; None if there never was such an incident.

    Raises:
        sqlite3.Error: the journal can't be read.
        JournalRefusedError: it belongs to a newer program.
    """
    connection.execute("BEGIN")
    try:
        return _gathered(connection, seals, number, now, zone)
    finally:
        connection.execute("ROLLBACK")


def _gathered(connection: sqlite3.Connection, seals: Seals, number: int, now: int, zone: dt.tzinfo) -> Evidence | None:
    records = tuple(queries.of_incident(connection, seals, number))
    book = IncidentProjection()
    book.replace(number, (folded(record) for record in records))
    if number not in book.incidents:
        return None
    identity, (last, digest) = read_identity(connection), queries.head(connection)
    return Evidence(
        incident=book.incidents[number],
        records=records,
        part=_part(connection, identity, number, (records[0].seq, records[-1].seq, last)),
        head=ChainHead(seq=last, digest=digest or genesis(identity)),
        exported_at=now,
        version=app.__version__,
        zone=zone,
    )


def _part(
    connection: sqlite3.Connection, identity: ChainIdentity, number: int, seqs: tuple[int, int, int]
) -> ChainPart:
    """From the journal's beginning to its end, if that is not too much."""
    first, last, end = seqs
    start = 0 if end <= MOST_ROWS else first - 1
    until = end if end - start <= MOST_ROWS else last
    return ChainPart(
        identity=identity,
        start=_end_after(connection, identity, start),
        rows=tuple(_rows(connection, number, start, until)),
        end=_end_after(connection, identity, until),
    )


def _end_after(connection: sqlite3.Connection, identity: ChainIdentity, seq: int) -> ChainHead:
    row = connection.execute("SELECT chain FROM event WHERE seq=?", (seq,)).fetchone()
    return ChainHead(seq=seq, digest=genesis(identity) if row is None else row[0])


def _rows(
    connection: sqlite3.Connection, number: int, start: int, until: int
) -> collections.abc.Iterator[ChainLinks | Other]:
    names = ChainLinks.__struct_fields__
    found = connection.execute(
        f"SELECT {', '.join(names)} FROM event WHERE seq > ? AND seq <= ? ORDER BY seq",  # noqa: S608 -- ours
        (start, until),
    )
    for row in found:
        links = msgspec.convert(dict(zip(names, row, strict=True)), ChainLinks)
        yield links if links.incident == number else Other(links.incident, contents(links))


_DIGEST = re.compile(r"[0-9a-fA-F]{64}")


Record = collections.abc.Callable[[DataDirectory, Seals, int, str, str], str]
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
    parser.add_argument(
        "--format", choices=export_bundle.FORMATS, default=export_bundle.BUNDLE, help="bundle holds all the others"
    )
    parser.add_argument("--out", type=pathlib.Path, required=True, metavar="PATH", help="the file to write")


def export(place: DataDirectory, seals: Seals, arguments: argparse.Namespace, record: Record) -> int:
    """Write an incident to a file and have that recorded; a station may run meanwhile.

    Raises:
        RefusedError: there is no such incident, its key is not here, or the file can't be written.
    """
    if seals.owner.locked:
        raise RefusedError("The keyring is locked. Unlock it: what happened is sealed.", Exit.JOURNAL)
    made = _made(place, seals, arguments.incident, arguments.format)
    try:
        paths.write(arguments.out, made.content)
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


def verify_bundle(bundle: pathlib.Path, kept_digest: str | None, kept_head: ChainHead | None) -> int:
    """Check a bundle without key and data directory; prints what was proven and what was not.

    Raises:
        RefusedError: the file can't be read.
    """
    try:
        if bundle.stat().st_size > verify.MOST_BYTES:
            raise RefusedError(f"{bundle} is larger than any bundle.", Exit.FOUND)
        content = bundle.read_bytes()
    except OSError as error:
        raise RefusedError(f"{bundle} can't be read ({error.strerror or error}).", Exit.STORAGE) from error
    kept = KeptHead(manifest_sha256=kept_digest, head=kept_head)
    try:
        checked = verify.check(content, kept)
    except NotIntactError as error:
        sys.stdout.write(f"Not intact: {printable(str(error))}\n")
        return Exit.FOUND
    sys.stdout.write("".join(f"{printable(line)}\n" for line in _say(checked, kept)))
    return Exit.DONE


def _made(place: DataDirectory, seals: Seals, number: int, form: str) -> Export:
    try:
        with contextlib.closing(connect_to_read(place.journal)) as connection:
            evidence = gather(connection, seals, number, now=SystemClock().now(), zone=local_zone())
    except sqlite3.Error as error:
        raise RefusedError(f"The journal can't be read: {error}.", Exit.STORAGE) from error
    if evidence is None:
        raise RefusedError(f"There is no incident {number} in {place.folder}.", Exit.FOUND)
    return export_bundle.export(evidence, form)


def _say(checked: Checked, kept: KeptHead) -> list[str]:
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


def record(place: DataDirectory, seals: Seals, incident: int, form: str, sha256: str) -> str:
    """Record it; returns why that failed, empty when it did not."""
    wish = RecordExport(id=str(uuid.uuid4()), incident=incident, form=form, sha256=sha256)
    try:
        with filelock.FileLock(place.folder / LOCK, timeout=0):
            return _entered(place, seals, wish)
    except filelock.Timeout:
        return _told_to_station(place, wish)
    except (sqlite3.Error, OSError) as error:
        return str(error)


def _told_to_station(place: DataDirectory, wish: RecordExport) -> str:
    file = auth.read(place.folder)
    answer = None if file is None else auth.ask(file, "POST", "/commands", msgspec.json.encode(wish))
    if answer is None:
        return "the station does not answer"
    refused = msgspec.json.decode(answer, type=dict[str, object]).get("refused")
    return str(refused or "")


def _entered(place: DataDirectory, seals: Seals, wish: RecordExport) -> str:
    with contextlib.closing(connect(place.journal)) as connection:
        now = SystemClock().now()
        ledger = StoredContext(connection, read_identity(connection), seals, seals.begin_run(connection, now))
        outcome = links_and_handover.record_export(wish, HandlerContext(operator=None, now=now, journal=ledger))
        if isinstance(outcome, Refused):
            return outcome.refused
        connection.execute("BEGIN IMMEDIATE")
        ledger.enter(Decision(drafts=tuple(outcome)), wish.id, now)
        connection.execute("COMMIT")
    return ""
