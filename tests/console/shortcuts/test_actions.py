from collections import Counter

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from app.console.shortcuts.actions import Action, Menu, Scope, menu_groups
from tests.console.conftest import Open
from tests.shots import scenes


def test_no_key_means_two_things() -> None:
    used = Counter(key for act in Action for key in act.keys)
    assert [key for key, times in used.items() if times > 1] == []


def test_every_act_has_words_and_a_key_that_qt_knows() -> None:
    for act in Action:
        assert act.words
        assert all(QKeySequence(key).toString() for key in act.keys)


def test_single_letters_never_work_everywhere() -> None:
    letters = [act for act in Action if any(len(key) == 1 and key.isalpha() for key in act.keys)]
    assert [act for act in letters if act.scope is Scope.ANYWHERE] == []


def test_esc_and_enter_never_act_outside_the_queue() -> None:
    anywhere = {key for act in Action if act.scope is Scope.ANYWHERE for key in act.keys}
    assert not anywhere & {"Esc", "Escape", "Return", "Enter", "Space"}


def test_every_act_does_something_in_the_window(opened: Open) -> None:
    window = opened(scenes.flood())
    for act in Action:
        action = window.actions_.at(act)
        assert action.shortcuts()
        assert window.theme.keys.shown(act) in action.toolTip()


def test_every_action_has_a_place_in_the_menu_but_those_that_move_in_the_queue(opened: Open) -> None:
    placed = [action for menu in Menu for group in menu_groups(menu) for action in group]
    assert sorted(placed, key=list(Action).index) == [action for action in Action if action.menu is not None]
    assert {action for action in Action if action.menu is None} == {Action.NEXT_ROW, Action.PREVIOUS_ROW, Action.OPEN}
    window = opened(scenes.flood())
    bar = next(iter(window.findChildren(QMenuBar)))
    assert [head.text() for head in bar.actions()] == [menu.value for menu in Menu]
    for menu, head in zip(Menu, bar.actions(), strict=True):
        shown = head.menu()
        assert isinstance(shown, QMenu)
        listed = [one for one in shown.actions() if one in [window.actions_.at(action) for action in Action]]
        assert listed == [window.actions_.at(action) for group in menu_groups(menu) for action in group]


def test_groups_and_ranks_order_a_menu() -> None:
    assert menu_groups(Menu.FILE)[0][-2:] == [Action.SOUND_TEST, Action.QUIT]
    assert menu_groups(Menu.WINDOW)[-1] == [Action.INSPECTOR, Action.REPORTS]
    assert menu_groups(Menu.VIEW)[0][-1] is Action.RAW


def test_what_a_changed_key_is_kept_under_stays() -> None:
    assert [action.value for action in Action] == [action.name.lower() for action in Action]
