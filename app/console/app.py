"""One console: makes every part, connects them, and takes them down again.

What loads slowly (httpx, cryptography, jsonschema) comes after the first paint, in a thread.
"""

import asyncio
import contextlib
import gc
import importlib
import logging
import pathlib
import typing

from PySide6.QtCore import QObject, QTimer

from app.console import state_file
from app.console.builders import OwnFiles, WorkControllers, make_setup, own_values_table, preferences
from app.console.controllers.base_map import BaseMapController
from app.console.controllers.incident import IncidentController
from app.console.controllers.lamps import LampController, SoundController
from app.console.controllers.links import Transfer
from app.console.controllers.session import ExitController, SignOnController
from app.console.controllers.windows import DesktopController, PaletteController, WindowsController
from app.console.incident.additional_data.pictures import PictureLoader
from app.console.lock import LockController
from app.console.map.gazetteer import Gazetteer
from app.console.map.pane import MapPane
from app.console.platform.power import Awake
from app.console.setup.wizard import SetupController
from app.console.shortcuts.actions import Action
from app.console.sound.alarm import Sound
from app.console.state_file import StateFile
from app.console.station.commands import IncidentCommands, StationClient
from app.console.station.keeper import keep_station
from app.console.station.process import StationProcess
from app.console.station.simulation import Simulation
from app.console.store import Link, Store
from app.console.theme.theme import Theme
from app.console.tools.manual_controller import ManualController
from app.console.tools.quarantine import QuarantineController, QuarantineWindow
from app.console.tools.shortcut_editor import KeySheet
from app.console.widgets import dialogs
from app.console.widgets.containers import make_window_once
from app.console.window.alarm_bar import Announcer
from app.console.window.layout import Layout, Presets, stand_by, take_pictures
from app.console.window.window import MainWindow
from app.core import paths
from app.core.clock import SystemClock, local_zone, zone_problem
from app.core.tasks import Tasks
from app.protocol import desk_file

EVERY_MS = 1_000
OLDEST = 2


class GuiCollector(QObject):
    """Collects Python's garbage cycles by a timer on the GUI thread, from ``start`` to ``stop``, and nowhere else.

    Python collects in whichever thread allocates, and a Qt object that dies in a worker thread can hang Qt.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._collect)
        self._was_enabled = gc.isenabled()

    def start(self) -> None:
        """From now on only this thread collects."""
        self._was_enabled = gc.isenabled()
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Collect what is left and let Python go on as it did before."""
        self._timer.stop()
        gc.collect()
        if self._was_enabled:
            gc.enable()

    def _collect(self) -> None:
        counts, limits = gc.get_count(), gc.get_threshold()
        due = [generation for generation in range(OLDEST + 1) if counts[generation] > limits[generation]]
        if due:
            gc.collect(max(due))


if typing.TYPE_CHECKING:
    from app.console.drafts import Drafts
    from app.console.station.client import HttpStationClient
    from app.console.trigger.controller import TriggerController

log = logging.getLogger(__name__)

TEXT_STEP = 0.25
PAINT_PATIENCE_S = 1.0


