"""What a person drops on the map: the one base map file among it, if there is one."""

import pathlib

from PySide6.QtCore import QMimeData

from app.console.map.tiles.archive import KINDS


def dropped_map(dropped: QMimeData) -> str:
    """Path of the base map file; empty for anything else."""
    files = [url.toLocalFile() for url in dropped.urls() if url.isLocalFile()]
    return next((file for file in files if pathlib.Path(file).suffix.casefold() in KINDS), "")
