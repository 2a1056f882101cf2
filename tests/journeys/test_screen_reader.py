"""An operator who sees nothing works a call: everything is found by role and name, and acted on as readers do."""

import collections.abc
import contextlib
import pathlib
import subprocess

import pytest

pytest.importorskip("jeepney", reason="D-Bus is spoken on Linux only")

from tests.journeys.accessible_screen import accessible_screen
from tests.journeys.desk import until
from tests.journeys.program import Station, environment, journal, running, watchfloor
from tests.journeys.screen_reader import ScreenReader
from tests.journeys.test_first_light import ROOT_FLAG, share

OPERATOR = "Trainee"
"""Who sits at a console of the simulator from the start."""


@contextlib.contextmanager
def console(station: Station) -> collections.abc.Iterator[ScreenReader]:
    """The real console on a screen of its own, and a screen reader beside it."""
    with accessible_screen() as screen:
        command = watchfloor("--data-dir", str(station.data_dir))
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, env=environment(**screen, **ROOT_FLAG))
        reader = ScreenReader(screen["DBUS_SESSION_BUS_ADDRESS"])
        try:
            reader.find("push button", f"Signed on: {OPERATOR}")
            reader.listen()
            yield reader
        finally:
            reader.close()
            process.kill()
            process.wait()


def kinds(station: Station) -> list[str]:
    """What the operator did, as the journal has it."""
    return [event["kind"] for event in journal(station.data_dir) if event["operator"] == OPERATOR]


def test_a_call_is_heard_taken_and_closed_by_ear(tmp_path: pathlib.Path) -> None:
    with running(tmp_path / "data") as station, console(station) as reader:
        share(station)
        assert reader.hear("New share") == "New share from IL_0142"
        queue = reader.find("list", "Queue of open incidents")
        (row,) = reader.children(queue)
        assert row.role == "list item"
        assert row.name.startswith("P1, new, not acknowledged, •••-•••-0143, 1001, IL_0142")
        reader.act(reader.find("push button", "Take next"))
        until(lambda: "Acknowledged" in kinds(station))
        reader.find("list item", "P3, You, •••-•••-0143")
        _open_every_tab(reader)
        _write_note(reader, station)
        _close(reader, station)
        reader.find("label", "Nothing is waiting")


def _open_every_tab(reader: ScreenReader) -> None:
    reader.find("page tab list", "Summary")
    for tab, shown in (
        ("Raw", ("text", "Request as received")),
        ("Additional data", ("push button", "Ask RapidSOS now")),
        ("Summary", ("push button", "Copy sentence")),
        ("Timeline", ("list", "Timeline, newest first")),
    ):
        reader.act(reader.find("page tab", tab))
        reader.find(*shown)


def _write_note(reader: ScreenReader, station: Station) -> None:
    reader.write(reader.find("text", "Note"), "Caller's sister is on her way")
    reader.act(reader.find("push button", "Add note"))
    until(lambda: "NoteAdded" in kinds(station))
    reader.find("list item", "Note, Caller's sister is on her way")


def _close(reader: ScreenReader, station: Station) -> None:
    reader.act(reader.find("push button", "Close…"))
    reader.find("dialog", "Close incident 1001")
    reader.act(reader.find("radio button", "Test"))
    reader.write(reader.find("text", "Words to the disposition"), "A drill, told by the ECC")
    reader.act(reader.find("push button", "Close incident 1001"))
    until(lambda: "IncidentClosed" in kinds(station))


def test_whatever_the_keyboard_reaches_has_a_name(tmp_path: pathlib.Path) -> None:
    with running(tmp_path / "data") as station, console(station) as reader:
        share(station)
        reader.hear("New share")
        reader.find("list", "Queue of open incidents")
        nameless = [one for one in reader.everything() if one.focusable and one.showing and not one.name]
        assert not nameless
        painted = {one.name: one.role for one in reader.everything()}
        assert painted["Environment SIMULATOR"] == "label"
