"""A station and a pretend RapidSOS, both as programs: what is known of a caller is in the journal within a second."""

import collections.abc
import contextlib
import json
import pathlib
import subprocess
import typing

import httpx

from tests.journeys.program import Station, environment, journal, running, watchfloor

PATIENCE_S = 40.0
WITHIN_MS = 1_000


class Simulator:
    """A running ``watchfloor simulator play`` that shares once it is told where."""

    def __init__(self, scenario: str) -> None:
        command = watchfloor("simulator", "play", "--scenario", scenario, "--port", "0")
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment()
        )
        assert self.process.stdout is not None
        self.base_url = str(json.loads(self.process.stdout.readline())["base_url"])

    def order(self, **order: object) -> None:
        """Send an order to its control endpoint."""
        with httpx.Client(trust_env=False) as client:
            answer = client.post(f"{self.base_url}/simulator/control", json=order)
        assert answer.json() == {"done": True}

    def stop(self) -> None:
        """It ends when its parent lets go of its standard input."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(PATIENCE_S)
        self.process.stdout.close()


@contextlib.contextmanager
def simulating(scenario: str) -> collections.abc.Iterator[Simulator]:
    simulator = Simulator(scenario)
    try:
        yield simulator
    finally:
        simulator.stop()


def until(station: Station, enough: collections.abc.Callable[[list[dict[str, typing.Any]]], bool]) -> list[typing.Any]:
    """The journal, read again and again until it holds what a test waits for."""
    for _ in range(60):
        events = journal(station.data_dir)
        if enough(events):
            return events
    raise AssertionError(f"not within patience; there are {[event['kind'] for event in events]}: {station.errors()}")


def of(events: list[typing.Any], kind: str) -> list[typing.Any]:
    return [event for event in events if event["kind"] == kind]


def test_a_whole_scenario_with_an_outage_and_a_restart(tmp_path: pathlib.Path) -> None:
    folder = tmp_path / "data"
    with simulating("calm") as simulator:
        with running(folder, WATCHFLOOR_RAPIDSOS_URL=simulator.base_url) as station:
            simulator.order(do="target", handler_url=station.handler_url)
            events = until(station, lambda found: bool(of(found, "AdditionalDataReceived") and _from_lei(found)))
            (share,) = of(events, "ShareReceived")
            assert of(events, "AdditionalDataReceived")[0]["at"] - share["received_at"] < WITHIN_MS
            assert _from_lei(events)[0]["at"] - share["received_at"] < WITHIN_MS
            simulator.order(do="fail", feed="lei", answer="503")
            until(station, lambda found: bool(of(found, "FeedFailed")))
            simulator.order(do="heal")
            until(station, lambda found: bool(of(found, "FeedRecovered")))
            assert station.stop() == 0
            said = station.errors()
            assert "sim." not in said
            assert "12175550143" not in said
        before = len(_from_lei(journal(folder)))
        with running(folder, WATCHFLOOR_RAPIDSOS_URL=simulator.base_url) as station:
            until(station, lambda found: len(_from_lei(found)) > before)
            assert station.stop() == 0


def _from_lei(events: list[typing.Any]) -> list[typing.Any]:
    return [event for event in of(events, "LocationFixed") if event["source"] == "lei"]
