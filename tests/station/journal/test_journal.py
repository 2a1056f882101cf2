"""The journal's door: decided once, on disk, told in order, the same after a start."""

import asyncio
import collections.abc
import concurrent.futures
import pathlib
import sqlite3

import pytest

from app.domain.callflow.status import Status
from app.domain.incident.commands import Done, Refused
from app.domain.incident.envelope import EventDraft
from app.domain.incident.events import (
    FormSaved,
    IncidentClosed,
    OperatorSignedOn,
    ShareRepeated,
    StationStarted,
    StatusPlaced,
    StatusReceived,
)
from app.station.journal.base import CommitResult, Decision, DecisionContext, JournalUnavailableError
from app.station.journal.committer import REMEMBERED_REFUSALS
from app.station.journal.database import connect
from app.station.journal.journal import Journal
from tests.fake_clock import T0
from tests.station.journal.made import (
    PHONE,
    TOKEN,
    Home,
    arrive,
    by_phone,
    digest,
    forget_token,
    note,
    nothing,
    share,
    told,
    write,
)

ExpectLog = collections.abc.Callable[[str], None]
CLOSED = IncidentClosed(reason="TEST", text="")


def refuse(ledger: DecisionContext, now: int) -> Decision:
    return Decision(refused=Refused(refused="Taken by BEN at 03:12:05 UTC."))


async def test_what_is_decided_is_numbered_told_and_read_again(home: Home) -> None:
    with home.opened() as journal:
        outcome = await journal.decide(arrive(share()))
        assert [(one.seq, one.incident) for one in outcome.records] == [(1, 1001)]
        assert told(journal) == list(outcome.records)
        assert journal.last_seq == 1


async def test_listeners_hear_everything_in_order_before_the_answer(home: Home) -> None:
    heard: list[int] = []
    with home.opened() as journal:
        journal.subscribe(lambda records: heard.extend(one.seq for one in records))
        await journal.decide(arrive(share()))
        assert heard == [1]
        await asyncio.gather(*(journal.decide(note(1001)) for _ in range(50)))
    assert heard == list(range(1, 52))


async def test_many_callers_share_commits(home: Home) -> None:
    commits = 0

    def counted(path: pathlib.Path) -> sqlite3.Connection:
        connection = connect(path)

        def seen(statement: str) -> None:
            nonlocal commits
            commits += statement == "COMMIT"

        connection.set_trace_callback(seen)
        return connection

    with home.opened(counted) as journal:
        await journal.decide(arrive(share()))
        commits = 0
        await asyncio.gather(*(journal.decide(note(1001)) for _ in range(500)))
    assert commits < 100


async def test_so_many_refusals_are_remembered_and_the_oldest_go(home: Home) -> None:
    with home.opened() as journal:
        ids = [f"c{number}" for number in range(REMEMBERED_REFUSALS + 1)]
        await asyncio.gather(*(journal.decide(refuse, command_id=one) for one in ids))
        oldest = await journal.decide(arrive(share()), command_id="c0")
        newest = await journal.decide(arrive(share(2)), command_id="c1")
        assert (oldest.refused, newest.records) == (None, ())
        assert newest.refused is not None


async def test_a_refusal_writes_nothing_and_is_repeated(home: Home) -> None:
    with home.opened() as journal:
        outcome = await journal.decide(refuse, command_id="c1")
        assert outcome.refused is not None
        again = await journal.decide(note(1001), command_id="c1")
        assert again.refused == outcome.refused
        assert journal.last_seq == 0


async def test_the_same_command_gets_the_same_answer_after_a_restart_too(home: Home) -> None:
    with home.opened() as journal:
        await journal.decide(arrive(share()))
        first = await journal.decide(note(1001), command_id="c1")
        assert first.done == Done(seq=2)
        assert first.records[0].command_id == "c1"
    with home.opened() as journal:
        assert await journal.decide(note(1001), command_id="c1") == CommitResult(done=Done(seq=2))
        assert journal.last_seq == 2


def test_two_threads_with_one_command_write_one_event(home: Home) -> None:
    with home.opened() as journal:
        asyncio.run(_one(journal))

        def click(_: int) -> int | None:
            outcome = asyncio.run(journal.decide(note(1001), command_id="c1"))
            return outcome.done.seq if outcome.done else None

        with concurrent.futures.ThreadPoolExecutor(2) as threads:
            assert set(threads.map(click, range(20))) == {2}
        assert journal.last_seq == 2


async def _one(journal: Journal) -> None:
    await journal.decide(arrive(share()))


async def test_an_intent_that_fails_costs_nobody_else_anything(home: Home, expect_log: ExpectLog) -> None:
    expect_log("An intent failed")

    def broken(ledger: DecisionContext, now: int) -> Decision:
        raise LookupError("a mistake of ours")

    with home.opened() as journal:
        await journal.decide(arrive(share()))
        results = await asyncio.gather(
            journal.decide(note(1001)),
            journal.decide(broken),
            journal.decide(note(4711)),
            journal.decide(arrive(share())),
            journal.decide(note(1001)),
            return_exceptions=True,
        )
        assert [type(one).__name__ for one in results] == [
            "CommitResult",
            "LookupError",
            "ValueError",
            "IntegrityError",
            "CommitResult",
        ]
        assert [one.seq for one in told(journal)] == [1, 2, 3]
        assert journal.trouble is None


async def test_a_caller_that_gave_up_does_not_undo_anything(home: Home) -> None:
    with home.opened() as journal:
        task = asyncio.get_running_loop().create_task(journal.decide(arrive(share())))
        await asyncio.sleep(0)
        task.cancel()
        await journal.decide(note(1001))
        assert journal.last_seq == 2


