"""The one factory for widgets that show outside text: always plain, with hidden characters made visible."""

import unicodedata

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.console.look.theme import Theme
from app.console.look.type_faces import BODY, Face

_KEPT = frozenset("\n\t")
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
"""Controls, formats (bidi overrides and zero-width signs among them), private use, surrogates, line separators."""


def visible(untrusted: str) -> str:
    """The text with every control, bidi and zero-width character written out, like ``⟨U+202E⟩``."""
    if untrusted.isascii() and untrusted.isprintable():
        return untrusted
    return "".join(_shown(character) for character in untrusted)


def one_line(untrusted: str) -> str:
    """The text made visible and laid on one line, for rows, titles and tool tips."""
    return visible(" ".join(untrusted.split()))


def set_tool_tip(widget: QWidget, untrusted: str) -> None:
    """Give a widget a tool tip that Qt can't take for markup."""
    shown = visible(untrusted)
    escaped = shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    widget.setToolTip(f"<qt>{escaped}</qt>" if shown else "")


def _shown(character: str) -> str:
    if character in _KEPT or unicodedata.category(character) not in _HIDDEN:
        return character
    return f"⟨U+{ord(character):04X}⟩"


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
        self._whole = visible(untrusted) if self.wordWrap() else one_line(untrusted)
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
            self.setText(self._whole)
            return
        metrics = self._theme.metrics(self._face)
        shown = metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 1))
        self.setText(shown)
        self._say_whole("" if shown == self._whole else self._whole)

    def _say_whole(self, whole: str) -> None:
        """What is cut on the screen is neither cut in the tool tip nor for a screen reader, unless it has a name."""
        set_tool_tip(self, whole)
        if self.accessibleName() == self._spoken:
            self._spoken = whole
            self.setAccessibleName(whole)
