"""All lamps of the strip side by side; without room the normal ones lose evidence, then step aside into a menu."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.console.lamps.lamp_button import LampButton
from app.console.lamps.lamp_words import abnormal
from app.console.lamps.lamps_aside import LampsAside
from app.console.look.theme import Theme
from app.domain.incident.pulse import Lamp, LampState

GAP = 6


class LampRow(QWidget):
    """The strip's lamps.

    Signals:
        opened: an operator wants a lamp's diagnosis; carries its name.
    """

    opened = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._buttons: dict[str, LampButton] = {}
        self._aside = LampsAside(theme)
        self._aside.opened.connect(self.opened)
        self._names_only = False
        self._now = 0
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)
        self._row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        self._row.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row.addWidget(self._aside)
        theme.changed.connect(self._fit)

    def names_only(self, names_only: bool) -> None:
        """In a small window even abnormal lamps keep their evidence for the tool tip (docs/screens.md#2.4)."""
        self._names_only = names_only
        self._fit()

    def show_lamps(self, lamps: tuple[Lamp, ...], now: int) -> None:
        """Show these lamps at a moment."""
        self._now = now
        for lamp in lamps:
            if lamp.name not in self._buttons:
                self._add(lamp)
            self._buttons[lamp.name].show_lamp(lamp, now)
        self._order([lamp.name for lamp in lamps])
        for name in set(self._buttons) - {lamp.name for lamp in lamps}:
            button = self._buttons.pop(name)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._fit()

    def sizeHint(self) -> QSize:
        """It takes the room that is left."""
        return QSize(0, self._theme.px(40))

    def minimumSizeHint(self) -> QSize:
        """Abnormal lamps are never dropped."""
        needed = [button.least_width() + GAP for button in self._buttons.values() if abnormal(button.lamp)]
        return QSize(min(sum(needed), 400), self._theme.px(40))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit into the new width."""
        super().resizeEvent(event)
        self._fit()

    def _order(self, names: list[str]) -> None:
        """A lamp that came late stands where it belongs, not at the end."""
        for place, name in enumerate(names):
            if self._row.indexOf(self._buttons[name]) != place:
                self._row.insertWidget(place, self._buttons[name])

    def _add(self, lamp: Lamp) -> None:
        button = LampButton(self._theme, lamp)
        button.clicked.connect(lambda _checked=False, name=lamp.name: self.opened.emit(name))
        self._buttons[lamp.name] = button
        self._row.insertWidget(self._row.count() - 1, button)

    def _fit(self) -> None:
        """Full, else evidence on abnormal lamps only, else the normal ones step aside from the right.

        In the smallest window with the largest text nothing but what is abnormal is left.
        """
        buttons = [self._buttons[name] for name in self._shown_order()]
        for button in buttons:
            button.narrow(self._names_only)
            button.short(False)
            button.setVisible(True)
        self._aside.short(False)
        self._aside.show_lamps((), self._now)
        if self._width() <= self.width():
            return
        for button in buttons:
            button.narrow(self._names_only or not abnormal(button.lamp))
        self._put_aside(buttons)
        if self._width() > self.width():
            for button in buttons:
                button.narrow(True)
                button.short(True)
            self._aside.short(True)
        if self._width() > self.width():
            self._aside.hide()

    def _put_aside(self, buttons: list[LampButton]) -> None:
        """Seen ones first; one that is not proven stays as long as it can."""
        normal = [one for one in reversed(buttons) if not abnormal(one.lamp)]
        gone: list[LampButton] = []
        for button in sorted(normal, key=lambda one: one.lamp.state is not LampState.SEEN):
            if self._width() <= self.width():
                return
            button.setVisible(False)
            gone.append(button)
            self._aside.show_lamps(tuple(one.lamp for one in buttons if one in gone), self._now)

    def _shown_order(self) -> list[str]:
        widgets = [self._row.itemAt(place).widget() for place in range(self._row.count())]  # type: ignore[union-attr]
        return [widget.lamp.name for widget in widgets if isinstance(widget, LampButton)]

    def _width(self) -> int:
        shown = [*self._buttons.values(), self._aside]
        return sum(one.sizeHint().width() + GAP for one in shown if not one.isHidden())
