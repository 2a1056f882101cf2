"""A confirmed callflow goes out once, whatever fails and whoever asks again."""

import asyncio
import collections.abc
import contextlib
import pathlib

import msgspec
import pytest

from app.core.tasks import Tasks
from app.domain.callflow.outcome import TOO_LATE, Accepted, Outcome, OutcomeReason, Refused, Unknown
from app.domain.callflow.status import Status
from app.domain.incident.commands import ConfirmTrigger, Done
from app.domain.incident.commands import Refused as RefusedWish
from app.domain.incident.events import TriggerRefused, TriggerUnknown
from app.domain.incident.projection import IncidentProjection
from app.station.journal.base import CommitResult as Written
from app.station.journal.base import Intent, JournalUnavailableError
from app.station.journal.journal import Journal
from app.station.services.callbacks import CallbackService
from app.station.services.triggers import TriggerService
from tests.domain.callflow import files, filled
from tests.fake_clock import T0
from tests.station.journal.made import Home, told

ExpectLog = collections.abc.Callable[[str], None]
CRASH = files.definition()
REQUEST = filled.request(CRASH, filled.CRASH)
STARTED = Accepted(alert_id="a-1", untrusted_message="started")
WISH = ConfirmTrigger(
    id="press-1", incident=None, definition=CRASH.file, request=REQUEST.text, request_sha256=REQUEST.sha256
)


class Way:
    """A way to RapidSOS that answers as told and counts what left."""

    def __init__(self, outcome: Outcome = STARTED, refused: Refused | None = None) -> None:
        self.outcome = outcome
        self.refused = refused
        self.posted: list[bytes] = []
        self.not_after_s: list[float] = []
        self.may_answer = asyncio.Event()
        self.may_answer.set()

    async def prepare(self) -> Refused | None:
        return self.refused

    async def post(self, body: bytes, not_after_s: float) -> Outcome:
        self.posted.append(body)
        self.not_after_s.append(not_after_s)
        await self.may_answer.wait()
        return self.outcome


@pytest.fixture
def home(tmp_path: pathlib.Path) -> Home:
    return Home(tmp_path)


@contextlib.asynccontextmanager
async def triggering(home: Home, journal: Journal, way: Way) -> collections.abc.AsyncIterator[TriggerService]:
    failures: list[str] = []
    tasks = Tasks(lambda name, _failure: failures.append(name))
    try:
        yield TriggerService(journal, way, lambda: {CRASH.file: CRASH}, tasks, home.clock)
    finally:
        await tasks.stop()
    assert failures == []


async def until(true: collections.abc.Callable[[], bool]) -> None:
    """Let the loop turn until something is so; a test that waits for ever is ended by pytest."""
    while not true():  # noqa: ASYNC110 - what is waited for has no event of its own
        await asyncio.sleep(0)


def kinds(journal: Journal) -> list[str]:
    return [type(record.event).__name__ for record in told(journal)]


ONCE = ["IncidentOpened", "LocationFixed", "TriggerConfirmed", "TriggerSent"]


async def test_confirmed_sent_and_accepted_in_this_order(home: Home) -> None:
    way = Way()
    with home.opened() as journal:
        async with triggering(home, journal, way) as duty:
            answer = await duty.confirm(WISH, "ANNA")
            await duty.drain()
        assert isinstance(answer, Done)
        assert kinds(journal) == [*ONCE, "TriggerAccepted"]
        assert way.posted == [REQUEST.body]
        assert {record.operator for record in told(journal)[:2]} == {"ANNA"}


def held(home: Home, seconds_ago: float) -> ConfirmTrigger:
    return msgspec.structs.replace(WISH, held_at=round((home.clock.monotonic() - seconds_ago) * 1000))


@pytest.mark.parametrize(("seconds_ago", "words"), [(5.001, "was 5 s ago"), (120.0, "120 s ago"), (-1.0, "not known")])
async def test_an_old_hold_is_refused_and_stays_refused(home: Home, seconds_ago: float, words: str) -> None:
    way = Way()
    with home.opened() as journal:
        async with triggering(home, journal, way) as duty:
            answer = await duty.confirm(held(home, seconds_ago), "ANNA")
            assert isinstance(answer, RefusedWish)
            assert words in answer.refused
            assert "Nothing was sent" in answer.refused
            assert await duty.confirm(held(home, 0.0), "ANNA") == answer
        assert (kinds(journal), way.posted) == ([], [])


async def test_a_confirmation_is_dated_by_its_commit_and_must_leave_within_two_seconds_of_it(home: Home) -> None:
    way = Way()
    with home.opened() as journal:
        async with triggering(home, journal, way) as duty:
            pressed = held(home, 0.0)
            await home.clock.advance(5.0)
            await duty.confirm(pressed, "ANNA")
            await duty.drain()
        assert {record.at for record in told(journal)} == {home.clock.now()}
        assert way.not_after_s == [home.clock.monotonic() + 2.0]


