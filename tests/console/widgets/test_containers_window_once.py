import os
import pathlib
import subprocess
import sys

import pytest

from tests.needed import needed

ROOT = pathlib.Path(__file__).resolve().parents[3]
PROGRAM = """
import os, sys
from PySide6.QtCore import QTimer, QUrl
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from app.console.widgets.containers import make_window_once

app = QApplication([])
window = QWidget()
column = QVBoxLayout(window)
if sys.argv[1] == "once":
    make_window_once(window)
window.show()

def put_in():
    before = int(window.winId())
    view = QWebEngineView()
    view.setPage(QWebEnginePage(view))
    column.addWidget(view)
    view.show()
    app.processEvents()
    print("same" if int(window.winId()) == before else "another", flush=True)
    os._exit(0)

QTimer.singleShot(0, put_in)
app.exec()
"""


@pytest.fixture
def screen() -> "subprocess.Popen[str]":
    command = [needed("Xvfb", "xvfb"), "-displayfd", "1", "-screen", "0", "1280x800x24"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


@pytest.mark.skipif(sys.platform != "linux", reason="X11 stands on Linux")
@pytest.mark.parametrize(("how", "window"), [("once", "same"), ("as it comes", "another")])
def test_a_web_view_does_not_make_the_window_anew(screen: "subprocess.Popen[str]", how: str, window: str) -> None:
    with screen:
        assert screen.stdout is not None
        own = {
            "DISPLAY": f":{screen.stdout.readline().strip()}",
            "QT_QPA_PLATFORM": "xcb",
            "QTWEBENGINE_DISABLE_SANDBOX": "1",
            "PYTHONPATH": str(ROOT),
        }
        command = [sys.executable, "-c", PROGRAM, how]
        try:
            said = subprocess.run(
                command, env={**os.environ, **own}, capture_output=True, text=True, check=False, timeout=60
            )
        finally:
            screen.terminate()
    assert said.stdout.strip() == window, said.stderr
