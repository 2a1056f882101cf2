"""The examples for proxies, really started: shares come through TLS while the station restarts, and none is lost."""

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
import threading

import pytest

from tests import certificates
from tests.journeys import program
from tests.needed import needed

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "packaging" / "proxy"
SHARES, SENDERS, RESTARTS = 30, 2, 2
STARTS_WITHIN_S = 20
SETTINGS = 'environment = "simulator"\ntrusted_proxies = ["127.0.0.1"]\n'
HAND_OVER = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
os.execv(sys.argv[2], sys.argv[2:])
"""
"""As systemd does: descriptor 3, and the variables that say whom it is for."""
needs_systemd = pytest.mark.skipif(os.name != "posix", reason="only systemd hands a socket over like this")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


class Restarting:
    """A station that is stopped and started again on the same port, whose port a service manager holds."""

    def __init__(self, folder: pathlib.Path, held: socket.socket) -> None:
        self.folder = folder
        self._held = held
        folder.mkdir()
        (folder / "settings.toml").write_text(SETTINGS, encoding="ascii")
        self._log = (folder.parent / "station.stderr").open("ab")
        self._process = self._start()

    def _start(self) -> "subprocess.Popen[bytes]":
        given = self._held.fileno()
        command = [sys.executable, "-c", HAND_OVER, str(given)]
        started = subprocess.Popen(
            [*command, *program.watchfloor("station", "--data-dir", str(self.folder))],
            stdout=subprocess.PIPE,
            stderr=self._log,
            env=program.environment(),
            pass_fds=[given],
        )
        assert started.stdout is not None
        assert json.loads(started.stdout.readline())["ready"]
        return started

    def restart(self) -> None:
        self.stop()
        self._process = self._start()

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
def proxy(command: list[str], port: int, folder: pathlib.Path) -> collections.abc.Iterator[None]:
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
            yield
        finally:
            running.terminate()
            running.wait(STARTS_WITHIN_S)


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


def send_while_restarting(port: int, chain: pathlib.Path, station: Restarting) -> list[int]:
    """What each share was answered, sent by two senders while the station restarts twice."""
    trusted = ssl.create_default_context(cafile=str(chain))
    answers: list[int] = []
    half_way = threading.Barrier(SENDERS + 1)

    def send(first: int) -> None:
        for number in range(first, first + SHARES):
            if number == first + SHARES // 6:
                half_way.wait(STARTS_WITHIN_S)
            answers.append(ask(port, trusted, "POST", "/data_share_handler", program.share_body(number)))

    senders = [threading.Thread(target=send, args=(1 + SHARES * place,)) for place in range(SENDERS)]
    for sender in senders:
        sender.start()
    half_way.wait(STARTS_WITHIN_S)
    for _ in range(RESTARTS):
        station.restart()
    for sender in senders:
        sender.join(120)
    return answers


def stored(station: Restarting) -> list[str]:
    """The remote address of each distinct share in the journal."""
    received = program.journal(station.folder, "ShareReceived")
    return [str(one["event"]["remote"]) if "event" in one else str(one["remote"]) for one in received]


@needs_systemd
def test_nginx_and_a_port_that_stays_open_lose_no_share(tmp_path: pathlib.Path) -> None:
    nginx = needed("nginx", "nginx-light")
    chain, key = certificates.make(tmp_path)
    port = free_port()
    held = socket.create_server(("127.0.0.1", 0), backlog=512)
    site = (EXAMPLES / "nginx.conf").read_text(encoding="utf-8")
    for example, here in {
        "127.0.0.1:8911": f"127.0.0.1:{held.getsockname()[1]}",
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        "/etc/ssl/watchfloor/chain.pem": str(chain),
        "/etc/ssl/watchfloor/key.pem": str(key),
    }.items():
        assert example in site
        site = site.replace(example, here)
    folders = "".join(
        f"{name}_temp_path {tmp_path}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = f"daemon off;\npid {tmp_path}/nginx.pid;\nevents {{}}\nhttp {{\naccess_log off;\n{folders}{site}}}\n"
    (tmp_path / "nginx.conf").write_text(whole, encoding="utf-8")
    command = [nginx, "-e", "stderr", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
    if os.geteuid() == 0:
        command += ["-g", "user root;"]
    station = Restarting(tmp_path / "station", held)
    try:
        with proxy(command, port, tmp_path):
            answers = send_while_restarting(port, chain, station)
        assert answers == [200] * SHARES * SENDERS
        assert stored(station) == ["127.0.0.1"] * SHARES * SENDERS
    finally:
        station.end()
        held.close()


@needs_systemd
def test_caddy_and_a_port_that_stays_open_lose_no_share(tmp_path: pathlib.Path) -> None:
    caddy = needed("caddy", "caddy")
    chain, key = certificates.make(tmp_path)
    port, held = free_port(), socket.create_server(("127.0.0.1", 0), backlog=512)
    site = (EXAMPLES / "Caddyfile").read_text(encoding="utf-8")
    for example, here in {
        "127.0.0.1:8911": f"127.0.0.1:{held.getsockname()[1]}",
        "shares.example.org {": f"https://localhost:{port} {{",
        "tls {": f"tls {chain} {key} {{",
    }.items():
        assert example in site
        site = site.replace(example, here)
    (tmp_path / "Caddyfile").write_text("{\n\tadmin off\n\tauto_https off\n}\n" + site, encoding="utf-8")
    station = Restarting(tmp_path / "station", held)
    try:
        with proxy([caddy, "run", "--adapter", "caddyfile", "--config", str(tmp_path / "Caddyfile")], port, tmp_path):
            answers = send_while_restarting(port, chain, station)
        assert answers == [200] * SHARES * SENDERS
        assert stored(station) == ["127.0.0.1"] * SHARES * SENDERS
    finally:
        station.end()
        held.close()


def test_only_the_stations_own_paths_are_passed_on() -> None:
    paths = {"data_share_handler", "callflow_status", "callflow_http", "self_test"}
    for example in ("nginx.conf", "Caddyfile"):
        text = (EXAMPLES / example).read_text(encoding="utf-8")
        assert all(path in text for path in paths)
        assert "desk" not in text
