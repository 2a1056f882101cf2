"""The front door with a console that also writes down, beside each picture, which incidents its queue shows."""

import json
import os
import pathlib
import sys
import typing

from PySide6.QtWidgets import QWidget

from app.cli import main as front_door
from app.console.queue.model import QueueModel
from app.console.window import layout
from app.console.window.window import MainWindow

TELLS = "WATCHFLOOR_TEST_TELLS"
"""The file to write to."""
EVERY_S = 0.3


def told(window: MainWindow) -> dict[str, typing.Any]:
    """What the queue shows now: each row's number and spoken words, and the shares of its incident."""
    model = window.queue.view.model()
    assert isinstance(model, QueueModel)
    watch = model._store
    rows = {number: watch.incident(number) for number in model.numbers}
    return {
        "caught_up": watch.caught_up,
        "link": watch.link.value,
        "last_seq": watch.book.last_seq,
        "spoken": [model.data(model.index(row)) for row in range(model.rowCount())],
        "shares": {number: [one.share for one in row.shares] for number, row in rows.items() if row is not None},
    }


def main() -> int:
    """Run ``watchfloor`` with a console that tells."""
    drawn, place = layout.png, pathlib.Path(os.environ[TELLS])

    def png(window: QWidget) -> bytes:
        assert isinstance(window, MainWindow)
        unfinished = place.with_suffix(".unfinished")
        unfinished.write_text(json.dumps(told(window)), encoding="utf-8")
        unfinished.replace(place)
        return drawn(window)

    layout.png, layout.EVERY_S = png, EVERY_S
    return front_door()


if __name__ == "__main__":
    sys.exit(main())