class Console:
    """Everything of one console, from the first paint to the last word."""

    def __init__(self, theme: Theme, memory: StateFile, station: StationProcess, simulation: Simulation | None) -> None:
        self._theme = theme
        self._memory = memory
        self._station = station
        self._simulation = simulation
        clock = SystemClock()
        self._tasks = Tasks(self._task_failed)
        self._watch = Store(lambda: int(clock.monotonic() * 1000), clock.now())
        self._window = self._make_window(station.data_dir)
        self._collector = GuiCollector(self._window)
        self._announcer = Announcer(self._window)
        self._sound = Sound(self._watch, paths.resources() / "sounds", state_file.read(memory))
        self._layout = Layout(self._window, memory)
        self._presets = Presets(self._window, self._watch, memory, local_zone())
        self._sound_controller = SoundController(self._window, self._sound, memory, self._tasks)
        self._lamps = LampController(self._window.strip, self._sound, self._window.map_pane, self._watch.now)
        self._lamps.show_zone(zone_problem())
        self._lock = LockController(self._window, theme, self._watch, memory, lambda one: one is self._presets.wall)
        self._sign_on = SignOnController(self._window, theme, self._watch, memory, self._tasks)
        self._base_maps = BaseMapController(self._window, memory, self._tasks)
        self._exit = ExitController(
            self._window,
            theme,
            self._tasks,
            is_play=simulation is not None,
            owned=self._owned,
            receives=lambda: self._watch.link is Link.LIVE,
        )
        self._desktop = DesktopController(self._window, theme, self._watch, self._exit, station.data_dir)
        self._awake = Awake()
        self._manual = ManualController(self._window, theme, self._tasks)
        self._manual.made.connect(lambda shown: stand_by(self._window, shown))
        self._first_paint = asyncio.Event()
        self._restored = False
        self._kept_selection: int | None = None
        self._drafts_of: int | None = None
        """When the station started whose token the drafts on disk are sealed with, UTC ms."""
        self._connect()

    async def run(self, pictures: pathlib.Path | None) -> None:
        """Show the window, load the rest after its first paint, and stay until somebody leaves."""
        self._collector.start()
        self._show_as_it_was()
        with contextlib.suppress(TimeoutError):
            # A window that starts minimised is never painted; the alarms must come all the same.
            await asyncio.wait_for(self._first_paint.wait(), PAINT_PATIENCE_S)
        client, self._drafts = await self._load_client()
        commands = IncidentCommands(self._watch, self._tasks, client)
        self._incidents = IncidentController(self._window, self._watch, commands, self._drafts)
        self._work = self._open_work(commands, client)
        self._palette = PaletteController(self._window, self._watch, commands)
        self._windows = WindowsController(self._window, self._watch, self._tasks, client)
        self._quarantine = self._open_quarantine(client)
        own = own_values_table(self._window, self._memory, self._sound)
        self._preferences = preferences(self._window, self._watch, self._tasks, client, self._station, own)
        self._tasks.start("follow the station", client.run())
        self._tasks.start("keep the station", keep_station(self._station, self._watch))
        if pictures is not None:
            self._tasks.start("pictures", take_pictures(self._window, pictures))
        self._sign_on.open(client)
        self._triggers = await self._load_triggers(client)
        self._setup = self._open_setup(client)
        self._show_the_rest_as_it_was()
        self._start_own()
        self._station.keep()
        stop_station = await self._exit.wanted()
        await self._leave(client, stop_station=stop_station)

    def _start_own(self) -> None:
        """What this console has besides its station: map, sound and names of places."""
        self._window.map_pane.start()
        self._tasks.start("base map", self._base_maps.start())
        self._sound.start()
        self._tasks.start("gazetteer", self._load_gazetteer())

    def _show_as_it_was(self) -> None:
        self._layout.restore()
        self._kept_selection = self._layout.selection()
        self._lock.resume()
        make_window_once(self._window)
        self._window.show()

    def _show_the_rest_as_it_was(self) -> None:
        self._layout.restore_drawer()
        self._presets.restore()
        self._lock.tick()

    def quit(self) -> None:
        """End without a question, as a signal asks."""
        self._exit.at_once()

    async def _leave(self, client: "HttpStationClient", *, stop_station: bool) -> None:
        self._layout.stop()
        self._window.map_pane.close_map()
        self._drafts.save()
        self._window.ticker.stop()
        await self._triggers.leave_for_good()
        await client.sign_off()
        await self._tasks.stop()
        await client.close()
        self._awake.keep(wanted=False)
        self._presets.end()
        self._quarantine.close()
        self._windows.close()
        self._setup.close()
        self._preferences.close()
        self._work.close()
        self._manual.close()
        self._sound.close()
        self._desktop.close()
        self._window.close_for_good()
        self._collector.stop()
        if self._simulation is not None:
            self._simulation.stop()
        elif stop_station:
            self._station.stop()

    def _make_window(self, data_dir: pathlib.Path) -> MainWindow:
        zone = local_zone()
        map_pane = MapPane(self._theme, paths.resources() / "map", data_dir / "cache")
        return MainWindow(self._theme, self._watch, map_pane, zone, str(zone))

    def _open_quarantine(self, client: StationClient) -> QuarantineController:
        shown = QuarantineWindow(self._theme, local_zone())
        stand_by(self._window, shown)
        controller = QuarantineController(shown, self._watch, self._tasks, client)
        self._window.noticed.connect(controller.answer)
        self._window.actions_.on(Action.QUARANTINE, controller.open)
        controller.refused.connect(self._tell)
        return controller

    def _open_work(self, commands: IncidentCommands, client: StationClient) -> WorkControllers:
        work = WorkControllers(self._window, self._watch, commands, self._tasks, client, self._sound)
        work.connect_sign_off(self._sign_on)
        self._sound.heard.connect(work.delivery_reports.heard)
        self._window.ticker.second.connect(work.delivery_reports.tick)
        return work

    def _open_setup(self, client: StationClient) -> SetupController:
        own = OwnFiles(self._memory, self._sound, self._station.data_dir)
        return make_setup(self._window, self._watch, self._tasks, client, own)

    def _owned(self) -> int:
        return len(Transfer(self._window, self._theme, self._watch).mine)

    def _tell(self, sentence: str) -> None:
        self._tasks.start("tell", dialogs.tell(self._window, self._theme, "Not done", sentence, "Back"))

    def _connect(self) -> None:
        window, actions = self._window, self._window.actions_
        window.first_painted.connect(self._first_paint.set)
        window.strip.operator_clicked.connect(self._sign_on.ask)
        window.ticker.second.connect(self._tick)
        self._watch.changed.connect(self._incidents_changed)
        self._watch.pulsed.connect(self._pulsed)
        actions.on(Action.SIGN_ON, self._sign_on.ask)
        actions.on(Action.LOCK, self._lock.lock)
        self._lock.other.connect(self._sign_on.sign_on_as)
        self._lock.changed.connect(self._desktop.tray.lock)
        self._lock.changed.connect(self._announcer.lock)
        self._lock.changed.connect(lambda _locked: window.refresh_book())
        actions.on(Action.QUIT, self._exit.ask)
        actions.on(Action.MANUAL, self._manual.open)
        actions.on(Action.KEYS, lambda: KeySheet(window, self._theme).open())
        actions.on(Action.LARGER_TEXT, lambda: self._theme.resize_text(self._theme.scale + TEXT_STEP))
        actions.on(Action.SMALLER_TEXT, lambda: self._theme.resize_text(self._theme.scale - TEXT_STEP))

    def _tick(self) -> None:
        self._sound.tick()
        self._lamps.tick()
        self._lock.tick()
        if self._simulation is not None:
            self._simulation.check()

    def _incidents_changed(self) -> None:
        self._sound.book_changed()
        open_ones = self._watch.assessed().open
        self._awake.keep(wanted=bool(open_ones))
        if self._watch.caught_up and not self._restored:
            self._restored = True
            self._window.queue.view.select(self._kept_selection)
        self._announcer.tell([one.incident for one in open_ones.values() if one.ring is not None])
        if self._watch.caught_up:
            self._desktop.tray.tell()

    def _pulsed(self) -> None:
        if self._simulation is not None and self._watch.hello is not None:
            self._simulation.play(self._watch.hello)
        if self._watch.hello is not None and self._watch.hello.started_at != self._drafts_of:
            self._seal_drafts_for(self._watch.hello.started_at)

    def _seal_drafts_for(self, started_at: int) -> None:
        """A restarted station has another token, and a console that crashed after that must still open its drafts."""
        if self._drafts_of is None:
            self._drafts.load()
        else:
            self._drafts.save()
        self._drafts_of = started_at

    async def _load_client(self) -> tuple["HttpStationClient", "Drafts"]:
        """What takes 0.1 to 0.3 s to load comes after the first paint, in a thread, so that the window stays alive."""
        for name in ("httpx", "cryptography.hazmat.primitives.ciphers.aead"):
            await asyncio.to_thread(importlib.import_module, name)
        from app.console.drafts import Drafts  # noqa: PLC0415 see above
        from app.console.station.client import HttpStationClient  # noqa: PLC0415 see above

        self._pictures = PictureLoader(self._tasks)
        self._window.centre.incident.additional_data.picture_wanted.connect(self._pictures.load)
        folder = self._station.data_dir
        return HttpStationClient(lambda: desk_file.read(folder), self._watch), Drafts(folder, self._token)

    async def _load_triggers(self, client: StationClient) -> "TriggerController":
        """Its forms need jsonschema, which takes 0.1 s to load: after the first paint, and in a thread."""
        await asyncio.to_thread(importlib.import_module, "app.console.trigger.form_state")
        from app.console.trigger.controller import TriggerController  # noqa: PLC0415 see above
        from app.console.trigger.definitions import DefinitionFiles  # noqa: PLC0415 see above

        library = DefinitionFiles(self._watch, self._station.data_dir)
        triggers = TriggerController(self._window, self._watch, self._tasks, client, library, local_zone())
        self._lock.changed.connect(lambda locked: triggers.form.lock(locked=locked))
        self._lock.other.connect(lambda _name: triggers.form.meet_stranger())
        return triggers

    async def _load_gazetteer(self) -> None:
        file = paths.resources() / "map" / "places.json"
        self._window.centre.incident.summary.use(await asyncio.to_thread(Gazetteer, file))

    def _token(self) -> str | None:
        desk = desk_file.read(self._station.data_dir)
        return desk.token if desk else None

    def _task_failed(self, name: str, problem: BaseException) -> None:
        log.error("The task %s failed", name, exc_info=problem)
        self._lamps.task_failed(name, problem)
