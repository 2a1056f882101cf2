"""The console put together: the only module of it that knows all the others."""

import asyncio
import contextlib
import importlib
import logging
import pathlib
import typing

import tzlocal

from app.console import dialogs, sound_settings
from app.console.acts import Acts
from app.console.alarms.announcer import Announcer
from app.console.awake import Awake
from app.console.base_maps import BaseMaps
from app.console.collector import GuiCollector
from app.console.deeds import Deeds
from app.console.frame.layout import Layout
from app.console.frame.other_windows import OtherWindows
from app.console.frame.pictures import take_pictures
from app.console.frame.presets import Presets
from app.console.frame.standing_by import stand_by
from app.console.frame.window import Window
from app.console.handover.parting import Parting
from app.console.keyboard.key_sheet import KeySheet
from app.console.keys import Act
from app.console.leaving import Leaving
from app.console.line import desk_file
from app.console.line.simulation import Simulation
from app.console.line.station_keeper import keep_station
from app.console.line.station_process import StationProcess
from app.console.lock.locking import Locking
from app.console.look.theme import Theme
from app.console.manual.manual_room import ManualRoom
from app.console.map.gazetteer import Gazetteer
from app.console.map.map_pane import MapPane
from app.console.memory import Memory
from app.console.own_lamps import OwnLamps
from app.console.palette.commanding import Commanding
from app.console.preferring import own_table, preferences
from app.console.presence.desktop import Desktop
from app.console.quarantine.quarantine_room import QuarantineRoom
from app.console.quarantine.quarantine_window import QuarantineWindow
from app.console.setting_up import Own, first_run
from app.console.sound.alarm_sound import Sound
from app.console.sound.sound_desk import SoundDesk
from app.console.watch import Watch
from app.console.welcome.first_run.first_run_room import FirstRunRoom
from app.console.welcome.reception import Reception
from app.console.working import Working
from app.ground import folders
from app.ground.clock import SystemClock
from app.ground.tasks import Tasks

if typing.TYPE_CHECKING:
    from app.console.drafts import Drafts
    from app.console.line.desk_client import DeskClient
    from app.console.trigger.triggering import Triggering

log = logging.getLogger(__name__)

TEXT_STEP = 0.25
PAINT_PATIENCE_S = 1.0


