"""Status messages find their trigger, once, and none can fill the disk or is dropped unseen."""

import pathlib

import msgspec
import pytest

from app.domain.callflow.outcome import Accepted
from app.domain.callflow.status import HttpCallback, Status
from app.domain.callflow.trigger import Confirmed
from app.domain.incident.events import (
    AnyEvent,
    HttpCallbackReceived,
    IncidentClosed,
    IncidentOpened,
    StatusReceived,
    TriggerAccepted,
    TriggerConfirmed,
    TriggerSent,
)
from app.domain.lamp import LampState
from app.station.journal.base import JournalUnavailableError
from app.station.journal.journal import Journal
from app.station.services import callbacks
from app.station.services.callbacks import MOST_UNVERIFIED, UNVERIFIED_SPAN_MS, CallbackService
from tests.fake_clock import T0
from tests.station.journal.made import Home, told, write

CONFIRMED = Confirmed(trigger="e-1", file="f", callflow="c", request="{}", request_sha256="0", phone="+12175550143")
FLOW: tuple[AnyEvent, ...] = (
    IncidentOpened(phone=None),
    TriggerConfirmed(confirmed=CONFIRMED),
    TriggerSent(trigger="e-1"),
    TriggerAccepted(trigger="e-1", outcome=Accepted(alert_id="a-1", untrusted_message="")),
)
STATUS = Status(alert_id="a-1", event_id=None, untrusted_verb="user-contacted", digest="d-1")


@pytest.fixture
def home(tmp_path: pathlib.Path) -> Home:
    return Home(tmp_path)


async def flow(journal: Journal) -> None:
    for event in FLOW:
        await journal.decide(write(event, 1001))


def statuses(journal: Journal) -> list[tuple[int | None, str | None, bool]]:
    events = ((record.incident, record.event) for record in told(journal))
    return [(number, one.trigger, one.verified) for number, one in events if isinstance(one, StatusReceived)]


@pytest.mark.parametrize(
    ("status", "home_of"),
    [
        (STATUS, (1001, "e-1")),
        (Status(alert_id=None, event_id="e-1", digest="d"), (1001, "e-1")),
        (Status(alert_id="other", event_id="other", digest="d"), (None, None)),
    ],
)
async def test_a_message_finds_its_trigger(home: Home, status: Status, home_of: tuple[int | None, str | None]) -> None:
    with home.opened() as journal:
        follow = CallbackService(journal, home.clock)
        await flow(journal)
        await follow.status(status, verified=True, received_at=T0, sender="192.0.2.1")
        assert statuses(journal) == [(*home_of, True)]


async def test_a_message_about_a_closed_incident_still_finds_it(home: Home) -> None:
    with home.opened() as journal:
        follow = CallbackService(journal, home.clock)
        await flow(journal)
        await journal.decide(write(IncidentClosed(reason="TEST", text=""), 1001))
        await follow.status(STATUS, verified=True, received_at=T0, sender="192.0.2.1")
        assert statuses(journal) == [(1001, "e-1", True)]


async def test_the_same_message_twice_is_one_and_a_verified_copy_counts_more(home: Home) -> None:
    with home.opened() as journal:
        follow = CallbackService(journal, home.clock)
        await flow(journal)
        unmatched = msgspec.structs.replace(STATUS, alert_id="nobody", digest="d-2")
        for status in (STATUS, STATUS, unmatched, unmatched):
            await follow.status(status, verified=False, received_at=T0, sender="192.0.2.1")
        await follow.status(STATUS, verified=True, received_at=T0, sender="192.0.2.1")
        await follow.status(STATUS, verified=False, received_at=T0, sender="192.0.2.1")
        assert statuses(journal) == [(1001, "e-1", False), (None, None, False), (1001, "e-1", True)]


def unknown(number: int) -> Status:
    """A message that names nothing of ours."""
    return Status(alert_id="nobody", event_id=None, digest=f"u-{number}")


async def unverified(follow: CallbackService, status: Status, sender: str = "192.0.2.1") -> bool:
    return await follow.status(status, verified=False, received_at=T0, sender=sender)


