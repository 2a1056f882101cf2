"""A RapidSOS of one caller who never stands still, and a count of the callflows that it was asked to start."""

import collections.abc
import contextlib
import http.server
import itertools
import json
import threading


class MovingCaller:
    """What it was asked; ``base_url`` is for ``WATCHFLOOR_RAPIDSOS_URL``."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.located = 0
        self.triggered: list[bytes] = []


@contextlib.contextmanager
def serving() -> collections.abc.Iterator[MovingCaller]:
    """Serve on loopback until the block ends."""
    steps = itertools.count()

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self._answer(_answer(caller, self.path, body, next(steps)))

        def do_GET(self) -> None:
            self._answer(_answer(caller, self.path, b"", next(steps)))

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def _answer(self, value: object) -> None:
            body = json.dumps(value).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    caller = MovingCaller(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, name="moving caller")
    thread.start()
    try:
        yield caller
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _answer(caller: MovingCaller, path: str, body: bytes, step: int) -> object:
    match path.partition("?")[0]:
        case "/oauth/token":
            return {"access_token": "own-token-of-a-journey", "token_type": "Bearer", "expires_in": 3600}
        case "/location":
            caller.located += 1
            return {"latitude": 39.7 + step / 1e5, "longitude": -89.64, "uncertainty_radius": 12}
        case "/v1/rem/trigger":
            caller.triggered.append(body)
            return {"code": 0, "id": "alert-of-a-journey", "message": "Workflow started"}
        case _:
            return {}
