"""What the station tells of itself, in the alarm bar."""

import datetime as dt

import msgspec
import pytest
from PySide6.QtWidgets import QPushButton

from app.console.theme.theme import Theme
from app.console.window.alarm_bar import AlarmBar, Notice, first_notice
from app.domain.incident.events import AnyEvent, BodyQuarantined, GapFound, JournalMissing, JournalSetAside, PathLost
from app.domain.lamp import Lamp, LampState
from tests.console.conftest import Open
from tests.shots import scenes

GAP = GapFound(since=scenes.NOW - 420_000, until=scenes.NOW, cause="The station was stopped.")
LONG = GapFound(since=scenes.NOW - 172_800_000, until=scenes.NOW, cause="The station was stopped.")
LOST = PathLost(address="https://shares.example.org", proven_at=scenes.NOW - 60_000, problem="HTTP 502")
BODY = BodyQuarantined(
    quarantine=1,
    status=400,
    problem="not JSON",
    signature="good",
    request_sha256="a" * 64,
    received_at=scenes.NOW,
    remote="::1",
    rings=True,
)


@pytest.mark.parametrize(
    ("event", "headline", "fact", "urgent"),
    [
        (GAP, "Not receiving 01:06:20 to 01:13:20 UTC", "was stopped. Ask your ECCs", False),
        (LONG, "Not receiving 20 Nov 01:13:20 to 01:13:20 UTC", "was stopped. Ask your ECCs", False),
        (LOST, "PUBLIC PATH DOWN.", "HTTP 502. The last self-test that came back arrived at 01:12:20", True),
        (JournalSetAside(file="old.sqlite3", reason="malformed"), "JOURNAL SET ASIDE.", "as old.sqlite3", True),
        (JournalMissing(), "JOURNAL MISSING.", "Call your administrator", True),
    ],
)
def test_each_says_what_it_means_the_fact_and_what_to_do(
    event: AnyEvent, headline: str, fact: str, urgent: bool
) -> None:
    scene = scenes.Scene()
    record = scene.event(None, 0, event)
    found = first_notice(scene.done(), dt.UTC)
    assert found is not None
    assert found.headline.startswith(headline)
    assert fact in found.fact
    assert (found.urgent, found.notice) == (urgent, record.seq)


def test_the_most_urgent_comes_first_and_the_quarantine_opens() -> None:
    scene = scenes.Scene()
    scene.event(None, 9_000, GAP)
    scene.event(None, 0, BODY)
    found = first_notice(scene.done(), dt.UTC)
    assert found is not None
    assert (found.notice, found.urgent, found.verb) == (None, True, "Open the quarantine")
    assert "1 signed by RapidSOS could not be read (not JSON)" in found.fact


def test_nothing_to_tell() -> None:
    assert first_notice(scenes.one().done(), dt.UTC) is None


def test_the_bar_has_a_button_only_with_a_verb(theme: Theme) -> None:
    bar = AlarmBar(theme)
    pressed: list[None] = []
    bar.answered.connect(lambda: pressed.append(None))
    (button,) = bar.findChildren(QPushButton)
    bar.say("NO STATION.", "It does not start.")
    assert button.isHidden()
    bar.say("Not receiving.", "It was stopped.", "I have seen it", urgent=False)
    assert not button.isHidden()
    button.click()
    assert len(pressed) == 1
    bar.grab()
    bar.deleteLater()


def test_the_window_tells_what_was_answered(opened: Open) -> None:
    scene = scenes.Scene()
    record = scene.event(None, 0, GAP)
    window = opened(scene)
    answered: list[Notice] = []
    window.noticed.connect(answered.append)
    window._alarm.answered.emit()
    assert [one.notice for one in answered] == [record.seq]


def test_a_lamp_that_went_wrong_is_told_until_it_is_seen_here(opened: Open, theme: Theme) -> None:
    scene = scenes.empty()
    window = opened(scene)
    watch = scene.watch
    wrong = Lamp(
        name="credentials",
        state=LampState.DOWN,
        evidence="The secret was refused.",
        observed_at=None,
        next_step="Compare it.",
    )
    watch.take([], msgspec.structs.replace(scene.pulse(), lamps=(wrong,)), caught_up=True)
    found = first_notice(watch, dt.UTC)
    assert found is not None
    assert (found.urgent, found.fact) == (False, "The secret was refused. Compare it.")
    assert "NO TOKEN" in found.headline
    (bar,) = window.findChildren(AlarmBar)
    assert bar.isVisible()
    told: list[Notice] = []
    window.noticed.connect(told.append)
    bar.findChildren(QPushButton)[0].click()
    assert not bar.isVisible()
    assert told == []
    assert watch.lamp_alarms.unanswered() == ()


@pytest.mark.parametrize(
    ("name", "state", "headline"),
    [
        ("signature", LampState.DOWN, "NO SHARED SECRET. Every share is refused."),
        ("signature", LampState.WARNING, "SIGNATURES ARE WRONG. Shares may be refused."),
        ("credentials", LampState.DOWN, "NO TOKEN FROM RAPIDSOS. Callflows may not start."),
        ("credentials", LampState.WARNING, "LOOK AT THE RAPIDSOS CREDENTIALS. Callflows may not start."),
    ],
)
def test_a_lamps_headline_says_what_the_lamp_knows(name: str, state: LampState, headline: str) -> None:
    watch = scenes.empty().done((Lamp(name=name, state=state, evidence="Seen.", observed_at=None),))
    found = first_notice(watch, dt.UTC)
    assert found is not None
    assert found.headline == headline
