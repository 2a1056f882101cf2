"""A trigger goes out at most once: whoever is killed, whenever, and whatever RapidSOS answers.

The pretend RapidSOS counts the POSTs. Per confirmation they are 0 or 1, never 2.
"""

import collections
import collections.abc
import concurrent.futures
import contextlib
import http.client
import json
import os
import pathlib
import random
import signal
import sys
import threading
import time

import pytest

from app.core.clock import SystemClock
from tests.journeys.flowing import Desk, Json, RapidSos, rapidsos, station_of
from tests.journeys.program import bad_disk, journal

KILLS = int(os.environ.get("WATCHFLOOR_TEST_TRIGGER_KILLS", "4"))
"""Moments at which the station is killed between press and answer; more for the long run."""
STILL = int(os.environ.get("WATCHFLOOR_TEST_TRIGGER_STILL", "2"))
"""Moments at which it is stopped, and as many at which its disk stalls."""
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


class Moments:
    """Presses at each of which something happens to the station at a random moment; counts what became of them."""

    def __init__(self, kind: str, pretend: RapidSos) -> None:
        self.kind = kind
        self.pretend = pretend
        self.chance = random.Random(f"911 {kind}")  # noqa: S311 - moments, the same in every run
        self.ends: collections.Counter[str] = collections.Counter()
        self.posts: collections.Counter[int] = collections.Counter()

    def after(self) -> float:
        """So long after the press it happens (s): before, in and after every step; a station just started is slower."""
        return self.chance.uniform(0, 0.5 if self.kind == "kill" else 0.12)

    def count(self, press: str, before: int, end: str) -> int:
        """What became of a press; a refusal or "never sent" is true only if no POST arrived."""
        posts = self.pretend.posts - before
        self.ends[end] += 1
        self.posts[posts] += 1
        assert posts <= 1, press
        if end in ("refused", "never_sent"):
            assert posts == 0, (press, end)
        if end == "TriggerAccepted":
            assert posts == 1, press
        return posts

    def tell(self) -> None:
        """The table's row."""
        print(f"{self.kind}: {sum(self.posts.values())} presses, POSTs {dict(self.posts)}, {dict(self.ends)}")


def end_of(desk: Desk, press: str, answer: Json) -> str:
    """``refused`` by the station, ``never_sent``, or the kind of the trigger's last event."""
    if "refused" in answer:
        return "refused"
    wait_for(lambda: _is_settled(desk, press))
    event = next(one for one in desk.events() if one["kind"] in OUTCOMES and one["body"]["trigger"] == press)
    return str((event["body"]["outcome"].get("why") == "never_sent" and "never_sent") or event["kind"])


def boot_ms() -> int:
    return int(SystemClock().monotonic() * 1000)


def test_the_station_is_killed_at_any_moment_between_press_and_answer(
    pretend: RapidSos, tmp_path: pathlib.Path
) -> None:
    moments = Moments("kill", pretend)
    data_dir = tmp_path / "station"
    for attempt in range(KILLS):
        before, press, held_at = pretend.posts, f"press-{attempt}", 0
        with station_of(data_dir, pretend) as station:
            desk = Desk(station)
            held_at = boot_ms()
            killer = threading.Timer(moments.after(), station.process.kill)
            killer.start()
            with contextlib.suppress(OSError, http.client.HTTPException):
                desk.confirm(press, held_at=held_at)
            killer.join()
            station.process.wait()
        with station_of(data_dir, pretend) as station:
            # What the console does that got no answer: the same press again, with the same id. First as one whose
            # session is gone: it hears what was answered, or that nothing is known of it.
            desk = Desk(station)
            known = any(event["kind"] == "TriggerConfirmed" for event in desk.events_of(press))
            lost = desk.command("ConfirmTrigger", session="gone", **desk.press(press, held_at=held_at))
            assert ("seq" in lost) is known, (press, lost)
            moments.count(press, before, end_of(desk, press, desk.confirm(press, held_at=held_at)))
            assert station.stop() == 0
    sent = [row["trigger"] for row in journal(data_dir, "TriggerSent")]
    assert len(sent) == len(set(sent))
    moments.tell()


LONG_S = 7.5
"""Longer than a hold keeps and its commit may wait: what had not left by then must not leave."""


@pytest.mark.skipif(sys.platform != "linux", reason="stops a process as Linux does, and stalls its disk by LD_PRELOAD")
@pytest.mark.parametrize("kind", ["stop", "stall"])
def test_the_station_or_its_disk_stands_still_at_any_moment(
    pretend: RapidSos, tmp_path: pathlib.Path, kind: str
) -> None:
    moments, control = Moments(kind, pretend), tmp_path / "control"
    control.write_text("0", encoding="utf-8")
    data_dir = tmp_path / "station"
    more = {"BAD_DISK_CONTROL": str(control), "BAD_DISK_FOLDER": str(data_dir)}
    if kind == "stall":
        more["LD_PRELOAD"] = str(bad_disk(tmp_path))
    with station_of(data_dir, pretend, **more) as station, concurrent.futures.ThreadPoolExecutor(1) as pressing:

        def stand(*, still: bool) -> None:
            if kind == "stop":
                station.process.send_signal(signal.SIGSTOP if still else signal.SIGCONT)
            else:
                control.write_text("-1" if still else "0", encoding="utf-8")

        desk = Desk(station)
        for attempt in range(STILL):
            before, press = pretend.posts, f"press-{attempt}"
            seconds = moments.chance.choice([0.3, 3.0, LONG_S])
            pressed = pressing.submit(desk.confirm, press, timeout=60.0)
            threading.Event().wait(moments.after())
            stand(still=True)
            threading.Event().wait(seconds)
            left = pretend.posts - before
            stand(still=False)
            posts = moments.count(press, before, end_of(desk, press, pressed.result()))
            if seconds == LONG_S:
                assert posts == left, f"{press} left after standing still for {seconds} s"
    moments.tell()


def _is_settled(desk: Desk, press: str) -> bool:
    return any(event["kind"] in OUTCOMES and event["body"]["trigger"] == press for event in desk.events())


def wait_for(true: collections.abc.Callable[[], bool], patience_s: float = 20.0) -> None:
    end = time.monotonic() + patience_s
    pause = threading.Event()
    while not true():
        assert time.monotonic() < end, "it never came true"
        pause.wait(0.05)
