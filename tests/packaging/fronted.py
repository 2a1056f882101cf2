"""A proxy that is really started, and a station behind it whose port somebody else holds open."""

import collections.abc
import contextlib
import http.client
import json
import os
import pathlib
import socket
import ssl
import subprocess
import sys

from tests.journeys import program
from tests.needed import needed

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "packaging" / "proxy"
STARTS_WITHIN_S = 20
SETTINGS = 'environment = "simulator"\ntrusted_proxies = ["127.0.0.1"]\n'
HAND_OVER = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
os.execv(sys.argv[2], sys.argv[2:])
"""
"""As systemd does: descriptor 3, and the variables that say whom it is for."""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


class Restarting:
    """A station that is stopped and started again on the same port, whose port a service manager holds."""

    def __init__(self, folder: pathlib.Path, held: socket.socket, activator: tuple[str, ...] = ()) -> None:
        """``activator`` starts it at the first connection; without one it runs from now on."""
        self.folder = folder
        self._held = held
        self._activator = activator
        folder.mkdir()
        (folder / "settings.toml").write_text(SETTINGS, encoding="ascii")
        self._log = (folder.parent / "station.stderr").open("ab")
        self._process = self._start()

    def _start(self) -> "subprocess.Popen[bytes]":
        given = self._held.fileno()
        command = [sys.executable, "-c", HAND_OVER, str(given), *self._activator]
        started = subprocess.Popen(
            [*command, *program.watchfloor("station", "--data-dir", str(self.folder))],
            stdout=subprocess.PIPE,
            stderr=self._log,
            env=program.environment(),
            pass_fds=[given],
        )
        assert started.stdout is not None
        if not self._activator:
            assert json.loads(started.stdout.readline())["ready"]
        return started

    def start(self) -> None:
        self._process = self._start()

    def restart(self) -> None:
        self.stop()
        self.start()

    def stop(self) -> None:
        self._process.terminate()
        assert self._process.wait(STARTS_WITHIN_S) == 0
        assert self._process.stdout is not None
        self._process.stdout.close()

    def end(self) -> None:
        if self._process.poll() is None:
            self.stop()
        self._log.close()


@contextlib.contextmanager
def proxy(command: list[str], port: int, folder: pathlib.Path) -> collections.abc.Iterator["subprocess.Popen[bytes]"]:
    """The proxy while the block lasts; it must answer 404 at a path that nobody has."""
    trusted = ssl.create_default_context(cafile=str(folder / "chain.pem"))
    variables = {**program.environment(), "HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    with (folder / "proxy.log").open("wb") as log:
        running = subprocess.Popen(command, env=variables, stdout=log, stderr=log)
        try:
            for _ in range(STARTS_WITHIN_S * 10):
                with contextlib.suppress(OSError):
                    if ask(port, trusted, "GET", "/", None) == 404:
                        break
                with contextlib.suppress(subprocess.TimeoutExpired):
                    running.wait(0.1)
                    break
            said = (folder / "proxy.log").read_text(errors="replace")
            assert running.poll() is None, said
            yield running
        finally:
            running.terminate()
            running.wait(STARTS_WITHIN_S)


@contextlib.contextmanager
def nginx(folder: pathlib.Path, port: int, behind: int) -> collections.abc.Iterator["subprocess.Popen[bytes]"]:
    """The nginx of the example, on ``port`` with the folder's certificate, in front of the port ``behind``."""
    site = (EXAMPLES / "nginx.conf").read_text(encoding="utf-8")
    for example, here in {
        "127.0.0.1:8911": f"127.0.0.1:{behind}",
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        "/etc/ssl/watchfloor/chain.pem": str(folder / "chain.pem"),
        "/etc/ssl/watchfloor/key.pem": str(folder / "key.pem"),
    }.items():
        assert example in site
        site = site.replace(example, here)
    folders = "".join(
        f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = f"daemon off;\npid {folder}/nginx.pid;\nevents {{}}\nhttp {{\naccess_log off;\n{folders}{site}}}\n"
    (folder / "nginx.conf").write_text(whole, encoding="utf-8")
    command = [needed("nginx", "nginx-light"), "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")]
    if os.geteuid() == 0:
        command += ["-g", "user root;"]
    with proxy(command, port, folder) as running:
        yield running


def ask(port: int, trusted: ssl.SSLContext, method: str, path: str, body: bytes | None) -> int:
    headers = {"Content-Type": "application/json", "X-Forwarded-For": "6.6.6.6"}
    if body is not None:
        headers["X-RapidSOS-Signature"] = program.signature(body)
    connection = http.client.HTTPSConnection("localhost", port, timeout=40, context=trusted)
    try:
        connection.request(method, path, body, headers)
        return connection.getresponse().status
    finally:
        connection.close()
