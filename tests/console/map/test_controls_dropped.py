"""What may be dropped on the map."""

import pytest
from PySide6.QtCore import QMimeData, QUrl

from app.console.map.controls import dropped_map


@pytest.mark.parametrize(
    ("addresses", "found"),
    [
        (["file:///maps/streets.MBTiles"], "/maps/streets.MBTiles"),
        (["file:///maps/notes.txt", "file:///maps/a.pmtiles"], "/maps/a.pmtiles"),
        (["https://maps.example.org/a.pmtiles"], ""),
        ([], ""),
    ],
)
def test_only_a_base_map_file_of_this_computer(addresses: list[str], found: str) -> None:
    dropped = QMimeData()
    dropped.setUrls([QUrl(address) for address in addresses])
    assert dropped_map(dropped) == found
