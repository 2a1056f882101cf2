"""What goes into the built folder and what stays out."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

FILE = Path(__file__).resolve().parents[2] / "packaging" / "pruning.py"


@pytest.fixture(scope="module")
def pruning() -> ModuleType:
    """The module by its path: by its name Python would find the public package `packaging`."""
    spec = importlib.util.spec_from_file_location("pruning", FILE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        ("PySide6/Qt/qml/QtQuick/qmldir", False),
        ("PySide6\\Qt\\qml\\QtQuick\\qmldir", False),
        ("PySide6/Qt/translations/qtwebengine_locales/de.pak", False),
        ("PySide6/Qt/translations/qtwebengine_locales/en-US.pak", True),
        ("PySide6/Qt/resources/qtwebengine_devtools_resources.pak", False),
        ("PySide6/Qt/resources/qtwebengine_resources.pak", True),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/multimedia/libffmpegmediaplugin.so", False),
        ("PySide6/Qt/plugins/multimedia/windowsmediaplugin.dll", True),
        ("PySide6/QtWebEngineCore.abi3.so", True),
        ("qtawesome/fonts/phosphor-1.3.0.ttf", True),
        ("resources/map/map.css", True),
    ],
)
def test_only_what_can_be_loaded_goes_in(pruning: ModuleType, place: str, wanted: bool) -> None:
    assert pruning.needed((place, "", "DATA")) is wanted


def test_a_library_stays_while_anything_kept_links_to_it(pruning: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    links = {"window": ["libQt6Widgets.so.6"], "widgets": ["libQt6Gui.so.6", "libc.so.6"], "charts": ["libQt6Gui.so.6"]}
    monkeypatch.setattr(pruning, "get_imports", lambda file: {(name, None) for name in links.get(file, [])})
    window = ("PySide6/QtWidgets.abi3.so", "window", "EXTENSION")
    widgets = ("PySide6/Qt/lib/libQt6Widgets.so.6", "widgets", "BINARY")
    gui = ("PySide6/Qt/lib/libQt6Gui.so.6", "gui", "BINARY")
    charts = ("PySide6/Qt/lib/libQt6Charts.so.6", "charts", "BINARY")
    kept = pruning.without_orphans([charts, window, widgets, gui])
    assert kept == [window, widgets, gui]
    link = ("libQt6Gui.so.6", "PySide6/Qt/lib/libQt6Gui.so.6", "SYMLINK")
    dangling = ("libQt6Charts.so.6", "PySide6/Qt/lib/libQt6Charts.so.6", "SYMLINK")
    picture = ("resources/map/pin.png", "pin.png", "DATA")
    assert pruning.without_dangling([link, dangling, picture], kept) == [link, picture]
