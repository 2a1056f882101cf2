from pathlib import Path

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from app.console.theme.theme import Choice, Theme
from app.console.theme.tokens import BODY, CODE, DARK, HERO, LIGHT, load_shipped, stronger


def test_light_and_dark_can_be_forced(theme: Theme, qapp: QApplication) -> None:
    theme.choose(Choice.DARK)
    assert theme.tokens is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window) == DARK.panel
    theme.choose(Choice.LIGHT)
    assert theme.tokens is LIGHT


def test_the_system_decides_when_nothing_is_forced(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    theme.choose(Choice.SYSTEM)
    before = theme.tokens
    monkeypatch.setattr(theme, "_wants_dark", lambda: before is LIGHT)
    theme._app.styleHints().colorSchemeChanged.emit(theme._app.styleHints().colorScheme())
    assert theme.tokens is not before


def test_the_systems_high_contrast_is_honoured(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    hints = theme._wishes
    monkeypatch.setattr(theme, "_wants_contrast", lambda: True)
    hints.contrastPreferenceChanged.emit(hints.contrastPreference())
    assert theme.tokens == stronger(LIGHT)
    theme.choose(Choice.DARK)
    assert theme.tokens == stronger(DARK)


@pytest.mark.parametrize(
    ("asked", "platform", "still"), [(False, "xcb", False), (True, "xcb", True), (False, "windows", True)]
)
def test_nothing_moves_when_the_operator_or_the_system_wants_it_so(
    theme: Theme, monkeypatch: pytest.MonkeyPatch, asked: bool, platform: str, still: bool
) -> None:
    monkeypatch.setattr(QApplication, "platformName", staticmethod(lambda: platform))
    theme.reduce_motion(asked)
    assert theme.reduced_motion is still
    assert theme.prefers_stillness is asked


def test_text_grows_and_stays_within_bounds(theme: Theme) -> None:
    theme.resize_text(2.0)
    assert theme.font(BODY).pixelSize() == 28
    assert theme.px(84) == 168
    theme.resize_text(9.0)
    assert theme.scale == 2.0
    theme.resize_text(0.1)
    assert theme.scale == 1.0


def test_letters_are_chosen_by_size_and_use(theme: Theme) -> None:
    assert theme.font(HERO).families()[0] == "Inter Display"
    assert theme.font(BODY).families()[0] == "Inter"
    assert theme.font(CODE).families()[0] == "JetBrains Mono"


def test_a_changed_font_changes_nobody_elses(theme: Theme) -> None:
    theme.font(BODY).setPixelSize(40)
    assert theme.font(BODY).pixelSize() == BODY.px
    assert theme.metrics(BODY).height() < BODY.px * 2


def test_a_broken_font_file_is_named(tmp_path: Path, qapp: QApplication) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    (tmp_path / "readme.txt").write_text("not looked at")
    assert load_shipped(tmp_path) == ["broken.ttf"]
