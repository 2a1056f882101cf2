"""``watchfloor journal list | verify | export | rebuild | restore``."""

import argparse
import collections.abc
import contextlib
import os
import pathlib
import sqlite3
import sys

import filelock

from app.domain.evidence.head import Head, parse_head
from app.ground.exits import Exit, RefusedError
from app.settings import data_directory
from app.station.journal import evidence_commands, listing
from app.station.journal.errors import JournalLockedError, JournalUnavailableError
from app.station.journal.keeping import restore_command
from app.station.journal.keeping.rebuild import rebuild
from app.station.journal.keeping.verify import Verdict, verify
from app.station.journal.place import LOCK, Place
from app.station.journal.reader import Reader
from app.station.journal.seal import charter
from app.station.journal.seal.charter import PrivateKey
from app.station.journal.seal.sealing import Owner
from app.station.journal.seal.seals import Seals
from app.station.journal.sqlite import connect, connect_to_read

KeyOf = collections.abc.Callable[[Place], PrivateKey]
"""How to ask for the private key of a data directory."""


def add_arguments(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the front door's parser."""
    parser = subparsers.add_parser("journal", help="list, verify, export or rebuild what was recorded")
    actions = parser.add_subparsers(dest="action", required=True)
    listed = actions.add_parser("list", help="print one JSON line for each event; a station may run meanwhile")
    listed.add_argument("--json", action="store_true", help="the only form there is")
    listed.add_argument("--kind", help="only events of this kind, like ShareReceived")
    listed.add_argument("--after", type=int, default=0, metavar="SEQ", help="only events after this one")
    verified = actions.add_parser("verify", help="see whether every event is as it was written; exits 1 if not")
    verified.add_argument("--head", type=parse_head, metavar="SEQ:HEX", help="a head kept elsewhere: shows a cut tail")
    verified.add_argument("--bundle", type=pathlib.Path, metavar="FILE", help="an exported bundle instead")
    verified.add_argument("--digest", type=evidence_commands.digest, metavar="HEX", help="the bundle's, kept apart")
    exported = actions.add_parser("export", help="write one incident to a file; a station may run meanwhile")
    evidence_commands.add_export_arguments(exported)
    restored = actions.add_parser("restore", help="put a backup in the journal's place; no station may run meanwhile")
    restored.add_argument("backup", type=pathlib.Path, metavar="BACKUP", help="a file of the folder backups")
    actions.add_parser("rebuild", help="make the index anew from the events; no station may run meanwhile")
    for action in actions.choices.values():
        action.add_argument("--data-dir", help="the data directory; this system's usual place if not given")


def run(args: argparse.Namespace, key_of: KeyOf, record_export: evidence_commands.Record) -> int:
    """Do what was asked; returns the exit code.

    Raises:
        RefusedError: it can't be done; the sentence says why.
    """
    if args.action == "verify" and args.bundle is not None:
        return evidence_commands.verify_bundle(args.bundle, args.digest, args.head)
    if args.action == "restore":
        return restore_command.run(args.backup, data_directory(args.data_dir), key_of)
    place = _place(data_directory(args.data_dir))
    seals = _seals(place, key_of(place)())
    try:
        match args.action:
            case "list":
                return _list(Reader(place, seals), args.kind, args.after)
            case "verify":
                return _verify(place, seals, args.head)
            case "export":
                return evidence_commands.export(place, seals, args, record_export)
            case _:
                return _rebuild(place, seals)
    except JournalLockedError as error:
        raise RefusedError(str(error), Exit.JOURNAL) from error
    except (JournalUnavailableError, OSError) as error:
        raise RefusedError(str(error), Exit.STORAGE) from error


def _list(reader: Reader, kind: str | None, after: int) -> int:
    try:
        for line in listing.lines(reader, kind, after):
            sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads has seen enough, like head; what is still buffered must not fail at the exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return Exit.DONE


def _verify(place: Place, seals: Seals, kept: Head | None) -> int:
    try:
        with contextlib.closing(connect_to_read(place.journal)) as connection:
            verdict = verify(connection, seals, kept)
    except sqlite3.Error as error:
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


def _rebuild(place: Place, seals: Seals) -> int:
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


def _place(folder: pathlib.Path) -> Place:
    made = charter.read(folder)
    place = Place(folder=folder, environment=made.environment if made else "", hosts=made.hosts if made else ())
    if not place.journal.exists():
        raise RefusedError(f"There is no journal in {folder}. Name its data directory with --data-dir.", Exit.STORAGE)
    return place


def _seals(place: Place, private: bytes | None) -> Seals:
    made = charter.read(place.folder)
    return (
        Seals(b"", Owner(private))
        if made is None
        else Seals(made.public_key, charter.owner_of(made.public_key, private))
    )
