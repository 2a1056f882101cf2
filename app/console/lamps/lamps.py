"""The lamps of the status bar: each a button with shape, name and evidence; where room is short, normal ones fold."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from app.console.lamps.diagnosis import SHAPES, abnormal, age, evidence, name, title
from app.console.theme.icons import paint
from app.console.theme.text import TextPainter, set_tool_tip, visible
from app.console.theme.theme import Theme
from app.console.theme.tokens import CAPTION, CAPTION_STRONG
from app.console.widgets.buttons import Pressable
from app.domain.lamp import Lamp, LampState


class LampButton(Pressable):
    """One lamp, 40 px high at 100 % text; the evidence's age stands under the name unless the strip is narrow."""

    def __init__(self, theme: Theme, lamp: Lamp) -> None:
        super().__init__()
        self._theme = theme
        self.lamp = lamp
        self._now = 0
        self._narrow = False
        self._short = False
        self._under = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_lamp(self, lamp: Lamp, now: int) -> None:
        """Show its state at a moment."""
        before = self.sizeHint()
        self.lamp, self._now = lamp, now
        self._under = evidence(lamp, now) if abnormal(lamp) else age(lamp, now) or evidence(lamp, now)
        said = f"{title(lamp)}: {evidence(lamp, now)}"
        self.setAccessibleName(said)
        set_tool_tip(self, f"{said}\n{lamp.next_step}" if lamp.next_step else said)
        if self.sizeHint() != before:
            self.updateGeometry()
        self.update()

    def narrow(self, narrow: bool) -> None:
        """Show shape and name only."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.updateGeometry()
            self.update()

    def short(self, short: bool) -> None:
        """Leave out the word DOWN: fill and shape say it, and the tool tip still does."""
        if short != self._short:
            self._short = short
            self.updateGeometry()
            self.update()

    def least_width(self) -> int:
        """The width of shape and name alone, px."""
        return self._theme.px(26) + int(self._theme.metrics(CAPTION_STRONG).horizontalAdvance(name(self.lamp))) + 4

    def sizeHint(self) -> QSize:
        """Shape, the wider of name and evidence, and padding."""
        px, metrics = self._theme.px, self._theme.metrics
        under = 0.0 if self._narrow else min(metrics(CAPTION).horizontalAdvance(self._under), px(190))
        if self._short:
            return QSize(self.least_width(), px(38))
        widest = max(metrics(CAPTION_STRONG).horizontalAdvance(title(self.lamp)), under)
        step = px(16)
        return QSize(px(26) + -(-int(widest) // step) * step + 4, px(38))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint box, shape, name and evidence."""
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self._paint_box(painter)
        two_lines = not self._narrow
        first = px(11) if two_lines else self.height() / 2
        paint(painter, SHAPES[self.lamp.state], QPointF(px(14), first), px(13), tokens, on)
        pen = TextPainter(painter, self._theme)
        named = name(self.lamp) if self._short else title(self.lamp)
        pen.left(px(26), first, named, CAPTION_STRONG, on or tokens.text)
        if two_lines:
            tone = on or (tokens.p2 if abnormal(self.lamp) else tokens.muted)
            pen.left(px(26), px(28), self._under, CAPTION, tone, self.width() - px(26) - 4)

    def _paint_box(self, painter: QPainter) -> QColor | None:
        tokens = self._theme.tokens
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.lamp.state is LampState.DOWN:
            painter.setPen(QPen(tokens.p1, 1))
            painter.setBrush(tokens.p1_fill)
        elif self.lamp.state is LampState.WARNING:
            painter.setPen(QPen(tokens.p2_edge, 1))
            painter.setBrush(tokens.p2_tint)
        elif self.underMouse():
            painter.setBrush(tokens.accent_tint)
        painter.drawRoundedRect(box, 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(tokens.on_p1 if self.lamp.state is LampState.DOWN else tokens.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        return tokens.on_p1 if self.lamp.state is LampState.DOWN else None


class LampsAside(Pressable):
    """Stands for the lamps that have no room. Hidden while every lamp has room; only normal lamps come here.

    Signals:
        opened: an operator wants a lamp's diagnosis; carries its name.
    """

    opened = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lamps: tuple[Lamp, ...] = ()
        self._now = 0
        self._short = False
        self._menu = QMenu(self)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open)

    def show_lamps(self, lamps: tuple[Lamp, ...], now: int) -> None:
        """Stand for these lamps at a moment."""
        self._lamps, self._now = lamps, now
        self.setVisible(bool(lamps))
        self.setAccessibleName(f"{len(lamps)} more lamps…")
        set_tool_tip(self, "\n".join(self._words(lamp) for lamp in lamps))
        self.updateGeometry()
        self.update()

    def short(self, short: bool) -> None:
        """With a plus sign for the word, where there is no room for it."""
        self._short = short
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Shape and words."""
        px = self._theme.px
        return QSize(px(26) + int(self._theme.metrics(CAPTION_STRONG).horizontalAdvance(self._said())) + 6, px(38))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shape of the least proven, and how many there are."""
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        seen = all(lamp.state is LampState.SEEN for lamp in self._lamps)
        shape = SHAPES[LampState.SEEN if seen else LampState.NOT_PROVEN]
        paint(painter, shape, QPointF(px(14), middle), px(13), tokens)
        TextPainter(painter, self._theme).left(px(26), middle, self._said(), CAPTION_STRONG, tokens.text)
        if self.hasFocus():
            painter.setPen(QPen(tokens.accent, 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)

    def _open(self) -> None:
        self._menu.clear()
        for lamp in self._lamps:
            choice = self._menu.addAction(visible(self._words(lamp)))
            choice.triggered.connect(lambda _checked=False, name=lamp.name: self.opened.emit(name))
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _said(self) -> str:
        words = "+{count}" if self._short else "{count} more"
        return words.format(count=len(self._lamps))

    def _words(self, lamp: Lamp) -> str:
        return f"{title(lamp)}: {evidence(lamp, self._now)}"


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
        for gone in set(self._buttons) - {lamp.name for lamp in lamps}:
            button = self._buttons.pop(gone)
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
        for place, lamp_name in enumerate(names):
            if self._row.indexOf(self._buttons[lamp_name]) != place:
                self._row.insertWidget(place, self._buttons[lamp_name])

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
