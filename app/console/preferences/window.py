"""The window of preferences: one search over both kinds of values, and what a change asks for."""

import asyncio
import collections.abc
import datetime as dt

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from app.console.preferences.row import FieldColumn, PreferenceField, Typed
from app.console.preferences.station import PREFIX, SettingsDraft, station_fields
from app.console.preferences.transfer import CONSOLE, CarriedSettings, SettingsTransfer, default_of
from app.console.preferences.workplace import OwnValue, own_field
from app.console.station.commands import CommandSender, StationClient
from app.console.store import Store
from app.console.theme.text import PlainLabel
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, TITLE
from app.console.widgets import dialogs
from app.console.widgets.buttons import Button, ButtonKind, Chip
from app.console.widgets.containers import Aside, FlowLayout, PageStack, ScrollColumn, Surface
from app.console.widgets.text import Remark
from app.core.tasks import Tasks
from app.domain.incident.commands import ChangeSettings, Value, new_id
from app.settings import loader
from app.settings.loader import as_text


class PreferencesWindow(Aside):
    """Shows what it is given; it asks for everything by signals.

    Signals:
        edited: somebody typed or chose; the field's key and the text.
        reset: somebody wants a default again; the field's key.
        applied: the typed changes shall be made.
        dropped: they shall be forgotten.
        restart_wanted: the station shall start again.
        export_wanted: the settings shall be written into a file.
        import_wanted: settings shall be taken over from a file.
        secrets_wanted: the page of secrets is shown.
    """

    edited = Signal(str, str)
    reset = Signal(str)
    applied = Signal()
    dropped = Signal()
    restart_wanted = Signal()
    export_wanted = Signal()
    import_wanted = Signal()
    secrets_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.theme = theme
        self.search = QLineEdit()
        self._changed = Chip(theme, "Changed from default")
        self._waiting = Chip(theme, "Waiting for a start")
        self._secrets = Button(theme, "Secrets and recovery", ButtonKind.QUIET)
        self._none = Remark(theme, BODY)
        self._told = Remark(theme, BODY)
        self._apply = Button(theme, "Apply", ButtonKind.PRIMARY)
        self._drop = Button(theme, "Discard changes")
        self._restart = Button(theme, "Restart the station…")
        self._export = Button(theme, "Export…")
        self._import = Button(theme, "Import…")
        self.fields = FieldColumn(theme)
        self._typed: frozenset[str] = frozenset()
        self._pages = PageStack()
        self._values = Surface(theme, "panel")
        self._list = ScrollColumn(theme, (0, 4, 8, 12))
        self._list.setAccessibleName("Preferences")
        self.setWindowTitle("Preferences")
        self._lay_out()
        self._connect()
        self._secrets.hide()
        self.say("")

    def show_fields(self, fields: list[PreferenceField], typed: Typed, problems: Typed) -> None:
        """Show every value, with what is typed and why it won't do."""
        self.fields.show_fields(fields, typed, problems)
        self._typed = frozenset(typed)
        changes = len(typed)
        self._apply.say(f"Apply {changes} changes" if changes > 1 else "Apply")
        self._apply.setEnabled(bool(changes) and not problems)
        self._apply.setVisible(bool(changes))
        self._drop.setVisible(bool(changes))
        waiting = sum(bool(field.waits) for field in fields)
        self._changed.count(sum(field.changed for field in fields))
        self._waiting.count(waiting)
        self._waiting.setVisible(bool(waiting) or self._waiting.isChecked())
        self._restart.setVisible(bool(waiting))
        self._filter()

    def add_page(self, page: Surface) -> None:
        """Put the secrets' page behind its button."""
        self._pages.addWidget(page)
        self._secrets.show()
        self._secrets.clicked.connect(lambda: self.open_page(page))
        self._secrets.clicked.connect(self.secrets_wanted)

    def open_page(self, page: Surface | None = None) -> None:
        """Show a page, or the values again."""
        self._pages.setCurrentWidget(page or self._values)

    def say(self, sentence: str, tone: str = "p2") -> None:
        """Why something was not done, or what was; nothing when all is well."""
        self._told.show_text(sentence, tone)
        self._told.setVisible(bool(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties the search, then closes; it never drops what is typed."""
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        else:
            super().keyPressEvent(event)

    def _filter(self) -> None:
        words, changed, waiting = self.search.text(), self._changed.isChecked(), self._waiting.isChecked()

        def wanted(field: PreferenceField) -> bool:
            sought = field.says(words) and (field.changed or not changed) and (bool(field.waits) or not waiting)
            return sought or field.key in self._typed  # what is not applied yet is never out of sight

        shown = self.fields.keep(wanted)
        self._none.show_text("" if shown else "Nothing here says that. Take a word away or a filter off.")
        self._none.setVisible(not shown)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._filter)
        self._changed.toggled.connect(self._filter)
        self._waiting.toggled.connect(self._filter)
        self.fields.edited.connect(self.edited)
        self.fields.reset.connect(self.reset)
        self._apply.clicked.connect(self.applied)
        self._drop.clicked.connect(self.dropped)
        self._restart.clicked.connect(self.restart_wanted)
        self._export.clicked.connect(self.export_wanted)
        self._import.clicked.connect(self.import_wanted)
        self.theme.changed.connect(self._restyle)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._values)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(8)
        title = PlainLabel(self._theme, TITLE)
        title.show_text("Preferences")
        head = FlowLayout(spacing=8)
        head.addWidget(title)
        head.add_at_the_end(self._secrets)
        column.addLayout(head)
        column.addLayout(self._head())
        self._list.column.addWidget(self._none)
        self._list.column.addWidget(self.fields)
        self._list.column.addStretch(1)
        column.addWidget(self._list, 1)
        column.addWidget(self._told)
        column.addLayout(self._foot())
        self._pages.addWidget(self._values)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
        room = self.screen().availableGeometry()
        self.resize(min(self._theme.px(760), room.width()), min(self._theme.px(680), room.height() - 40))
        self._restyle()

    def _head(self) -> FlowLayout:
        self.search.setPlaceholderText("Search: a word of the name, the help or the value")
        self.search.setAccessibleName("Search preferences")
        self.search.setClearButtonEnabled(True)
        row = FlowLayout(spacing=8)
        for widget in (self.search, self._changed, self._waiting):
            row.addWidget(widget)
        return row

    def _foot(self) -> FlowLayout:
        row = FlowLayout(spacing=8)
        for widget in (self._apply, self._drop, self._restart, self._export, self._import):
            row.addWidget(widget)
        return row

    def _restyle(self) -> None:
        self.search.setMinimumSize(self._theme.px(300), self._theme.px(32))


RESTART = 0


Restart = collections.abc.Callable[[], bool]
"""Stop the station and start it again; whether that went well. Blocks."""


class PreferencesController(QObject):
    """Opens the window and keeps what it shows true.

    Signals:
        changed: values of this console were changed; they count already.
    """

    changed = Signal()

    def __init__(
        self,
        window: PreferencesWindow,
        watch: Store,
        tasks: Tasks,
        client: StationClient,
        own: tuple[OwnValue, ...],
        restart: Restart,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._watch = watch
        self._tasks = tasks
        self._client = client
        self._sender = CommandSender(watch, tasks, client)
        self._own = {value.name: value for value in own}
        self._restart = restart
        self._draft = SettingsDraft()
        self._transfer = SettingsTransfer(window, window.theme, own)
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
    def fields(self) -> list[PreferenceField]:
        """Every row as it stands, this console's first."""
        return [*(own_field(value) for value in self._own.values()), *station_fields(self._draft.report)]

    def _connect(self) -> None:
        window = self._window
        window.edited.connect(self._edit)
        window.reset.connect(self._reset)
        window.dropped.connect(self._drop)
        window.applied.connect(lambda: self._tasks.start("change settings", self._apply(self._draft.values())))
        window.restart_wanted.connect(lambda: self._tasks.start("restart", self._ask_restart()))
        window.export_wanted.connect(lambda: self._transfer.ask_where(self._draft.report, self._time()))
        window.import_wanted.connect(lambda: self._transfer.ask_which(self.fields))
        self._transfer.outcome.connect(lambda sentence: self._window.say(sentence, "text"))
        self._transfer.wanted.connect(self._take_over)

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
        self._edit(key, own.default if own else as_text(name, loader.default(name)))

    def _put(self, name: str, text: str) -> None:
        self._own[name].put(text)
        self.changed.emit()

    def _drop(self) -> None:
        self._draft.drop()
        self._window.say("")
        self._show()

    def _take_over(self, imported: CarriedSettings) -> None:
        for name, text in imported.console.items():
            self._put(name, text)
        changes = {name: default_of(name, value) for name, value in imported.station.items()}
        if changes:
            self._tasks.start("import settings", self._apply(changes))
        else:
            self._show()

    async def _load(self) -> None:
        try:
            report = await self._client.settings()
        except TimeoutError:
            self._window.say("The station did not answer. Only this console's own values are shown.")
            return
        if report.problem:
            self._window.say(report.problem)
        self._draft.hear(report)
        self._show()

    async def _apply(self, values: dict[str, Value]) -> None:
        unanswered = "The station did not answer. What counts shows here when it is back."
        if problem := await self._sender.deliver(ChangeSettings(id=new_id(), values=values), unanswered):
            self._window.say(problem)
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
