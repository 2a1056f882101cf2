from pathlib import Path

import msgspec
from pytestqt.qtbot import QtBot

from app.console.theme.theme import Theme
from app.console.trigger.form_widgets import FormPanel
from app.domain.callflow.form import fields
from app.settings import center_files
from tests.shots.drawing import settle


def test_the_button_for_the_place_is_to_be_seen_only_with_a_place(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    crash = center_files.read_callflows(tmp_path, "simulator").definitions[-1]
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
