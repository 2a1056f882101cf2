"""The one factory for widgets that show outside text: always plain, with hidden characters made visible."""

import collections.abc
import datetime as dt
import re
import unicodedata

from PySide6.QtCore import QObject, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, Face
from app.domain.additional_data.values import paints_nothing


class TextPainter:
    """A painter with a theme: writes left- or right-aligned text and says how much room it took (logical pixels)."""

    def __init__(self, painter: QPainter, theme: Theme) -> None:
        self.painter = painter
        self.theme = theme

    def width(self, text: str, face: Face) -> float:
        """How wide the text is."""
        return self.theme.metrics(face).horizontalAdvance(text)

    def left(self, x: float, middle: float, text: str, face: Face, colour: QColor, room: float = 1e6) -> float:
        """Write from ``x``, elided to ``room``; returns the width used."""
        shown = self.elided(text, face, room)
        self._draw(x, middle, shown, face, colour)
        return self.width(shown, face)

    def right(self, x: float, middle: float, text: str, face: Face, colour: QColor, room: float = 1e6) -> float:
        """Write so that the text ends at ``x``; returns the width used."""
        shown = self.elided(text, face, room)
        width = self.width(shown, face)
        self._draw(x - width, middle, shown, face, colour)
        return width

    def centred(self, x: float, middle: float, text: str, face: Face, colour: QColor) -> None:
        """Write around ``x``."""
        self._draw(x - self.width(text, face) / 2, middle, text, face, colour)

    def elided(self, text: str, face: Face, room: float) -> str:
        """The text, cut with an ellipsis when it is wider than ``room``; nothing when not even that fits."""
        if self.width(text, face) <= room:
            return text
        shown = self.theme.metrics(face).elidedText(text, Qt.TextElideMode.ElideRight, room)
        return "" if shown == "…" else shown

    def _draw(self, x: float, middle: float, text: str, face: Face, colour: QColor) -> None:
        if not text:
            return
        self.painter.setFont(self.theme.font(face))
        self.painter.setPen(colour)
        self.painter.drawText(QPointF(x, round(middle + self.theme.metrics(face).capHeight() / 2)), text)


_KEPT = frozenset("\n\t")
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
"""Controls, formats (bidi overrides and zero-width signs among them), private use, surrogates, line separators."""


def visible(untrusted: str) -> str:
    """The text with every control, bidi sign and everything that paints nothing written out, like ``⟨U+202E⟩``."""
    if untrusted.isascii() and untrusted.isprintable():
        return untrusted
    return "".join(_shown(character, before) for before, character in zip(f" {untrusted}", untrusted, strict=False))


def one_line(untrusted: str) -> str:
    """The text made visible and laid on one line, for rows, titles and tool tips."""
    return visible(" ".join(untrusted.split()))


def set_tool_tip(widget: QWidget, untrusted: str) -> None:
    """Give a widget a tool tip that Qt can't take for markup."""
    shown = visible(untrusted)
    escaped = shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    widget.setToolTip(f"<qt>{escaped}</qt>" if shown else "")


def _shown(character: str, before: str) -> str:
    hidden = unicodedata.category(character) in _HIDDEN or paints_nothing(character, before)
    return f"⟨U+{ord(character):04X}⟩" if hidden and character not in _KEPT else character


def breakable(shown: str, metrics: QFontMetricsF, room: float) -> str:
    """The text, with a place to break a line after each letter of every word wider than ``room`` (logical pixels).

    Qt's labels break between words only: one long word would be as wide as their column must be.
    """
    return "".join(
        _BREAK.join(_LETTERS.findall(word)) if len(word) > 1 and metrics.horizontalAdvance(word) > room else word
        for word in _WORDS.split(shown)
    )


_BREAK = "\u200b"
_WORDS = re.compile(r"(\s+)")
_LETTERS = re.compile(
    "\\S[\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff\ufe0e\ufe0f\ufe20-\ufe2f\U0001f3fb-\U0001f3ff]*|.", re.DOTALL
)
"""A letter with the marks on it, which a break must not part from it."""


LONGEST_WORD = 140
"""Logical pixels at 100 % text: no word of ours is wider, and every column has this room."""


