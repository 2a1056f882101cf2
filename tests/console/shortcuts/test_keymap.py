from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.console import startup
from app.console.shortcuts.actions import Action
from app.console.shortcuts.keymap import Keymap, is_character, portable
from app.console.state_file import StateFile
from app.console.theme.theme import Theme
from tests.console.conftest import Open
from tests.shots import scenes


def test_an_act_gets_another_key_and_its_own_back() -> None:
    keys = Keymap()
    keys.choose(Action.TAKE_NEXT, "Ctrl+T")
    assert keys.of(Action.TAKE_NEXT) == ("Ctrl+T",)
    assert keys.chosen == {Action.TAKE_NEXT: "Ctrl+T"}
    assert keys.reset(Action.TAKE_NEXT) == ""
    assert keys.shown(Action.TAKE_NEXT) == "F2"


def test_a_clash_is_named_and_changes_nothing() -> None:
    keys = Keymap()
    assert "“Write a note”" in keys.problem(Action.TAKE_NEXT, "F7")
    keys.choose(Action.TAKE_NEXT, "F7")
    assert keys.shown(Action.TAKE_NEXT) == "F2"


def test_a_key_that_was_given_away_is_free_and_its_owner_hears_of_it_later() -> None:
    keys = Keymap()
    keys.choose(Action.NOTE, "Ctrl+N")
    keys.choose(Action.TAKE_NEXT, "F7")
    assert keys.shown(Action.TAKE_NEXT) == "F7"
    assert "“Take next”" in keys.reset(Action.NOTE)
    assert keys.shown(Action.NOTE) == "Ctrl+N"
    keys.reset_all()
    assert keys.chosen == {}


@pytest.mark.parametrize("key", ["Esc", "Return", "Space", "Ctrl+C", "Up", "F10"])
def test_what_fields_and_lists_need_is_no_acts_key(key: str) -> None:
    assert key in Keymap().problem(Action.TAKE_NEXT, key)


def test_a_letter_alone_is_for_the_queue() -> None:
    keys = Keymap()
    assert "Add Ctrl or Alt" in keys.problem(Action.TAKE_NEXT, "T")
    assert "Add Ctrl or Alt" in keys.problem(Action.PREVIEW, "Shift+P")
    assert keys.problem(Action.ACKNOWLEDGE, "T") == ""


def test_single_letters_can_be_switched_off() -> None:
    keys = Keymap()
    keys.use_letters(False)
    assert [act for act in Action if any(is_character(key) for key in keys.of(act))] == []
    assert keys.shown(Action.ACKNOWLEDGE) == ""
    assert keys.tip(Action.ACKNOWLEDGE) == "Acknowledge selected"
    assert keys.of(Action.OPEN) == Action.OPEN.keys


def test_keys_are_kept_and_damage_costs_one_key_only(qapp: QApplication, tmp_path: Path) -> None:
    memory = StateFile(tmp_path)
    first = startup._theme(qapp, memory)
    first.keys.choose(Action.TAKE_NEXT, "Ctrl+T")
    first.keys.use_letters(False)
    memory.keep("keys/note", "no such key")
    memory.keep("keys/close", "Esc")
    memory.keep("keys/gone_act", "Ctrl+G")
    second = startup._theme(qapp, StateFile(tmp_path))
    assert second.keys.chosen == {Action.TAKE_NEXT: "Ctrl+T"}
    assert not second.keys.letters
    second.keys.reset_all()
    assert StateFile(tmp_path).keys() == {}
    for theme in (first, second):
        theme.deleteLater()


def test_a_new_key_shows_everywhere_at_once(theme: Theme, opened: Open) -> None:
    window = opened(scenes.flood())
    theme.keys.choose(Action.TAKE_NEXT, "Ctrl+T")
    theme.keys.choose(Action.SEARCH, "Ctrl+Shift+Y")
    action = window.actions_.at(Action.TAKE_NEXT)
    assert [key.toString() for key in action.shortcuts()] == ["Ctrl+T"]
    assert "Ctrl+T" in action.toolTip()
    assert "Ctrl+T" in window.queue._take.toolTip()
    assert "Ctrl+Shift+Y" in window.queue._search.placeholderText()


def test_every_key_of_the_table_is_in_portable_spelling() -> None:
    assert [key for act in Action for key in act.keys if portable(key) != key] == []


def test_a_sentence_names_the_key_in_force_or_the_action_that_has_none() -> None:
    keys = Keymap()
    assert keys.named(Action.TAKE_NEXT) == "F2"
    keys.choose(Action.TAKE_NEXT, "Ctrl+T")
    assert keys.named(Action.TAKE_NEXT) == "Ctrl+T"
    keys.use_letters(letters=False)
    assert keys.named(Action.ACKNOWLEDGE) == "“Acknowledge selected”"
