"""Painted things have a role and a name for screen readers."""

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QListView, QWidget

from app.console.incident.pane import Tab, TabBar
from app.console.theme.text import PlainLabel
from app.console.theme.theme import Theme
from app.console.trigger.hold_to_send import HoldControl, HoldState
from app.console.widgets.buttons import Button
from app.console.widgets.text import Remark
from tests.console.conftest import Open
from tests.shots import scenes

Role = QAccessible.Role


def told_role(widget: QWidget) -> Role:
    """The role that a screen reader is told."""
    return QAccessible.queryAccessibleInterface(widget).role()


def test_what_is_painted_is_text_and_what_is_held_a_button(theme: Theme) -> None:
    said = {Remark(theme): Role.StaticText, HoldControl(theme): Role.Button, Button(theme, "Take"): Role.Button}
    for widget, role in said.items():
        assert told_role(widget) is role
        widget.deleteLater()


def test_pressing_the_hold_control_by_ear_sends_only_once_the_digits_were_right(theme: Theme) -> None:
    hold = HoldControl(theme)
    sent: list[bool] = []
    hold.held.connect(lambda: sent.append(True))
    for state, times in ((HoldState.BLOCKED, 0), (HoldState.READY, 0), (HoldState.ARMED, 1)):
        hold.become(state, f"Hold to send, {state.value}")
        hold.click()
        assert len(sent) == times
    hold.deleteLater()


def test_a_cut_label_is_told_whole_unless_it_has_a_name(theme: Theme) -> None:
    label = PlainLabel(theme)
    label.resize(40, 20)
    label.show_text("Supplemental, does not replace ALI")
    assert label.text() != "Supplemental, does not replace ALI"
    assert QAccessible.queryAccessibleInterface(label).text(QAccessible.Text.Name) == label.whole_text()
    label.resize(900, 20)
    label.show_text("Short")
    assert QAccessible.queryAccessibleInterface(label).text(QAccessible.Text.Name) == "Short"
    label.setAccessibleName("Own name")
    label.resize(10, 20)
    label.show_text("Supplemental, does not replace ALI")
    assert label.accessibleName() == "Own name"
    label.deleteLater()


def test_tabs_are_tabs_with_their_counts(opened: Open) -> None:
    window = opened(scenes.flood())
    window.queue.view.select(1044)
    window.centre.incident.open_tab(Tab.SUMMARY)
    bar = window.findChild(TabBar)
    assert isinstance(bar, TabBar)
    tabs = QAccessible.queryAccessibleInterface(bar)
    assert tabs.role() is Role.PageTabList
    names = [tabs.child(place).text(QAccessible.Text.Name) for place in range(4)]
    assert names[Tab.SUMMARY] == "Summary"
    assert names[Tab.TIMELINE] == "Timeline, 7"


def test_every_line_of_a_list_says_what_it_paints(opened: Open) -> None:
    window = opened(scenes.flood())
    window.queue.view.select(1044)
    window.centre.incident.open_tab(Tab.TIMELINE)
    for view in (one for one in window.findChildren(QListView) if one.isVisible()):
        rows = QAccessible.queryAccessibleInterface(view)
        assert rows.role() is Role.List
        said = [rows.child(place).text(QAccessible.Text.Name) for place in range(rows.childCount())]
        assert said
        assert all(said)
