"""Colours of the two themes (docs/screens.md#2.1); every text pair is at least 4.5:1, controls 3:1."""

import msgspec
from PySide6.QtGui import QColor


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
