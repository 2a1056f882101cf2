"""A sound server that is really there takes the tones, and that is proof; no pretend device can show as much."""

import contextlib
import os
import pathlib
import subprocess
import sys

from app.core import paths
from tests.needed import needed

STARTS_WITHIN_S = 20.0
PLAYS = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.console.sound.player import Outputs
from app.console.sound.pcm import read
qt = QApplication([])
outputs = Outputs()
device, = outputs.all()
speaker = outputs.speaker(device)
speaker.finished.connect(lambda told: (print(device.name, told.is_proof, told.problem or "no problem"), qt.quit()))
speaker.play(read(__import__("pathlib").Path(sys.argv[1])), 0.5)
QTimer.singleShot(20_000, qt.quit)
qt.exec()
"""


def test_tones_that_a_sound_server_took_are_proof(tmp_path: pathlib.Path) -> None:
    server = needed("pulseaudio", "pulseaudio")
    socket = tmp_path / "s"
    command = [server, "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
    modules = ["--load=module-null-sink sink_name=desk", f"--load=module-native-protocol-unix socket={socket}"]
    private = {**os.environ, "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    with (tmp_path / "log").open("wb") as log:
        running = subprocess.Popen([*command, *modules], env=private, stdout=log, stderr=log)
    try:
        for _ in range(int(STARTS_WITHIN_S * 10)):
            if socket.exists():
                break
            with contextlib.suppress(subprocess.TimeoutExpired):
                running.wait(0.1)
        assert running.poll() is None, (tmp_path / "log").read_text(errors="replace")
        heard = {**private, "PULSE_SERVER": f"unix:{socket}", "QT_QPA_PLATFORM": "offscreen"}
        tones = paths.resources() / "sounds" / "p1.wav"
        done = subprocess.run(
            [sys.executable, "-c", PLAYS, str(tones)],
            env=heard,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.stdout == "Null Output True no problem\n", done.stderr
    finally:
        running.terminate()
        running.wait(STARTS_WITHIN_S)
