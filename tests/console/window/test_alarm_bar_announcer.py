import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from app.console.window.alarm_bar import Announcer
from tests.shots import scenes


def test_each_ring_is_announced_once_and_without_the_caller(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []

    def hear(event: QAccessibleAnnouncementEvent) -> None:
        said.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    scene = scenes.flood()
    watch = scene.done()
    window = QWidget()
    announcer = Announcer(window)
    announcer.tell(watch.book.open_incidents)
    announcer.tell(watch.book.open_incidents)
    assert said == ["New share from IL_0142"]
    watch.take([scene.share(1070, "+12175550170", 0, ecc=None)], scene.pulse(), caught_up=True)
    announcer.tell(watch.book.open_incidents)
    assert said[1:] == ["New share from an ECC that is not stated"]
    assert not [words for words in said if "0170" in words]
    announcer.lock(locked=True)
    watch.take([scene.share(1071, "+12175550171", 0)], scene.pulse(), caught_up=True)
    announcer.tell(watch.book.open_incidents)
    assert said[2:] == ["New share"]
