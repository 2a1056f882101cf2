"""The guards catch what they are for, name who did it, and leave everything else alone."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

EXAMPLES = """
import asyncio, logging, socket, subprocess, sys, threading, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

kept = []


def test_bad_timer(qapp):
    timer = QTimer()
    kept.append(timer)
    timer.start(60_000)  # the line to be named


def test_good_timer(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    timer = QTimer(widget)
    kept.append(timer)
    timer.start(60_000)
    widget.show()


def test_bad_thread():
    gate = threading.Event()
    thread = threading.Thread(target=gate.wait, args=(30,), name="forgotten thread", daemon=True)
    thread.start()


def test_good_thread():
    threading.Thread(target=time.sleep, args=(0.05,)).start()


def test_bad_log():
    logging.getLogger("app").warning("storage is %s", "failing")


def test_bad_announcement(expect_log):
    expect_log("a thing that never happens")


def test_good_log(expect_log):
    expect_log("storage is")
    logging.getLogger("app").warning("storage is %s", "failing")
    logging.getLogger("app").info("all is well")


def test_bad_task():
    async def forget():
        kept.append(asyncio.create_task(asyncio.sleep(60), name="forgotten task"))

    asyncio.run(forget())


def test_good_task():
    async def remember():
        await asyncio.create_task(asyncio.sleep(0))

    asyncio.run(remember())


def test_bad_window(qapp):
    kept.append(QWidget(windowTitle="forgotten window"))


def test_good_window(qapp):
    kept.append(QWidget(windowTitle="asked to go"))
    kept[-1].deleteLater()


def test_bad_cycle():
    knot = [socket.socket()]
    knot.append(knot)


def test_good_cycle():
    with socket.socket() as closed:
        knot = [closed]
        knot.append(knot)


def test_bad_process():
    kept.append(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60) # forgotten process"]))


def test_good_process():
    subprocess.run([sys.executable, "-c", ""], check=True)


def test_good_secret_kept():
    import keyring

    keyring.set_password("watchfloor", "secret", "kept in memory")


def test_good_secret_gone():
    import keyring

    assert keyring.get_password("watchfloor", "secret") is None
"""


def test_every_guard_names_the_culprit_and_nobody_else(tmp_path: Path) -> None:
    examples = tmp_path / "test_examples.py"
    examples.write_text(EXAMPLES, encoding="utf-8")
    # Outside the checkout, with the guards as the only plug-in: no other conftest.py takes part.
    (tmp_path / "pytest.ini").write_text("[pytest]\nqt_api = pyside6\nfilterwarnings = error\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", str(examples)]
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=variables, capture_output=True, text=True, check=False)
    said = done.stdout
    assert set(re.findall(r"^(?:ERROR|FAILED) \S+::(\w+)", said, re.MULTILINE)) == set(
        re.findall(r"test_bad_\w+", EXAMPLES)
    )
    line = EXAMPLES[: EXAMPLES.index("# the line to be named")].count("\n") + 1
    assert f"started at: {examples}:{line}" in said
    assert "threads left running: ['forgotten thread']" in said
    assert "WARNING app: storage is failing" in said
    assert "never logged: 'a thing that never happens'" in said
    assert "# forgotten process" in said
    assert "windows left: [\"QWidget 'forgotten window'\"]" in said
    assert "unclosed <socket" in said
    assert "tasks left running: ['forgotten task" in said
