"""A search with closed incidents under the queue; people and numbers are fictional."""

from PySide6.QtWidgets import QLineEdit

from app.console.queue import closed_search
from app.console.queue.closed_search import ClosedList, ClosedRow
from app.console.window.window import MainWindow
from tests.shots.scenes import Scene

FOUND = (
    ClosedRow(
        number=988,
        phone="•••-•••-0126",
        when="21 Nov 2026 22:40 CST",
        day="21 Nov 2026",
        state="Handed to the ECC · R. Keller · IL_0142",
        words="Note: Smoke in the stairwell, second floor, caller is outside now",
    ),
    ClosedRow(
        number=911,
        phone="•••-•••-0177",
        when="3 Nov 2026 14:05 CST",
        day="3 Nov 2026",
        state="False alarm · M. Okafor · Millbrook County Emergency Communications",
        words="Note: Smoke detector, no smoke seen",
    ),
    ClosedRow(
        number=902, phone="no number", when="2 Nov 2026 03:12 CST", day="2 Nov 2026", state="closed · IL_0142", words=""
    ),
)


def found(window: MainWindow, _scene: Scene) -> None:
    """Three found so far, and more to look at."""
    closed = ClosedList(window.theme, None)
    window.queue.put_below(closed)
    (field,) = window.queue.findChildren(QLineEdit)
    field.setText("smoke")
    closed.add(list(FOUND))
    closed.say(closed_search.head(3, 1_793_736_300_000, None, going_on=False, whole=False), "", more=True)
    closed.show()
    window.queue.view.select(1044)
