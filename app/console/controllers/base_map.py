"""The base map and look that this console keeps for its map: read at the start, changed by hand, its key sealed."""

import asyncio

from PySide6.QtCore import QObject, Qt

from app.console.map.appearance import base_map, keep_base_map, keep_map_look, map_look
from app.console.map.base_map import BaseMapDialog
from app.console.map.tiles.source import BaseMap, Tile, Trial
from app.console.shortcuts.actions import Action
from app.console.state_file import StateFile
from app.console.window.window import MainWindow
from app.core.keyring import KeyringStore, KeyringUnavailableError
from app.core.tasks import Tasks

KEYRING = "map"
KEY_NAME = "base_map_key"
TESTED_ZOOM = 12
UNKNOWN_PLACE = (39.8, -89.6)


class BaseMapController(QObject):
    """Opens the dialog from menu, lamp and a dropped file, and gives the map what was chosen."""

    def __init__(
        self, window: MainWindow, memory: StateFile, tasks: Tasks, keyring: KeyringStore | None = None
    ) -> None:
        super().__init__(window)
        self._window, self._memory, self._tasks = window, memory, tasks
        self._keyring = keyring or KeyringStore(KEYRING)
        self._key = ""
        self._dialog: BaseMapDialog | None = None
        pane = window.map_pane
        pane.wear(map_look(memory))
        pane.look_changed.connect(lambda look: keep_map_look(memory, look))
        pane.file_dropped.connect(self.open_with)
        pane.tiles.tried.connect(self._tried)
        window.actions_.on(Action.BASE_MAP, self.open)
        window.centre.diagnosis.base_map_wanted.connect(self.open)

    async def start(self) -> None:
        """Show the base map that was used last; reading the key may ask a person to unlock the keyring."""
        kept = base_map(self._memory)
        if kept.wants_key:
            self._key = await asyncio.to_thread(self._read_key)
        self._window.map_pane.tiles.use(kept, self._key)

    def open(self) -> None:
        """Show the dialog."""
        self._show(base_map(self._memory))

    def open_with(self, file: str) -> None:
        """A file was dropped on the map: shown in the dialog, and tried out at once."""
        now = base_map(self._memory)
        self._show(BaseMap(file=file, server=now.server, attribution=now.attribution, most_zoom=now.most_zoom))
        if self._dialog is not None:
            self._dialog.test()

    def _show(self, shown: BaseMap) -> None:
        if self._dialog is not None:
            self._dialog.reject()
        dialog = BaseMapDialog(self._window, self._window.theme, shown, key_kept=bool(self._key))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.test_wanted.connect(self._test)
        dialog.chosen.connect(self._choose)
        dialog.finished.connect(self._forget_dialog)
        self._dialog = dialog
        dialog.open()

    def _forget_dialog(self) -> None:
        self._dialog = None

    def _test(self, written: BaseMap, key: str) -> None:
        seen = self._window.map_pane.looked_at
        latitude, longitude = (seen.latitude, seen.longitude) if seen else UNKNOWN_PLACE
        tile = Tile.at(latitude, longitude, min(TESTED_ZOOM, written.most_zoom))
        self._window.map_pane.tiles.test(written, key or self._key, tile)

    def _tried(self, trial: Trial) -> None:
        if self._dialog is not None:
            self._dialog.say(trial.sentence, good=trial.good)

    def _choose(self, written: BaseMap, key: str) -> None:
        self._tasks.start("use a base map", self._use(written, key))

    async def _use(self, written: BaseMap, key: str) -> None:
        if key:
            self._key = key
            problem = await asyncio.to_thread(self._keep_key, key)
            if problem and self._dialog is not None:
                said = "{0} The key serves until Watchfloor ends. Press Use it again to go on without keeping it."
                if self._dialog.remark != said.replace("{0}", problem):
                    self._dialog.say(said.replace("{0}", problem), good=False)
                    return
        keep_base_map(self._memory, written)
        self._window.map_pane.tiles.use(written, self._key if written.wants_key else "")
        if self._dialog is not None:
            self._dialog.accept()

    def _read_key(self) -> str:
        try:
            return self._keyring.get(KEY_NAME) or ""
        except KeyringUnavailableError:
            return ""

    def _keep_key(self, key: str) -> str:
        try:
            self._keyring.put(KEY_NAME, key)
        except KeyringUnavailableError as refused:
            return str(refused)
        return ""