async def test_each_sender_has_room_and_nobody_can_fill_the_disk(home: Home) -> None:
    with home.opened() as journal:
        follow = CallbackService(journal, home.clock)
        assert all([await unverified(follow, unknown(number)) for number in range(MOST_UNVERIFIED)])
        assert follow.lamp(home.clock.now()) is None
        assert not await unverified(follow, unknown(-1))
        callback = HttpCallback(flow=None, untrusted_parameters=(), digest="d")
        assert not await follow.callback(callback, received_at=T0, sender="192.0.2.1")
        assert (len(statuses(journal)), follow.dropped) == (MOST_UNVERIFIED, 2)
        lamp = follow.lamp(home.clock.now())
        assert lamp is not None
        assert (lamp.name, lamp.state) == ("callbacks", LampState.WARNING)
        assert lamp.evidence.startswith("2 messages about callflows were answered 429")
        assert await unverified(follow, unknown(-2), "192.0.2.2")
        assert await unverified(follow, unknown(0))  # a copy of one that is there needs no room
        assert await follow.status(unknown(-3), verified=True, received_at=T0, sender="192.0.2.1")
        await home.clock.advance(UNVERIFIED_SPAN_MS / 1000 + 1)
        assert await unverified(follow, unknown(-4))
        assert follow.lamp(home.clock.now() + 24 * 3_600_000) is None


async def test_all_senders_together_have_room_for_so_many(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(callbacks, "MOST_OF_ALL", 3)
    with home.opened() as journal:
        follow = CallbackService(journal, home.clock)
        kept = [await unverified(follow, unknown(number), f"192.0.2.{number}") for number in range(5)]
        assert kept == [True, True, True, False, False]


async def test_what_names_a_trigger_of_ours_is_kept_however_many_came(home: Home) -> None:
    with home.opened() as journal:
        follow = CallbackService(journal, home.clock)
        await flow(journal)
        for number in range(MOST_UNVERIFIED + 1):
            await unverified(follow, unknown(number))
        assert await unverified(follow, STATUS)
        callback = HttpCallback(flow="e-1", untrusted_parameters=(), digest="d")
        assert await follow.callback(callback, received_at=T0, sender="192.0.2.1")
        assert statuses(journal)[-1] == (1001, "e-1", False)
        for number in range(MOST_UNVERIFIED + 1):
            assert await unverified(follow, msgspec.structs.replace(STATUS, digest=f"e-{number}"), "192.0.2.9")
        assert await unverified(follow, unknown(-1), "192.0.2.9")  # they took none of its room


async def test_what_was_not_recorded_takes_no_room(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(callbacks, "MOST_UNVERIFIED", 1)
    with home.opened() as journal:
        follow = CallbackService(journal, home.clock)
    for _ in range(2):
        with pytest.raises(JournalUnavailableError):
            await unverified(follow, unknown(1))


async def test_a_callback_of_the_http_utility_is_kept_with_its_trigger(home: Home) -> None:
    with home.opened() as journal:
        follow = CallbackService(journal, home.clock)
        await flow(journal)
        for name in ("e-1", "a-1", "nobody", None):
            callback = HttpCallback(flow=name, untrusted_parameters=(("k", "v"),), digest=str(name))
            await follow.callback(callback, received_at=T0, sender="192.0.2.1")
        found = [(record.incident, record.event) for record in told(journal)]
        kept = [(number, one.trigger) for number, one in found if isinstance(one, HttpCallbackReceived)]
        assert kept == [(1001, "e-1"), (1001, "e-1"), (None, None), (None, None)]


async def test_what_a_verified_message_taught_places_the_next_one(home: Home) -> None:
    """The answer was lost, so nobody knows the flow's id; a message with both ids tells it."""
    with home.opened() as journal:
        follow = CallbackService(journal, home.clock)
        for event in FLOW[:3]:
            await journal.decide(write(event, 1001))
        both = msgspec.structs.replace(STATUS, event_id="e-1", digest="d-2")
        for status, verified in ((both, False), (STATUS, True)):
            await follow.status(status, verified=verified, received_at=T0, sender="192.0.2.1")
        assert statuses(journal) == [(1001, "e-1", False), (None, None, True)]
        for status in (both, msgspec.structs.replace(STATUS, digest="d-3")):
            await follow.status(status, verified=True, received_at=T0, sender="192.0.2.1")
        assert statuses(journal)[2:] == [(1001, "e-1", True)] * 2
