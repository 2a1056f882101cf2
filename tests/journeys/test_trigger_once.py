"""A trigger goes out at most once: whoever is killed, whenever, and whatever RapidSOS answers.

The pretend RapidSOS counts the POSTs. Per confirmation they are 0 or 1, never 2.
"""

import collections.abc
import concurrent.futures
import contextlib
import http.client
import json
import os
import pathlib
import random
import threading
import time

import pytest

from tests.journeys.flowing import Desk, RapidSos, rapidsos, station_of
from tests.journeys.program import journal

KILLS = int(os.environ.get("WATCHFLOOR_TEST_TRIGGER_KILLS", "4"))
"""Moments at which the station is killed between press and answer; more for the long run."""
OUTCOMES = ("TriggerAccepted", "TriggerRefused", "TriggerUnknown")


@pytest.fixture(scope="module")
def pretend() -> collections.abc.Iterator[RapidSos]:
    with rapidsos() as one:
        yield one


@pytest.fixture(autouse=True)
def healed(pretend: RapidSos) -> None:
    pretend.order(do="heal")


def outcome(desk: Desk) -> tuple[str, str | None]:
    event = desk.until(*OUTCOMES)
    return str(event["kind"]), event["body"]["outcome"].get("why")


def test_accepted_with_its_id(pretend: RapidSos, tmp_path: pathlib.Path) -> None:
    before = pretend.posts
    with station_of(tmp_path / "station", pretend) as station:
        desk = Desk(station)
        assert "seq" in desk.confirm("press-1")
        accepted = desk.until(*OUTCOMES)
        assert accepted["kind"] == "TriggerAccepted"
        assert accepted["body"]["outcome"]["alert_id"]
        assert station.stop() == 0
    assert pretend.posts == before + 1


@pytest.mark.parametrize(
    ("answer", "kind", "why"),
    [
        ("401", "TriggerRefused", "credentials"),
        ("400", "TriggerRefused", "validation"),
        ("429", "TriggerRefused", "too_many"),
        ("validation_error", "TriggerRefused", "validation"),
        ("server_error", "TriggerRefused", "no_flow"),
        ("server_error_with_id", "TriggerUnknown", "error_with_id"),
        ("408", "TriggerUnknown", "request_timeout"),
        ("500", "TriggerUnknown", "server_error"),
        ("504", "TriggerUnknown", "server_error"),
        ("garbage", "TriggerUnknown", "unreadable"),
        ("html", "TriggerUnknown", "unreadable"),
        ("no_code", "TriggerUnknown", "no_code"),
        ("redirect", "TriggerUnknown", "odd_status"),
        ("truncated", "TriggerUnknown", "unreadable"),
        ("cut", "TriggerUnknown", "cut"),
        ("reset", "TriggerUnknown", "cut"),
        ("lost", "TriggerUnknown", "cut"),
    ],
)
def test_every_answer_has_one_outcome_and_one_post(
    pretend: RapidSos, tmp_path: pathlib.Path, answer: str, kind: str, why: str
) -> None:
    before = pretend.posts
    pretend.order(do="fail", feed="trigger", answer=answer)
    with station_of(tmp_path / "station", pretend) as station:
        desk = Desk(station)
        desk.confirm("press-1")
        assert outcome(desk) == (kind, why)
        # The same press again, from another seat too, changes nothing.
        assert "seq" in desk.confirm("press-1")
        assert "seq" in Desk(station, "BEN").confirm("press-1")
    assert pretend.posts == before + 1


def test_double_clicks_and_a_console_that_dies_after_the_press(pretend: RapidSos, tmp_path: pathlib.Path) -> None:
    before = pretend.posts
    with station_of(tmp_path / "station", pretend) as station:
        desk = Desk(station)
        with contextlib.suppress(OSError, http.client.HTTPException):
            desk.confirm("press-1", timeout=0.001)
        with concurrent.futures.ThreadPoolExecutor(8) as clicks:
            answers = list(clicks.map(lambda _: desk.confirm("press-1"), range(8)))
        assert len({json.dumps(answer) for answer in answers}) == 1
        assert outcome(desk)[0] == "TriggerAccepted"
    assert pretend.posts == before + 1


def test_the_station_is_killed_while_rapidsos_holds_its_answer(pretend: RapidSos, tmp_path: pathlib.Path) -> None:
    before = pretend.posts
    pretend.order(do="fail", feed="trigger", answer="timeout")
    with station_of(tmp_path / "station", pretend) as station:
        desk = Desk(station)
        desk.confirm("press-1")
        desk.until("TriggerSent")
        wait_for(lambda: pretend.posts == before + 1)
        station.kill()
    pretend.order(do="heal")
    with station_of(tmp_path / "station", pretend) as station:
        desk = Desk(station)
        assert outcome(desk) == ("TriggerUnknown", "restarted")
        assert "seq" in desk.confirm("press-1")
        unknown = desk.until("TriggerUnknown")
        answer = desk.command("CloseIncident", incident=unknown["incident"], reason="TEST")
        assert "refused" in answer
        settled = desk.command(
            "SettleTrigger", incident=unknown["incident"], trigger="press-1", started=False, note="phoned"
        )
        assert "seq" in settled
    assert pretend.posts == before + 1


def test_the_station_is_killed_at_any_moment_between_press_and_answer(
    pretend: RapidSos, tmp_path: pathlib.Path
) -> None:
    chance = random.Random(911)  # noqa: S311 - moments to kill at, the same in every run
    data_dir = tmp_path / "station"
    for attempt in range(KILLS):
        before = pretend.posts
        press = f"press-{attempt}"
        with station_of(data_dir, pretend) as station:
            desk = Desk(station)
            killer = threading.Timer(chance.uniform(0, 0.08), station.process.kill)
            killer.start()
            with contextlib.suppress(OSError, http.client.HTTPException):
                desk.confirm(press)
            killer.join()
            station.process.wait()
        with station_of(data_dir, pretend) as station:
            desk = Desk(station)
            # What the console does that got no answer: the same press again, with the same id.
            desk.confirm(press)
            wait_for(lambda desk=desk, press=press: _is_settled(desk, press))  # type: ignore[misc]
            assert station.stop() == 0
        assert pretend.posts - before <= 1, press
    sent = [row["trigger"] for row in journal(data_dir, "TriggerSent")]
    assert len(sent) == len(set(sent))


def _is_settled(desk: Desk, press: str) -> bool:
    return any(event["kind"] in OUTCOMES and event["body"]["trigger"] == press for event in desk.events())


def wait_for(true: collections.abc.Callable[[], bool], patience_s: float = 20.0) -> None:
    end = time.monotonic() + patience_s
    pause = threading.Event()
    while not true():
        assert time.monotonic() < end, "it never came true"
        pause.wait(0.05)
