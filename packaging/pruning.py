"""What PyInstaller collects for Qt and this program never loads: a sixth of the folder."""

from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import PurePosixPath

from PyInstaller.depend.bindepend import get_imports

Entry = tuple[str, str, str]
"""PyInstaller's own: place in the folder, file on the building system, kind."""

NEVER_LOADED = [
    # pages of Qt Quick, and the tools for debugging a page
    *("PySide6/Qt/qml/*", "PySide6/Qt/resources/*devtools*", "PySide6/Qt/resources/*.debug.*"),
    # screens, databases, sensors and input that a desktop console never meets
    *("*/plugins/egldeviceintegrations/*", "*/plugins/sqldrivers/*", "*/plugins/position/*", "*/plugins/generic/*"),
    *("*/plugins/qmltooling/*", "*/plugins/qmllint/*", "*/plugins/imageformats/libqpdf*"),
    *("*/plugins/platforms/libqeglfs*", "*/plugins/platforms/libqlinuxfb*", "*/plugins/platforms/libqvnc*"),
    *("*/plugins/platforms/libqminimalegl*", "*/plugins/platforms/libqvkkhrdisplay*"),
    *("*/plugins/platformthemes/libqgtk3*", "*/plugins/platforminputcontexts/libqtvirtualkeyboard*"),
    # bindings that nothing here imports
    *(
        "PySide6/QtQml.*",
        "PySide6/QtQuick.*",
        "PySide6/QtQuickWidgets.*",
        "PySide6/QtOpenGL.*",
    ),
    *("PySide6/QtConcurrent.*", "PySide6/QtMultimediaWidgets.*", "PySide6/QtPositioning.*"),
    # films: Qt lists audio devices and plays samples by itself (heard on PulseAudio), and a console shows no film
    "*/plugins/multimedia/libffmpegmediaplugin.so",
    # icon fonts beside the one that is used
    *("qtawesome/fonts/fontawesome*", "qtawesome/fonts/material*", "qtawesome/fonts/elusive*"),
    *("qtawesome/fonts/remix*", "qtawesome/fonts/codicon*"),
]
ENGLISH = "*/qtwebengine_locales/en-US.pak"


def needed(entry: Entry) -> bool:
    """Whether a collected file can be loaded at all; of the translations only Chromium's English one is."""
    place = PurePosixPath(entry[0].replace("\\", "/")).as_posix()
    if "/Qt/translations/" in place:
        return fnmatch(place, ENGLISH)
    return not any(fnmatch(place, pattern) for pattern in NEVER_LOADED)


def without_orphans(entries: Iterable[Entry]) -> list[Entry]:
    """The entries without those libraries of Qt that no other file in the folder links to any more."""
    kept = list(entries)
    libraries = {PurePosixPath(entry[0]).name: entry for entry in kept if entry[0].startswith("PySide6/Qt/lib/")}
    linked: set[str] = set()
    waiting = [entry for entry in kept if entry not in libraries.values() and entry[2] != "SYMLINK"]
    while waiting:
        names = {PurePosixPath(name).name for name, _ in get_imports(waiting.pop()[1])} & libraries.keys() - linked
        linked |= names
        waiting += [libraries[name] for name in names]
    orphans = libraries.keys() - linked
    return [entry for entry in kept if PurePosixPath(entry[0]).name not in orphans]


def without_dangling(entries: Iterable[Entry], binaries: Iterable[Entry]) -> list[Entry]:
    """The entries without those links that PyInstaller laid beside libraries which are not among `binaries`."""
    there = {PurePosixPath(entry[0]).name for entry in binaries}
    return [entry for entry in entries if entry[2] != "SYMLINK" or PurePosixPath(entry[1]).name in there]
