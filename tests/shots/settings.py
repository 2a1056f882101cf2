"""States of the preferences: a station with a lock, a variable, a change that waits, and a problem while typing."""

import functools
import pathlib
import tempfile

from PySide6.QtCore import Qt

from app.console.preferences.secret_actions import Recovery, Secret, SecretInventory
from app.console.preferences.secrets import SecretsPage
from app.console.preferences.station import PREFIX, SettingsDraft, station_fields
from app.console.preferences.window import PreferencesWindow
from app.console.preferences.workplace import own_field, own_values
from app.console.state_file import StateFile
from app.console.theme.theme import Choice
from app.console.window.window import MainWindow
from app.domain.incident.commands import Value
from app.protocol.settings import SettingInfo, SettingOrigin, SettingsReport
from app.settings import NAMES, loader
from tests.shots import scenes
from tests.shots.drawing import SMALL, Shot, settle
from tests.shots.scenes import Scene

FILED: dict[str, Value] = {
    "agencies": ("IL_0142", "IL_0150"),
    "public_url": "https://shares.example.org",
    "escalate_command": ("/usr/bin/page", "--on-call"),
}
TYPED = {"public_url": "http://shares.example.org", "port": "8914"}


def told(**changes: dict[str, object]) -> SettingsReport:
    """A station of production: its center's own file, an administrator's lock, and a change that waits."""
    given: dict[str, dict[str, object]] = {
        name: {"value": value, "in_force": value, "origin": SettingOrigin.FILE, "where": f"settings.toml, {name}"}
        for name, value in FILED.items()
    }
    given |= {
        "environment": {"in_force": "production", "kept": True},
        "retention_days": {
            "value": 14,
            "in_force": 14,
            "origin": SettingOrigin.LOCK,
            "where": "/etc/watchfloor/settings.toml, retention_days",
        },
        "port": {
            "value": 8913,
            "in_force": 8911,
            "origin": SettingOrigin.FILE,
            "where": "settings.toml, port",
        },
        "host": {"origin": SettingOrigin.ENVIRONMENT, "where": "environment, WATCHFLOOR_HOST"},
        "agencies": {**given["agencies"], "live": True},
        **changes,
    }
    return SettingsReport(
        settings=tuple(setting(name, **given.get(name, {})) for name in NAMES),
        file="settings.toml",
        lock="/etc/watchfloor/settings.toml",
    )


def setting(name: str, **changes: object) -> SettingInfo:
    """A setting as the station tells it, a default if nothing else is said."""
    usual = {
        "value": loader.default(name),
        "origin": SettingOrigin.DEFAULT,
        "where": "",
        "in_force": loader.default(name),
    }
    return SettingInfo(**{"name": name, "live": False, **usual, **changes})  # type: ignore[arg-type]  # as told


def opened(
    window: MainWindow, _scene: Scene, words: str = "", typed: dict[str, str] | None = None
) -> PreferencesWindow:
    """The window of preferences, with something typed in it."""
    shown, draft = PreferencesWindow(window.theme), SettingsDraft()
    draft.hear(told())
    for name, text in (typed or {}).items():
        draft.type(name, text)
    memory = StateFile(pathlib.Path(tempfile.gettempdir()))
    own = [own_field(value) for value in own_values(window.theme, memory) if value.name != "names"]
    texts = {PREFIX + name: draft.text(name) for name in draft.typed}
    problems = {PREFIX + name: sentence for name, sentence in draft.problems().items()}
    shown.show_fields([*own, *station_fields(draft.report)], texts, problems)
    shown.search.setText(words)
    shown.setParent(window, Qt.WindowType.Window)
    shown.resize(min(window.theme.px(760), 1280), min(window.theme.px(680), 800))
    return shown


def secrets(window: MainWindow, scene: Scene, *, fresh: bool = False, copy: bool = False) -> PreferencesWindow:
    """The page of secrets: some there, one that a start was given, and what is shown once."""
    shown, page = opened(window, scene), SecretsPage(window.theme)
    kept = {"client-id": (True, False), "client-secret": (True, False), "shared-secret": (False, True)}
    found = [(name, *kept.get(name, (name == "shared-secret-next", False))) for name in page.rows]
    page.show_inventory(
        SecretInventory(
            secrets=tuple(Secret(name=name, kept=there, given=given) for name, there, given in found),
            recovery=Recovery(shown_at=scenes.NOW),
        )
    )
    shown.add_page(page)
    shown.open_page(page)
    if fresh:
        page.shown_once.show_secret("fictional-secret-of-a-picture-0000000000000")
    if copy:
        shown.show()
        settle()
        page.recovery.show_blocks(" ".join(f"P1C{number:X}" for number in range(14)))
    return shown


SETTINGS_SHOTS = (
    Shot("secrets", scenes.flood, secrets),
    Shot("secrets-fresh", scenes.flood, functools.partial(secrets, fresh=True)),
    Shot("secrets-copy", scenes.flood, functools.partial(secrets, copy=True)),
    Shot("secrets-200", scenes.flood, functools.partial(secrets, fresh=True), size=SMALL, scale=2.0),
    Shot("preferences", scenes.flood, opened),
    Shot("preferences-search", scenes.flood, functools.partial(opened, words="listens port")),
    Shot("preferences-station", scenes.flood, functools.partial(opened, words="settings file"), themes=(Choice.LIGHT,)),
    Shot("preferences-typed", scenes.flood, functools.partial(opened, words="address", typed=TYPED)),
    Shot("preferences-none", scenes.flood, functools.partial(opened, words="submarine"), themes=(Choice.LIGHT,)),
    Shot("preferences-200", scenes.flood, opened, size=SMALL, scale=2.0),
    Shot(
        "preferences-typed-200",
        scenes.flood,
        functools.partial(opened, words="address", typed=TYPED),
        size=SMALL,
        scale=2.0,
        themes=(Choice.LIGHT,),
    ),
)
