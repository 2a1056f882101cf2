"""Preferences and secrets put together: every part of the console whose values they change comes in here."""

import typing

from app.console import sound_settings
from app.console.frame.standing_by import stand_by
from app.console.frame.window import Window
from app.console.keys import Act
from app.console.line.station_process import StationProcess
from app.console.map.map_look import MapLook
from app.console.map.map_memory import keep_map_look, map_look
from app.console.memory import Memory
from app.console.preferences.map_values import map_values
from app.console.preferences.own_values import OwnValue, own_values
from app.console.preferences.preferences_room import Desk, PreferencesRoom
from app.console.preferences.preferences_window import PreferencesWindow
from app.console.preferences.sound_values import sound_values
from app.console.secrets.secret_door import SecretDoor
from app.console.secrets.secrets_page import SecretsPage
from app.console.secrets.secrets_room import SecretsRoom
from app.console.sound_settings import SoundSettings
from app.console.watch import Watch
from app.ground.tasks import Tasks


class Sounds(typing.Protocol):
    """What plays by a choice."""

    settings: SoundSettings

    def choose(self, settings: SoundSettings) -> None:
        """Play by another choice from now on."""


def own_table(window: Window, memory: Memory, sound: Sounds) -> tuple[OwnValue, ...]:
    """All values of this console; each is kept and put in force by its line."""

    def wear(look: MapLook) -> None:
        keep_map_look(memory, look)
        window.map_pane.wear(look)

    def choose(chosen: SoundSettings) -> None:
        sound_settings.keep(memory, chosen)
        sound.choose(chosen)

    return (
        *own_values(window.theme, memory),
        *map_values(lambda: map_look(memory), wear),
        *sound_values(lambda: sound.settings, choose),
    )


def preferences(
    window: Window, watch: Watch, tasks: Tasks, desk: Desk, station: StationProcess, own: tuple[OwnValue, ...]
) -> PreferencesRoom:
    """The window of preferences behind its key, with the page of secrets in it."""
    shown, page = PreferencesWindow(window.theme), SecretsPage(window.theme)
    stand_by(window, shown)
    room = PreferencesRoom(shown, watch, tasks, desk, own, station.restarted)
    secrets = SecretsRoom(page, watch, tasks, SecretDoor(station.data_dir))
    shown.add_page(page)
    shown.secrets_wanted.connect(secrets.open)
    page.left.connect(shown.open_page)
    window.actions_.on(Act.PREFERENCES, room.open)
    return room
