import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.console.incident.pane import Tab
from app.console.theme.text import PlainLabel, one_line, set_tool_tip, visible
from app.console.theme.theme import Theme
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
