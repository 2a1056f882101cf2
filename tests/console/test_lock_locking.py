"""The lock hides what is personal, keeps what rings in sight, and opens by a name."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.console.lock import AFTER_MIN, LOCKED, LockController, LockCover, UnlockDialog
from app.console.state_file import StateFile
from app.console.theme.theme import Theme
from app.console.window.window import MainWindow
from tests.console.conftest import Open
from tests.shots import scenes


class Locked:
    def __init__(self, window: MainWindow, theme: Theme, scene: scenes.Scene, memory: StateFile) -> None:
        self.window, self.scene, self.memory = window, scene, memory
        self.locking = LockController(window, theme, scene.watch, memory)
        self.others: list[str] = []
        self.locking.other.connect(self.others.append)

    def shut(self) -> bool:
        return self.locking.dialog is not None

    @property
    def dialog(self) -> UnlockDialog:
        assert self.locking.dialog is not None
        return self.locking.dialog

    @property
    def cover(self) -> LockCover:
        (cover,) = self.window.findChildren(LockCover)
        return cover

    def unlock(self, name: str) -> None:
        self.dialog.field.setText(name)
        QTest.keyClick(self.dialog.field, Qt.Key.Key_Return)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def locked(opened: Open, theme: Theme, tmp_path: Path) -> Iterator[Locked]:
    scene = scenes.flood()
    made = Locked(opened(scene), theme, scene, StateFile(tmp_path))
    made.locking.lock()
    yield made
    if made.shut():
        made.unlock("M. Okafor")


def test_a_cover_lies_over_everything_and_says_what_rings(locked: Locked) -> None:
    assert locked.cover.geometry() == locked.window.rect()
    assert locked.window.childAt(locked.window.rect().center()) is locked.cover
    assert locked.cover.accessibleName().startswith("LOCKED 1 ringing, oldest 0:09")
    grabbed = locked.window.grab().toImage()
    middle = grabbed.height() * 3 // 4
    assert len({grabbed.pixel(x, middle) for x in range(0, grabbed.width(), 7)}) == 1
    locked.scene.watch.take([locked.scene.acknowledge(1047, 0, "M. Okafor")], locked.scene.pulse(), caught_up=True)
    locked.locking.tick()
    assert "Nothing rings" in locked.cover.accessibleName()


def test_the_operators_name_opens_it_and_another_name_signs_on(locked: Locked) -> None:
    locked.unlock("")
    assert locked.shut()
    locked.unlock("m. okafor")
    assert not locked.shut()
    assert locked.others == []
    assert locked.window.findChildren(LockCover) == []
    locked.locking.lock()
    locked.unlock(" J.  Tran ")
    assert locked.others == ["J. Tran"]


def test_neither_esc_nor_closing_unlocks(locked: Locked) -> None:
    QTest.keyClick(locked.dialog, Qt.Key.Key_Escape)
    locked.dialog.close()
    assert locked.shut()
    assert locked.dialog.isVisible()
    assert locked.dialog.windowModality() is Qt.WindowModality.ApplicationModal
    locked.locking.lock()
    assert len(locked.window.findChildren(UnlockDialog)) == 1


def test_a_window_that_opens_meanwhile_is_covered_too(locked: Locked) -> None:
    late = QWidget()
    late.show()
    locked.locking.tick()
    assert len(late.findChildren(LockCover)) == 1
    late.resize(333, 222)
    QApplication.sendPostedEvents()
    assert late.findChildren(LockCover)[0].size() == late.size()
    late.deleteLater()
    QApplication.sendPostedEvents(late, QEvent.Type.DeferredDelete)
    locked.locking.tick()
    locked.unlock("M. Okafor")
    assert not locked.shut()


def test_idle_minutes_lock_it_and_a_key_keeps_it_open(opened: Open, theme: Theme, tmp_path: Path) -> None:
    scene = scenes.flood()
    made = Locked(opened(scene), theme, scene, StateFile(tmp_path))
    made.memory.keep(AFTER_MIN, 0)
    scene.pass_time(90 * 60_000)
    made.locking.tick()
    assert not made.shut()
    made.memory.keep(AFTER_MIN, 10)
    handle = made.window.windowHandle()
    made.locking.eventFilter(handle, QEvent(QEvent.Type.MouseMove))
    made.locking.eventFilter(handle, QEvent(QEvent.Type.UpdateRequest))
    scene.pass_time(9 * 60_000)
    made.locking.tick()
    assert not made.shut()
    scene.pass_time(60_000)
    made.locking.tick()
    assert made.shut()
    made.unlock("M. Okafor")


def test_nothing_under_the_cover_is_there_for_a_screen_reader_or_a_pointer(locked: Locked) -> None:
    def readable() -> list[str]:
        pending = [QAccessible.queryAccessibleInterface(locked.window)]
        found = []
        while pending:
            one = pending.pop()
            if one.state().invisible:
                continue
            found.append(one.text(QAccessible.Text.Name))
            pending += [one.child(place) for place in range(one.childCount())]
        return found

    said = " ".join(readable())
    assert "LOCKED 1 ringing" in said
    assert "+1 " not in said
    assert "share" not in said.replace("shares", "")
    assert not locked.window.queue.view.isVisible()
    late = QWidget(locked.window)
    late.show()
    locked.locking.tick()
    assert not late.isVisible()
    locked.unlock("M. Okafor")
    assert late.isVisible()
    assert locked.window.queue.view.isVisible()


def test_what_had_the_keyboard_has_it_again(opened: Open, theme: Theme, tmp_path: Path) -> None:
    scene = scenes.flood()
    made = Locked(opened(scene), theme, scene, StateFile(tmp_path))
    made.window.queue.view.setFocus()
    hidden = [child for child in made.window.findChildren(QWidget) if child.isHidden()]
    made.locking.lock()
    made.unlock("M. Okafor")
    assert made.window.focusWidget() is made.window.queue.view
    assert all(child.isHidden() for child in hidden if shiboken6.isValid(child))


def test_a_share_that_came_under_the_cover_was_not_seen(locked: Locked, monkeypatch: pytest.MonkeyPatch) -> None:
    watch = locked.scene.watch
    seen: list[int] = []
    monkeypatch.setattr(watch, "painted", seen.append)
    locked.window.refresh_book()
    assert seen == []
    locked.unlock("M. Okafor")
    locked.window.refresh_book()
    assert seen == [watch.book.incidents[1047].ring_seq]


def test_a_console_that_was_locked_when_it_ended_comes_up_locked(opened: Open, theme: Theme, tmp_path: Path) -> None:
    scene = scenes.flood()
    first = Locked(opened(scene), theme, scene, StateFile(tmp_path))
    first.locking.resume()
    assert not first.shut()
    first.locking.lock()
    crashed = Locked(opened(scene), theme, scene, StateFile(tmp_path))
    crashed.window.hide()
    crashed.locking.resume()
    assert crashed.shut()
    crashed.window.show()
    assert not crashed.window.queue.view.isVisible()
    crashed.unlock("M. Okafor")
    assert not StateFile(tmp_path).text(LOCKED)
    first.unlock("M. Okafor")
