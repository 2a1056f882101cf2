"""The real console with something heavy going on in its process: run by ``console_load``, not by hand."""

import collections.abc
import sys
import threading
import time

LOADS = ("idle", "repainting 50 of 100 ms", "frozen 2 s", "holding the interpreter 1.4 s")
SETTLED = "settled"
SETTLE_S = 4.0
PERIOD_S = 3.0
HELD = 85_000_000
"""Summing so many integers is one call into C that holds the interpreter for about 1.4 s."""


def main() -> int:
    """``LOAD DATA_DIR``: run the console, load it, and say on standard output when it has settled."""
    load, data_dir = LOADS[int(sys.argv[1])], sys.argv[2]
    threading.Thread(target=_load, args=(load,), daemon=True).start()
    from app.console import __main__  # noqa: PLC0415 - the thread watches its start

    return __main__.main(data_dir, None, None)


def _load(load: str) -> None:
    from PySide6.QtCore import QObject, Qt, Signal  # noqa: PLC0415 - as the console itself loads it
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    class Bell(QObject):
        """Rings in the GUI thread."""

        rang = Signal()

    while QApplication.instance() is None:
        time.sleep(0.05)
    time.sleep(SETTLE_S)
    bell = Bell()
    bell.moveToThread(QApplication.instance().thread())  # type: ignore[union-attr]
    work, period = _work(load, QApplication)
    bell.rang.connect(work, Qt.ConnectionType.QueuedConnection)
    sys.stdout.write(SETTLED + "\n")
    sys.stdout.flush()
    while True:
        bell.rang.emit()
        time.sleep(period)


def _work(load: str, application: type) -> tuple[collections.abc.Callable[[], None], float]:
    def repaint() -> None:
        until = time.perf_counter() + 0.05
        while time.perf_counter() < until:
            for window in application.topLevelWidgets():  # type: ignore[attr-defined]
                window.repaint()

    def freeze() -> None:
        until = time.perf_counter() + 2
        while time.perf_counter() < until:
            pass

    def hold() -> None:
        sum(range(HELD))

    works: dict[str, tuple[collections.abc.Callable[[], None], float]] = {
        LOADS[0]: (lambda: None, PERIOD_S),
        LOADS[1]: (repaint, 0.1),
        LOADS[2]: (freeze, PERIOD_S),
        LOADS[3]: (hold, PERIOD_S),
    }
    return works[load]


if __name__ == "__main__":
    sys.exit(main())
