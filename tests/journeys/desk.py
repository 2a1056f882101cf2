"""The station's desk as a console of this computer speaks to it."""

import http.client
import json
import pathlib
import time
import typing
import urllib.parse
from collections.abc import Callable


class Desk:
    """Reads ``desk.json`` at each call: a restart moves the desk."""

    def __init__(self, data_dir: pathlib.Path) -> None:
        self._file = data_dir / "desk.json"
        self._session: str | None = None

    def ask(self, path: str) -> typing.Any:  # noqa: ANN401 JSON
        """A GET, decoded."""
        status, body = self._call("GET", path)
        assert status == http.client.OK, body
        return json.loads(body)

    def command(self, command: str, command_id: str, **fields: object) -> tuple[int, dict[str, typing.Any]]:
        """A wish; the status and what was answered."""
        wish = {"id": command_id, "command": command, "session": self._session, **fields}
        status, body = self._call("POST", "/commands", json.dumps(wish))
        return status, json.loads(body)

    def sign_on(self, name: str) -> None:
        """Sit down; later wishes carry the session."""
        status, answer = self.command("SignOn", f"on-{name}", name=name)
        assert status == http.client.OK
        self._session = answer["session"]

    def pulse(self) -> dict[str, typing.Any]:
        """The heartbeat now."""
        return dict(self.ask("/events?after=999999999")["pulse"])

    def lamp(self, name: str) -> str:
        """A lamp's state."""
        return next(str(lamp["state"]) for lamp in self.pulse()["lamps"] if lamp["name"] == name)

    def _call(self, method: str, path: str, body: str | None = None) -> tuple[int, bytes]:
        known = json.loads(self._file.read_text(encoding="utf-8"))
        address = urllib.parse.urlsplit(known["url"])
        connection = http.client.HTTPConnection(str(address.hostname), address.port, timeout=20)
        headers = {"Authorization": f"Bearer {known['token']}", "Content-Type": "application/json"}
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()


def until(condition: Callable[[], bool], patience_s: float = 30.0, every_s: float = 0.05) -> None:
    """Wait until something outside is so."""
    end = time.monotonic() + patience_s
    while not condition():
        assert time.monotonic() < end, "it did not come"
        time.sleep(every_s)
