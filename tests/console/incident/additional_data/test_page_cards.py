"""The cards as an operator meets them: order, changes, copies, links and pictures that wait for a click."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from app.console.incident.additional_data.card import CardHead, NothingCard, SourceCard
from app.console.incident.additional_data.field_row import FieldRow, FoldButton
from app.console.incident.additional_data.links import LinkButton
from app.console.incident.additional_data.page import AdditionalDataPage
from app.console.incident.additional_data.pictures import PictureBox
from app.console.widgets.text import Remark
from tests.console.conftest import Open
from tests.console.incident.additional_data.test_page_plain import opened_tab
from tests.shots import data_scenes
from tests.shots.data_scenes import DataScene
from tests.shots.drawing import settle


def rows(tab: AdditionalDataPage) -> list[str]:
    return [row.accessibleName() for row in tab.findChildren(FieldRow)]


def row(tab: AdditionalDataPage, beginning: str) -> FieldRow:
    return next(one for one in tab.findChildren(FieldRow) if one.accessibleName().startswith(beginning))


def nothing(tab: AdditionalDataPage) -> list[str]:
    return [card.accessibleName() for card in tab.findChildren(NothingCard) if card.isVisible()]


def test_values_are_said_with_their_units_ages_and_changes(opened: Open) -> None:
    said = rows(opened_tab(opened, data_scenes.seven()))
    assert "Date of Birth: 4 Jul 1969, 57 years ago" in said
    assert "DNR on file: No" in said
    assert "Weight: 151 lbs" in said
    assert "Heart Rate: 132 bpm, changed 1:45 ago, was 88 bpm" in said
    assert "Conditions: Epilepsy\nAtrial fibrillation" in said


def test_what_a_schema_hides_is_neither_shown_nor_copied(opened: Open) -> None:
    tab = opened_tab(opened, data_scenes.one_source("uber"))
    copied: list[str] = []
    tab.copied.connect(copied.append)
    for head in tab.findChildren(CardHead):
        head.copy.emit()
    assert not [name for name in rows(tab) if "trip-000" in name]
    assert "Uber" in copied[0]
    assert "License Plate: SMPL 143" in copied[0]
    assert "trip-000" not in copied[0]


def test_the_emphasis_fades_after_ten_seconds_and_the_line_stays(opened: Open) -> None:
    scene = DataScene()
    scene.answered(60_000, json.dumps({"uber": {"plate": "SMPL 134"}}))
    scene.answered(9_000, json.dumps({"uber": {"plate": "SMPL 143"}}))
    tab = opened_tab(opened, scene)
    plate = row(tab, "Plate")
    tint = scene_tint(plate)
    scene.pass_time(2_000)
    tab.show_incident(scene.watch.book.incidents[data_scenes.NUMBER])
    assert scene_tint(plate) != tint
    assert plate.accessibleName() == "Plate: SMPL 143, changed 0:11 ago, was SMPL 134"


def scene_tint(widget: FieldRow) -> QColor:
    settle()
    return widget.grab().toImage().pixelColor(widget.width() - 40, 2)


def test_rows_stay_when_a_value_changes(opened: Open) -> None:
    scene = DataScene()
    scene.answered(60_000, json.dumps({"uber": {"plate": "SMPL 134", "rider": "Rowan"}}))
    tab = opened_tab(opened, scene)
    plate = row(tab, "Plate")
    plate.setFocus()
    scene.answered(0, json.dumps({"uber": {"plate": "SMPL 143", "rider": "Rowan"}}))
    scene.watch.take(scene.records[-1:], scene.pulse(), caught_up=True)
    assert row(tab, "Plate: SMPL 143") is plate


def test_a_field_that_is_no_longer_sent_leaves_its_last_value(opened: Open) -> None:
    scene = DataScene()
    scene.answered(60_000, json.dumps({"uber": {"plate": "SMPL 134", "rider": "Rowan"}}))
    scene.answered(5_000, json.dumps({"uber": {"rider": "Rowan"}}))
    assert "Plate: no longer sent, changed 0:05 ago, was SMPL 134" in rows(opened_tab(opened, scene))


def test_a_source_that_is_gone_says_since_when(opened: Open) -> None:
    scene = DataScene()
    scene.answered(60_000, json.dumps({"uber": {"plate": "SMPL 134"}, "cove": {"zone": "4"}}))
    scene.answered(5_000, json.dumps({"uber": {"plate": "SMPL 134"}}))
    heads = [head.accessibleName() for head in opened_tab(opened, scene).findChildren(CardHead)]
    assert any("Cove, not in the answer since" in name for name in heads)


def test_keys_go_from_row_to_row_and_copy(opened: Open) -> None:
    tab = opened_tab(opened, data_scenes.one_source("medicalert"))
    copied: list[str] = []
    tab.copied.connect(copied.append)
    first, second = tab.findChildren(FieldRow)[:2]
    stepped: list[int] = []
    first.stepped.connect(stepped.append)
    QTest.keyClick(first, Qt.Key.Key_Down)
    QTest.keyClick(second, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert stepped == [1]
    assert copied == ["Epilepsy; Atrial fibrillation"]


def test_a_phone_is_copied_by_its_icon(opened: Open) -> None:
    tab = opened_tab(opened, data_scenes.links())
    copied: list[str] = []
    tab.copied.connect(copied.append)
    phone = row(tab, "Contact")
    QTest.mouseClick(phone, Qt.MouseButton.LeftButton, pos=phone._copy_zone().center())
    assert copied == ["+1 (217) 555-0146"]


def test_links_open_only_by_a_click_and_show_their_whole_address(opened: Open) -> None:
    tab = opened_tab(opened, data_scenes.links())
    clicked: list[str] = []
    tab.link_clicked.connect(clicked.append)
    safe, plain = tab.findChildren(LinkButton)
    assert "?room=214" in safe.accessibleName()
    assert "not encrypted" in plain.accessibleName()
    assert clicked == []
    safe.click()
    assert clicked == [safe.address]
    assert "Script: javascript:alert(1)" in rows(tab)


def test_a_picture_waits_for_a_click_and_says_when_it_fails(opened: Open) -> None:
    tab = opened_tab(opened, data_scenes.links())
    wanted: list[PictureBox] = []
    tab.picture_wanted.connect(wanted.append)
    [box] = tab.findChildren(PictureBox)
    assert wanted == []
    box._load.click()
    assert wanted == [box]
    assert not box._load.isEnabled()
    box.show_problem("The server answered 404.")
    assert box._load.isEnabled()
    assert box.findChild(Remark).whole_text() == "The server answered 404."  # type: ignore[union-attr]
    before = box.sizeHint().height()
    box.show_picture(QImage(300, 200, QImage.Format.Format_RGB32))
    settle()
    assert box.sizeHint().height() > before


def test_long_text_is_shown_whole_only_when_asked(opened: Open) -> None:
    tab = opened_tab(opened, data_scenes.links())
    story = row(tab, "Story")
    assert story.is_long
    before = story.heightForWidth(600)
    story.show_whole()
    tab.show_incident(tab._store.book.incidents[data_scenes.NUMBER])
    assert story.heightForWidth(600) > before


def test_data_without_schema_waits_folded(opened: Open) -> None:
    scene = DataScene()
    schema = {"fields": [{"key": "a", "label": "A"}]}
    scene.answered(9_000, json.dumps({"cove": {"schema": schema, "data": {"a": 1, "b": 2, "c": 3}}}))
    tab = opened_tab(opened, scene)
    [fold] = tab.findChildren(FoldButton)
    assert fold.accessibleName() == "Other data from Cove, 2 fields"
    assert not row(tab, "B").isVisible()
    fold.click()
    settle()
    assert row(tab, "B").isVisible()


def test_only_changed_cards_when_asked(opened: Open) -> None:
    tab = opened_tab(opened, data_scenes.seven())
    assert len([card for card in tab.findChildren(SourceCard) if card.isVisible()]) == 6
    tab._changed.click()
    shown = [card for card in tab.findChildren(SourceCard) if card.isVisible()]
    assert 0 < len(shown) < 6
    assert all(card.has_changes for card in shown)


@pytest.mark.parametrize(
    ("scene", "words"),
    [
        (data_scenes.not_yet, "not asked yet"),
        (data_scenes.asked_once, "asked 0:05 ago, no answer yet"),
        (data_scenes.no_record, "no record"),
        (data_scenes.failing, "failed, retrying in 0:08. HTTP 503"),
        (data_scenes.not_permitted, "not permitted"),
        (data_scenes.ended_without_data, "ended at 6:12"),
        (data_scenes.no_number, "no number to ask with"),
    ],
)
def test_each_nothing_has_its_own_words(opened: Open, scene: type[DataScene], words: str) -> None:
    tab = opened_tab(opened, scene())
    [said] = nothing(tab)
    assert words in said
    assert any("Apple Medical ID is never included" in one.whole_text() for one in tab.findChildren(Remark))


def test_the_kinds_of_nothing_never_look_alike(opened: Open) -> None:
    scenes = (
        data_scenes.not_yet,
        data_scenes.no_record,
        data_scenes.failing,
        data_scenes.not_permitted,
        data_scenes.ended_without_data,
        data_scenes.no_number,
    )
    looks = set()
    for scene in scenes:
        tab = opened_tab(opened, scene())
        card = next(one for one in tab.findChildren(NothingCard) if one.isVisible())
        looks.add(bytes(card.grab(card.rect().adjusted(0, 0, -card.width() + 34, 0)).toImage().constBits()))
    assert len(looks) == len(scenes)


def test_what_came_stays_when_the_feed_fails_or_ends(opened: Open) -> None:
    failing = opened_tab(opened, data_scenes.failing_with_data())
    assert len(failing.findChildren(SourceCard)) == 6
    assert any("RAD-E fails" in one for one in nothing(failing))
    ended = opened_tab(opened, data_scenes.ended_early())
    assert len(ended.findChildren(SourceCard)) == 2
    assert any("ended at 6:17" in one for one in nothing(ended))


def test_each_share_says_who_shared_it(opened: Open) -> None:
    tab = opened_tab(opened, data_scenes.two_shares())
    titles = [one.whole_text() for one in tab.findChildren(Remark) if one.whole_text().startswith("Shared by")]
    assert [title.split(",")[0] for title in titles if title] == ["Shared by IL_0167", "Shared by IL_0142"]


def test_an_unreadable_answer_says_so_and_shows_nothing_of_itself(opened: Open) -> None:
    scene = DataScene()
    scene.answered(9_000, "<html>secret</html>")
    assert "Answer not readable" in nothing(opened_tab(opened, scene))[0]
