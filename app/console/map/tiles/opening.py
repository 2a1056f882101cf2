"""Opens a base map file by its kind."""

import pathlib

from app.console.map.tiles.archive import Archive, ArchiveRefusedError, MBTiles, name_of


def open_archive(file: str) -> Archive:
    """The file, open; raises ArchiveRefusedError with a sentence for the operator."""
    match pathlib.Path(file).suffix.casefold():
        case ".mbtiles":
            return MBTiles(file)
        case ".pmtiles":
            from app.console.map.tiles.pmtiles_archive import PMTiles  # noqa: PLC0415 only centers with such a file pay

            return PMTiles(file)
        case _:
            sentence = "{file} is no base map. Choose an .mbtiles or .pmtiles file."
            raise ArchiveRefusedError(sentence.replace("{file}", name_of(file)))