async def test_a_closed_journal_is_unavailable(home: Home) -> None:
    with home.opened() as journal:
        pass
    with pytest.raises(JournalUnavailableError, match="closed"):
        await journal.decide(note(1001))


async def test_a_closed_incident_is_found_and_comes_back_whole(home: Home) -> None:
    seen: list[object] = []

    def look(ledger: DecisionContext, now: int) -> Decision:
        found = ledger.find(1001)
        seen.extend([ledger.projection.incidents, found and found.notes, ledger.find(5), ledger.delivered(digest(1))])
        return Decision()

    with home.opened() as journal:
        await journal.decide(arrive(share()))
        await journal.decide(note(1001))
        await journal.decide(write(CLOSED, 1001))
    with home.opened() as journal:
        await journal.decide(look)
        assert seen[:3] == [{}, 1, None]
        assert seen[3] is not None
        again = ShareRepeated(share="s", request_sha256=digest(1), received_at=T0 + 90_000, quiet=False)
        await journal.decide(write(again, 1001))
        seen.clear()
        await journal.decide(look)
        assert seen[1] == 1
        assert [one.seq for one in journal.incident(1001)] == [1, 2, 3, 4]


async def test_a_start_folds_open_incidents_only(home: Home) -> None:
    with home.opened() as journal:
        for number in range(1, 6):
            await journal.decide(arrive(share(number, phone=None)))
        await journal.decide(write(CLOSED, 1002))
        await journal.decide(write(OperatorSignedOn()))
        await journal.decide(write(StationStarted(version="1", environment="simulator")))
    folded: list[list[int]] = []

    def look(ledger: DecisionContext, now: int) -> Decision:
        folded.append(list(ledger.projection.incidents))
        assert not ledger.projection.operators
        assert ledger.next_incident == 1006
        return Decision()

    with home.opened() as journal:
        await journal.decide(look)
        assert folded == [[1001, 1003, 1004, 1005]]
        assert {one.incident for one in journal.open_events(0, journal.last_seq, 100)} == {1001, 1003, 1004, 1005}


async def test_forms_and_messages_of_no_incident_outlive_a_restart(home: Home) -> None:
    form = FormSaved(definition="vehicle_crash", answers="{}")
    message = StatusReceived(
        status=Status(alert_id="flow-1", event_id=None, digest="d"), verified=True, received_at=T0, trigger=None
    )
    kept: list[tuple[object, object]] = []

    def look(ledger: DecisionContext, _now: int) -> Decision:
        kept.append((ledger.projection.forms, ledger.projection.unmatched))
        return Decision()

    with home.opened() as journal:
        drafts = (EventDraft(event=form, operator="ANNA"), EventDraft(event=message))
        await journal.decide(lambda _ledger, _now: Decision(drafts=drafts))
    with home.opened() as journal:
        await journal.decide(look)
        assert kept == [({("ANNA", None): form}, {2: message})]
        assert [one.seq for one in journal.open_events(0, journal.last_seq, 10)] == [1, 2]


async def test_a_message_given_to_an_incident_that_was_closed_stays_given(home: Home) -> None:
    status = Status(alert_id="flow-1", event_id=None, digest="d")
    message = StatusReceived(status=status, verified=True, received_at=T0, trigger=None)
    with home.opened() as journal:
        await journal.decide(write(message))
        await journal.decide(write(StatusPlaced(status=1, incident=1001)))
    kept: list[object] = []

    def look(ledger: DecisionContext, _now: int) -> Decision:
        kept.append(dict(ledger.projection.unmatched))
        return Decision()

    with home.opened() as journal:
        await journal.decide(look)
        assert kept == [{}]


async def test_a_snapshot_keeps_what_was_open_when_it_was_taken(home: Home) -> None:
    with home.opened() as journal:
        await journal.decide(arrive(share(1, phone=None)))
        await journal.decide(arrive(share(2, phone=None)))
        snapshot = journal.last_seq
        first = journal.open_events(0, snapshot, 1)
        await journal.decide(write(CLOSED, 1002))
        rest = journal.open_events(first[-1].seq, snapshot, 10)
        assert [one.seq for one in first + rest] == [1, 2]


async def test_a_phone_finds_its_incidents_newest_first(home: Home) -> None:
    with home.opened() as journal:
        await journal.decide(arrive(share(1)))
        await journal.decide(write(CLOSED, 1001))
        await journal.decide(arrive(share(2)))
        await journal.decide(arrive(share(3, phone=None)))
        assert by_phone(journal, PHONE) == [1002, 1001]
        assert by_phone(journal, "+12175550199") == []


async def test_a_token_is_kept_until_its_feeds_end_and_then_gone_from_the_files(home: Home) -> None:
    event = share()
    with home.opened() as journal:
        await journal.decide(arrive(event))
        assert journal.token(event.share) == TOKEN
        sealed = _sealed_token(home)
        assert sealed in _files(home)
        await journal.decide(forget_token(event.share))
        await journal.decide(nothing)
        assert journal.token(event.share) is None
        assert sealed not in _files(home)
        assert TOKEN.encode() not in _files(home)


def _sealed_token(home: Home) -> bytes:
    connection = connect(home.place.journal)
    sealed = connection.execute("SELECT sealed FROM token").fetchone()[0]
    connection.close()
    assert isinstance(sealed, bytes)
    return sealed


def _files(home: Home) -> bytes:
    return b"".join(path.read_bytes() for path in home.place.folder.glob("journal.sqlite3*"))
