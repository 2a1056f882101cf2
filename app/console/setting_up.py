"""The first run put together: every part of the console that its steps prove comes in here."""

import pathlib
import typing
import zoneinfo

from PySide6.QtCore import Qt

from app.console import sound_settings
from app.console.frame.window import Window
from app.console.keys import Act
from app.console.memory import Memory
from app.console.secrets.secret_door import SecretDoor
from app.console.secrets.secrets_room import SecretsRoom
from app.console.sound.alarm_sound import Sound
from app.console.sound.sound_page import SoundPage
from app.console.watch import Watch
from app.console.welcome.first_run.asking import Asking, Desk
from app.console.welcome.first_run.drilling import Drilling
from app.console.welcome.first_run.first_run_room import Around, FirstRunRoom
from app.console.welcome.first_run.first_run_window import FirstRunWindow
from app.console.welcome.first_run.kept import Kept
from app.console.welcome.first_run.pages import pages
from app.console.welcome.first_run.secret_parts import SecretParts
from app.console.welcome.first_run.steps import words
from app.domain.callflow import agency
from app.ground.tasks import Tasks

if typing.TYPE_CHECKING:
    from app.console.welcome.first_run.steps import Step

AGENCIES = "agencies.csv"


class Own(typing.NamedTuple):
    """What is this console's own."""

    memory: Memory
    sound: Sound
    data_dir: pathlib.Path


def first_run(window: Window, watch: Watch, tasks: Tasks, desk: Desk, own: Own) -> FirstRunRoom:
    """The window of the first run behind its act, and the line about it on the ready screen."""
    theme, actions = window.theme, window.actions_
    memory, sound, data_dir = own
    sound_page = SoundPage(theme, sound)
    sound_page.chosen.connect(lambda chosen: sound_settings.keep(memory, chosen))
    sound_page.test.connect(actions.at(Act.SOUND_TEST).trigger)
    secrets = SecretParts(theme)
    made = pages(theme, secrets, sound_page)
    shown = FirstRunWindow(theme, made.by_step)
    shown.setParent(window, Qt.WindowType.Window)
    around = Around(
        watch=watch,
        tasks=tasks,
        kept=Kept(memory),
        lamps=lambda: window.strip.lamps,
        agencies=lambda: listed(data_dir),
        act=lambda act: actions.at(act).trigger(),
    )
    room = FirstRunRoom(shown, made, Asking(watch, desk, made.by_step), Drilling(watch, tasks), around)
    keyring = SecretsRoom(secrets, watch, tasks, SecretDoor(data_dir))
    secrets.said.connect(room.say)
    secrets.listed.connect(room.list_secrets)
    shown.turned.connect(secrets.forget)
    shown.opened.connect(keyring.open)
    actions.on(Act.FIRST_RUN, room.open)
    window.centre.ready.first_run_wanted.connect(room.open)
    room.left_open.connect(lambda steps: _leave_open(window, steps))
    room.begin()
    return room


def listed(data_dir: pathlib.Path) -> int:
    """How many ECCs are on the list that was imported; none when there is no list that can be read."""
    try:
        text = (data_dir / AGENCIES).read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return 0
    found = agency.read_csv(text, zoneinfo.available_timezones())
    return len(found.listed) if isinstance(found, agency.Agencies) else 0


def _leave_open(window: Window, steps: tuple["Step", ...]) -> None:
    window.centre.ready.leave_open(tuple(words(step).title for step in steps))
