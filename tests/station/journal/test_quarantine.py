"""Refused bodies: who is told of them, and which are kept."""

import msgspec
import pytest

from app.domain.incident.events import BodyQuarantined
from app.station.journal import quarantine
from app.station.journal.base import JournalLockedError, JournalUnavailableError
from app.station.journal.quarantine import ALERT_EVERY_MS, QuarantinedRequest, keep
from tests.fake_clock import T0
from tests.station.journal.made import Home, digest, told


def arrival(number: int = 1, *, signature: str = "missing", body: bytes = b'{"query": "x"}') -> QuarantinedRequest:
    return QuarantinedRequest(
        status=401,
        problem="The signature header is missing.",
        signature=signature,
        request_sha256=digest(number),
        received_at=T0,
        remote="127.0.0.1",
        untrusted_headers=(("X-Test", "a"),),
        untrusted_body=body,
    )


async def test_a_good_signature_rings_every_time(home: Home) -> None:
    with home.opened() as journal:
        for number in range(3):
            await journal.decide(keep(arrival(number, signature="good")))
        events = [one.event for one in told(journal)]
        assert [isinstance(one, BodyQuarantined) and one.rings for one in events] == [True] * 3
        assert [one.quarantine for one in events if isinstance(one, BodyQuarantined)] == [1, 2, 3]


async def test_other_bodies_alert_once_in_ten_minutes_and_are_all_kept(home: Home) -> None:
    with home.opened() as journal:
        for number in range(5):
            await journal.decide(keep(arrival(number)))
        await journal.decide(keep(arrival(5, signature="good")))
        await journal.decide(keep(arrival(6)))
        assert [one.event.rings for one in told(journal) if isinstance(one.event, BodyQuarantined)] == [False, True]
        await home.clock.advance(ALERT_EVERY_MS / 1000)
        await journal.decide(keep(arrival(7)))
        assert journal.last_seq == 3
        assert journal.quarantined() == list(range(1, 9))


async def test_a_kept_body_comes_back_whole_after_a_restart(home: Home) -> None:
    with home.opened() as journal:
        await journal.decide(keep(arrival(body=b"\xff\x00 any bytes")))
    with home.opened() as journal:
        held = journal.quarantined_body(1)
        assert held is not None
        assert quarantine.request_of(held.untrusted_request) == arrival(body=b"\xff\x00 any bytes")
        assert journal.quarantined_body(2) is None
        await journal.decide(keep(arrival(2)))
        assert journal.quarantined() == [1, 2]
    home.keyring.locked = True
    with home.opened() as journal, pytest.raises(JournalLockedError):
        journal.quarantined_body(1)


async def test_a_body_that_rings_is_told_to_a_console_that_begins_anew(home: Home) -> None:
    with home.opened() as journal:
        await journal.decide(keep(arrival(1)))
        await journal.decide(keep(arrival(2, signature="good")))
        assert [one.seq for one in journal.open_events(0, journal.last_seq, 10)] == [2]


def test_nothing_of_a_body_reaches_a_log() -> None:
    assert "query" not in repr(arrival())
    assert "X-Test" not in repr(arrival())


def test_a_shelf_that_cannot_be_read_is_said(home: Home) -> None:
    with home.opened() as journal:
        assert journal.quarantined() == []
    home.place.journal.unlink()
    with pytest.raises(JournalUnavailableError):
        journal.quarantined()


async def test_an_alert_from_the_future_silences_none_of_now(home: Home) -> None:
    with home.opened() as journal:
        await home.clock.advance(3_600)
        await journal.decide(keep(arrival(1)))
        home.clock.set_back(3_600)
        await journal.decide(keep(arrival(2)))
        assert journal.last_seq == 2


def test_what_an_earlier_program_kept_is_read() -> None:
    """These names lie in journals of centers."""
    old = {
        "status": 401,
        "problem": "signature: bad",
        "signature": "bad",
        "request_sha256": "00" * 32,
        "received_at": T0,
        "remote": "192.0.2.1",
        "untrusted_headers": [["X-A", "1"]],
        "untrusted_body": b"{}",
    }
    found = quarantine.request_of(msgspec.msgpack.encode(old))
    assert (found.problem, found.untrusted_headers, found.untrusted_body) == ("signature: bad", (("X-A", "1"),), b"{}")
    assert (found.method, found.path, found.is_whole) == ("POST", "", True)
