"""Colours of the two themes (docs/screens.md#2.1); every text pair is at least 4.5:1, controls 3:1."""

import importlib.util
import pathlib
import typing

import msgspec
from PySide6.QtGui import QColor, QFont, QFontDatabase


class Tokens(msgspec.Struct, frozen=True, kw_only=True):
    """One theme's colours, named by what they are for; ``on_…`` is the text colour upon a fill."""

    dark: bool
    page: QColor
    panel: QColor
    raised: QColor
    text: QColor
    muted: QColor
    border: QColor
    hair: QColor
    hair2: QColor
    accent: QColor
    on_accent: QColor
    accent_tint: QColor
    p1: QColor
    p1_fill: QColor
    on_p1: QColor
    p1_tint: QColor
    p2: QColor
    p2_fill: QColor
    on_p2: QColor
    p2_edge: QColor
    p2_tint: QColor
    p3: QColor
    ok: QColor
    sandbox: QColor
    on_sandbox: QColor
    sandbox_tint: QColor
    bar: QColor
    track: QColor
    land: QColor
    grid: QColor
    line: QColor
    map_label: QColor
    shadow: QColor


def _tokens(*, dark: bool, **colours: str) -> Tokens:
    return Tokens(dark=dark, **{name: QColor(value) for name, value in colours.items()})


LIGHT = _tokens(
    dark=False,
    page="#E6E8EB",
    panel="#F4F5F7",
    raised="#FFFFFF",
    text="#1B1F24",
    muted="#4B5560",
    border="#767F8A",
    hair="#C9CED4",
    hair2="#DDE1E5",
    accent="#0B5CAD",
    on_accent="#FFFFFF",
    accent_tint="#E1EAF4",
    p1="#B3141B",
    p1_fill="#B3141B",
    on_p1="#FFFFFF",
    p1_tint="#F7E8E9",
    p2="#7A4B00",
    p2_fill="#FFC857",
    on_p2="#1B1F24",
    p2_edge="#7A4B00",
    p2_tint="#FBF2DC",
    p3="#0B5CAD",
    ok="#1E6B3A",
    sandbox="#6D2BA8",
    on_sandbox="#FFFFFF",
    sandbox_tint="#F0E8F7",
    bar="#5F6975",
    track="#D0D5DA",
    land="#EEF0F2",
    grid="#DCE0E4",
    line="#A9B2BC",
    map_label="#4B5560",
    shadow="#381B1F24",
)

DARK = _tokens(
    dark=True,
    page="#1F2328",
    panel="#2A2F36",
    raised="#343A43",
    text="#E4E7EB",
    muted="#A9B1BC",
    border="#7B8490",
    hair="#454C56",
    hair2="#3B424B",
    accent="#7CC4FF",
    on_accent="#1B1F24",
    accent_tint="#2E3F51",
    p1="#FF8A80",
    p1_fill="#CC4A4A",
    on_p1="#FFFFFF",
    p1_tint="#47343A",
    p2="#FFC857",
    p2_fill="#FFC857",
    on_p2="#1B1F24",
    p2_edge="#FFC857",
    p2_tint="#403A2C",
    p3="#8AB8FF",
    ok="#9CCFA8",
    sandbox="#D9A6FF",
    on_sandbox="#1B1F24",
    sandbox_tint="#3A3347",
    bar="#A9B1BC",
    track="#4A525D",
    land="#23282E",
    grid="#2F353C",
    line="#59626D",
    map_label="#A9B1BC",
    shadow="#78000000",
)


def stronger(tokens: Tokens) -> Tokens:
    """The same theme with high contrast: no muted words, and every line a real one (docs/operator.md#e5)."""
    ground, ink = (QColor("#000000"), QColor("#FFFFFF")) if tokens.dark else (QColor("#FFFFFF"), QColor("#000000"))
    return msgspec.structs.replace(
        tokens,
        page=ground,
        panel=ground,
        raised=ground,
        text=ink,
        muted=ink,
        border=ink,
        hair=tokens.border,
        hair2=tokens.border,
        map_label=ink,
        bar=ink,
    )


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
