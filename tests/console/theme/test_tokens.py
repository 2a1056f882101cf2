import pytest
from PySide6.QtGui import QColor

from app.console.theme.tokens import DARK, LIGHT, Tokens, stronger

GROUNDS = ("page", "panel", "raised", "accent_tint")
TEXTS = ("text", "muted", "accent", "p1", "p2", "p3", "ok", "sandbox")
PAIRS = [
    ("on_accent", "accent"),
    ("on_p1", "p1_fill"),
    ("on_p2", "p2_fill"),
    ("on_sandbox", "sandbox"),
    ("text", "p1_tint"),
    ("text", "p2_tint"),
    ("p2", "p2_tint"),
    ("text", "sandbox_tint"),
    ("map_label", "land"),
]


def luminance(colour: QColor) -> float:
    light = (colour.redF(), colour.greenF(), colour.blueF())
    parts = [part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4) for part in light]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(tokens: Tokens, one: str, other: str) -> float:
    """WCAG 2 contrast of two tokens."""
    bright, dim = sorted((luminance(getattr(tokens, one)), luminance(getattr(tokens, other))), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


EACH = pytest.mark.parametrize(
    "tokens",
    [LIGHT, DARK, stronger(LIGHT), stronger(DARK)],
    ids=["light", "dark", "high contrast light", "high contrast dark"],
)


@EACH
def test_every_text_can_be_read(tokens: Tokens) -> None:
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS[:3]] + PAIRS
    pairs += [("text", "accent_tint"), ("muted", "accent_tint")]
    assert [pair for pair in pairs if contrast(tokens, *pair) < 4.5] == []


@EACH
def test_every_control_can_be_seen(tokens: Tokens) -> None:
    pairs = [("border", ground) for ground in GROUNDS[:3]] + [("accent", ground) for ground in GROUNDS]
    pairs += [("p1", ground) for ground in GROUNDS[:3]] + [("p2_edge", "panel"), ("bar", "track")]
    assert [pair for pair in pairs if contrast(tokens, *pair) < 2.98] == []


@pytest.mark.parametrize("tokens", [stronger(LIGHT), stronger(DARK)], ids=["light", "dark"])
def test_high_contrast_leaves_no_word_below_seven_to_one_and_no_line_a_mere_hint(tokens: Tokens) -> None:
    assert [
        ground for ground in GROUNDS[:3] if min(contrast(tokens, one, ground) for one in ("text", "muted")) < 7
    ] == []
    assert contrast(tokens, "hair", "panel") >= 3
