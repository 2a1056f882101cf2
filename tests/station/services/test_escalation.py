"""Who is called while nobody watches, and until when."""

import asyncio
import collections.abc
import pathlib

import pytest

from app.domain.incident.envelope import EventDraft, received
from app.domain.incident.events import Acknowledged, BodyQuarantined, Escalated
from app.station.journal.base import Decision
from app.station.journal.journal import Journal
from app.station.services import escalation
from app.station.services.commands import happens
from app.station.services.escalation import (
    AGAIN_MS,
    LOOK_EVERY_S,
    UNWATCHED_MS,
    Escalation,
    Notification,
    UnwatchedCheck,
)
from app.station.sessions import Sessions
from tests.fake_clock import T0
from tests.station.journal.made import Home, arrive, share
from tests.station.services.test_watchdog import Written


class Pager:
    """A way that writes down whom it called about."""

    name = "command"

    def __init__(self) -> None:
        self.calls: list[Notification] = []
        self.problem = ""

    async def call(self, summons: Notification) -> str:
        self.calls.append(summons)
        return self.problem


class Watching:
    def __init__(self, home: Home, journal: Journal, patience_s: int = 0) -> None:
        self.journal, self.clock, self.pager = journal, home.clock, Pager()
        self.sessions = Sessions()
        self.unwatched = UnwatchedCheck(self.sessions, home.clock, Written())
        self.escalate = Escalation(journal, home.clock, self.unwatched, [self.pager], lambda: self.patience_s)
        self.patience_s = patience_s

    async def pass_time(self, seconds: float) -> None:
        for _ in range(int(seconds / LOOK_EVERY_S)):
            await self.clock.advance(LOOK_EVERY_S)
            await self.unwatched.look()
            await self.escalate.look()

    async def acknowledge(self, number: int) -> None:
        draft = EventDraft(event=Acknowledged(through=self.journal.last_seq), incident=number, operator="ANNA")
        await self.journal.decide(lambda _ledger, _now: Decision(drafts=(draft,)))

    async def pass_time_watched(self, seconds: float) -> None:
        session = self.sessions.begin("ANNA", "id", self.clock.now())
        for _ in range(int(seconds / LOOK_EVERY_S)):
            self.sessions.asked(session, self.clock.now())
            await self.pass_time(LOOK_EVERY_S)

    def reasons(self) -> list[tuple[int | None, str]]:
        events = [received(record) for record in self.journal.after(0, 1_000)]
        return [(one.incident, one.event.because) for one in events if isinstance(one.event, Escalated)]

    def told(self) -> list[tuple[int | None, str]]:
        events = [received(record) for record in self.journal.after(0, 1_000)]
        return [(one.incident, one.event.problem) for one in events if isinstance(one.event, Escalated)]


@pytest.fixture
def home(tmp_path: pathlib.Path) -> Home:
    return Home(tmp_path)


async def test_a_share_that_nobody_sees_calls_until_it_is_acknowledged(home: Home) -> None:
    with home.opened() as journal:
        watching = Watching(home, journal)
        await watching.pass_time(10)
        await journal.decide(arrive(share()))
        await watching.pass_time(UNWATCHED_MS / 1000 - 12)
        assert watching.pager.calls == []
        await watching.pass_time(2)
        assert [call.incidents for call in watching.pager.calls] == [(1001,)]
        assert watching.pager.calls[0].unwatched_since == T0
        await watching.pass_time(AGAIN_MS / 1000 - LOOK_EVERY_S)
        assert len(watching.pager.calls) == 1
        await watching.pass_time(LOOK_EVERY_S)
        assert len(watching.pager.calls) == 2
        assert watching.told() == [(1001, "")]
        await watching.acknowledge(1001)
        await watching.pass_time(300)
        assert len(watching.pager.calls) == 2


async def test_a_new_share_calls_at_once(home: Home) -> None:
    with home.opened() as journal:
        watching = Watching(home, journal)
        await watching.pass_time(70)
        await journal.decide(arrive(share(1)))
        await watching.pass_time(2)
        await journal.decide(arrive(share(2, phone=None)))
        await watching.pass_time(2)
        assert [call.incidents for call in watching.pager.calls] == [(1001,), (1001, 1002)]


async def test_what_has_begun_goes_on_while_somebody_watches_but_nothing_new_begins(home: Home) -> None:
    with home.opened() as journal:
        watching = Watching(home, journal)
        await journal.decide(arrive(share(1)))
        await watching.pass_time(62)
        session = watching.sessions.begin("ANNA", "id", home.clock.now())
        await journal.decide(arrive(share(2, phone=None)))
        for _ in range(40):
            watching.sessions.asked(session, home.clock.now())
            await watching.pass_time(2)
        assert [call.incidents for call in watching.pager.calls] == [(1001,), (1001,)]


