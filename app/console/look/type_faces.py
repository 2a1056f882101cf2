"""Letters of the console (docs/screens.md#2.2): Inter, Inter Display from 20 px, JetBrains Mono; else the system's."""

import importlib.util
import pathlib
import typing

from PySide6.QtGui import QFont, QFontDatabase

DISPLAY_FROM_PX = 20
_FAMILIES = {
    "text": ("Inter", "Segoe UI Variable Text", "Segoe UI", "Noto Sans", "DejaVu Sans"),
    "display": ("Inter Display", "Inter", "Segoe UI Variable Display", "Segoe UI", "Noto Sans", "DejaVu Sans"),
    "mono": ("JetBrains Mono", "Cascadia Mono", "Consolas", "Noto Sans Mono", "DejaVu Sans Mono"),
}


class Face(typing.NamedTuple):
    """One step of the type scale: size and line in logical pixels at 100 % text, weight, and which cut."""

    px: int
    line: int
    weight: int
    mono: bool = False
    slashed_zero: bool = False


HERO = Face(28, 36, 600)
HERO_NARROW = Face(24, 32, 600)
TITLE = Face(22, 32, 600)
FIGURE = Face(18, 26, 600)
SENTENCE = Face(18, 26, 400)
ROW_PHONE = Face(16, 22, 600)
PANE_TITLE = Face(16, 22, 600)
COORDINATE = Face(16, 22, 600, slashed_zero=True)
CARD_TITLE = Face(15, 20, 600)
BODY = Face(14, 20, 400)
BODY_MEDIUM = Face(14, 20, 500)
BODY_STRONG = Face(14, 20, 600)
CAPTION = Face(13, 18, 400)
CAPTION_MEDIUM = Face(13, 18, 500)
CAPTION_STRONG = Face(13, 18, 600)
CODE = Face(13, 18, 400, mono=True, slashed_zero=True)


def qt_font(face: Face, scale: float = 1.0) -> QFont:
    """The font of a step, at a text scale of 1.0 to 2.0; digits are always as wide as each other."""
    font = QFont()
    cut = "mono" if face.mono else ("display" if face.px >= DISPLAY_FROM_PX else "text")
    font.setFamilies(list(_FAMILIES[cut]))
    font.setPixelSize(round(face.px * scale))
    font.setWeight(QFont.Weight(face.weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("tnum"), 1)
    if face.slashed_zero:
        font.setFeature(QFont.Tag("zero"), 1)
    if face.mono:
        font.setFeature(QFont.Tag("liga"), 0)
        font.setFeature(QFont.Tag("calt"), 0)
    return font


def load_shipped(fonts: pathlib.Path) -> list[str]:
    """Load every font file of a folder; returns the names of those that Qt could not read."""
    files = sorted(path for path in fonts.glob("*") if path.suffix.lower() in {".otf", ".ttf"})
    return [path.name for path in files if QFontDatabase.addApplicationFont(str(path)) < 0]


def icon_font_file() -> pathlib.Path | None:
    """Phosphor's font inside the qtawesome package, found without importing it (that costs 240 ms)."""
    spec = importlib.util.find_spec("qtawesome")
    if spec is None or spec.origin is None:
        return None
    return next(iter(sorted((pathlib.Path(spec.origin).parent / "fonts").glob("phosphor-*.ttf"))), None)


def load_icons() -> str | None:
    """Load the icon font; returns its family, or None when it is missing (buttons then carry words alone)."""
    path = icon_font_file()
    number = -1 if path is None else QFontDatabase.addApplicationFont(str(path))
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return families[0] if families else None
