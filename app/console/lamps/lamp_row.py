"""All lamps of the strip side by side; when there is no room the seen ones lose their evidence, then step aside."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.console.lamps.lamp_button import LampButton
from app.console.lamps.lamp_words import abnormal
from app.console.theme import Theme
from app.domain.incident.pulse import Lamp

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
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)
        self._row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        self._row.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._fit)

    def show_lamps(self, lamps: tuple[Lamp, ...], now: int) -> None:
        """Show these lamps at a moment."""
        for lamp in lamps:
            if lamp.name not in self._buttons:
                self._add(lamp)
            self._buttons[lamp.name].show_lamp(lamp, now)
        self._order([lamp.name for lamp in lamps])
        for name in set(self._buttons) - {lamp.name for lamp in lamps}:
            self._buttons.pop(name).deleteLater()
        self._fit()

    def sizeHint(self) -> QSize:
        """It takes the room that is left."""
        return QSize(0, self._theme.px(40))

    def minimumSizeHint(self) -> QSize:
        """Abnormal lamps are never dropped."""
        needed = [button.sizeHint().width() + GAP for button in self._buttons.values() if abnormal(button.lamp)]
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
        self._row.addWidget(button)

    def _fit(self) -> None:
        """Full, else evidence on abnormal lamps only, else names only, else the seen ones from the right step aside."""
        buttons = list(self._buttons.values())
        for button in buttons:
            button.narrow(False)
            button.setVisible(True)
        if self._width(buttons) <= self.width():
            return
        for button in buttons:
            button.narrow(not abnormal(button.lamp))
        if self._width(buttons) > self.width():
            for button in buttons:
                button.narrow(True)
        for button in reversed([one for one in buttons if not abnormal(one.lamp)]):
            if self._width(buttons) <= self.width():
                return
            button.setVisible(False)

    def _width(self, buttons: list[LampButton]) -> int:
        return sum(button.sizeHint().width() + GAP for button in buttons if not button.isHidden())
