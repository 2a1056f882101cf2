"""The table of what the private scheme serves."""

from pathlib import Path

import pytest

from app.console.map import bridge
from tests.console.map.conftest import RESOURCES


def test_every_entry_is_a_file_and_nothing_of_leaflets_is_ours(tmp_path: Path) -> None:
    table = bridge.assets(tmp_path / "page.html", RESOURCES)
    files = {path: entry.file for path, entry in table.items() if path not in ("/map.html", "/qwebchannel.js")}
    assert all(Path(file).is_file() for file in files.values())
    assert "xstatic" in files["/leaflet.js"]
    assert table["/console_map.js"].mime == "text/javascript"
    assert not list(RESOURCES.glob("leaflet*"))


def test_a_missing_leaflet_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge, "find_spec", lambda _name: None)
    with pytest.raises(FileNotFoundError, match="xstatic-leaflet"):
        bridge.leaflet_folder()
