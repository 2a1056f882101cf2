"""Requests that were refused and are kept, sealed and bounded, for a person to see (docs/contract.md#3.5)."""

import collections.abc
import sqlite3
import typing

import msgspec

from app.domain.incident.envelope import EventDraft
from app.domain.incident.events import BodyQuarantined
from app.station.http.request import InboundRequest
from app.station.journal.base import Decision, DecisionContext, Intent, KeptBody
from app.station.journal.sealing import DataKey, Seals

ALERT_EVERY_MS = 600_000
"""Bodies without a good signature are folded to one alert in this time (docs/contract.md#3.5)."""


class QuarantinedRequest(InboundRequest, frozen=True, kw_only=True):
    """A refused request as it is kept; the names of its fields lie on disk.

    Earlier programs kept only what came to the Data Share handler, without method, path and query: hence the defaults.
    """

    method: str = "POST"
    path: str = ""
    """Empty: the Data Share handler's."""
    status: int
    problem: str
    signature: str
    """``good``, ``bad``, ``missing``, ``no secret``, or ``not judged`` when the body was not read."""
    request_sha256: str
    """Of the exact bytes received; empty when the body was not read."""

    def __repr__(self) -> str:
        """Without query, headers and body: they are a person's, and may hold a token."""
        return f"QuarantinedRequest(status={self.status}, signature={self.signature!r})"


def refused(request: InboundRequest, status: int, problem: str, signature: str) -> QuarantinedRequest:
    """A request as it is kept, without credentials in its headers."""
    return QuarantinedRequest(
        **{**msgspec.structs.asdict(request), "untrusted_headers": request.headers_to_keep},
        status=status,
        problem=problem,
        signature=signature,
        request_sha256=request.body_sha256 if request.is_whole else "",
    )


def keep(request: QuarantinedRequest) -> Intent:
    """The intent that keeps a body: ``await journal.decide(quarantine.keep(request))``.

    A good signature always writes ``BodyQuarantined`` and rings; others write one at most every 10 minutes.
    """
    authentic = request.signature == "good"

    def intent(ledger: DecisionContext, now: int) -> Decision:
        number = ledger.next_quarantined
        last = ledger.quarantine_alert_at
        body = KeptBody(
            number=number,
            received_at=request.received_at,
            authentic=authentic,
            untrusted_request=msgspec.msgpack.encode(request),
        )
        silent = not authentic and last is not None and 0 <= now - last < ALERT_EVERY_MS
        return Decision(kept=(body,), drafts=() if silent else (_alert(request, number, rings=authentic),))

    return intent


def _alert(request: QuarantinedRequest, number: int, *, rings: bool) -> EventDraft:
    event = BodyQuarantined(
        quarantine=number,
        status=request.status,
        problem=request.problem,
        signature=request.signature,
        request_sha256=request.request_sha256,
        received_at=request.received_at,
        remote=request.remote,
        rings=rings,
    )
    return EventDraft(event=event)


def request_of(untrusted_request: bytes) -> QuarantinedRequest:
    """The refused request as it was kept (``Held.untrusted_request``)."""
    return msgspec.msgpack.decode(untrusted_request, type=QuarantinedRequest)


OLDEST: typing.Final = 100
NEWEST: typing.Final = 400
LIMIT_BYTES: typing.Final = 32 * 1024 * 1024


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A kept request, opened for a person to see."""

    number: int
    received_at: int
    authentic: bool
    rings: bool
    """Whether it rings and nobody has seen it."""
    untrusted_request: bytes


def next_number(connection: sqlite3.Connection) -> int:
    """The number of the next body; numbers are never given twice."""
    return _count(connection, "quarantine_last") + 1


def fallen(connection: sqlite3.Connection) -> int:
    """How many bodies were only counted."""
    return _count(connection, "quarantine_fallen")


def put(connection: sqlite3.Connection, body: KeptBody, event_seq: int | None, key: DataKey) -> None:
    """Write a request into the quarantine table and make room for it."""
    sealed = key.seal(body.untrusted_request, _purpose(body.number))
    connection.execute(
        "INSERT INTO quarantine VALUES (?, ?, ?, ?, ?)",
        (body.number, body.received_at, int(body.authentic), event_seq, sealed),
    )
    _set(connection, "quarantine_last", body.number)
    _make_room(connection)


def find(connection: sqlite3.Connection, number: int, seals: Seals) -> Held | None:
    """A kept request; None when it found no room any more or was never there.

    Raises:
        JournalLockedError: an earlier run sealed it and the private key is not here.
        DamagedError: its bytes are not what was written.
    """
    row = connection.execute(
        "SELECT received_at, authentic, event_seq, sealed FROM quarantine WHERE number=?", (number,)
    ).fetchone()
    if row is None:
        return None
    request = seals.open(connection, row[3], _purpose(number))
    rings = bool(row[1]) and row[2] is not None
    return Held(number=number, received_at=row[0], authentic=bool(row[1]), rings=rings, untrusted_request=request)


def keeps(connection: sqlite3.Connection, number: int) -> bool:
    """Whether a request is still kept."""
    return connection.execute("SELECT 1 FROM quarantine WHERE number=?", (number,)).fetchone() is not None


def see(connection: sqlite3.Connection, seen: collections.abc.Iterable[int]) -> None:
    """These requests ring no more: a console that begins anew does not get them."""
    connection.executemany("UPDATE quarantine SET event_seq=NULL WHERE number=?", ((number,) for number in seen))


def release(connection: sqlite3.Connection, released: collections.abc.Iterable[int]) -> None:
    """Delete requests; ``secure_delete`` overwrites them."""
    connection.executemany("DELETE FROM quarantine WHERE number=?", ((number,) for number in released))


def numbers(connection: sqlite3.Connection) -> list[int]:
    """The numbers of all kept requests, oldest first."""
    return [row[0] for row in connection.execute("SELECT number FROM quarantine ORDER BY number")]


def _make_room(connection: sqlite3.Connection) -> None:
    fell = 0
    while _too_much(connection):
        connection.execute("DELETE FROM quarantine WHERE number=?", (_least_missed(connection),))
        fell += 1
    if fell:
        _set(connection, "quarantine_fallen", fallen(connection) + fell)


def _too_much(connection: sqlite3.Connection) -> bool:
    count, size = connection.execute("SELECT count(*), coalesce(sum(length(sealed)), 0) FROM quarantine").fetchone()
    return bool(count > OLDEST + NEWEST or (size > LIMIT_BYTES and count > 1))


def _least_missed(connection: sqlite3.Connection) -> int:
    """The first after the oldest hundred; one without a good signature goes before any with."""
    kept = "SELECT number FROM quarantine ORDER BY number LIMIT ?"
    row = connection.execute(
        f"SELECT number FROM quarantine ORDER BY number IN ({kept}), authentic, number LIMIT 1",  # noqa: S608 -- ours
        (OLDEST,),
    ).fetchone()
    return int(row[0])


def _count(connection: sqlite3.Connection, name: str) -> int:
    row = connection.execute("SELECT value FROM meta WHERE name=?", (name,)).fetchone()
    return 0 if row is None else int(row[0])


def _set(connection: sqlite3.Connection, name: str, value: int) -> None:
    connection.execute("REPLACE INTO meta VALUES (?, ?)", (name, str(value)))


def _purpose(number: int) -> bytes:
    return b"quarantine" + number.to_bytes(8, "big")
