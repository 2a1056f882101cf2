"""``watchfloor journal list | verify | export | rebuild | restore``."""

import argparse
import collections.abc
import contextlib
import json
import os
import pathlib
import sqlite3
import sys

import filelock
import msgspec

from app.core import paths
from app.core.clock import SystemClock
from app.core.errors import Exit, RefusedError
from app.domain.evidence import ChainHead, parse_head
from app.domain.incident.envelope import ERASED, Record
from app.export.event_text import describe
from app.settings import data_directory
from app.station.cli import evidence
from app.station.journal import sealing
from app.station.journal.backup import rebuild, restore, take_identity_beside
from app.station.journal.base import LOCK, DataDirectory, JournalLockedError, JournalUnavailableError
from app.station.journal.database import connect, connect_to_read, folded
from app.station.journal.opening import is_corrupt
from app.station.journal.reader import JournalReader
from app.station.journal.sealing import Owner, PrivateKey, Seals
from app.station.journal.verify import Verdict, verify


def run_restore(
    path: pathlib.Path, folder: pathlib.Path, key_of: collections.abc.Callable[[DataDirectory], PrivateKey]
) -> int:
    """Put a backup in the journal's place.

    Raises:
        RefusedError: a station runs, the backup is not intact, or there is no identity file for it.
    """
    try:
        paths.make_folder(folder)
        with filelock.FileLock(folder / LOCK, timeout=0):
            take_identity_beside(path, folder)
            place, seals = _restore_directory(folder, key_of)
            taken = restore(place, path, seals, SystemClock().now())
    except filelock.Timeout:
        raise RefusedError(
            f"A station works on {folder}. Stop it first: watchfloor stop --data-dir {folder}", Exit.DIRECTORY_IN_USE
        ) from None
    except (sqlite3.Error, OSError) as error:
        raise RefusedError(f"The backup was not restored: {error}.", Exit.STORAGE) from error
    sys.stdout.write(
        f"The journal is again as it was at event {taken.head.seq}. What stood in its place lies beside it.\n"
    )
    return Exit.DONE


def _restore_directory(
    folder: pathlib.Path, key_of: collections.abc.Callable[[DataDirectory], PrivateKey]
) -> tuple[DataDirectory, Seals]:
    made = sealing.read(folder)
    if made is None:
        raise RefusedError(f"{folder} has no charter.json, and none lies beside the backup.", Exit.JOURNAL)
    place = DataDirectory(folder=folder, environment=made.environment, hosts=made.hosts)
    return place, Seals(made.public_key, sealing.owner_of(made.public_key, key_of(place)()))


_PAGE = 500


def lines(reader: JournalReader, kind: str | None, after: int) -> collections.abc.Iterator[str]:
    """The events after a seq, of one kind or all, oldest first; a station may write meanwhile.

    Raises:
        JournalUnavailableError: the journal can't be read.
    """
    while page := reader.after(after, _PAGE):
        yield from (line(record) for record in page if kind is None or record.kind == kind)
        after = page[-1].seq


def line(record: Record) -> str:
    """One JSON line: stamp, the body's fields (or why there are none) and the catalogue's ``sentence`` for people."""
    stamp = {name: getattr(record, name) for name in ("seq", "at", "kind", "incident", "operator")}
    sentence = describe(folded(record)).line
    # Twice: the stamp comes first on the line, and no body's field takes its place.
    return _printable_json(msgspec.json.encode({**stamp, **_body(record), **stamp, "sentence": sentence}).decode())


def _printable_json(text: str) -> str:
    """The same JSON with what a terminal would obey instead of show written as escapes."""
    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in text)


def _body(record: Record) -> dict[str, object]:
    if record.unreadable is not None:
        return {"unreadable": record.unreadable}
    if record.body == ERASED:
        return {"erased": True}
    return msgspec.json.decode(record.body, type=dict[str, object])


KeyOf = collections.abc.Callable[[DataDirectory], PrivateKey]
"""How to ask for the private key of a data directory."""