class Overtaken(Way):
    """A way to RapidSOS on which a status message arrives before the answer, and what waits meanwhile."""

    def __init__(self, journal: Journal, follow: CallbackService, statuses: list[Status]) -> None:
        super().__init__()
        self._journal = journal
        self._follow = follow
        self._statuses = statuses
        self.unplaceable: list[int] = []

    async def post(self, body: bytes, not_after_s: float) -> Outcome:
        for status in self._statuses:
            await self._follow.status(status, verified=True, received_at=T0, sender="192.0.2.1")
        self.unplaceable = list(projected(self._journal).unplaceable)
        return await super().post(body, not_after_s)


def projected(journal: Journal) -> IncidentProjection:
    projection = IncidentProjection()
    for record in told(journal):
        projection.apply(record)
    return projection


async def test_a_status_that_overtakes_the_answer_is_placed_when_the_answer_names_its_flow(home: Home) -> None:
    early = [Status(alert_id="a-1", event_id=None, untrusted_verb="alert_initiated", digest=f"d-{n}") for n in range(3)]
    foreign = Status(alert_id="nobody", event_id=None, untrusted_verb="alert_initiated", digest="d-9")
    with home.opened() as journal:
        way = Overtaken(journal, CallbackService(journal, home.clock), [*early, foreign])
        async with triggering(home, journal, way) as duty:
            await duty.confirm(WISH, "ANNA")
            await duty.drain()
            await duty.tend()
        projection = projected(journal)
        (incident,) = projection.open_incidents
        assert [(one.trigger, one.report.status) for one in incident.reports] == [("press-1", one) for one in early]
        assert way.unplaceable == []
        assert [one.status for one in projection.unplaceable.values()] == [foreign]
        assert {record.operator for record in told(journal)[-4:]} == {None}


async def test_what_waited_before_a_restart_is_placed_after_it(home: Home) -> None:
    with home.opened() as journal:
        follow = CallbackService(journal, home.clock)
        await follow.status(
            Status(alert_id=None, event_id="press-1", digest="d"), verified=True, received_at=T0, sender="192.0.2.1"
        )
        async with triggering(home, journal, Way()) as duty:
            await duty.confirm(WISH, "ANNA")
        async with triggering(home, journal, Way()) as restarted:
            await restarted.tend()
        assert projected(journal).unmatched == {}


class StandingStill(Way):
    """A way to RapidSOS whose token takes so long."""

    def __init__(self, home: Home, seconds: float) -> None:
        super().__init__()
        self._home = home
        self._seconds = seconds

    async def prepare(self) -> Refused | None:
        await self._home.clock.advance(self._seconds)
        return None


async def test_a_station_that_stood_still_after_the_commit_sends_nothing_and_says_so(home: Home) -> None:
    way = StandingStill(home, 2.001)
    with home.opened() as journal:
        async with triggering(home, journal, way) as duty:
            await duty.confirm(held(home, 1.0), "ANNA")
            await duty.drain()
        assert kinds(journal) == ["IncidentOpened", "LocationFixed", "TriggerConfirmed", "TriggerRefused"]
        refused = told(journal)[-1].event
        assert isinstance(refused, TriggerRefused)
        assert refused.outcome == Refused(why=OutcomeReason.NEVER_SENT, untrusted_said=TOO_LATE)
        assert way.posted == []


async def test_a_station_that_did_not_stand_still_for_long_sends(home: Home) -> None:
    way = StandingStill(home, 2.0)
    with home.opened() as journal:
        async with triggering(home, journal, way) as duty:
            await duty.confirm(held(home, 5.0), "ANNA")
            await duty.drain()
        assert kinds(journal) == [*ONCE, "TriggerAccepted"]


async def test_the_same_press_again_and_again_sends_once(home: Home) -> None:
    way = Way()
    with home.opened() as journal:
        async with triggering(home, journal, way) as duty:
            answers = await asyncio.gather(*(duty.confirm(WISH, "ANNA") for _ in range(5)))
            await duty.drain()
            assert await duty.confirm(WISH, "ANNA") == answers[0]
        assert len(set(map(msgspec.json.encode, answers))) == 1
        assert len(way.posted) == 1


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [
        (Refused(why=OutcomeReason.VALIDATION, untrusted_said="no"), "TriggerRefused"),
        (Unknown(why=OutcomeReason.CUT), "TriggerUnknown"),
    ],
)
async def test_what_came_of_it_is_recorded(home: Home, outcome: Outcome, kind: str) -> None:
    way = Way(outcome)
    with home.opened() as journal:
        async with triggering(home, journal, way) as duty:
            await duty.confirm(WISH, "ANNA")
            await duty.drain()
            await duty.tend()
        assert kinds(journal) == [*ONCE, kind]
        assert len(way.posted) == 1


