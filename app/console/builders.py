"""Builds what takes many parts: preferences, the first-run wizard, and the controllers of an operator's work."""

import pathlib
import typing

from PySide6.QtCore import Qt

from app.console import state_file
from app.console.controllers.incident import StepController
from app.console.controllers.links import HandoverController, LinkController
from app.console.controllers.session import SignOnController
from app.console.delivery_reports import DeliveryReports
from app.console.map.appearance import MapLook, keep_map_look, map_look
from app.console.preferences.secret_actions import SecretActions
from app.console.preferences.secrets import SecretsController, SecretsPage
from app.console.preferences.window import PreferencesController, PreferencesWindow
from app.console.preferences.workplace import OwnValue, map_values, own_values, sound_values
from app.console.setup.drill import DrillController
from app.console.setup.pages import pages
from app.console.setup.parts import SecretParts, SetupProgress
from app.console.setup.station_requests import StationRequests
from app.console.setup.steps import words
from app.console.setup.wizard import SetupController, SetupSurroundings, SetupWizard
from app.console.shortcuts.actions import Action
from app.console.sound.alarm import Sound
from app.console.sound.page import SoundPage
from app.console.state_file import SoundSettings, StateFile
from app.console.station.commands import IncidentCommands, StationClient
from app.console.station.process import StationProcess
from app.console.store import Store
from app.console.tools.handover import HandoverWindow, HandoverWindowController
from app.console.window.layout import stand_by
from app.console.window.window import MainWindow
from app.core.clock import local_zone
from app.core.tasks import Tasks
from app.domain.callflow.agency import Agencies
from app.domain.handover import Seat
from app.settings import center_files


class Sounds(typing.Protocol):
    """What plays by a choice."""

    settings: SoundSettings

    def choose(self, settings: SoundSettings) -> None:
        """Play by another choice from now on."""


def own_values_table(window: MainWindow, memory: StateFile, sound: Sounds) -> tuple[OwnValue, ...]:
    """All values of this console; each is kept and put in force by its line."""

    def wear(look: MapLook) -> None:
        keep_map_look(memory, look)
        window.map_pane.wear(look)

    def choose(chosen: SoundSettings) -> None:
        state_file.keep(memory, chosen)
        sound.choose(chosen)

    return (
        *own_values(window.theme, memory),
        *map_values(lambda: map_look(memory), wear),
        *sound_values(lambda: sound.settings, choose),
    )


def preferences(
    window: MainWindow,
    watch: Store,
    tasks: Tasks,
    client: StationClient,
    station: StationProcess,
    own: tuple[OwnValue, ...],
) -> PreferencesController:
    """The window of preferences behind its key, with the page of secrets in it."""
    shown, page = PreferencesWindow(window.theme), SecretsPage(window.theme)
    stand_by(window, shown)
    controller = PreferencesController(shown, watch, tasks, client, own, station.restarted)
    secrets = SecretsController(page, watch, tasks, SecretActions(station.data_dir))
    shown.add_page(page)
    shown.secrets_wanted.connect(secrets.open)
    page.left.connect(shown.open_page)
    window.actions_.on(Action.PREFERENCES, controller.open)
    return controller


if typing.TYPE_CHECKING:
    from app.console.setup.steps import SetupStep


class OwnFiles(typing.NamedTuple):
    """What is this console's own."""

    memory: StateFile
    sound: Sound
    data_dir: pathlib.Path


def make_setup(window: MainWindow, watch: Store, tasks: Tasks, client: StationClient, own: OwnFiles) -> SetupController:
    """The window of the first run behind its action, and the line about it on the ready screen."""
    theme, actions = window.theme, window.actions_
    memory, sound, data_dir = own
    sound_page = SoundPage(theme, sound)
    sound_page.chosen.connect(lambda chosen: state_file.keep(memory, chosen))
    sound_page.test.connect(actions.at(Action.SOUND_TEST).trigger)
    secrets = SecretParts(theme)
    made = pages(theme, secrets, sound_page)
    shown = SetupWizard(theme, made.by_step)
    shown.setParent(window, Qt.WindowType.Window)
    around = SetupSurroundings(
        watch=watch,
        tasks=tasks,
        kept=SetupProgress(memory),
        lamps=lambda: window.strip.lamps,
        agencies=lambda: listed(data_dir),
        run_action=lambda action: actions.at(action).trigger(),
    )
    controller = SetupController(
        shown, made, StationRequests(watch, tasks, client, made.by_step), DrillController(watch, tasks), around
    )
    keyring = SecretsController(secrets, watch, tasks, SecretActions(data_dir))
    secrets.said.connect(controller.say)
    secrets.listed.connect(controller.list_secrets)
    shown.turned.connect(secrets.forget)
    shown.opened.connect(keyring.open)
    actions.on(Action.FIRST_RUN, controller.open)
    window.centre.ready.first_run_wanted.connect(controller.open)
    controller.left_open.connect(lambda steps: _leave_open(window, steps))
    controller.begin()
    return controller


def listed(data_dir: pathlib.Path) -> int:
    """How many ECCs are on the list that was imported; none when there is no list that can be read."""
    found = center_files.read_agencies(data_dir)
    return len(found.listed) if isinstance(found, Agencies) else 0


def _leave_open(window: MainWindow, steps: tuple["SetupStep", ...]) -> None:
    window.centre.ready.leave_open(tuple(words(step).title for step in steps))


class Silence(typing.Protocol):
    """What knows how long the sound is still silenced here."""

    def silent_ms(self) -> int:
        """In ms."""


class WorkControllers:
    """Checklist, handing over, links, delivery reports and the handover sheet; made once there is a client."""

    def __init__(
        self,
        window: MainWindow,
        watch: Store,
        commands: IncidentCommands,
        tasks: Tasks,
        client: StationClient,
        sound: Silence,
    ) -> None:
        zone = local_zone()
        self._window = window
        self._watch = watch
        self._sound = sound
        self._steps = StepController(window, watch, commands)
        self._hand_over = HandoverController(window, watch, commands, tasks)
        self.delivery_reports = DeliveryReports(window, watch, tasks, client)
        self._links = LinkController(window, watch, commands, tasks)
        shown = HandoverWindow(window.theme, zone)
        stand_by(window, shown)
        self._handover = HandoverWindowController(shown, watch, tasks, client, self._seat, zone)
        window.actions_.on(Action.HANDOVER, self._handover.open)

    def connect_sign_off(self, sign_on: SignOnController) -> None:
        """Signing off goes through the reception, from the sheet and by its own key."""
        self._handover.leaving.connect(sign_on.leave)
        self._window.actions_.on(Action.SIGN_OFF, sign_on.leave)

    def close(self) -> None:
        """Close its window."""
        self._handover.close()

    def _seat(self) -> Seat:
        """Who makes a handover sheet here, and what this console alone knows."""
        return Seat(
            operator=self._watch.operator or "",
            environment=self._watch.environment,
            lamps=self._window.strip.lamps,
            silent_ms=self._sound.silent_ms(),
        )
