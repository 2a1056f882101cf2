from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.console.theme.text import Ticker


def test_it_ticks_on_the_second_and_blinks_at_half(qtbot: QtBot) -> None:
    now = [10_400]
    owner = QObject()
    ticker = Ticker(owner, lambda: now[0])
    seconds: list[int] = []
    halves: list[bool] = []
    ticker.second.connect(lambda: seconds.append(now[0]))
    ticker.half.connect(halves.append)
    ticker.start()
    assert (seconds, halves) == ([10_400], [True])
    now[0] = 10_500
    with qtbot.waitSignal(ticker.half, timeout=2_000):
        pass
    assert (seconds, halves) == ([10_400], [True, False])
    now[0] = 11_000
    with qtbot.waitSignal(ticker.second, timeout=2_000):
        pass
    ticker.stop()
    assert seconds == [10_400, 11_000]
