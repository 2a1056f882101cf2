"""Hostile values in every field stay text: the whole tab is walked."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QTextEdit, QWidget

from app.console.incident.additional_data.page import AdditionalDataPage
from app.console.incident.pane import Tab
from app.console.theme.theme import Theme
from app.console.widgets.text import Span, TextBlock
from tests.console.conftest import Open
from tests.shots import data_scenes
from tests.shots.data_scenes import DataScene
from tests.shots.drawing import settle

ATTACKS = (
    "<b>bold</b>",
    "<img src='https://evil.example.com/x.png'>",
    "safe \u202eexe.tahw \u2066x",
    "bell\x07\x1b[31m\x00",
    "&lt;b&gt; &amp;amp; &file",
    "x" * 10_000,
    "javascript:alert(1)",
)
KINDS = ("text", "link", "image", "timestamp", "date", "number", "boolean", "list", "section", "phone", "<b>kind</b>")
HIDDEN = ("\u202e", "\u2066", "\x07", "\x1b", "\x00")


def hostile() -> DataScene:
    scene = DataScene()
    data = {f"{kind} {place}": attack for place, attack in enumerate(ATTACKS) for kind in KINDS}
    fields = [{"key": key, "label": data[key][:90], "type": key.rsplit(" ", 1)[0]} for key in data]
    more = {"<i>other</i>": ATTACKS[0], "inside": {"<u>deep</u>": [ATTACKS[1], {"a": ATTACKS[2]}]}}
    source = {"display_name": ATTACKS[1], "schema": {"fields": fields}, "data": data | more}
    scene.answered(190_000, json.dumps({"<script>": source, ATTACKS[2]: {}}))
    changed = {key: f"{value[:50]} anew" for key, value in data.items()}
    scene.answered(5_000, json.dumps({"<script>": source | {"data": changed | more}, ATTACKS[2]: {}}))
    return scene


def opened_tab(opened: Open, scene: DataScene) -> AdditionalDataPage:
    window = opened(scene)
    window.queue.view.select(data_scenes.NUMBER)
    window.centre.incident.open_tab(Tab.ADDITIONAL_DATA)
    window.tick()
    settle()
    return window.centre.incident.additional_data


def test_no_widget_of_the_tab_takes_markup(opened: Open) -> None:
    tab = opened_tab(opened, hostile())
    widgets = tab.findChildren(QWidget)
    assert len(widgets) > len(ATTACKS) * len(KINDS)
    for widget in widgets:
        assert not isinstance(widget, QTextEdit)
        if isinstance(widget, QLabel):
            assert widget.textFormat() is Qt.TextFormat.PlainText
            assert not any(sign in widget.text() for sign in HIDDEN)
        if isinstance(widget, QAbstractButton):
            assert not any(sign in widget.text() for sign in HIDDEN)
            assert "<b>" not in widget.text()
        tip = widget.toolTip()
        assert not tip or tip.startswith("<qt>")
        assert "<b>" not in tip.removeprefix("<qt>")
        assert "<img" not in tip


def test_accessible_names_hold_no_hidden_character(opened: Open) -> None:
    tab = opened_tab(opened, hostile())
    names = [widget.accessibleName() for widget in tab.findChildren(QWidget)]
    assert any("<b>bold</b>" in name for name in names)
    assert not [name for name in names if any(sign in name for sign in HIDDEN)]


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_block_of_text_shows_letters_only(theme: Theme, attack: str) -> None:
    block = TextBlock(theme)
    block.say([Span(attack)])
    assert not any(sign in block.text for sign in HIDDEN)
    assert block.text.count("<b>") == attack.count("<b>")
    assert block.height(200) >= theme.px(20)
