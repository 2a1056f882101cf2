"""Imports the modules it is given and prints every side effect that an import had. Run as a program of its own."""

import importlib
import logging
import os
import signal
import sys
import threading

ACTS = {"socket.bind", "socket.connect", "sqlite3.connect", "subprocess.Popen", "os.mkdir", "os.remove", "os.system"}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC


def hear(event: str, arguments: tuple[object, ...]) -> None:
    """Print what an import did to the world, and the module that was being imported."""
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING
    if event in ACTS or writes:
        print(f"{importing[-1]}: {event} {arguments[0]!r}")


importing = ["(nothing yet)"]
signals = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
sys.path.insert(0, os.getcwd())  # noqa: PTH109 - as plain as `python -m` does it
sys.addaudithook(hear)
for name in sys.argv[1:]:
    importing.append(name)
    importlib.import_module(name.removesuffix(".__init__"))

if threading.active_count() > 1:
    print(f"threads were started: {threading.enumerate()}")
if logging.getLogger().handlers:
    print(f"log handlers were installed: {logging.getLogger().handlers}")
if signals != [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]:
    print("a signal handler was installed")
if "PySide6.QtCore" in sys.modules and sys.modules["PySide6.QtCore"].QCoreApplication.instance():
    print("a Qt application was made")