async def test_without_a_token_nothing_leaves(home: Home) -> None:
    way = Way(refused=Refused(why=OutcomeReason.CREDENTIALS))
    with home.opened() as journal:
        async with triggering(home, journal, way) as duty:
            await duty.confirm(WISH, "ANNA")
            await duty.drain()
        assert kinds(journal) == ["IncidentOpened", "LocationFixed", "TriggerConfirmed", "TriggerRefused"]
        assert way.posted == []


async def test_a_changed_request_or_an_unknown_callflow_is_refused(home: Home) -> None:
    way = Way()
    with home.opened() as journal:
        async with triggering(home, journal, way) as duty:
            changed = await duty.confirm(msgspec.structs.replace(WISH, request=REQUEST.text + " "), "ANNA")
            foreign = await duty.confirm(msgspec.structs.replace(WISH, definition="nobody's"), "ANNA")
        assert isinstance(changed, RefusedWish)
        assert isinstance(foreign, RefusedWish)
        assert "Nothing was sent" in changed.refused
        assert kinds(journal) == []


async def test_stopped_between_sending_and_the_answer_it_is_unknown_and_never_sent_again(home: Home) -> None:
    way = Way()
    way.may_answer.clear()
    with home.opened() as journal:
        async with triggering(home, journal, way) as duty:
            await duty.confirm(WISH, "ANNA")
            await until(lambda: bool(way.posted))
            await duty.tend()
            assert kinds(journal) == ONCE
        again = Way()
        async with triggering(home, journal, again) as restarted:
            await restarted.tend()
            await restarted.tend()
            assert await restarted.confirm(WISH, "ANNA") is not None
            await restarted.drain()
        assert kinds(journal) == [*ONCE, "TriggerUnknown"]
        unknown = told(journal)[-1].event
        assert isinstance(unknown, TriggerUnknown)
        assert unknown.outcome.why is OutcomeReason.RESTARTED
        assert (len(way.posted), again.posted) == (1, [])


async def test_confirmed_but_never_sent_is_refused_after_a_restart(home: Home) -> None:
    with home.opened() as journal:
        async with triggering(home, journal, Way()) as duty:
            await duty.confirm(WISH, "ANNA")
            # stopped before its task ran once
        way = Way()
        async with triggering(home, journal, way) as restarted:
            await restarted.tend()
            await restarted.drain()
        refused = told(journal)[-1].event
        assert isinstance(refused, TriggerRefused)
        assert refused.outcome.why is OutcomeReason.NEVER_SENT
        assert way.posted == []


class FailingJournal:
    """A journal whose disk fails when it is asked the n-th time."""

    def __init__(self, journal: Journal, *failing: int) -> None:
        self._journal = journal
        self._failing = failing
        self._asked = 0

    async def decide(self, intent: Intent, *, command_id: str | None = None) -> Written:
        self._asked += 1
        if self._asked in self._failing:
            raise JournalUnavailableError("full")
        return await self._journal.decide(intent, command_id=command_id)


async def test_what_can_not_be_recorded_as_sent_is_not_sent(home: Home, expect_log: ExpectLog) -> None:
    expect_log("so it is not sent")
    way = Way()
    with home.opened() as journal:
        failing = FailingJournal(journal, 2)
        async with triggering(home, failing, way) as duty:  # type: ignore[arg-type]
            await duty.confirm(WISH, "ANNA")
            await duty.drain()
        assert way.posted == []
        assert kinds(journal)[-1] == "TriggerRefused"


async def test_an_outcome_waits_for_the_disk(home: Home) -> None:
    way = Way()
    with home.opened() as journal:
        failing = FailingJournal(journal, 3, 4)
        async with triggering(home, failing, way) as duty:  # type: ignore[arg-type]
            await duty.confirm(WISH, "ANNA")
            waiting = asyncio.get_running_loop().create_task(duty.drain())
            for _ in range(2):
                await until(lambda: home.clock.waiters > 0)
                await home.clock.advance(2.0)
            await waiting
        assert kinds(journal) == [*ONCE, "TriggerAccepted"]
        assert len(way.posted) == 1


async def test_without_a_disk_nothing_is_confirmed_and_tending_waits(home: Home) -> None:
    way = Way()
    with home.opened() as journal:
        failing = FailingJournal(journal, 1, 2)
        async with triggering(home, failing, way) as duty:  # type: ignore[arg-type]
            with pytest.raises(JournalUnavailableError):
                await duty.confirm(WISH, "ANNA")
            assert kinds(journal) == []
            await duty.tend()
        assert way.posted == []
