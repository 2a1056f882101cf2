from collections import Counter

from PySide6.QtGui import QKeySequence

from app.console.shortcuts.actions import KEYS, Action, ActionScope, words
from tests.console.conftest import Open
from tests.shots import scenes


def test_no_key_means_two_things() -> None:
    used = Counter(key for act in Action for key in KEYS[act].keys)
    assert [key for key, times in used.items() if times > 1] == []


def test_every_act_has_words_and_a_key_that_qt_knows() -> None:
    for act in Action:
        assert words(act)
        assert all(QKeySequence(key).toString() for key in KEYS[act].keys)


def test_single_letters_never_work_everywhere() -> None:
    letters = [act for act in Action if any(len(key) == 1 and key.isalpha() for key in KEYS[act].keys)]
    assert [act for act in letters if KEYS[act].where is ActionScope.ANYWHERE] == []


def test_esc_and_enter_never_act_outside_the_queue() -> None:
    anywhere = {key for act in Action if KEYS[act].where is ActionScope.ANYWHERE for key in KEYS[act].keys}
    assert not anywhere & {"Esc", "Escape", "Return", "Enter", "Space"}


def test_every_act_does_something_in_the_window(opened: Open) -> None:
    window = opened(scenes.flood())
    for act in Action:
        action = window.actions_.at(act)
        assert action.shortcuts()
        assert window.theme.keys.shown(act) in action.toolTip()
