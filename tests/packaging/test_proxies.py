"""The examples for proxies, really started: shares come through TLS while the station restarts, and none is lost."""

import os
import pathlib
import socket
import ssl
import threading

import pytest

from tests import certificates
from tests.journeys import program
from tests.needed import needed
from tests.packaging.fronted import EXAMPLES, STARTS_WITHIN_S, Restarting, ask, free_port, nginx, proxy

MOST_REFUSED = 2
SHARES, SENDERS, RESTARTS = 30, 2, 2
needs_systemd = pytest.mark.skipif(os.name != "posix", reason="only systemd hands a socket over like this")


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
    chain, _key = certificates.make(tmp_path)
    port = free_port()
    held = socket.create_server(("127.0.0.1", 0), backlog=512)
    station = Restarting(tmp_path / "station", held)
    try:
        with nginx(tmp_path, port, held.getsockname()[1]):
            answers = send_while_restarting(port, chain, station)
        assert answers == [200] * SHARES * SENDERS
        assert stored(station) == ["127.0.0.1"] * SHARES * SENDERS
    finally:
        station.end()
        held.close()


@needs_systemd
def test_caddy_and_a_port_that_stays_open_lose_no_share_silently(tmp_path: pathlib.Path) -> None:
    """Caddy can't send a body again: one that it had begun on a dying connection is answered 502, and so not lost."""
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
        assert set(answers) <= {200, 502}
        assert answers.count(502) <= MOST_REFUSED
        kept = stored(station)
        assert set(kept) == {"127.0.0.1"}
        assert answers.count(200) <= len(kept) <= len(answers)
    finally:
        station.end()
        held.close()


def test_only_the_stations_own_paths_are_passed_on() -> None:
    paths = {"data_share_handler", "callflow_status", "callflow_http", "self_test"}
    for example in ("nginx.conf", "Caddyfile"):
        text = (EXAMPLES / example).read_text(encoding="utf-8")
        assert all(path in text for path in paths)
        assert "desk" not in text
