"""Measures the cards and prints a table: a source of 100 fields from its JSON to painted, and a change in it.

``python -m tests.bench.cards``; on one thread without a GPU, so a floor. Nothing is asserted.
"""

import collections.abc
import os
import statistics
import sys
import time
import typing

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from app.console.incident.additional_data.card import SourceCard
from app.console.theme.theme import Choice, Theme
from app.domain.additional_data.history import Known, after
from app.domain.additional_data.reader import read_json
from tests.shots.answers import fields
from tests.shots.drawing import settle
from tests.shots.scenes import NOW

COUNTS = (10, 100, 500)
ROUNDS = 9
WIDTH = 620


class Taken(typing.NamedTuple):
    """Milliseconds on the wall, and of this process alone: other work on the machine counts in the first only."""

    wall: float
    cpu: float


def row(what: str, value: str) -> None:
    sys.stdout.write(f"{what:<44} {value}\n")
    sys.stdout.flush()


def timed(do: collections.abc.Callable[[], object]) -> Taken:
    wall, cpu = time.perf_counter(), time.process_time()
    do()
    return Taken((time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000)


def tell(what: str, times: list[Taken]) -> None:
    wall, cpu = (statistics.median(side) for side in zip(*times, strict=True))
    row(what, f"{wall:6.1f} ms   of its own thread {cpu:6.1f} ms")


def shown(theme: Theme, known: Known) -> SourceCard:
    """A card made, laid out and painted."""
    card = SourceCard(theme, None)
    card.show_card(known.cards[0], known.since, NOW)
    paint(card)
    return card


def paint(card: SourceCard) -> None:
    card.resize(WIDTH, card.heightForWidth(WIDTH))
    picture = QPixmap(card.size())
    card.render(picture)


def measure(theme: Theme, count: int) -> None:
    text = fields(count)
    parsed = [timed(lambda: read_json(text)) for _ in range(ROUNDS)]
    known = after(None, read_json(text), NOW - 60_000)
    made = [timed(lambda: shown(theme, known)) for _ in range(ROUNDS)]
    card = shown(theme, known)
    settle()
    changed = after(known, read_json(text.replace("Value 3 ", "Another ")), NOW - 1_000)

    def change() -> None:
        card.show_card(changed.cards[0], changed.since, NOW)
        paint(card)

    told = [timed(change) for _ in range(ROUNDS)]
    ticked = [timed(lambda: card.show_card(changed.cards[0], changed.since, NOW + 1_000)) for _ in range(ROUNDS)]
    tell(f"{count} fields: JSON read", parsed)
    tell(f"{count} fields: made, laid out and painted", made)
    tell(f"{count} fields: one changed, painted", told)
    tell(f"{count} fields: a second passes", ticked)


def main() -> None:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme = Theme(app, Choice.LIGHT)
    for count in COUNTS:
        measure(theme, count)


if __name__ == "__main__":
    main()
