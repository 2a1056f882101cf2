"""A pretend tile server on loopback: answers, refuses, hangs or is away, as a test wishes."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.console.map.tiles.pictures import picture


class TileHouse:
    """What it was asked, and how it answers: a status, ``picture``, ``page`` or ``hang``."""

    def __init__(self, port: int = 0) -> None:
        self.asked: list[str] = []
        self.agents: list[str] = []
        self.way: str | int = "picture"
        self.release = threading.Event()
        house = self

        class Door(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                house.answer(self)

            def log_message(self, *_details: object) -> None:
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Door)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=lambda: self._server.serve_forever(0.01))
        self._thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/{{z}}/{{x}}/{{y}}.png"

    def answer(self, door: BaseHTTPRequestHandler) -> None:
        self.asked.append(door.path)
        self.agents.append(str(door.headers.get("User-Agent")))
        way = self.way
        if way == "hang":
            self.release.wait(20)
            return
        status = way if isinstance(way, int) else 200
        body, kind = b"no", "text/plain"
        if way == "picture":
            body, kind = picture(1, 2, 3), "image/png"
        door.send_response(status)
        if status in range(300, 400):
            door.send_header("Location", "http://127.0.0.1:9/elsewhere.png")
        door.send_header("Content-Type", kind)
        door.send_header("Content-Length", str(len(body)))
        door.end_headers()
        door.wfile.write(body)

    def close(self) -> None:
        self.release.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@contextmanager
def tile_house(port: int = 0) -> Iterator[TileHouse]:
    house = TileHouse(port)
    try:
        yield house
    finally:
        house.close()
