"""The look in force: colours of the chosen theme, fonts at the chosen text size, one signal when it changes."""

import enum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication

from app.console.shortcuts.keymap import Keymap
from app.console.theme.tokens import BODY, DARK, LIGHT, Face, Tokens, load_icons, qt_font, stronger

_SHEET = """
QLineEdit, QPlainTextEdit, QComboBox {{
  background: {raised}; color: {text}; border: 1px solid {border}; border-radius: 4px; padding: 5px 9px;
  selection-background-color: {accent}; selection-color: {on_accent};
}}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{ border: 2px solid {accent}; padding: 4px 8px; }}
QPlainTextEdit[readOnly="true"] {{ background: {raised}; }}
QLineEdit[problem="true"], QPlainTextEdit[problem="true"] {{ border: 2px solid {p2_edge}; padding: 4px 8px; }}
QLineEdit:disabled, QComboBox:disabled {{ background: {page}; color: {muted}; border: 1px solid {hair}; }}
QComboBox QAbstractItemView {{ background: {raised}; color: {text}; border: 1px solid {border}; }}
QTableView {{
  background: {raised}; color: {text}; border: 0;
  selection-background-color: {accent_tint}; selection-color: {text};
}}
QMenuBar {{ background: {page}; color: {text}; border: 0; padding: 0 8px; }}
QMenuBar::item {{ background: transparent; padding: {menu_pad}px 10px; border-radius: 4px; }}
QMenuBar::item:selected {{ background: {accent_tint}; }}
QMenu {{ background: {raised}; color: {text}; border: 1px solid {hair}; border-radius: 4px; padding: 4px; }}
QMenu::item {{ padding: 6px 28px 6px 12px; border-radius: 3px; }}
QMenu::item:selected {{ background: {accent_tint}; }}
QMenu::item:disabled {{ color: {muted}; }}
QMenu::separator {{ height: 1px; background: {hair2}; margin: 4px 8px; }}
QToolTip {{ background: {raised}; color: {text}; border: 1px solid {border}; padding: 4px 8px; }}
QHeaderView {{ background: {page}; }}
QHeaderView::section {{
  background: {page}; color: {text}; border: 0; border-bottom: 1px solid {hair}; padding: 2px 4px;
}}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {border}; min-height: 32px; margin: 2px 3px; border-radius: 3px; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle:horizontal {{ background: {border}; min-width: 32px; margin: 3px 2px; border-radius: 3px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def style_sheet(tokens: Tokens, scale: float) -> str:
    """The sheet for one theme at one text size."""
    names = (
        "page",
        "raised",
        "text",
        "muted",
        "border",
        "hair",
        "hair2",
        "accent",
        "on_accent",
        "accent_tint",
        "p2_edge",
    )
    colours = {name: getattr(tokens, name).name() for name in names}
    return _SHEET.format(**colours, menu_pad=round(4 * scale))


SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)


class Choice(enum.Enum):
    """Which theme an operator asked for."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """What every painted thing asks for its colours and fonts, and for the keys that it shows.

    Signals:
        changed: colours, text size or keys are new; whoever keeps a font or a palette takes them again.
    """

    changed = Signal()

    def __init__(self, app: QApplication, choice: Choice = Choice.SYSTEM, scale: float = 1.0) -> None:
        super().__init__(app)
        self._app = app
        self._fonts: dict[Face, QFont] = {}
        self._metrics: dict[Face, QFontMetricsF] = {}
        self.icon_family = load_icons()
        self.keys = Keymap(self)
        self.keys.changed.connect(self.changed)
        self.choice = choice
        self.scale = scale
        self.prefers_stillness = False
        """Whether an operator of this console wants nothing to blink or turn."""
        self.tokens: Tokens = LIGHT
        app.setStyle("Fusion")
        # Kept: what PySide hands out of the hints dies with the hints' own wrapper.
        self._hints = app.styleHints()
        self._wishes = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self._follow_system)
        self._wishes.contrastPreferenceChanged.connect(self._apply)
        self._apply()

    def choose(self, choice: Choice) -> None:
        """Follow the system, or force light or dark."""
        self.choice = choice
        self._apply()

    def resize_text(self, scale: float) -> None:
        """Show all text at ``scale`` times its size, between 1.0 and 2.0."""
        self.scale = min(max(scale, SCALES[0]), SCALES[-1])
        self._apply()

    def reduce_motion(self, reduced: bool) -> None:
        """Let nothing blink, or let it."""
        self.prefers_stillness = reduced
        self.changed.emit()

    @property
    def reduced_motion(self) -> bool:
        """Whether nothing may blink: a ring stands where the blinking was (docs/screens.md#5)."""
        return self.prefers_stillness or self._system_is_still()

    def font(self, face: Face) -> QFont:
        """The font of a step of the type scale, at the text size in force; a copy, which its caller may change."""
        if face not in self._fonts:
            self._fonts[face] = qt_font(face, self.scale)
        return QFont(self._fonts[face])

    def metrics(self, face: Face) -> QFontMetricsF:
        """Measures of that font."""
        if face not in self._metrics:
            self._metrics[face] = QFontMetricsF(self.font(face))
        return self._metrics[face]

    def px(self, length: float) -> int:
        """A length that grows with the text: rows, buttons, icons. Gaps and borders don't."""
        return round(length * self.scale)

    def _follow_system(self) -> None:
        if self.choice is Choice.SYSTEM:
            self._apply()

    def _apply(self) -> None:
        tokens = DARK if self._wants_dark() else LIGHT
        self.tokens = stronger(tokens) if self._wants_contrast() else tokens
        self._fonts.clear()
        self._metrics.clear()
        self._app.setPalette(palette(self.tokens))
        self._app.setFont(self.font(BODY))
        self._app.setStyleSheet(style_sheet(self.tokens, self.scale))
        self.changed.emit()

    def _system_is_still(self) -> bool:
        """Whether the system's effects are off; Qt 6.11 knows on Windows only, elsewhere "off" is its default."""
        return self._app.platformName() == "windows" and not self._app.isEffectEnabled(Qt.UIEffect.UI_General)

    def _wants_contrast(self) -> bool:
        """Whether the system asks for high contrast, as far as Qt can tell."""
        return self._wishes.contrastPreference() == Qt.ContrastPreference.HighContrast

    def _wants_dark(self) -> bool:
        if self.choice is Choice.SYSTEM:
            return self._hints.colorScheme() == Qt.ColorScheme.Dark
        return self.choice is Choice.DARK


def palette(tokens: Tokens) -> QPalette:
    """Qt's own roles, so that stock controls and dialogs follow the tokens."""
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.panel,
        role.WindowText: tokens.text,
        role.Base: tokens.raised,
        role.AlternateBase: tokens.panel,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Button: tokens.raised,
        role.ButtonText: tokens.text,
        role.ToolTipBase: tokens.raised,
        role.ToolTipText: tokens.text,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.Light: tokens.raised,
        role.Mid: tokens.border,
        role.Dark: tokens.hair,
    }
    result = QPalette()
    for name, colour in colours.items():
        result.setColor(name, colour)
    for name in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, name, tokens.muted)
    return result
