"""The callflow definitions that a center may use: its own files, and outside production the shipped examples."""

import logging
import pathlib

from app.core import paths
from app.domain.callflow.definition import Definition
from app.domain.callflow.definition_loader import LoadedDefinitions, shelf

_LOG = logging.getLogger(__name__)

FOLDER = "callflows"
"""Of the center's own definitions, in the data directory."""
LARGEST_FILE = 256 * 1024


def read_callflows(data_directory: pathlib.Path, environment: str) -> LoadedDefinitions:
    """All definitions; a center's own file takes the place of a shipped one of its name. Blocks.

    Production offers only the center's own: the names of shipped ones are examples, not RapidSOS's.
    """
    shipped = {} if environment == "production" else _files(paths.resources() / FOLDER)
    found = shelf({**shipped, **_files(data_directory / FOLDER)})
    for file, problems in found.broken.items():
        first = problems[0]
        _LOG.warning("The callflow %s can't be used: line %d: %s", file, first.line, first.reason)
    return found


def by_name(found: LoadedDefinitions) -> dict[str, Definition]:
    """The usable definitions by their file's name without its ending."""
    return {definition.file: definition for definition in found.definitions}


def _files(folder: pathlib.Path) -> dict[str, str]:
    """The texts of a folder's definition files; one that can't be read or is huge counts as an empty file."""
    return {path.stem: _text(path) for path in sorted(folder.glob("*.json"))} if folder.is_dir() else {}


def _text(path: pathlib.Path) -> str:
    try:
        if path.stat().st_size <= LARGEST_FILE:
            return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        _LOG.warning("The callflow file %s can't be read (%s)", path.name, type(error).__name__)
    return ""
