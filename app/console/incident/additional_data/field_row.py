"""A row of a source's card: label 140, value, and the change under it; painted, so that a hundred of them are quick."""

import datetime as dt

from PySide6.QtCore import QDate, QLocale, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from app.console.incident.additional_data.text import CardLine
from app.console.theme.icons import Icon, Shape, paint, paint_icon
from app.console.theme.text import TextPainter, one_line, span
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, CAPTION, CAPTION_MEDIUM
from app.console.widgets.buttons import Pressable
from app.console.widgets.containers import Painted
from app.console.widgets.text import Span, TextBlock
from app.domain.additional_data import render
from app.domain.additional_data.model import DataField, FieldKind
from app.domain.additional_data.values import LONGEST_TEXT, short

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_HOUR_MS = 3_600_000
_DAY_MS = 24 * _HOUR_MS
_YEAR_DAYS = 365.2425
_DAY = "d MMM yyyy"


def value_words(field: DataField, now: int, zone: dt.tzinfo | None) -> tuple[str, str]:
    """Value and remark, for a field that is neither a section nor a link or image."""
    match field.kind:
        case FieldKind.BOOLEAN:
            return ("Yes" if field.value else "No"), ""
        case FieldKind.TIMESTAMP:
            return _moment(int(field.value or 0), now, zone)
        case FieldKind.DATE:
            return _day(str(field.value), now)
        case FieldKind.LIST:
            return "\n".join(value_words(child, now, zone)[0] for child in field.children), ""
        case _:
            return render.value(field), ""


def ago(ms: int) -> str:
    """``12 s ago``, ``17 min ago``, ``40 days ago``; ahead of our clock it says so."""
    if ms < 0:
        return f"{_length(-ms)} ahead of our clock"
    return f"{_length(ms)} ago"


def changed_words(ms: int, before: str | None) -> str:
    """``changed 0:11 ago, was SMPL 134``; a field that is new says so."""
    if before is None:
        return f"new {span(ms)} ago"
    return f"changed {span(ms)} ago, was {before}"


def _length(ms: int) -> str:
    if ms < 2 * _HOUR_MS:
        minutes = ms // 60_000
        seconds = f"{ms // 1000} s"
        return f"{minutes} min" if minutes > 1 else seconds
    if ms < 2 * _DAY_MS:
        return f"{ms // _HOUR_MS} h"
    days = ms // _DAY_MS
    if days < 2 * _YEAR_DAYS:
        return f"{days} days"
    return f"{int(days / _YEAR_DAYS)} years"


def _moment(at: int, now: int, zone: dt.tzinfo | None) -> tuple[str, str]:
    """Local time with its zone; UTC and age beside it; the day too when it isn't today."""
    moment = _EPOCH + dt.timedelta(milliseconds=at)
    local = _local(moment, zone)
    shown = f"{local:%H:%M:%S} {local.tzname() or ''}".strip()
    universal = f"{moment:%H:%M:%S} UTC"
    if local.date() != _local(_EPOCH + dt.timedelta(milliseconds=now), zone).date():
        shown, universal = f"{_date(local.date())} {shown}", f"{_date(moment.date())} {universal}"
    return shown, f"{universal}, {ago(now - at)}"


def _local(moment: dt.datetime, zone: dt.tzinfo | None) -> dt.datetime:
    """In the center's zone; at the ends of the calendar, where no zone reaches, in UTC."""
    try:
        return moment.astimezone(zone)
    except (OverflowError, ValueError, OSError):
        return moment


def _day(iso: str, now: int) -> tuple[str, str]:
    """A day belongs to no zone and never moves; whole years are said, for most of them are birthdays."""
    day = dt.date.fromisoformat(iso)
    today = (_EPOCH + dt.timedelta(milliseconds=now)).date()
    years = today.year - day.year - ((today.month, today.day) < (day.month, day.day))
    remark = f"{years} years ago" if years > 1 else ""
    return _date(day), remark


def _date(day: dt.date) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), _DAY)


LABEL = 140
INDENT = 12
LEAST = 340
"""Narrower rows put the value under its label."""
EMPHASIS_MS = 10_000


