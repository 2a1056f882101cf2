from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from pytestqt.modeltest import ModelTester

from app.console.queue.delegate import ROW_ROLE
from app.console.queue.model import NUMBER_ROLE, QueueModel
from tests.shots import scenes


def test_it_is_a_proper_model(qtmodeltester: ModelTester) -> None:
    model = QueueModel(scenes.flood().done(), lambda _incident: True)
    model.refresh()
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt's own


def test_new_alarms_first_then_warnings_then_oldest() -> None:
    model = QueueModel(scenes.flood().done(), lambda _incident: True)
    model.refresh()
    assert model.numbers == [1047, 1041, 1043, 1039, 1042, 1044]
    assert model.rings(1047)
    assert not model.rings(1039)
    assert not model.rings(9)


def test_rows_keep_their_identity_when_the_order_changes() -> None:
    scene = scenes.flood()
    watch = scene.done()
    model = QueueModel(watch, lambda incident: incident.number != 1043)
    model.refresh()
    held = QPersistentModelIndex(model.index(model.numbers.index(1042)))
    going = QPersistentModelIndex(model.index(model.numbers.index(1039)))
    watch.take(
        [scene.close(1039, 0, "J. Tran", "TEST"), scene.share(1061, "+12175550161", 0)], scene.pulse(), caught_up=True
    )
    model.refresh()
    assert held.data(NUMBER_ROLE) == 1042
    assert not going.isValid()


def test_an_incident_that_left_the_book_has_no_row() -> None:
    watch = scenes.one().done()
    model = QueueModel(watch, lambda _incident: True)
    model.refresh()
    watch.book.forget(1044)
    assert model.data(model.index(0), ROW_ROLE) is None
    assert model.data(QModelIndex()) is None
    assert model.rowCount(model.index(0)) == 0
