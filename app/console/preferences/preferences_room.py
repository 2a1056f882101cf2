"""Preferences put to work: asks the station for its settings, carries changes to it, and its own at once."""

import asyncio
import collections.abc
import datetime as dt
import typing

from PySide6.QtCore import QObject, Signal

from app.console import dialogs
from app.console.acts import new_id
from app.console.preferences.carrying import CONSOLE, Carrying, default_of
from app.console.preferences.draft import Draft
from app.console.preferences.exchange import Carried
from app.console.preferences.field import Field
from app.console.preferences.own_values import OwnValue, own_field
from app.console.preferences.preferences_window import PreferencesWindow
from app.console.preferences.station_values import PREFIX, station_fields
from app.console.watch import Watch
from app.domain.incident.commands import Answer, ChangeSettings, Command, Refused
from app.domain.incident.settings_told import SettingsTold, Value
from app.ground.tasks import Tasks
from app.settings import reading
from app.settings.reading import as_text

RESTART = 0


class Desk(typing.Protocol):
    """Who answers about settings and carries wishes; each may raise TimeoutError."""

    async def settings(self) -> SettingsTold:
        """Every setting, where it comes from, and whether it counts already."""

    async def wish(self, command: Command) -> Answer:
        """Carry a wish until it is answered."""


Restart = collections.abc.Callable[[], bool]
"""Stop the station and start it again; whether that went well. Blocks."""


class PreferencesRoom(QObject):
    """Opens the window and keeps what it shows true.

    Signals:
        changed: values of this console were changed; they count already.
    """

    changed = Signal()

    def __init__(
        self,
        window: PreferencesWindow,
        watch: Watch,
        tasks: Tasks,
        desk: Desk,
        own: tuple[OwnValue, ...],
        restart: Restart,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._watch = watch
        self._tasks = tasks
        self._desk = desk
        self._own = {value.name: value for value in own}
        self._restart = restart
        self._draft = Draft()
        self._carrying = Carrying(window, window.theme, own)
        self._connect()

    def open(self) -> None:
        """Show the window with what counts now."""
        self._window.say("")
        self._window.open_page()
        self._show()
        self._window.show()
        self._window.activateWindow()
        self._window.search.setFocus()
        self._tasks.start("preferences", self._load())

    def close(self) -> None:
        """Close the window."""
        self._window.close()

    @property
    def fields(self) -> list[Field]:
        """Every row as it stands, this console's first."""
        return [*(own_field(value) for value in self._own.values()), *station_fields(self._draft.told)]

    def _connect(self) -> None:
        window = self._window
        window.edited.connect(self._edit)
        window.reset.connect(self._reset)
        window.dropped.connect(self._drop)
        window.applied.connect(lambda: self._tasks.start("change settings", self._apply(self._draft.values())))
        window.restart_wanted.connect(lambda: self._tasks.start("restart", self._ask_restart()))
        window.export_wanted.connect(lambda: self._carrying.ask_where(self._draft.told, self._time()))
        window.import_wanted.connect(lambda: self._carrying.ask_which(self.fields))
        self._carrying.told.connect(lambda sentence: self._window.say(sentence, "text"))
        self._carrying.wanted.connect(self._take_over)

    def _edit(self, key: str, text: str) -> None:
        if key.startswith(PREFIX):
            self._draft.type(key.removeprefix(PREFIX), text)
        else:
            self._put(key.removeprefix(CONSOLE), text)
        self._window.say("")
        self._show()

    def _reset(self, key: str) -> None:
        name = key.partition(".")[2]
        own = self._own.get(name) if key.startswith(CONSOLE) else None
        self._edit(key, own.default if own else as_text(name, reading.default(name)))

    def _put(self, name: str, text: str) -> None:
        self._own[name].put(text)
        self.changed.emit()

    def _drop(self) -> None:
        self._draft.drop()
        self._window.say("")
        self._show()

    def _take_over(self, carried: Carried) -> None:
        for name, text in carried.console.items():
            self._put(name, text)
        wished = {name: default_of(name, value) for name, value in carried.station.items()}
        if wished:
            self._tasks.start("import settings", self._apply(wished))
        else:
            self._show()

    async def _load(self) -> None:
        try:
            told = await self._desk.settings()
        except TimeoutError:
            self._window.say("The station did not answer. Only this console's own values are shown.")
            return
        if told.problem:
            self._window.say(told.problem)
        self._draft.hear(told)
        self._show()

    async def _apply(self, values: dict[str, Value]) -> None:
        if self._watch.operator is None:
            self._window.say("Sign on first, so that the journal knows who changed it.")
            return
        try:
            answer = await self._desk.wish(ChangeSettings(id=new_id(), values=values))
        except TimeoutError:
            self._window.say("The station did not answer. What counts shows here when it is back.")
            return
        if isinstance(answer, Refused):
            self._window.say(answer.refused)
            return
        await self._load()
        self._window.say(self._outcome(values), "text")

    async def _ask_restart(self) -> None:
        sentence = (
            "The station finishes what is on its way, stops, and starts with the new settings. That takes a few "
            "seconds. A share sent meanwhile is refused and may not come again; the exact gap is then shown here. "
            "What is known of open incidents stays."
        )
        answers = ("Restart now", "Not now")
        chosen = await dialogs.ask(self._window, self._window.theme, "Restart the station", sentence, answers)
        if chosen != RESTART:
            return
        self._window.say("The station is starting again…", "text")
        try:
            went_well = await asyncio.to_thread(self._restart)
        except OSError as error:
            sentence = "The station could not be started again: {reason}. It is tried again by itself."
            self._window.say(sentence.replace("{reason}", error.strerror or str(error)))
            return
        if not went_well:
            self._window.say(
                "The station could not be ended from here. Ask whoever runs it as a service to restart it."
            )
            return
        self._window.say("")
        await self._load()

    def _outcome(self, values: collections.abc.Iterable[str]) -> str:
        waiting = [field.label for field in self.fields if field.waits and field.key.removeprefix(PREFIX) in values]
        if not waiting:
            return "Changed, and in force."
        return "Changed. When the station starts again: {names}.".replace("{names}", ", ".join(waiting))

    def _time(self) -> str:
        moment = dt.datetime.fromtimestamp(self._watch.now() / 1000, tz=dt.UTC)
        return f"{moment:%Y-%m-%d %H:%M} UTC"

    def _show(self) -> None:
        draft = self._draft
        typed = {PREFIX + name: draft.text(name) for name in draft.typed}
        problems = {PREFIX + name: sentence for name, sentence in draft.problems().items()}
        self._window.show_fields(self.fields, typed, problems)