class Console:
    """Everything of one console, from the first paint to the last word."""

    def __init__(self, theme: Theme, memory: Memory, station: StationProcess, simulation: Simulation | None) -> None:
        self._theme = theme
        self._memory = memory
        self._station = station
        self._simulation = simulation
        clock = SystemClock()
        self._tasks = Tasks(self._task_failed)
        self._watch = Watch(lambda: int(clock.monotonic() * 1000), clock.now())
        self._window = self._make_window(station.data_dir)
        self._collector = GuiCollector(self._window)
        self._announcer = Announcer(self._window)
        self._sound = Sound(self._watch, folders.resources() / "sounds", sound_settings.read(memory))
        self._layout = Layout(self._window, memory)
        self._presets = Presets(self._window, self._watch, memory, tzlocal.get_localzone())
        self._sound_desk = SoundDesk(self._window, self._sound, memory, self._tasks)
        self._lamps = OwnLamps(self._window.strip, self._sound, self._window.map_pane, self._watch.now)
        self._locking = Locking(self._window, theme, self._watch, memory, lambda one: one is self._presets.wall)
        self._reception = Reception(self._window, theme, self._watch, memory, self._tasks)
        self._base_maps = BaseMaps(self._window, memory, self._tasks)
        self._leaving = Leaving(self._window, theme, self._tasks, is_play=simulation is not None, owned=self._owned)
        self._desktop = Desktop(self._window, theme, self._watch, self._leaving, station.data_dir)
        self._awake = Awake()
        self._manual = ManualRoom(self._window, theme, self._tasks)
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
        desk, self._drafts = await self._load_client()
        acts = Acts(self._watch, self._tasks, desk)
        self._deeds = Deeds(self._window, self._watch, acts, self._drafts)
        self._working = self._open_working(acts, desk)
        self._commanding = Commanding(self._window, self._watch, acts)
        self._others = OtherWindows(self._window, self._watch, self._tasks, desk)
        self._quarantine = self._open_quarantine(desk)
        own = own_table(self._window, self._memory, self._sound)
        self._preferences = preferences(self._window, self._watch, self._tasks, desk, self._station, own)
        self._tasks.start("follow the station", desk.run())
        self._tasks.start("keep the station", keep_station(self._station, self._watch))
        if pictures is not None:
            self._tasks.start("pictures", take_pictures(self._window, pictures))
        self._reception.open(desk)
        self._triggering = await self._load_triggering(desk)
        self._first_run = self._open_first_run(desk)
        self._show_the_rest_as_it_was()
        self._start_own()
        stop_station = await self._leaving.wanted()
        await self._leave(desk, stop_station=stop_station)

    def _start_own(self) -> None:
        """What this console has besides its station: map, sound and names of places."""
        self._window.map_pane.start()
        self._tasks.start("base map", self._base_maps.start())
        self._sound.start()
        self._tasks.start("gazetteer", self._load_gazetteer())

    def _show_as_it_was(self) -> None:
        self._layout.restore()
        self._kept_selection = self._layout.selection()
        self._locking.resume()
        self._window.show()

    def _show_the_rest_as_it_was(self) -> None:
        self._layout.restore_drawer()
        self._presets.restore()
        self._locking.tick()

    def quit(self) -> None:
        """End without a question, as a signal asks."""
        self._leaving.at_once()

    async def _leave(self, desk: "DeskClient", *, stop_station: bool) -> None:
        self._layout.stop()
        self._window.map_pane.close_map()
        self._drafts.save()
        self._window.ticker.stop()
        await self._triggering.leave_for_good()
        await desk.sign_off()
        await self._tasks.stop()
        await desk.close()
        self._awake.keep(wanted=False)
        self._presets.end()
        self._quarantine.close()
        self._others.close()
        self._first_run.close()
        self._preferences.close()
        self._working.close()
        self._manual.close()
        self._sound.close()
        self._desktop.close()
        self._window.close_for_good()
        self._collector.stop()
        if self._simulation is not None:
            self._simulation.stop()
        elif stop_station:
            self._station.stop()

    def _make_window(self, data_dir: pathlib.Path) -> Window:
        zone = tzlocal.get_localzone()
        map_pane = MapPane(self._theme, folders.resources() / "map", data_dir / "cache")
        return Window(self._theme, self._watch, map_pane, zone, str(zone))

    def _open_quarantine(self, desk: "DeskClient") -> QuarantineRoom:
        shown = QuarantineWindow(self._theme, tzlocal.get_localzone())
        stand_by(self._window, shown)
        room = QuarantineRoom(shown, self._watch, self._tasks, desk)
        self._window.noticed.connect(room.answer)
        self._window.actions_.on(Act.QUARANTINE, room.open)
        room.refused.connect(self._tell)
        return room

    def _open_working(self, acts: Acts, desk: "DeskClient") -> Working:
        working = Working(self._window, self._watch, acts, self._tasks, desk, self._sound)
        working.leave_by(self._reception)
        self._sound.heard.connect(working.stamping.heard)
        self._window.ticker.second.connect(working.stamping.tick)
        return working

    def _open_first_run(self, desk: "DeskClient") -> FirstRunRoom:
        own = Own(self._memory, self._sound, self._station.data_dir)
        return first_run(self._window, self._watch, self._tasks, desk, own)

    def _owned(self) -> int:
        return len(Parting(self._window, self._theme, self._watch).mine)

    def _tell(self, sentence: str) -> None:
        self._tasks.start("tell", dialogs.tell(self._window, self._theme, "Not done", sentence, "Back"))

    def _connect(self) -> None:
        window, actions = self._window, self._window.actions_
        window.first_painted.connect(self._first_paint.set)
        window.strip.operator_clicked.connect(self._reception.ask)
        window.ticker.second.connect(self._tick)
        self._watch.changed.connect(self._book_changed)
        self._watch.pulsed.connect(self._pulsed)
        actions.on(Act.SIGN_ON, self._reception.ask)
        actions.on(Act.LOCK, self._locking.lock)
        self._locking.other.connect(self._reception.sign_on_as)
        self._locking.changed.connect(self._desktop.tray.lock)
        self._locking.changed.connect(self._announcer.lock)
        self._locking.changed.connect(lambda _locked: window.refresh_book())
        actions.on(Act.QUIT, self._leaving.ask)
        actions.on(Act.MANUAL, self._manual.open)
        actions.on(Act.KEYS, lambda: KeySheet(window, self._theme).open())
        actions.on(Act.LARGER_TEXT, lambda: self._theme.resize_text(self._theme.scale + TEXT_STEP))
        actions.on(Act.SMALLER_TEXT, lambda: self._theme.resize_text(self._theme.scale - TEXT_STEP))

    def _tick(self) -> None:
        self._sound.tick()
        self._lamps.tick()
        self._locking.tick()
        if self._simulation is not None:
            self._simulation.check()

    def _book_changed(self) -> None:
        self._sound.book_changed()
        self._awake.keep(wanted=bool(self._watch.book.open_incidents))
        if self._watch.caught_up and not self._restored:
            self._restored = True
            self._window.queue.view.select(self._kept_selection)
        self._announcer.tell(self._watch.book.open_incidents)
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

    async def _load_client(self) -> tuple["DeskClient", "Drafts"]:
        """What takes 0.1 to 0.3 s to load comes after the first paint, in a thread, so that the window stays alive."""
        for name in ("httpx", "cryptography.hazmat.primitives.ciphers.aead"):
            await asyncio.to_thread(importlib.import_module, name)
        from app.console.drafts import Drafts  # noqa: PLC0415 see above
        from app.console.incident.additional_data.picture_loader import PictureLoader  # noqa: PLC0415 see above
        from app.console.line.desk_client import DeskClient  # noqa: PLC0415 see above

        self._pictures = PictureLoader(self._tasks)
        self._window.centre.incident.additional_data.picture_wanted.connect(self._pictures.load)
        folder = self._station.data_dir
        return DeskClient(lambda: desk_file.read(folder), self._watch), Drafts(folder, self._token)

    async def _load_triggering(self, desk: "DeskClient") -> "Triggering":
        """Its forms need jsonschema, which takes 0.1 s to load: after the first paint, and in a thread."""
        await asyncio.to_thread(importlib.import_module, "app.console.trigger.form.filling")
        from app.console.trigger.form.library import Library  # noqa: PLC0415 see above
        from app.console.trigger.triggering import Triggering  # noqa: PLC0415 see above

        library = Library(self._watch, folders.resources(), self._station.data_dir)
        return Triggering(self._window, self._watch, self._tasks, desk, library, tzlocal.get_localzone())

    async def _load_gazetteer(self) -> None:
        file = folders.resources() / "map" / "places.json"
        self._window.centre.incident.summary.use(await asyncio.to_thread(Gazetteer, file))

    def _token(self) -> str | None:
        desk = desk_file.read(self._station.data_dir)
        return desk.token if desk else None

    def _task_failed(self, name: str, problem: BaseException) -> None:
        log.error("The task %s failed", name, exc_info=problem)
        self._lamps.task_failed(name, problem)