async def test_what_nobody_answers_calls_the_supervisor_while_somebody_watches(home: Home) -> None:
    with home.opened() as journal:
        watching = Watching(home, journal, patience_s=60)
        await journal.decide(arrive(share(1)))
        await watching.pass_time_watched(58)
        await journal.decide(arrive(share(2, phone=None)))
        assert watching.pager.calls == []
        await watching.pass_time_watched(2)
        assert watching.pager.calls == [
            Notification(unwatched_since=None, unanswered_since=T0, incidents=(1001,), alarms=1)
        ]
        await watching.pass_time_watched(58)
        assert len(watching.pager.calls) == 1
        await watching.pass_time_watched(2)
        assert [call.incidents for call in watching.pager.calls] == [(1001,), (1001, 1002)]
        await watching.acknowledge(1001)
        await watching.acknowledge(1002)
        await watching.pass_time_watched(120)
        assert len(watching.pager.calls) == 2
        assert watching.reasons() == [(1001, "unanswered"), (1002, "unanswered")]


async def test_a_floor_that_is_left_altogether_is_told_as_such(home: Home) -> None:
    with home.opened() as journal:
        watching = Watching(home, journal, patience_s=30)
        await journal.decide(arrive(share(1)))
        await watching.pass_time_watched(30)
        left = home.clock.now() - LOOK_EVERY_S * 1000
        await watching.pass_time(60)
        assert [call.unwatched_since for call in watching.pager.calls] == [None, left]
        assert watching.reasons() == [(1001, "unanswered"), (1001, "unwatched")]


async def test_the_supervisor_is_not_called_unless_somebody_chose_it(home: Home) -> None:
    with home.opened() as journal:
        watching = Watching(home, journal)
        await journal.decide(arrive(share(1)))
        await watching.pass_time_watched(300)
        assert watching.pager.calls == []
        watching.patience_s = 60
        await watching.pass_time_watched(2)
        assert len(watching.pager.calls) == 1


async def test_a_failure_is_told_when_it_begins_and_when_it_ends(home: Home) -> None:
    with home.opened() as journal:
        watching = Watching(home, journal)
        watching.pager.problem = "it ended with code 3"
        event = BodyQuarantined(
            quarantine=1,
            status=400,
            problem="not JSON",
            signature="good",
            request_sha256="a" * 64,
            received_at=T0,
            remote="::1",
            rings=True,
        )
        await journal.decide(happens(event))
        await watching.pass_time(180)
        assert watching.escalate.last is not None
        assert watching.escalate.last.problems == ("it ended with code 3",)
        watching.pager.problem = ""
        await watching.pass_time(60)
        assert watching.told() == [(None, "it ended with code 3"), (None, "")]


async def test_a_failing_disk_stops_no_call(home: Home) -> None:
    with home.opened() as journal:
        watching = Watching(home, journal)
        await journal.decide(arrive(share()))
        await watching.pass_time(62)
    await watching.pass_time(120)
    assert len(watching.pager.calls) == 3


async def test_a_call_that_cannot_be_recorded_is_made(
    home: Home, expect_log: collections.abc.Callable[[str], None]
) -> None:
    expect_log("A call for help could not be recorded")
    with home.opened() as journal:
        watching = Watching(home, journal)
        await journal.decide(arrive(share()))
        await watching.pass_time(62)
    watching.pager.problem = "another"
    await watching.pass_time(60)
    assert len(watching.pager.calls) == 2


async def test_it_looks_until_it_is_cancelled(home: Home) -> None:
    with home.opened() as journal:
        watching = Watching(home, journal)
        async with asyncio.TaskGroup() as group:
            task = group.create_task(watching.escalate.run())
            await home.clock.advance(LOOK_EVERY_S)
            task.cancel()


class Broken:
    """A way that does what no way should."""

    name = "url"

    def __init__(self, how: str) -> None:
        self._how = how

    async def call(self, _summons: Notification) -> str:
        if self._how == "raises":
            raise RuntimeError("broken")
        await asyncio.Event().wait()
        return ""


@pytest.mark.parametrize(
    ("how", "problem"), [("raises", "it failed inside the station (RuntimeError)"), ("hangs", "it did not end within")]
)
async def test_a_way_that_breaks_or_hangs_silences_no_other(
    home: Home,
    monkeypatch: pytest.MonkeyPatch,
    expect_log: collections.abc.Callable[[str], None],
    how: str,
    problem: str,
) -> None:
    if how == "raises":
        expect_log("failed inside the station")
    monkeypatch.setattr(escalation, "DEADLINE_S", 0.05)
    with home.opened() as journal:
        watching = Watching(home, journal)
        watching.escalate.ways = (Broken(how), watching.pager)
        await journal.decide(arrive(share()))
        await watching.pass_time(UNWATCHED_MS / 1000 + LOOK_EVERY_S)
        assert len(watching.pager.calls) == 1
        assert watching.escalate.last is not None
        assert watching.escalate.last.problems[0].startswith(problem)
