"""The window of preferences: one search over both kinds of values, and what a change asks for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from app.console.controls.aside import Aside
from app.console.controls.button import Button, Kind
from app.console.controls.chip import Chip
from app.console.controls.flow import FlowLayout
from app.console.controls.pages import Pages
from app.console.controls.remark import Remark
from app.console.controls.scroll_column import ScrollColumn
from app.console.controls.surface import Surface
from app.console.look.plain_text import PlainLabel
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY, TITLE
from app.console.preferences.field import Field
from app.console.preferences.field_column import FieldColumn, Typed


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
        self._secrets = Button(theme, "Secrets and recovery", Kind.QUIET)
        self._none = Remark(theme, BODY)
        self._told = Remark(theme, BODY)
        self._apply = Button(theme, "Apply", Kind.PRIMARY)
        self._drop = Button(theme, "Discard changes")
        self._restart = Button(theme, "Restart the station…")
        self._export = Button(theme, "Export…")
        self._import = Button(theme, "Import…")
        self.fields = FieldColumn(theme)
        self._typed: frozenset[str] = frozenset()
        self._pages = Pages()
        self._values = Surface(theme, "panel")
        self._list = ScrollColumn(theme, (0, 4, 8, 12))
        self._list.setAccessibleName("Preferences")
        self.setWindowTitle("Preferences")
        self._lay_out()
        self._connect()
        self._secrets.hide()
        self.say("")

    def show_fields(self, fields: list[Field], typed: Typed, problems: Typed) -> None:
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

        def wanted(field: Field) -> bool:
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
