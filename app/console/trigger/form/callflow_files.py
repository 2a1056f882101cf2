"""The center's callflow definitions and agency list on disk: shipped ones play, a center's own are real."""

import collections.abc
import pathlib
import zoneinfo

import msgspec

from app.domain.callflow import agency, definition_file
from app.domain.callflow.agency import Agencies, NotImported
from app.domain.callflow.definition_file import FileProblem, Shelf
from app.ground import private_files

FOLDER = "callflows"
AGENCIES = "agencies.csv"
LARGEST_CSV = 8 * 1024 * 1024
"""Bytes; a list of 20,000 ECCs is a quarter of that."""
PRODUCTION = "production"


def read_shelf(environment: str, resources: pathlib.Path, data_dir: pathlib.Path) -> Shelf:
    """Every definition file; in production only the center's own, elsewhere they stand before the shipped ones."""
    folders = [data_dir / FOLDER] if environment in ("", PRODUCTION) else [resources / FOLDER, data_dir / FOLDER]
    texts: dict[str, str] = {}
    unread: dict[str, tuple[FileProblem, ...]] = {}
    for path in _files(folders):
        texts.pop(path.stem, None)
        unread.pop(path.stem, None)
        try:
            # A byte that is no UTF-8 becomes half a surrogate pair, which the reader names as such.
            texts[path.stem] = path.read_text(encoding="utf-8", errors="surrogateescape")
        except OSError as problem:
            unread[path.stem] = (FileProblem(1, "", problem.strerror or str(problem)),)
    shelf = definition_file.shelf(texts)
    return msgspec.structs.replace(shelf, broken=shelf.broken | unread)


def read_agencies(data_dir: pathlib.Path) -> Agencies | NotImported:
    """The agency list that is in force; an absent one is empty."""
    file = data_dir / AGENCIES
    if not file.exists():
        return Agencies()
    return _parse(file.read_bytes())


def import_agencies(chosen: pathlib.Path, data_dir: pathlib.Path) -> Agencies | NotImported:
    """Replace the agency list by a chosen CSV file, whole or not at all.

    Raises:
        OSError: the file can't be read, or the list can't be written; the old one stands.
    """
    content = chosen.read_bytes()
    found = _parse(content)
    if isinstance(found, Agencies):
        private_files.write(data_dir / AGENCIES, content)
    return found


def _parse(untrusted_content: bytes) -> Agencies | NotImported:
    text = untrusted_content[:LARGEST_CSV].decode("utf-8", errors="replace")
    return agency.read_csv(text, zoneinfo.available_timezones())


def _files(folders: list[pathlib.Path]) -> collections.abc.Iterator[pathlib.Path]:
    for folder in folders:
        yield from sorted(folder.glob("*.json"))
