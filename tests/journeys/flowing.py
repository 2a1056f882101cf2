"""A pretend RapidSOS and the station's desk, as a console speaks to them, for journeys about triggers."""

import collections.abc
import contextlib
import http.client
import json
import pathlib
import subprocess
import typing
import urllib.parse
import uuid

import msgspec

from app.core.clock import SystemClock
from app.domain.incident.envelope import Record
from app.protocol.sync import Events
from tests.domain.callflow import files, filled
from tests.journeys.program import Station, environment, watchfloor

CRASH = files.definition()
REQUEST = filled.request(CRASH, filled.CRASH)
CREDENTIALS = {"WATCHFLOOR_CLIENT_ID": "journey-client", "WATCHFLOOR_CLIENT_SECRET": "journey-client-secret"}
STATUS = {"WATCHFLOOR_STATUS_SECRET": "journey-status-secret"}
PATIENCE_S = 20.0

Json = dict[str, typing.Any]


class RapidSos:
    """``watchfloor simulator serve`` in a process of its own, and what it counted."""

    def __init__(self, *options: str) -> None:
        self.process = subprocess.Popen(
            watchfloor("simulator", "serve", "--port", "0", *options),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(**CREDENTIALS, **STATUS),
        )
        assert self.process.stdout is not None
        self.url = str(json.loads(self.process.stdout.readline())["base_url"])

    @property
    def posts(self) -> int:
        """How many triggers reached it, whatever it answered."""
        return int(ask(self.url, "GET", "/simulator/received")[1]["requests"].get("trigger", 0))

    def order(self, **what: object) -> None:
        status, answer = ask(self.url, "POST", "/simulator/control", what)
        assert status == http.client.OK, answer

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(PATIENCE_S)
        assert self.process.stdout is not None
        self.process.stdout.close()


@contextlib.contextmanager
def rapidsos(*options: str) -> collections.abc.Iterator[RapidSos]:
    pretend = RapidSos(*options)
    try:
        yield pretend
    finally:
        pretend.stop()


def ask(
    url: str, method: str, path: str, body: object = None, token: str | None = None, timeout: float = PATIENCE_S
) -> tuple[int, Json]:
    """One JSON request; gives the status and the answer."""
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=timeout)
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
    try:
        connection.request(method, path, None if body is None else json.dumps(body).encode(), headers)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read() or b"{}")
    finally:
        connection.close()


class Desk:
    """A console's side of the desk of a running station."""

    def __init__(self, station: Station, operator: str = "ANNA") -> None:
        told = json.loads((station.data_dir / "desk.json").read_text())
        self.url, self._token = str(told["url"]), str(told["token"])
        self.session = self.command("SignOn", name=operator)["session"]

    def command(self, wish: str, timeout: float = PATIENCE_S, **fields: object) -> Json:
        """Send a wish; gives its answer."""
        body = {"id": str(uuid.uuid4()), "command": wish, "session": getattr(self, "session", None), **fields}
        return ask(self.url, "POST", "/commands", body, self._token, timeout)[1]

    def confirm(
        self, press: str, incident: int | None = None, timeout: float = PATIENCE_S, held_at: int | None = None
    ) -> Json:
        """Hold to send the crash form; the hold ends now unless ``held_at`` (boot clock, ms) says when it did."""
        return self.command("ConfirmTrigger", timeout, **self.press(press, incident, held_at))

    def press(self, press: str, incident: int | None = None, held_at: int | None = None) -> Json:
        """What such a command carries."""
        return {
            "id": press,
            "incident": incident,
            "definition": CRASH.file,
            "request": REQUEST.text,
            "request_sha256": REQUEST.sha256,
            "held_at": int(SystemClock().monotonic() * 1000) if held_at is None else held_at,
        }

    def events_of(self, press: str) -> list[Json]:
        """What was recorded of the trigger of a press."""
        return [one for one in self.events() if press in json.dumps(one["body"])]

    def events(self, after: int = 0, wait: int = 0) -> list[Json]:
        return list(ask(self.url, "GET", f"/events?after={after}&wait={wait}", None, self._token)[1]["events"])

    def records(self) -> list[Record]:
        """All events so far, as the console reads them."""
        parts = urllib.parse.urlsplit(self.url)
        connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=PATIENCE_S)
        try:
            connection.request("GET", "/events?after=0", headers={"Authorization": f"Bearer {self._token}"})
            return list(msgspec.json.decode(connection.getresponse().read(), type=Events).events)
        finally:
            connection.close()

    def until(self, *kinds: str) -> Json:
        """The first event of one of these kinds; follows the desk's long poll."""
        after = 0
        for _ in range(int(PATIENCE_S)):
            for event in self.events(after, wait=1):
                after = event["seq"]
                if event["kind"] in kinds:
                    return event
        raise AssertionError(f"none of {kinds} came")


def station_environment(pretend: RapidSos) -> dict[str, str]:
    return {"WATCHFLOOR_RAPIDSOS_URL": pretend.url, **CREDENTIALS, **STATUS}


@contextlib.contextmanager
def station_of(data_dir: pathlib.Path, pretend: RapidSos, **more: str) -> collections.abc.Iterator[Station]:
    station = Station(data_dir, 0, "app", **station_environment(pretend), **more)
    try:
        yield station
    finally:
        if station.process.poll() is None:
            station.kill()
        station.reap()
