"""A button with a verb, an icon if it has one, and the key that does the same."""

import enum

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy

from app.console.shortcuts.actions import Action
from app.console.theme.icons import Icon, Shape, paint, paint_icon
from app.console.theme.text import TextPainter, one_line, set_tool_tip
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY_MEDIUM, BODY_STRONG, CAPTION, CAPTION_MEDIUM, CAPTION_STRONG, Face
from app.console.widgets.containers import Painted


class ButtonKind(enum.Enum):
    """How much a button asks for the eye."""

    NORMAL = "normal"
    PRIMARY = "primary"
    CRITICAL = "critical"
    QUIET = "quiet"
    """No outline until pointed at."""


def pressed_by(event: QKeyEvent, button: QAbstractButton) -> bool:
    """Press a button if the key is Enter, once however long it is held; returns whether it was Enter."""
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return False
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    if not event.isAutoRepeat():
        button.click()
    return True


class Pressable(QAbstractButton):
    """A painted button that Enter presses, as it does a ``Button``."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it; Qt lets Space alone do that."""
        if not pressed_by(event, self):
            super().keyPressEvent(event)


MOST_WORDS = 280
"""Logical pixels at 100 % text: words of outside are elided from here on, the tool tip has them in full."""


class Button(QPushButton):
    """A push button; its key is shown as a keycap and in the tool tip, the shortcut itself is an action's.

    ``key`` is an act, whose key the operator may change, or a word like "Esc".
    """

    def __init__(
        self,
        theme: Theme,
        words: str,
        kind: ButtonKind = ButtonKind.NORMAL,
        *,
        key: Action | str = "",
        icon: Icon | None = None,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._kind = kind
        self._icon = icon
        self._action = key
        self._reason = ""
        self._small = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.say(words)
        theme.changed.connect(self._restyle)

    def say(self, words: str) -> None:
        """Give it other words; name and tool tip follow."""
        self._words = one_line(words)
        self.setAccessibleName(self._words)
        self._restyle()

    def means(self, action: Action) -> None:
        """Stand for another action from now on, and show that one's key."""
        if action is not self._action:
            self._action = action
            self._restyle()

    def refuse(self, reason: str) -> None:
        """Can't be pressed, and says why in its tool tip and to screen readers; an empty reason lets it be pressed."""
        self.setEnabled(not reason)
        if reason != self._reason:
            self._reason = reason
            self.setAccessibleDescription(reason)
            self._restyle()

    def become(self, kind: ButtonKind) -> None:
        """Ask for more or less of the eye."""
        self._kind = kind
        self._restyle()

    def small(self) -> "Button":
        """28 px high instead of 32, without a keycap."""
        self._small = True
        self._restyle()
        return self

    def icon_only(self) -> "Button":
        """Show the icon alone, 28 px square; the words stay its accessible name and tool tip."""
        self._small = True
        self.setText("")
        self.setProperty("icon_only", True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._restyle()
        return self

    def sizeHint(self) -> QSize:
        """Everything it shows, and its padding."""
        height = self._theme.px(
            44
            if self._kind in (ButtonKind.PRIMARY, ButtonKind.CRITICAL) and not self._small
            else 28
            if self._small
            else 32
        )
        if self.property("icon_only"):
            return QSize(height, height)
        return QSize(int(self._content_width()) + 2 * self._padding(), height)

    def minimumSizeHint(self) -> QSize:
        """Never narrower than its words, as far as they are a verb and not somebody's long name."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, edge, focus, icon, words and keycap."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self._paint_ground(painter)
        pen = TextPainter(painter, self._theme)
        middle = self.height() / 2
        if self.property("icon_only"):
            if self._icon:
                paint_icon(painter, self._theme, self._icon, QPointF(self.width() / 2, middle), 16, ink)
            return
        x = (self.width() - self._content_width()) / 2
        if self._icon:
            paint_icon(painter, self._theme, self._icon, QPointF(x + self._theme.px(8), middle), 16, ink)
            x += self._theme.px(24)
        x += pen.left(x, middle, self._words, self._face(), ink, self._words_width() + 1)
        if self._shows_key():
            self._paint_key(pen, x + 10, ink)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses what has the keyboard, in every window; Qt lets Space alone do that."""
        if not pressed_by(event, self):
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it is pointed at."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Show that it is not."""
        super().leaveEvent(event)
        self.update()

    def _paint_ground(self, painter: QPainter) -> QColor:
        tokens = self._theme.tokens
        ground, edge, ink = self._colours()
        if self.underMouse() and self.isEnabled() and self._kind in (ButtonKind.NORMAL, ButtonKind.QUIET):
            ground = tokens.accent_tint
        if self.isDown():
            ground = QColor(ground).darker(112)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(edge, 1) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(box, 4, 4)
        if self.hasFocus():
            ring = ink if self._kind in (ButtonKind.PRIMARY, ButtonKind.CRITICAL) else tokens.accent
            painter.setPen(QPen(ring, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inset = 3 if self._kind in (ButtonKind.PRIMARY, ButtonKind.CRITICAL) else 1
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 3, 3)
        return ink

    def _colours(self) -> tuple[QColor, QColor | None, QColor]:
        tokens = self._theme.tokens
        if not self.isEnabled():
            return tokens.panel, tokens.hair, tokens.muted
        if self._kind is ButtonKind.PRIMARY:
            return tokens.accent, None, tokens.on_accent
        if self._kind is ButtonKind.CRITICAL:
            return tokens.p1_fill, tokens.p1, tokens.on_p1
        if self._kind is ButtonKind.QUIET:
            return QColor(Qt.GlobalColor.transparent), None, tokens.text
        return tokens.raised, tokens.border, tokens.text

    def _paint_key(self, pen: TextPainter, x: float, ink: QColor) -> None:
        width = pen.width(self._key, CAPTION) + 12
        height = self._theme.px(20)
        top = (self.height() - height) / 2
        pen.painter.setPen(QPen(_faded(ink), 1))
        pen.painter.setBrush(Qt.BrushStyle.NoBrush)
        pen.painter.drawRoundedRect(QRectF(x + 0.5, round(top) + 0.5, width - 1, height - 1), 3, 3)
        pen.centred(x + width / 2, self.height() / 2, self._key, CAPTION, ink)

    def _shows_key(self) -> bool:
        return bool(self._key) and not self._small

    def _face(self) -> Face:
        if self._kind in (ButtonKind.PRIMARY, ButtonKind.CRITICAL):
            return BODY_STRONG
        return CAPTION_STRONG if self._small and self._kind is ButtonKind.QUIET else BODY_MEDIUM

    def _content_width(self) -> float:
        width = self._words_width()
        if self._icon:
            width += self._theme.px(24)
        if self._shows_key():
            width += 10 + self._theme.metrics(CAPTION).horizontalAdvance(self._key) + 12
        return width

    def _words_width(self) -> float:
        whole = self._theme.metrics(self._face()).horizontalAdvance(self._words)
        return min(whole, self._theme.px(MOST_WORDS))

    def _padding(self) -> int:
        return 10 if self._small or self._kind is ButtonKind.QUIET else 16 if self._kind is ButtonKind.PRIMARY else 12

    @property
    def _key(self) -> str:
        return self._theme.keys.shown(self._action) if isinstance(self._action, Action) else self._action

    def _restyle(self) -> None:
        said = f"{self._words}  ({self._key})" if self._key else self._words
        set_tool_tip(self, f"{said}\n{self._reason}" if self._reason else said)
        self.updateGeometry()
        self.update()


def _faded(ink: QColor) -> QColor:
    colour = QColor(ink)
    colour.setAlpha(150)
    return colour


class Chip(Pressable):
    """24 px high; the chosen one has an accent edge and tint."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__()
        self._theme = theme
        self._words = words
        self._count = 0
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)
        theme.changed.connect(self._restyle)

    def count(self, number: int) -> None:
        """Show how many rows it would show."""
        if number == self._count:
            return
        self._count = number
        self.setAccessibleName(f"{self._words} {number}")
        self._restyle()

    def sizeHint(self) -> QSize:
        """Words, count and padding."""
        metrics = self._theme.metrics
        words = metrics(CAPTION_STRONG).horizontalAdvance(self._words)
        return QSize(int(words + metrics(CAPTION).horizontalAdvance(str(self._count))) + 22, self._theme.px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint edge, words and count."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        painter.setPen(QPen(tokens.accent if chosen else tokens.hair, 1))
        painter.setBrush(tokens.accent_tint if chosen else tokens.panel)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(tokens.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)
        pen = TextPainter(painter, self._theme)
        middle = self.height() / 2
        used = pen.left(8, middle, self._words, CAPTION_STRONG if chosen else CAPTION_MEDIUM, tokens.text)
        pen.left(8 + used + 6, middle, str(self._count), CAPTION, tokens.text if chosen else tokens.muted)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


class StateChip(Painted):
    """24 high."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shape = Shape.QUIET
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_state(self, shape: Shape, words: str) -> None:
        """Show another state."""
        if (shape, words) != (self._shape, self._words):
            self._shape, self._words = shape, words
            self.setAccessibleName(words)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Shape and words."""
        words = self._theme.metrics(CAPTION_STRONG).horizontalAdvance(self._words)
        return QSize(int(words) + self._theme.px(28) + 8, self._theme.px(24))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint plate, shape and words."""
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = tokens.on_p1 if self._shape is Shape.P1 else None
        painter.setPen(QPen(tokens.p1 if on else tokens.hair, 1))
        painter.setBrush(tokens.p1_fill if on else tokens.raised)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        paint(painter, self._shape, QPointF(px(14), self.height() / 2), px(12), tokens, on)
        TextPainter(painter, self._theme).left(
            px(26), self.height() / 2, self._words, CAPTION_STRONG, on or tokens.text
        )


class Toggle(Pressable):
    """28 high; a group of them makes one exclusive choice."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__()
        self._theme = theme
        self._words = words
        self.setCheckable(True)
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Words and padding."""
        return QSize(int(self._theme.metrics(CAPTION_STRONG).horizontalAdvance(self._words)) + 20, self._theme.px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint edge and words."""
        tokens, chosen = self._theme.tokens, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.accent if chosen or self.hasFocus() else tokens.hair, 2 if self.hasFocus() else 1))
        painter.setBrush(tokens.accent_tint if chosen else tokens.panel)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        face = CAPTION_STRONG if chosen else CAPTION_MEDIUM
        ink = tokens.text if chosen else tokens.muted
        TextPainter(painter, self._theme).centred(self.width() / 2, self.height() / 2, self._words, face, ink)
