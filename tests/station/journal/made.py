"""Journals, times and intents for the tests of the journal."""

import collections.abc
import contextlib
import pathlib

from app.domain.incident.correlation import joined, share_id
from app.domain.incident.envelope import EventDraft, Recorded, received
from app.domain.incident.events import AnyEvent, NoteAdded, ShareReceived
from app.domain.incident.model import Incident
from app.domain.incident.projection import IncidentProjection
from app.station.journal.base import DataDirectory, Decision, DecisionContext, Intent, Token
from app.station.journal.database import Connect, connect
from app.station.journal.journal import Journal
from app.station.journal.sealing import Owner, Seals, new_private_key, public_key
from tests.fake_clock import T0, FakeClock

TOKEN = "token-of-a-fictional-share"
PHONE = "+12175550143"


class Keyring:
    """A keyring that can be locked."""

    def __init__(self) -> None:
        self.key = new_private_key()
        self.locked = False

    def __call__(self) -> bytes | None:
        return None if self.locked else self.key


class Home:
    """A data directory, its keyring and its clock; journals of it are opened one after the other."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.place = DataDirectory(folder=folder, environment="simulator", hosts=("127.0.0.1",))
        self.keyring = Keyring()
        self.clock = FakeClock()

    def seals(self) -> Seals:
        """What opens the journal from outside, as the commands do."""
        return Seals(public_key(self.keyring.key), Owner(self.keyring()))

    @contextlib.contextmanager
    def opened(self, connect: Connect = connect) -> collections.abc.Iterator[Journal]:
        journal = Journal.open(self.place, private_key=self.keyring, now=self.clock.now, connect=connect, probe_s=0.01)
        try:
            yield journal
        finally:
            journal.close()


def digest(number: int) -> str:
    return f"{number:064x}"


def share(number: int = 1, *, phone: str | None = PHONE, received_at: int = T0) -> ShareReceived:
    sha = digest(number)
    return ShareReceived(
        share=f"{share_id(sha)}-{number}",
        request_sha256=sha,
        received_at=received_at,
        verified=True,
        phone=phone,
        phone_as_received=phone,
        alert_id=None,
        ecc="IL_0142",
        box=None,
        warnings=(),
        linked_to=None,
        remote="127.0.0.1",
        untrusted_headers=(),
        untrusted_body="{}",
    )


def arrive(event: ShareReceived) -> Intent:
    """What the duty that receives shares decides, without its rules for repeats."""

    def intent(ledger: DecisionContext, now: int) -> Decision:
        drafts = joined(event, None, ledger.projection.open_incidents, ledger.next_incident)
        return Decision(drafts=tuple(drafts), tokens=(Token(share=event.share, token=TOKEN),))

    return intent


def write(event: AnyEvent, incident: int | None = None, operator: str | None = "ANNA") -> Intent:
    draft = EventDraft(event=event, incident=incident, operator=operator)
    return lambda _ledger, _now: Decision(drafts=(draft,))


def forget_token(share: str) -> Intent:
    return lambda _ledger, _now: Decision(ended=(share,))


def by_phone(journal: Journal, phone: str) -> list[int]:
    """Whom the index finds by a phone, open or closed, newest first."""
    digest = journal._seals.owner.phone_index(phone)
    with journal._connection() as connection:
        found = connection.execute("SELECT number FROM incident WHERE phone_index=? ORDER BY number DESC", (digest,))
        return [row[0] for row in found]


def nothing(ledger: DecisionContext, now: int) -> Decision:
    return Decision()


def note(incident: int, text: str = "a note") -> Intent:
    return write(NoteAdded(text=text), incident)


def told(journal: Journal, seq: int = 0) -> list[Recorded]:
    return [received(record) for record in journal.after(seq, 100_000)]


def incidents_of(records: collections.abc.Iterable[Recorded]) -> dict[int, Incident]:
    book = IncidentProjection()
    for record in records:
        book.apply(record)
    return book.incidents