class FieldRow(Painted):
    """Up and Down move between rows, Ctrl+C or the icon copies the value.

    Signals:
        copied: the value as plain text.
        stepped: -1 or 1: the operator wants the row above or below.
    """

    copied = Signal(str)
    stepped = Signal(int)

    def __init__(self, theme: Theme, line: CardLine, zone: dt.tzinfo | None) -> None:
        super().__init__()
        self._theme = theme
        self._zone = zone
        self._line = line
        self._label = TextBlock(theme, CAPTION)
        self._value = TextBlock(theme, BODY)
        self._change = TextBlock(theme, CAPTION)
        self._emphasised = False
        self._whole = False
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def is_long(self) -> bool:
        """Whether the value is longer than what is shown at first."""
        return not self._whole and len(self._text()) > LONGEST_TEXT

    def show_whole(self) -> None:
        """Show all of a long value."""
        self._whole = True

    def show_line(self, line: CardLine, now: int) -> None:
        """Show a line at the present time."""
        self._line = line
        changed = line.changed
        fresh = changed is not None and now - changed.at < EMPHASIS_MS
        different = fresh != self._emphasised
        self._emphasised = fresh
        different |= self._label.say([Span(line.label, "muted")])
        value, remark = self._words(now)
        spans = [Span(value if self._whole else short(value), "muted" if line.gone else "text", fresh)]
        different |= self._value.say([*spans, Span(f"  {remark}", "muted")] if remark else spans)
        said = "" if changed is None else changed_words(now - changed.at, self._before())
        different |= self._change.say([Span(said, "accent")] if said else [])
        if different:
            parts = (value[:LONGEST_TEXT], remark, said)
            self.setAccessibleName(f"{line.label}: {', '.join(part for part in parts if part)}")
            self.updateGeometry()
            self.update()

    def copy(self) -> None:
        """Copy the value as plain text."""
        if self._line.field is not None:
            self.copied.emit(render.value(self._line.field))

    def hasHeightForWidth(self) -> bool:
        """Its height follows its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """24 for one line, 42 with a change, at 100 % text."""
        label, value = self._label.height(self._label_width(width)), self._value.height(self._value_width(width))
        both = label + value if self._stacked(width) else max(label, value)
        return both + self._change.height(self._value_width(width)) + 4

    def sizeHint(self) -> QSize:
        """One line; the layouts ask for the true height by width."""
        return QSize(200, self._theme.px(24))

    def minimumSizeHint(self) -> QSize:
        """One line."""
        return QSize(120, self._theme.px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint tint and bar, label, value, change, and the copy icon when it is wanted."""
        tokens, width = self._theme.tokens, self.width()
        painter = QPainter(self)
        if self._emphasised:
            painter.fillRect(self.rect(), tokens.accent_tint)
        if self._line.changed is not None:
            painter.fillRect(0, 0, 3, self.height(), tokens.accent)
        x, y = self._value_x(width), 2
        self._label.paint(painter, self._label_x(), 3, self._label_width(width))
        if self._stacked(width):
            y += self._label.height(self._label_width(width))
        self._value.paint(painter, x, y, self._value_width(width))
        if self._change.text:
            y += self._value.height(self._value_width(width))
            middle = y + self._theme.px(9)
            paint(painter, Shape.NEWS, QPointF(x + 5, middle), self._theme.px(10), tokens)
            self._change.paint(painter, x + self._theme.px(14), y, self._value_width(width))
        if self._offers_copy():
            paint_icon(painter, self._theme, Icon.COPY, QPointF(self._copy_zone().center()), 15, tokens.muted)
        if self.hasFocus():
            painter.setPen(QPen(tokens.accent, 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the icon copies."""
        super().mousePressEvent(event)
        if self._offers_copy() and self._copy_zone().contains(event.position().toPoint()):
            self.copy()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, or go to a neighbour."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif step is not None:
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide it."""
        super().focusOutEvent(event)
        self.update()

    def _words(self, now: int) -> tuple[str, str]:
        if self._line.gone:
            return "no longer sent", ""
        return ("", "") if self._line.field is None else value_words(self._line.field, now, self._zone)

    def _text(self) -> str:
        return "" if self._line.field is None else str(self._line.field.value)

    def _before(self) -> str | None:
        before = self._line.changed.change.before if self._line.changed else None
        return None if before is None else one_line(render.value(before))

    def _offers_copy(self) -> bool:
        field = self._line.field
        return field is not None and (field.phone or self.underMouse() or self.hasFocus())

    def _copy_zone(self) -> QRect:
        side = self._theme.px(24)
        return QRect(self.width() - side - 6, 0, side, side)

    def _stacked(self, width: int) -> bool:
        return width < self._theme.px(LEAST)

    def _label_x(self) -> int:
        return 14 + self._line.depth * INDENT

    def _label_width(self, width: int) -> int:
        if self._stacked(width):
            return max(width - self._label_x() - 14, 40)
        return max(self._theme.px(LABEL) - 8 - self._line.depth * INDENT, self._theme.px(60))

    def _value_x(self, width: int) -> int:
        return self._label_x() if self._stacked(width) else 14 + self._theme.px(LABEL)

    def _value_width(self, width: int) -> int:
        return max(width - self._value_x(width) - self._theme.px(24) - 12, 40)


class FoldButton(Pressable):
    """Checked is open."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__()
        self._theme = theme
        self._words = one_line(words)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self._words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """24 px at 100 % text."""
        return QSize(160, self._theme.px(24))

    def minimumSizeHint(self) -> QSize:
        """Its words elide."""
        return QSize(60, self._theme.px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint caret, words and focus."""
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        middle = self.height() / 2
        caret = Icon.CARET_DOWN if self.isChecked() else Icon.CARET_RIGHT
        paint_icon(painter, self._theme, caret, QPointF(14 + px(5), middle), 12, tokens.muted)
        room = self.width() - px(18) - 28
        TextPainter(painter, self._theme).left(14 + px(18), middle, self._words, CAPTION_MEDIUM, tokens.muted, room)
        if self.hasFocus():
            painter.setPen(QPen(tokens.accent, 2))
            painter.drawRect(QRectF(self.rect()).adjusted(5, 1, -5, -1))
