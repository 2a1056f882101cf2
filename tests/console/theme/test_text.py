import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget

from app.console.incident.pane import Tab
from app.console.theme.text import PlainLabel, breakable, one_line, set_tool_tip, visible
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY
from app.console.widgets.buttons import Button
from tests.console.conftest import Open
from tests.shots import scenes

HOSTILE = '<img src=x onerror=alert(1)><b>bold</b>\u202egnp.exe\u200b\x07&amp;\n<a href="file:///etc">x</a>'


@pytest.mark.parametrize(
    ("untrusted", "shown"),
    [
        ("plain", "plain"),
        ("Größe ±5 ok", "Größe ±5 ok"),
        ("a\u202eb", "a⟨U+202E⟩b"),
        ("a\u200bb", "a⟨U+200B⟩b"),
        ("a\x1b[31mb", "a⟨U+001B⟩[31mb"),
        ("two\nlines\ttab", "two\nlines\ttab"),
        ("\ud800", "⟨U+D800⟩"),
        ("a\u3164b", "a⟨U+3164⟩b"),
        ("a\u2800b", "a⟨U+2800⟩b"),
        ("a\u034fb", "a⟨U+034F⟩b"),
        ("a\u115f\uffa0\u17b4\u180b\U000e0101\ufffcb", "a⟨U+115F⟩⟨U+FFA0⟩⟨U+17B4⟩⟨U+180B⟩⟨U+E0101⟩⟨U+FFFC⟩b"),
        ("\u2764\ufe0f a\ufe0f", "\u2764\ufe0f a⟨U+FE0F⟩"),
    ],
)
def test_hidden_characters_are_written_out(untrusted: str, shown: str) -> None:
    assert visible(untrusted) == shown


@given(st.text())
def test_nothing_hidden_is_left(untrusted: str) -> None:
    assert all(
        character in "\n\t" or character.isprintable() or character.isspace() for character in visible(untrusted)
    )
    assert "\n" not in one_line(untrusted)


@pytest.mark.parametrize("long", ["W" * 3_000, "\u00fc" * 900, "x" * 60 + "\u3164" * 200, "\u8a71" * 700])
def test_no_outside_text_sets_the_width_of_a_column(opened: Open, long: str) -> None:
    scene = scenes.Scene()
    scene.share(1100, "+12175550142", 60_000, ecc=long, warnings=(long,), remote=long, untrusted_body=long)
    scene.fix(1100, 60_000, 39.8, -89.6, reported_source=long, address=long, floor=long)
    scene.acknowledge(1100, 50_000, long[:60])
    scene.note(1100, 40_000, long[:60], long)
    window = opened(scene)
    window.queue.view.select(1100)
    for tab in Tab:
        window.centre.incident.open_tab(tab)
        QApplication.processEvents()
        for area in window.findChildren(QScrollArea):
            content = area.widget()
            if area.isVisible() and content is not None:
                assert content.width() <= area.viewport().width(), (tab, area.accessibleName())
    assert window.minimumSizeHint().width() <= window.width()


def test_a_long_word_in_a_paragraph_breaks_and_is_spoken_whole(theme: Theme) -> None:
    label = PlainLabel(theme, wraps=True)
    label.show_text("Address as reported: " + "W" * 400)
    assert label.minimumSizeHint().width() < 200
    assert label.whole_text() == label.accessibleName() == "Address as reported: " + "W" * 400
    label.show_text("Springfield")
    assert label.text() == "Springfield"
    assert label.accessibleName() == ""


def test_a_break_parts_no_letter_from_its_marks(theme: Theme) -> None:
    assert breakable("ab e\u0301o\u0308", theme.metrics(BODY), 1) == "a\u200bb e\u0301\u200bo\u0308"


def test_a_button_with_a_long_name_stays_a_button(theme: Theme) -> None:
    button = Button(theme, "To " + "W" * 2_000)
    assert button.minimumSizeHint().width() < 400
    assert "W" * 2_000 in button.toolTip()


def test_a_tool_tip_shows_markup_as_text(qtbot: object) -> None:
    widget = QWidget()
    set_tool_tip(widget, "<b>&</b>")
    assert widget.toolTip() == "<qt>&lt;b&gt;&amp;&lt;/b&gt;</qt>"
    set_tool_tip(widget, "")
    assert widget.toolTip() == ""


def test_a_label_elides_and_keeps_the_whole_in_its_tool_tip(theme: Theme) -> None:
    label = PlainLabel(theme)
    label.show_text("a long sentence that does not fit into forty pixels")
    label.show()
    label.resize(40, 20)
    assert label.text().endswith("…")
    assert "forty pixels" in label.toolTip()
    label.resize(2_000, 20)
    assert label.text() == label.whole_text()
    assert label.toolTip() == ""


def test_hostile_text_stays_text_in_every_widget(opened: Open) -> None:
    scene = scenes.Scene()
    scene.share(1100, "+12175550142", 60_000, ecc=HOSTILE, warnings=(HOSTILE,), remote=HOSTILE, untrusted_body=HOSTILE)
    scene.fix(1100, 60_000, 39.8, -89.6, reported_source=HOSTILE, address=HOSTILE, floor=HOSTILE)
    scene.acknowledge(1100, 50_000, HOSTILE[:40])
    scene.note(1100, 40_000, HOSTILE[:40], HOSTILE)
    window = opened(scene)
    window.queue.view.select(1100)
    for tab in Tab:
        window.centre.incident.open_tab(tab)
        labels = window.findChildren(QLabel)
        assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)
        assert not [label.text() for label in labels if "\u202e" in label.text() or "\x07" in label.text()]
        tips = [widget.toolTip() for widget in window.findChildren(QWidget)]
        assert not [tip for tip in tips if "<img" in tip or "<b>" in tip]
