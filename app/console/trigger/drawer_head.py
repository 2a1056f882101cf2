"""The drawer's head: which callflow, for whom, and the ways out, none of which throws anything away."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from app.console.controls.button import Button, Kind
from app.console.controls.surface import Surface
from app.console.keys import Act
from app.console.look.icons import Icon
from app.console.look.plain_text import PlainLabel, one_line
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY_STRONG, CAPTION, FIGURE

ROOMY = 560


class DrawerHead(Surface):
    """44 high.

    Signals:
        left: the operator leaves; a draft stays.
        discarded: the operator throws the draft away.
        new_wanted: a new trigger for the incident that is shown.
        chosen: another trigger of the incident; carries its id.
    """

    left = Signal()
    discarded = Signal()
    new_wanted = Signal()
    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "page", lines=("top", "bottom"))
        self._has_draft = False
        self._title = PlainLabel(theme, FIGURE)
        self._callflow = PlainLabel(theme, BODY_STRONG)
        self._whom = PlainLabel(theme, CAPTION, "muted")
        self._others = QComboBox()
        self._new = Button(theme, "New trigger", key=Act.NEW_TRIGGER).small()
        self._discard = Button(theme, "Discard draft", Kind.QUIET).small()
        self._leave = Button(theme, "Leave, keep the draft", Kind.QUIET, key="Esc")
        self._close = Button(theme, "Leave the drawer", Kind.QUIET, icon=Icon.X).icon_only()
        self._title.show_text("Trigger")
        self._others.setAccessibleName("Triggers of this incident")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 10, 4)
        row.setSpacing(12)
        row.addWidget(self._title)
        row.addWidget(self._callflow)
        row.addWidget(self._whom, 1)
        for widget in (self._others, self._new, self._discard, self._leave, self._close):
            row.addWidget(widget)
        self._row = row
        self._leave.clicked.connect(self.left)
        self._close.clicked.connect(self.left)
        self._discard.clicked.connect(self.discarded)
        self._new.clicked.connect(self.new_wanted)
        self._others.activated.connect(lambda place: self.chosen.emit(self._others.itemData(place)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room the cross alone leads out."""
        super().resizeEvent(event)
        roomy = self.width() >= self._theme.px(ROOMY)
        self._leave.setVisible(roomy and self._has_draft)
        self._title.setVisible(roomy)

    @property
    def whom(self) -> str:
        """For whom, and whether the draft is kept."""
        return self._whom.whole_text()

    def add(self, widget: QWidget) -> None:
        """Put a control before the way out."""
        self._row.insertWidget(self._row.indexOf(self._close), widget)

    def show_form(self, callflow: str, whom: str, *, discardable: bool) -> None:
        """A form is open."""
        self._say(callflow, whom)
        self._has_draft = True
        self._leave.setVisible(self.width() >= self._theme.px(ROOMY))
        self._discard.setVisible(discardable)
        self._new.setVisible(False)
        self._others.setVisible(False)

    def show_progress(self, callflow: str, whom: str, triggers: dict[str, str], current: str) -> None:
        """A trigger is shown; ``triggers`` are the names of all by id."""
        self._say(callflow, whom)
        self._has_draft = False
        self._leave.setVisible(False)
        self._discard.setVisible(False)
        self._new.setVisible(True)
        self._others.setVisible(len(triggers) > 1)
        if [self._others.itemData(place) for place in range(self._others.count())] != list(triggers):
            self._others.clear()
            for key, name in triggers.items():
                self._others.addItem(name, key)
        self._others.setCurrentIndex(self._others.findData(current))

    def _say(self, callflow: str, whom: str) -> None:
        self._callflow.show_text(one_line(callflow))
        self._whom.show_text(whom)
