"""The lock hides what is personal, keeps what rings in sight, and opens by a name."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.console.frame.window import Window
from app.console.lock.cover import Cover
from app.console.lock.locking import AFTER_MIN, Locking
from app.console.lock.unlock_dialog import UnlockDialog
from app.console.look.theme import Theme
from app.console.memory import Memory
from tests.console.conftest import Open
from tests.shots import scenes


class Locked:
    def __init__(self, window: Window, theme: Theme, scene: scenes.Scene, memory: Memory) -> None:
        self.window, self.scene, self.memory = window, scene, memory
        self.locking = Locking(window, theme, scene.watch, memory)
        self.others: list[str] = []
        self.locking.other.connect(self.others.append)

    def shut(self) -> bool:
        return self.locking.is_locked

    @property
    def dialog(self) -> UnlockDialog:
        assert self.locking.dialog is not None
        return self.locking.dialog

    @property
    def cover(self) -> Cover:
        (cover,) = self.window.findChildren(Cover)
        return cover

    def unlock(self, name: str) -> None:
        self.dialog.field.setText(name)
        QTest.keyClick(self.dialog.field, Qt.Key.Key_Return)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def locked(opened: Open, theme: Theme, tmp_path: Path) -> Iterator[Locked]:
    scene = scenes.flood()
    made = Locked(opened(scene), theme, scene, Memory(tmp_path))
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
    assert locked.window.findChildren(Cover) == []
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
    assert len(late.findChildren(Cover)) == 1
    late.resize(333, 222)
    QApplication.sendPostedEvents()
    assert late.findChildren(Cover)[0].size() == late.size()
    late.deleteLater()
    QApplication.sendPostedEvents(late, QEvent.Type.DeferredDelete)
    locked.locking.tick()
    locked.unlock("M. Okafor")
    assert not locked.shut()


def test_idle_minutes_lock_it_and_a_key_keeps_it_open(opened: Open, theme: Theme, tmp_path: Path) -> None:
    scene = scenes.flood()
    made = Locked(opened(scene), theme, scene, Memory(tmp_path))
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
