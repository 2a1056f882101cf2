from pathlib import Path

import msgspec
from pytestqt.qtbot import QtBot

from app.console.look.theme import Theme
from app.console.trigger.form import callflow_files
from app.console.trigger.form.form_panel import FormPanel
from app.domain.callflow.field import fields
from app.ground import folders
from tests.shots.drawing import settle


def test_the_button_for_the_place_is_to_be_seen_only_with_a_place(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    crash = callflow_files.read_shelf("simulator", folders.resources(), tmp_path).definitions[-1]
    panel = FormPanel(theme)
    qtbot.addWidget(panel)
    panel.show()
    assert panel.use_location.window() is panel
    assert not panel.use_location.isVisible()
    panel.show_definition(crash, fields(crash))
    settle()
    assert panel.use_location.isVisible()
    placeless = msgspec.structs.replace(crash, file="placeless")
    panel.show_definition(placeless, tuple(field for field in fields(crash) if not field.is_place))
    settle()
    assert not panel.use_location.isVisible()
