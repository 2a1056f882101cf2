"""That an export was made goes into the journal: by the station if one runs, else by whoever made it."""

import contextlib
import sqlite3
import uuid

import filelock
import msgspec

from app.domain.incident.commands import RecordExport, Refused
from app.domain.incident.wishing import export_wishes
from app.ground.clock import SystemClock
from app.station.desk import caller, door
from app.station.journal.decision import Decision
from app.station.journal.ledger import StoredLedger
from app.station.journal.place import LOCK, Place
from app.station.journal.seal.seals import Seals
from app.station.journal.sqlite import connect, read_identity


def record(place: Place, seals: Seals, incident: int, form: str, sha256: str) -> str:
    """Record it; returns why that failed, empty when it did not."""
    wish = RecordExport(id=str(uuid.uuid4()), incident=incident, form=form, sha256=sha256)
    try:
        with filelock.FileLock(place.folder / LOCK, timeout=0):
            return _entered(place, seals, wish)
    except filelock.Timeout:
        return _told_to_station(place, wish)
    except (sqlite3.Error, OSError) as error:
        return str(error)


def _told_to_station(place: Place, wish: RecordExport) -> str:
    file = door.read(place.folder)
    answer = None if file is None else caller.ask(file, "POST", "/commands", msgspec.json.encode(wish))
    if answer is None:
        return "the station does not answer"
    refused = msgspec.json.decode(answer, type=dict[str, object]).get("refused")
    return str(refused or "")


def _entered(place: Place, seals: Seals, wish: RecordExport) -> str:
    with contextlib.closing(connect(place.journal)) as connection:
        now = SystemClock().now()
        ledger = StoredLedger(connection, read_identity(connection), seals, seals.begin_run(connection, now))
        outcome = export_wishes.decide(wish, None, ledger.find(wish.incident))
        if isinstance(outcome, Refused):
            return outcome.refused
        connection.execute("BEGIN IMMEDIATE")
        ledger.enter(Decision(drafts=(outcome,)), wish.id, now)
        connection.execute("COMMIT")
    return ""
