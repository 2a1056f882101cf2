"""The picker names the callflow that will be sent, from files as they are when its list opens."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from app.console.trigger.form_state import FormContent
from app.console.trigger.hold_to_send import HoldState
from app.console.widgets.dialogs import Question
from app.core import paths
from tests.console.trigger.conftest import Sit
from tests.shots import scenes
from tests.shots.drawing import settle
from tests.shots.trigger_seat import TriggerSeat

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""Without a screen, Qt can't take the keyboard for an opened list, and says so."""
PHONE_KEY = "/caller_info/phone_number"


@pytest.fixture
def seat(sit: Sit) -> TriggerSeat:
    """A form of incident 1044 that could be sent, of a callflow of the center's own."""
    there = sit()
    write(there)
    there.triggering.open_form(1044)
    there.fill()
    settle()
    return there


def write(seat: TriggerSeat, name: str = "vehicle_crash", **changed: object) -> Path:
    """Put a callflow file of the center's own in place."""
    folder = seat.data_dir / "callflows"
    folder.mkdir(exist_ok=True)
    content = json.loads((paths.resources() / "callflows" / "vehicle_crash.json").read_text(encoding="utf-8"))
    file = folder / f"{name}.json"
    file.write_text(json.dumps({**content, **changed}), encoding="utf-8")
    return file


def picker(seat: TriggerSeat) -> QComboBox:
    return seat.drawer.form.form.picker


def filling(seat: TriggerSeat) -> FormContent:
    found = seat.triggering.form.filling
    assert found is not None
    return found


def state(seat: TriggerSeat) -> HoldState:
    return seat.drawer.form.footer.hold.state


def open_list(seat: TriggerSeat) -> None:
    picker(seat).showPopup()
    picker(seat).hidePopup()


def names_what_is_sent(seat: TriggerSeat) -> bool:
    definition = filling(seat).definition
    shown = picker(seat).currentText()
    return (
        shown.startswith(f"{definition.title}  ·  {definition.callflow}")
        and json.loads(seat.drawer.form.review.lines.whole_text)["callflow"] == definition.callflow
    )


def test_whatever_changes_the_name_changes_what_is_sent(seat: TriggerSeat) -> None:
    for place in range(picker(seat).count()):
        picker(seat).setCurrentIndex(place)  # as a screen reader does, without "activated"
        assert names_what_is_sent(seat)
        assert filling(seat).definition.file == picker(seat).itemData(place)


def test_a_callflow_that_is_gone_is_not_named_when_it_is_chosen(seat: TriggerSeat) -> None:
    gone = write(seat, "another", title="Another")
    open_list(seat)
    gone.unlink()
    seat.triggering.progress.show(1044, None)
    seat.triggering._library.read()
    picker(seat).setCurrentIndex(picker(seat).findData("another"))
    picker(seat).activated.emit(picker(seat).currentIndex())
    assert filling(seat).definition.file == "vehicle_crash"
    assert names_what_is_sent(seat)


def test_while_it_is_on_its_way_no_other_one_is_named(seat: TriggerSeat) -> None:
    seat.desk.silent = True
    seat.drawer.form.footer.meant.emit()
    picker(seat).setCurrentIndex((picker(seat).currentIndex() + 1) % picker(seat).count())
    assert names_what_is_sent(seat)
    assert filling(seat).definition.file == "vehicle_crash"


def test_the_list_is_read_anew_when_it_opens(seat: TriggerSeat) -> None:
    assert picker(seat).findText("New since  ·  new_v1") < 0
    write(seat, "new", title="New since", callflow="new_v1")
    open_list(seat)
    assert picker(seat).findText("New since  ·  new_v1") >= 0
    assert picker(seat).currentData() == "vehicle_crash"
    assert filling(seat).answers[PHONE_KEY].text


def test_it_is_read_anew_too_when_f4_finds_the_form_open(seat: TriggerSeat) -> None:
    write(seat, "new", title="New since", callflow="new_v1")
    seat.triggering.open_form(1044)
    assert picker(seat).findText("New since  ·  new_v1") >= 0


def test_a_file_that_was_changed_is_what_is_sent_and_said(seat: TriggerSeat) -> None:
    write(seat, callflow="renamed_v2", title="Renamed")
    open_list(seat)
    assert picker(seat).currentText() == "Renamed  ·  renamed_v2"
    assert names_what_is_sent(seat)
    assert filling(seat).answers[PHONE_KEY].text


def test_a_callflow_whose_file_is_gone_is_still_named_and_cannot_be_sent(sit: Sit) -> None:
    seat = sit()
    file = write(seat, "own", title="Own")
    seat.triggering.open_form(1044)
    seat.choose("own")
    seat.fill()
    seat.choose("own")
    assert state(seat) is HoldState.READY
    file.write_text("{", encoding="utf-8")
    open_list(seat)
    assert picker(seat).currentText().startswith("Own  ·  ")
    assert names_what_is_sent(seat)
    assert state(seat) is HoldState.BLOCKED


def test_two_callflows_of_one_name_are_told_apart_by_their_files(seat: TriggerSeat) -> None:
    write(seat, "twin")
    open_list(seat)
    texts = [picker(seat).itemText(place) for place in range(picker(seat).count())]
    assert len(set(texts)) == len(texts)
    assert any(text.endswith("twin.json") for text in texts)


def test_every_broken_file_is_listed(sit: Sit) -> None:
    seat = sit()
    folder = seat.data_dir / "callflows"
    folder.mkdir()
    names = [f"broken{number}.json" for number in range(20)]
    for name in names:
        (folder / name).write_text("{", encoding="utf-8")
    seat.triggering.open_form(1044)
    assert all(name in seat.drawer.form.form._broken.whole_text() for name in names)


def test_every_broken_file_is_listed_when_none_can_be_used(sit: Sit) -> None:
    seat = sit(scenes.flood("production"))
    folder = seat.data_dir / "callflows"
    folder.mkdir()
    names = [f"broken{number}.json" for number in range(20)]
    for name in names:
        (folder / name).write_text("{", encoding="utf-8")
    seat.triggering.open_form(1044)
    (dialog,) = seat.window.findChildren(Question)
    assert all(name in dialog.sentence for name in names)
    assert dialog.height() < 600
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
