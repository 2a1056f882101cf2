"""Retention on a real journal: people go from the file, the chain holds, the rest is still told."""

import asyncio
import collections.abc
import contextlib
import pathlib
import sqlite3

import pytest

from app.domain.incident.events import (
    Acknowledged,
    BodiesErased,
    Erased,
    FormSaved,
    IncidentClosed,
    LegalHoldPlaced,
    NoteAdded,
    QuarantineErased,
)
from app.domain.incident.model import Incident
from app.domain.incident.retention import DAY_MS
from app.station.journal import quarantine
from app.station.journal.backup import rebuild
from app.station.journal.database import connect, connect_to_read
from app.station.journal.journal import Journal
from app.station.journal.quarantine import QuarantinedRequest
from app.station.journal.store import forget_incident, forget_the_rest
from app.station.journal.verify import Verdict, verify
from tests.fake_clock import T0
from tests.station.journal.made import PHONE, Home, arrive, by_phone, digest, incidents_of, note, share, told, write

CLOSE = write(IncidentClosed(reason="CALLER_SAFE", text="spoke with her"), 1001)
LATER_MS = 31 * DAY_MS


def verdict(home: Home) -> Verdict:
    with contextlib.closing(connect_to_read(home.place.journal)) as connection:
        return verify(connection, home.seals())


async def closed(journal: Journal) -> None:
    await journal.decide(arrive(share(1)))
    await journal.decide(note(1001, "she hides in the cellar"))
    await journal.decide(write(Acknowledged(through=1), 1001))
    await journal.decide(CLOSE)


def run(home: Home, work: collections.abc.Callable[[Journal], collections.abc.Awaitable[None]]) -> None:
    async def inside() -> None:
        with home.opened() as journal:
            await work(journal)

    asyncio.run(inside())


def whole(home: Home, journal: Journal) -> Incident:
    return incidents_of(told(journal))[1001]


@pytest.mark.parametrize("locked", [False, True])
def test_a_long_closed_incident_is_forgotten_and_the_journal_stays_intact(home: Home, *, locked: bool) -> None:
    async def forget(journal: Journal) -> None:
        await home.clock.advance(LATER_MS / 1000)
        assert journal.long_closed(home.clock.now() - 30 * DAY_MS, 0, 10) == [1001]
        outcome = await journal.decide(forget_incident(1001, 30))
        assert isinstance(outcome.records[0].event, BodiesErased)
        assert journal.long_closed(home.clock.now() - 30 * DAY_MS, 0, 10) == []

    run(home, closed)
    home.keyring.locked = locked
    run(home, forget)
    home.keyring.locked = False
    assert verdict(home).broken is None

    async def look(journal: Journal) -> None:
        assert by_phone(journal, PHONE) == []
        incident = whole(home, journal)
        kinds = [one.event.kind for one in incident.timeline if isinstance(one.event, Erased)]
        assert kinds == ["ShareReceived", "NoteAdded", "IncidentClosed"]
        assert (incident.phone, incident.owner, incident.is_open) == (None, "ANNA", False)
        assert incident.close_reason == (None if locked else "CALLER_SAFE")

    run(home, look)


def test_what_was_erased_is_in_no_file_any_more(home: Home) -> None:
    sealed: list[bytes] = []

    async def keep(journal: Journal) -> None:
        await closed(journal)
        with contextlib.closing(connect_to_read(home.place.journal)) as connection:
            sealed.extend(row[0][20:] for row in connection.execute("SELECT body FROM event WHERE seq IN (1, 2)"))
        await home.clock.advance(LATER_MS / 1000)
        await journal.decide(forget_incident(1001, 30))

    run(home, keep)
    assert len(sealed) == 2
    for file in home.place.folder.iterdir():
        content = file.read_bytes()
        assert not any(one in content for one in sealed), file.name


def test_the_index_can_be_made_anew_after_it(home: Home) -> None:
    async def forget(journal: Journal) -> None:
        await closed(journal)
        await home.clock.advance(LATER_MS / 1000)
        await journal.decide(forget_incident(1001, 30))

    run(home, forget)
    with contextlib.closing(connect(home.place.journal)) as connection:
        assert rebuild(connection, home.seals()) == 1
    assert verdict(home).broken is None


def test_a_body_that_comes_again_after_it_is_a_share_with_everything_in_it(home: Home) -> None:
    async def again(journal: Journal) -> None:
        await closed(journal)
        await home.clock.advance(LATER_MS / 1000)
        await journal.decide(forget_incident(1001, 30))
        assert journal.token(share(1).share) is None
        outcome = await journal.decide(arrive(share(1)))
        assert outcome.records[0].incident == 1002

    run(home, again)
    assert verdict(home).broken is None


@pytest.mark.parametrize("held", [True, False])
def test_what_is_open_held_or_young_stays(home: Home, *, held: bool) -> None:
    async def stays(journal: Journal) -> None:
        await closed(journal)
        if held:
            await journal.decide(write(LegalHoldPlaced(reason="subpoena"), 1001))
            await home.clock.advance(LATER_MS / 1000)
        assert (await journal.decide(forget_incident(1001, 30))).records == ()
        assert (await journal.decide(forget_incident(4711, 30))).records == ()
        assert whole(home, journal).phone == PHONE

    run(home, stays)


def test_what_belongs_to_no_incident_is_forgotten_too(home: Home) -> None:
    arrival = QuarantinedRequest(
        status=401,
        problem="wrong",
        signature="bad",
        request_sha256=digest(9),
        received_at=T0,
        remote="127.0.0.1",
        untrusted_headers=(),
        untrusted_body=PHONE.encode(),
    )

    async def forget(journal: Journal) -> None:
        await journal.decide(quarantine.keep(arrival))
        await journal.decide(write(FormSaved(definition="d", answers=PHONE)))
        assert (await journal.decide(forget_the_rest(30))).records == ()
        await home.clock.advance(LATER_MS / 1000)
        events = [one.event for one in (await journal.decide(forget_the_rest(30))).records]
        assert events == [
            BodiesErased(bodies=1, retention_days=30, disposition=None),
            QuarantineErased(bodies=1, retention_days=30),
        ]
        assert journal.quarantined() == []
        assert isinstance(told(journal)[1].event, Erased)

    run(home, forget)
    assert verdict(home).broken is None


def lose_body(path: pathlib.Path, seq: int) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE event SET body=NULL WHERE seq=?", (seq,))


@pytest.mark.parametrize("seq", [3, 6])
def test_a_body_that_no_erasure_accounts_for_is_missing(home: Home, seq: int) -> None:
    async def forget(journal: Journal) -> None:
        await closed(journal)
        await home.clock.advance(LATER_MS / 1000)
        await journal.decide(forget_incident(1001, 30))
        await journal.decide(write(NoteAdded(text="afterwards"), 1001))

    run(home, forget)
    lose_body(home.place.journal, seq)
    broken = verdict(home).broken
    assert broken is not None
    assert broken.seq == seq
    assert "no event tells that it was erased" in broken.what
