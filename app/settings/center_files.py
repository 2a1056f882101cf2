"""The files of a center: its callflows and its list of ECCs, read from disk by the station and by the console alike.

Whatever is wrong with a file comes back as a problem with its line, so that both processes say the same of it.
"""

import codecs
import pathlib
import typing
import zoneinfo

import msgspec

from app.core import paths
from app.domain.callflow.agency import Agencies, LineProblem, NotImported, read_csv
from app.domain.callflow.definition import say

if typing.TYPE_CHECKING:
    from app.domain.callflow.definition_loader import FileProblem, LoadedDefinitions

CALLFLOWS = "callflows"
"""The folder of definitions, in the data directory and in the resources."""
AGENCIES = "agencies.csv"
"""The list of ECCs, in the data directory."""
LARGEST_CALLFLOW = 256 * 1024
"""Bytes."""
LARGEST_AGENCIES = 8 * 1024 * 1024
"""Bytes; a list of 20,000 ECCs is a quarter of that."""
_PRODUCTION = "production"


def read_callflows(data_directory: pathlib.Path, environment: str) -> "LoadedDefinitions":
    """All definitions; a center's own file takes the place of a shipped one of its name. Blocks.

    Production, and a station that has not said yet what it is, offer only the center's own: the names of shipped ones
    are examples, not RapidSOS's.
    """
    # jsonschema takes 70 ms to load: neither process may wait for it at its start (docs/measured.md#imports).
    from app.domain.callflow import definition_loader  # noqa: PLC0415

    own = data_directory / CALLFLOWS
    folders = [own] if environment in ("", _PRODUCTION) else [paths.resources() / CALLFLOWS, own]
    texts: dict[str, str] = {}
    unread: dict[str, tuple[FileProblem, ...]] = {}
    for path in (one for folder in folders for one in sorted(folder.glob("*.json"))):
        texts.pop(path.stem, None)
        unread.pop(path.stem, None)
        try:
            texts[path.stem] = _callflow_text(path)
        except OSError as problem:
            unread[path.stem] = (definition_loader.FileProblem(1, "", problem.strerror or str(problem)),)
        except UnicodeDecodeError as problem:
            line = _line(problem)
            unread[path.stem] = (definition_loader.FileProblem(line, "", "not UTF-8 text; save the file as UTF-8"),)
    found = definition_loader.load_all(texts)
    return msgspec.structs.replace(found, broken=found.broken | unread)


def read_agencies(data_directory: pathlib.Path) -> Agencies | NotImported:
    """The list of ECCs that is in force; an absent one is empty. Blocks."""
    try:
        return agencies_of((data_directory / AGENCIES).read_bytes())
    except FileNotFoundError:
        return Agencies()
    except OSError as problem:
        return _refused(1, f"It can't be read ({problem.strerror or type(problem).__name__})")


def import_agencies(chosen: pathlib.Path, data_directory: pathlib.Path) -> Agencies | NotImported:
    """Replace the list of ECCs by a chosen CSV file, whole or not at all. Blocks.

    Raises:
        OSError: the file can't be read, or the list can't be written; the old one stands.
    """
    content = chosen.read_bytes()
    found = agencies_of(content)
    if isinstance(found, Agencies):
        paths.write(data_directory / AGENCIES, content)
    return found


def agencies_of(untrusted_content: bytes) -> Agencies | NotImported:
    """The list in a file's bytes: Unicode, else Windows-1252, which spreadsheets on Windows still write."""
    if len(untrusted_content) > LARGEST_AGENCIES:
        return _refused(1, f"It is larger than {LARGEST_AGENCIES // 1024**2} MiB")
    try:
        text = _spreadsheet_text(untrusted_content)
    except UnicodeDecodeError as problem:
        return _refused(_line(problem), "A character is neither UTF-8 nor Windows-1252. Save the file as UTF-8")
    return read_csv(text, zoneinfo.available_timezones())


def _spreadsheet_text(untrusted_content: bytes) -> str:
    """The text of a spreadsheet's file.

    Raises:
        UnicodeDecodeError: it is neither Unicode nor Windows-1252.
    """
    try:
        return paths.decoded(untrusted_content)
    except UnicodeDecodeError:
        if untrusted_content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise  # it says that it is Unicode, so its bytes are damaged and not another alphabet's
        return untrusted_content.decode("cp1252")


def _callflow_text(path: pathlib.Path) -> str:
    """A definition file's text.

    Raises:
        OSError: it can't be read, or is too large.
        UnicodeDecodeError: it is no Unicode text.
    """
    if path.stat().st_size > LARGEST_CALLFLOW:
        raise OSError(f"larger than {LARGEST_CALLFLOW // 1024} KiB")
    return paths.decoded(path.read_bytes())


def _line(problem: UnicodeDecodeError) -> int:
    """The line, from 1, of the byte that can't be read."""
    return problem.object[: problem.start].count(b"\n") + 1


def _refused(line: int, words: str) -> NotImported:
    return NotImported((LineProblem(line, say(words)),))
