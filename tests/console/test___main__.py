import importlib
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.console import __main__
from app.console.station.process import StationProcess
from app.core import paths
from app.core.errors import Exit, RefusedError

HEAVY = (
    "aiohttp",
    "folium",
    "qtawesome",
    "httpx",
    "PySide6.QtWebEngineCore",
    "PySide6.QtMultimedia",
    "cryptography",
    "pmtiles",
    "jsonschema",
)


@pytest.fixture
def front(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """What the window would have been opened with."""
    runs: list[tuple[object, ...]] = []

    def run(*arguments: object, reset_layout: bool) -> int:
        runs.append((*arguments, "reset") if reset_layout else arguments)
        return 0

    monkeypatch.setattr(importlib, "import_module", lambda _name: SimpleNamespace(run=run))
    monkeypatch.setenv("QTWEBENGINE_DISABLE_SANDBOX", "1")
    return runs


def test_the_station_is_started_before_the_window_loads(
    tmp_path: Path, front: list[tuple[object, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    monkeypatch.setattr(StationProcess, "start_or_attach", lambda _station: order.append("station"))
    assert __main__.main(str(tmp_path), None, str(tmp_path / "pictures")) == 0
    ((station, simulation, pictures),) = front
    assert order == ["station"]
    assert station.data_dir == tmp_path  # type: ignore[attr-defined]  # what the front is given
    assert simulation is None
    assert pictures == tmp_path / "pictures"


def test_a_play_has_a_directory_of_its_own(front: list[tuple[object, ...]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(StationProcess, "start_or_attach", lambda _station: None)
    assert __main__.main(None, "flood", None) == 0
    ((station, simulation, _),) = front
    assert station.data_dir == paths.simulation_directory()  # type: ignore[attr-defined]  # what the front is given
    assert simulation is not None
    simulation._lock.release()  # type: ignore[attr-defined]  # what the front is given


def test_the_layout_is_reset_when_asked(
    tmp_path: Path, front: list[tuple[object, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(StationProcess, "start_or_attach", lambda _station: None)
    assert __main__.main(str(tmp_path), None, None, reset_layout=True) == 0
    assert front[0][-1] == "reset"


def test_a_directory_that_can_not_be_written_is_a_sentence(tmp_path: Path, front: list[tuple[object, ...]]) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(RefusedError, match="Choose another --data-dir") as refused:
        __main__.main(str(tmp_path / "file" / "data"), None, None)
    assert refused.value.code is Exit.STORAGE
    assert front == []


def test_a_console_that_fails_leaves_no_station_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_arguments: object, **_named: object) -> int:
        raise LookupError("no such zone")

    asked: list[str] = []
    monkeypatch.setattr(importlib, "import_module", lambda _name: SimpleNamespace(run=fails))
    monkeypatch.setenv("QTWEBENGINE_DISABLE_SANDBOX", "1")
    monkeypatch.setattr(StationProcess, "start_or_attach", lambda _station: asked.append("start"))
    monkeypatch.setattr(StationProcess, "abandon", lambda _station: asked.append("abandon"))
    with pytest.raises(LookupError):
        __main__.main(str(tmp_path), None, None)
    assert asked == ["start", "abandon"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt asks no variable for its screen")
def test_without_a_screen_nothing_is_started(
    tmp_path: Path, front: list[tuple[object, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in __main__.SCREENS:
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(RefusedError, match="needs a desktop session") as refused:
        __main__.main(str(tmp_path / "data"), None, None)
    assert refused.value.code is Exit.SCREEN
    assert front == []
    assert not (tmp_path / "data").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="only POSIX has root")
def test_root_is_refused_with_the_next_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.delenv("QTWEBENGINE_DISABLE_SANDBOX", raising=False)
    with pytest.raises(RefusedError, match="ordinary user"):
        __main__.main(None, None, None)


def test_a_start_loads_nothing_that_can_wait() -> None:
    script = f"import sys, app.console.startup; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