class PlainLabel(QLabel):
    """A label of plain text in one face and one tone (the name of a colour token); it elides instead of clipping."""

    def __init__(self, theme: Theme, face: Face = BODY, tone: str = "text", *, wraps: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._face = face
        self._tone = tone
        self._whole = ""
        self._spoken = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wraps)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, self._height_policy())
        theme.changed.connect(self.restyle)
        self.restyle()

    def show_text(self, untrusted: str) -> None:
        """Show outside text; the whole of it is the tool tip when it doesn't fit."""
        whole = visible(untrusted) if self.wordWrap() else one_line(untrusted)
        if whole != self._whole:  # else every label would have its window laid out anew each second
            self._whole = whole
            self._fit()
            self.updateGeometry()

    def whole_text(self) -> str:
        """The text before eliding."""
        return self._whole

    def set_tone(self, tone: str) -> None:
        """Use another colour token."""
        if tone != self._tone:
            self._tone = tone
            self.restyle()

    def restyle(self) -> None:
        """Take font and colour from the theme in force."""
        self.setFont(self._theme.font(self._face))
        palette = self.palette()
        palette.setColor(self.foregroundRole(), getattr(self._theme.tokens, self._tone))
        self.setPalette(palette)
        self._fit()

    def sizeHint(self) -> QSize:
        """As wide as the whole text."""
        if self.wordWrap():
            return super().sizeHint()
        metrics = self._theme.metrics(self._face)
        return QSize(int(metrics.horizontalAdvance(self._whole)) + 2, self._theme.px(self._face.line))

    def minimumSizeHint(self) -> QSize:
        """A few letters; the rest elides."""
        if self.wordWrap():
            return super().minimumSizeHint()
        whole = self.sizeHint()
        return QSize(min(whole.width(), self._theme.px(self._face.px * 3)), whole.height())

    def resizeEvent(self, event: object) -> None:
        """Elide anew."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt hands the right event
        self._fit()

    def _height_policy(self) -> QSizePolicy.Policy:
        return QSizePolicy.Policy.Minimum if self.wordWrap() else QSizePolicy.Policy.Fixed

    def _fit(self) -> None:
        if self.wordWrap():
            broken = breakable(self._whole, self._theme.metrics(self._face), self._theme.px(LONGEST_WORD))
            self.setText(broken)
            self._name("" if broken == self._whole else self._whole)
            return
        metrics = self._theme.metrics(self._face)
        shown = metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 1))
        self.setText(shown)
        self._say_whole("" if shown == self._whole else self._whole)

    def _say_whole(self, whole: str) -> None:
        """What is cut on the screen is neither cut in the tool tip nor for a screen reader, unless it has a name."""
        set_tool_tip(self, whole)
        self._name(whole)

    def _name(self, whole: str) -> None:
        if self.accessibleName() == self._spoken:
            self._spoken = whole
            self.setAccessibleName(whole)


HALF_MS = 500


class Ticker(QObject):
    """Ticks on the station's own seconds.

    Signals:
        second: a new second began.
        half: half a second passed; carries whether a blinking marker is bright now (1 Hz, 50 % duty).
    """

    second = Signal()
    half = Signal(bool)

    def __init__(self, parent: QObject, now: collections.abc.Callable[[], int]) -> None:
        super().__init__(parent)
        self._now = now
        self._last_second = -1
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Begin to tick."""
        self._tick()

    def stop(self) -> None:
        """Stop ticking."""
        self._timer.stop()

    def _tick(self) -> None:
        now = self._now()
        if now // 1000 != self._last_second:
            self._last_second = now // 1000
            self.second.emit()
        self.half.emit((now // HALF_MS) % 2 == 0)
        self._timer.start(max(HALF_MS - now % HALF_MS, 5) + 1)


MINUTE_S = 60
HOUR_S = 3_600


def span(milliseconds: int) -> str:
    """A length of time as ``0:09``, ``13:12`` or ``2:03:00``; never negative."""
    seconds = max(milliseconds, 0) // 1000
    hours, rest = divmod(seconds, HOUR_S)
    minutes, seconds = divmod(rest, MINUTE_S)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def utc(at: int) -> dt.datetime:
    """The moment of UTC milliseconds."""
    return dt.datetime.fromtimestamp(at / 1000, tz=dt.UTC)


def local(at: int, zone: dt.tzinfo | None = None) -> dt.datetime:
    """The moment in the center's zone; the system's when none is given."""
    return utc(at).astimezone(zone)


def clock(at: int, zone: dt.tzinfo | None = None) -> str:
    """``14:28:48`` in the center's zone."""
    return local(at, zone).strftime("%H:%M:%S")


def clock_ms(at: int, zone: dt.tzinfo | None = None) -> str:
    """``14:28:48.012`` in the center's zone."""
    return f"{clock(at, zone)}.{at % 1000:03}"


def zone_name(at: int, zone: dt.tzinfo | None = None) -> str:
    """The zone's abbreviation at that moment, like ``CST``."""
    return local(at, zone).strftime("%Z") or "local"


def both(at: int, zone: dt.tzinfo | None = None) -> str:
    """``14:28:48 CST · 20:28:48 UTC``."""
    return f"{clock(at, zone)} {zone_name(at, zone)} · {utc(at):%H:%M:%S} UTC"
