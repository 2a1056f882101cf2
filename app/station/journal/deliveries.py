"""What is remembered of each body that was accepted: an index by digest, in clear, made from the events."""

import sqlite3

from app.domain.incident.events import ShareMovedOut, ShareReceived, ShareRepeated, ShareSplit
from app.domain.incident.record import Recorded
from app.domain.incident.share import Delivered
from app.station.journal import queries
from app.station.journal.rows import folded
from app.station.journal.seal.seals import Seals


def remember(connection: sqlite3.Connection, record: Recorded) -> None:
    """Note a share's receipt, the first or a later one."""
    match record.event:
        case ShareReceived() as share:
            values = (share.request_sha256, share.share, record.incident, share.received_at)
            connection.execute("INSERT INTO delivery VALUES (?, ?, ?, ?)", values)
        case ShareRepeated() as repeat:
            connection.execute(
                "UPDATE delivery SET received_at=? WHERE request_sha256=?", (repeat.received_at, repeat.request_sha256)
            )
        case ShareMovedOut() as out:
            connection.execute("DELETE FROM delivery WHERE request_sha256=?", (out.request_sha256,))
        case ShareSplit() as split:
            values = (split.request_sha256, split.share, record.incident, split.last_receipt)
            connection.execute("INSERT INTO delivery VALUES (?, ?, ?, ?)", values)
        case _:
            pass


def find(connection: sqlite3.Connection, request_sha256: str) -> Delivered | None:
    """What is remembered of a body, by the digest of its exact bytes."""
    row = connection.execute(
        "SELECT share, incident, received_at FROM delivery WHERE request_sha256=?", (request_sha256,)
    ).fetchone()
    return None if row is None else Delivered(share=row[0], incident=row[1], received_at=row[2])


def all_rows(connection: sqlite3.Connection) -> dict[str, Delivered]:
    """The whole index, by digest."""
    found = connection.execute("SELECT request_sha256, share, incident, received_at FROM delivery")
    return {row[0]: Delivered(share=row[1], incident=row[2], received_at=row[3]) for row in found}


def receipts(connection: sqlite3.Connection, seals: Seals) -> list[Recorded]:
    """All events that tell of a receipt, oldest first."""
    kinds = [kind.__name__ for kind in (ShareReceived, ShareRepeated, ShareMovedOut, ShareSplit)]
    return [folded(record) for record in queries.of_kinds(connection, seals, kinds, 0)]
