from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.console import front
from app.console.key_table import KeyTable, is_character, portable
from app.console.keys import KEYS, Act
from app.console.look.theme import Theme
from app.console.memory import Memory
from tests.console.conftest import Open
from tests.shots import scenes


def test_an_act_gets_another_key_and_its_own_back() -> None:
    keys = KeyTable()
    keys.choose(Act.TAKE_NEXT, "Ctrl+T")
    assert keys.of(Act.TAKE_NEXT) == ("Ctrl+T",)
    assert keys.chosen == {Act.TAKE_NEXT: "Ctrl+T"}
    assert keys.reset(Act.TAKE_NEXT) == ""
    assert keys.shown(Act.TAKE_NEXT) == "F2"


def test_a_clash_is_named_and_changes_nothing() -> None:
    keys = KeyTable()
    assert "“Write a note”" in keys.problem(Act.TAKE_NEXT, "F7")
    keys.choose(Act.TAKE_NEXT, "F7")
    assert keys.shown(Act.TAKE_NEXT) == "F2"


def test_a_key_that_was_given_away_is_free_and_its_owner_hears_of_it_later() -> None:
    keys = KeyTable()
    keys.choose(Act.NOTE, "Ctrl+N")
    keys.choose(Act.TAKE_NEXT, "F7")
    assert keys.shown(Act.TAKE_NEXT) == "F7"
    assert "“Take next”" in keys.reset(Act.NOTE)
    assert keys.shown(Act.NOTE) == "Ctrl+N"
    keys.reset_all()
    assert keys.chosen == {}


@pytest.mark.parametrize("key", ["Esc", "Return", "Space", "Ctrl+C", "Up", "F10"])
def test_what_fields_and_lists_need_is_no_acts_key(key: str) -> None:
    assert key in KeyTable().problem(Act.TAKE_NEXT, key)


def test_a_letter_alone_is_for_the_queue() -> None:
    keys = KeyTable()
    assert "Add Ctrl or Alt" in keys.problem(Act.TAKE_NEXT, "T")
    assert "Add Ctrl or Alt" in keys.problem(Act.PREVIEW, "Shift+P")
    assert keys.problem(Act.ACKNOWLEDGE, "T") == ""


def test_single_letters_can_be_switched_off() -> None:
    keys = KeyTable()
    keys.use_letters(False)
    assert [act for act in Act if any(is_character(key) for key in keys.of(act))] == []
    assert keys.shown(Act.ACKNOWLEDGE) == ""
    assert keys.tip(Act.ACKNOWLEDGE) == "Acknowledge selected"
    assert keys.of(Act.OPEN) == KEYS[Act.OPEN].keys


def test_keys_are_kept_and_damage_costs_one_key_only(qapp: QApplication, tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    first = front._theme(qapp, memory)
    first.keys.choose(Act.TAKE_NEXT, "Ctrl+T")
    first.keys.use_letters(False)
    memory.keep("keys/note", "no such key")
    memory.keep("keys/close", "Esc")
    memory.keep("keys/gone_act", "Ctrl+G")
    second = front._theme(qapp, Memory(tmp_path))
    assert second.keys.chosen == {Act.TAKE_NEXT: "Ctrl+T"}
    assert not second.keys.letters
    second.keys.reset_all()
    assert Memory(tmp_path).keys() == {}
    for theme in (first, second):
        theme.deleteLater()


def test_a_new_key_shows_everywhere_at_once(theme: Theme, opened: Open) -> None:
    window = opened(scenes.flood())
    theme.keys.choose(Act.TAKE_NEXT, "Ctrl+T")
    theme.keys.choose(Act.SEARCH, "Ctrl+Shift+Y")
    action = window.actions_.at(Act.TAKE_NEXT)
    assert [key.toString() for key in action.shortcuts()] == ["Ctrl+T"]
    assert "Ctrl+T" in action.toolTip()
    assert "Ctrl+T" in window.queue._take.toolTip()
    assert "Ctrl+Shift+Y" in window.queue._search.placeholderText()


def test_every_key_of_the_table_is_in_portable_spelling() -> None:
    assert [key for act in Act for key in KEYS[act].keys if portable(key) != key] == []
