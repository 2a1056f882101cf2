"""Making the index anew from the events, which are the only truth."""

import sqlite3

from app.station.journal import deliveries, incidents
from app.station.journal.errors import JournalLockedError
from app.station.journal.seal.seals import Seals


def rebuild(connection: sqlite3.Connection, seals: Seals) -> int:
    """Write the index of incidents and deliveries again, all or nothing; returns the number of incidents.

    Raises:
        JournalLockedError: phones and digests are sealed and the private key is not here.
        sqlite3.Error: storage fails; the old index stands.
    """
    if seals.owner.locked:
        raise JournalLockedError("The keyring is locked. Unlock it: the index is made from what is sealed.")
    connection.execute("BEGIN IMMEDIATE")
    try:
        count = _write(connection, seals)
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
    return count


def _write(connection: sqlite3.Connection, seals: Seals) -> int:
    connection.execute("DELETE FROM incident")
    connection.execute("DELETE FROM delivery")
    for record in deliveries.receipts(connection, seals):
        deliveries.remember(connection, record)
    count = 0
    for number in incidents.numbers(connection):
        incident = incidents.whole(connection, seals, number)
        if incident is not None:
            incidents.put(connection, incidents.row_of(incident, seals.owner))
            count += 1
    return count