def add_arguments(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the program's parser."""
    parser = subparsers.add_parser("journal", help="list, verify, export or rebuild what was recorded")
    actions = parser.add_subparsers(dest="action", required=True)
    listed = actions.add_parser("list", help="print one JSON line for each event; a station may run meanwhile")
    listed.add_argument("--json", action="store_true", help="the only form there is")
    listed.add_argument("--kind", help="only events of this kind, like ShareReceived")
    listed.add_argument("--after", type=int, default=0, metavar="SEQ", help="only events after this one")
    verified = actions.add_parser("verify", help="see whether every event is as it was written; exits 1 if not")
    verified.add_argument("--head", type=parse_head, metavar="SEQ:HEX", help="a head kept elsewhere: shows a cut tail")
    verified.add_argument("--bundle", type=pathlib.Path, metavar="FILE", help="an exported bundle instead")
    verified.add_argument("--digest", type=evidence.digest, metavar="HEX", help="the bundle's, kept apart")
    exported = actions.add_parser("export", help="write one incident to a file; a station may run meanwhile")
    evidence.add_export_arguments(exported)
    restored = actions.add_parser("restore", help="put a backup in the journal's place; no station may run meanwhile")
    restored.add_argument("backup", type=pathlib.Path, metavar="BACKUP", help="a file of the folder backups")
    actions.add_parser("rebuild", help="make the index anew from the events; no station may run meanwhile")
    for action in actions.choices.values():
        action.add_argument("--data-dir", help="the data directory; this system's usual place if not given")


def run(args: argparse.Namespace, key_of: KeyOf, record_export: evidence.Record) -> int:
    """Do what was asked; returns the exit code.

    Raises:
        RefusedError: it can't be done; the sentence says why.
    """
    if args.action == "verify" and args.bundle is not None:
        return evidence.verify_bundle(args.bundle, args.digest, args.head)
    if args.action == "restore":
        return run_restore(args.backup, data_directory(args.data_dir), key_of)
    place = _place(data_directory(args.data_dir))
    seals = _seals(place, key_of(place)())
    try:
        match args.action:
            case "list":
                return _list(JournalReader(place, seals), args.kind, args.after)
            case "verify":
                return _verify(place, seals, args.head)
            case "export":
                return evidence.export(place, seals, args, record_export)
            case _:
                return _rebuild(place, seals)
    except JournalLockedError as error:
        raise RefusedError(str(error), Exit.JOURNAL) from error
    except (JournalUnavailableError, OSError) as error:
        raise RefusedError(str(error), Exit.STORAGE) from error


def _list(reader: JournalReader, kind: str | None, after: int) -> int:
    try:
        for line in lines(reader, kind, after):
            sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads has seen enough, like head; what is still buffered must not fail at the exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return Exit.DONE


def _verify(place: DataDirectory, seals: Seals, kept: ChainHead | None) -> int:
    try:
        with contextlib.closing(connect_to_read(place.journal)) as connection:
            verdict = verify(connection, seals, kept)
    except sqlite3.Error as error:
        if not is_corrupt(error):
            raise RefusedError(
                f"{place.journal} can't be opened: {error}. Nothing is known of it.", Exit.STORAGE
            ) from error
        sys.stdout.write(f"Broken: the file can't be read as a journal: {error}.\n")
        return Exit.FOUND
    sys.stdout.write(_told(verdict))
    return Exit.DONE if verdict.broken is None else Exit.FOUND


def _told(verdict: Verdict) -> str:
    broken = verdict.broken
    if broken is None:
        sentence = f"Intact: {verdict.head.seq} events. Head {verdict.head}\n"
    elif broken.seq:
        sentence = f"Broken: event {broken.seq} {broken.what}.\n"
    else:
        sentence = f"Broken: {broken.what}\n"
    if not verdict.bodies_opened:
        sentence += "The keyring is locked: bodies and index were not compared, only the chain.\n"
    return sentence


def _rebuild(place: DataDirectory, seals: Seals) -> int:
    try:
        with (
            filelock.FileLock(place.folder / LOCK, timeout=0),
            contextlib.closing(connect(place.journal)) as connection,
        ):
            count = rebuild(connection, seals)
    except filelock.Timeout:
        raise RefusedError(
            f"A station works on {place.folder}. Stop it first: watchfloor stop --data-dir {place.folder}",
            Exit.DIRECTORY_IN_USE,
        ) from None
    except sqlite3.Error as error:
        raise RefusedError(f"The index was not rebuilt: {error}. The old one stands.", Exit.STORAGE) from error
    sys.stdout.write(f"The index was rebuilt: {count} incidents.\n")
    return Exit.DONE


def _place(folder: pathlib.Path) -> DataDirectory:
    made = sealing.read(folder)
    place = DataDirectory(folder=folder, environment=made.environment if made else "", hosts=made.hosts if made else ())
    if not place.journal.exists():
        raise RefusedError(f"There is no journal in {folder}. Name its data directory with --data-dir.", Exit.STORAGE)
    return place


def _seals(place: DataDirectory, private: bytes | None) -> Seals:
    made = sealing.read(place.folder)
    return (
        Seals(b"", Owner(private))
        if made is None
        else Seals(made.public_key, sealing.owner_of(made.public_key, private))
    )
