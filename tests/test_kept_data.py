"""A data directory that version 0.1.0 wrote is opened, checked, folded and gone on with by the present program.

``tests/samples/kept_0_1_0/README.md`` says how it was made; ``fold.json`` beside it is what that version knew of it.
"""

import asyncio
import contextlib
import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app import settings
from app.console import state_file
from app.console.setup.parts import SetupProgress
from app.console.setup.steps import SetupStep
from app.console.shortcuts.actions import Action
from app.console.state_file import SoundSettings, StateFile
from app.console.theme.theme import Choice
from app.core import paths
from app.core.logs import Redactor
from app.domain import checklist
from app.domain.evidence import ChainHead
from app.domain.incident.correlation import KnownDelivery
from app.domain.incident.envelope import received
from app.domain.incident.events import ShareRepeated
from app.domain.incident.model import Incident, Share
from app.domain.incident.projection import IncidentProjection
from app.protocol import desk_file
from app.settings import center_files
from app.station import startup
from app.station.journal import sealing, store
from app.station.journal.backup import rebuild
from app.station.journal.base import DataDirectory, Decision, DecisionContext
from app.station.journal.database import connect, connect_to_read
from app.station.journal.journal import Journal
from app.station.journal.reader import JournalReader
from app.station.journal.sealing import Owner, Seals
from app.station.journal.verify import Verdict, verify
from app.station.secrets.secrets import Secrets
from tests.fake_clock import FakeClock
from tests.station.journal.made import note

SAMPLE = Path(__file__).parent / "samples" / "kept_0_1_0"
OPEN = 1001
ENOUGH = 100_000
LEFT_WIDE = 780
"""The window filled a screen of 800 pixels, which a window manager may frame."""

_INCIDENT = (
    *("number", "origin", "opened_at", "owner", "owned_at", "acknowledged_at", "handed_over_by", "held_until"),
    *("ring_seq", "ring_at", "closed_at", "close_reason", "on_hold", "left_open", "notes", "linked", "related"),
    *("caller", "phone", "last_seq", "is_open"),
)
_SHARE = ("share", "seq", "received_at", "stored_at", "verified", "phone", "ecc", "box", "warnings", "times")
_FEED = ("first_data_at", "last_data_at", "answered_at", "failing_since", "ended_at", "ending")
_FIX = ("latitude", "longitude", "source", "uncertainty_m", "fixed_at", "reported_source")
_CHECK = ("step", "words", "note", "at", "operator")
_TRIGGER = ("confirmed", "confirmed_at", "operator", "stage", "sent_at", "outcome", "answered_at")
_FORM = ("definition", "answers")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the kept data directory: opening it writes."""
    return Path(shutil.copytree(SAMPLE / "data", tmp_path / "data"))


@pytest.fixture
def place(folder: Path) -> DataDirectory:
    return startup.data_directory_for(folder, settings.load(folder, {}, {}))


@pytest.fixture
def seals(place: DataDirectory) -> Seals:
    private = Secrets(place, {}, Redactor()).seal_key()
    made = sealing.read(place.folder)
    assert private is not None
    assert made is not None
    return Seals(made.public_key, sealing.owner_of(made.public_key, private))


def fold() -> dict[str, Any]:
    """What version 0.1.0 knew of it."""
    return dict(json.loads((SAMPLE / "fold.json").read_text(encoding="utf-8")))


def verified(place: DataDirectory, seals: Seals, head: ChainHead | None = None) -> Verdict:
    with contextlib.closing(connect_to_read(place.journal)) as connection:
        return verify(connection, seals, head)


@contextlib.contextmanager
def opened(place: DataDirectory) -> Iterator[Journal]:
    """The journal as a station opens it."""
    journal = Journal.open(place, private_key=Secrets(place, {}, Redactor()).seal_key, now=FakeClock().now)
    try:
        yield journal
    finally:
        journal.close()


def test_its_chain_is_verified_with_every_body_opened(place: DataDirectory, seals: Seals) -> None:
    seq, digest = fold()["head"]
    head = ChainHead(seq=seq, digest=bytes.fromhex(digest))
    assert verified(place, seals, head) == Verdict(head=head, bodies_opened=True, broken=None)


def test_its_chain_is_verified_without_the_key(place: DataDirectory, seals: Seals) -> None:
    made = sealing.read(place.folder)
    assert made is not None
    verdict = verified(place, Seals(made.public_key, Owner(None)))
    assert verdict.broken is None
    assert not verdict.bodies_opened


def test_it_folds_to_the_same_incidents(place: DataDirectory, seals: Seals) -> None:
    projection = IncidentProjection()
    for record in JournalReader(place, seals).after(0, ENOUGH):
        assert record.unreadable is None
        projection.apply(received(record))
    known = fold()
    found = summary(projection)
    for incident in found["incidents"]:
        for trigger in incident["triggers"]:
            # Newer than this journal: at which milestones a flow is over before its end.
            assert trigger["confirmed"].pop("ends") == {"missed": [], "later": []}
    assert found["incidents"] == known["incidents"]
    assert found == {name: known[name] for name in found}


def test_its_tokens_and_quarantined_requests_are_opened(place: DataDirectory, seals: Seals) -> None:
    reader, known = JournalReader(place, seals), fold()
    assert {share: reader.token(share) for share in known["tokens"]} == known["tokens"]
    kept = [(number, reader.quarantined_body(number)) for number in reader.quarantined()]
    digests = [[number, hashlib.sha256(held.untrusted_request).hexdigest()] for number, held in kept if held]
    assert digests == known["quarantined"]


def test_its_index_equals_a_rebuild(place: DataDirectory, seals: Seals) -> None:
    with contextlib.closing(connect(place.journal)) as connection:
        before = list(store.index_rows(connection)), store.deliveries(connection)
        assert rebuild(connection, seals) == len(fold()["incidents"])
        assert (list(store.index_rows(connection)), store.deliveries(connection)) == before
        assert before[0]


def test_a_station_goes_on_with_it(place: DataDirectory, seals: Seals) -> None:
    known = fold()
    with opened(place) as journal:
        assert journal.last_seq == known["last_seq"]
        open_numbers = {one["number"] for one in known["incidents"] if one["is_open"]}
        still_open = {record.incident for record in journal.open_events(0, journal.last_seq, ENOUGH)}
        assert open_numbers <= still_open
        asyncio.run(journal.decide(note(OPEN, "of a later version")))
        assert journal.last_seq == known["last_seq"] + 1
        assert [record.incident for record in journal.after(known["last_seq"], ENOUGH)] == [OPEN]
    assert verified(place, seals).broken is None


def test_what_came_then_is_known_when_it_comes_again(place: DataDirectory) -> None:
    found: list[KnownDelivery | None] = []
    with opened(place) as journal:
        events = [received(record).event for record in journal.after(0, ENOUGH)]
        (repeated,) = (event for event in events if isinstance(event, ShareRepeated))

        def ask(ledger: DecisionContext, _now: int) -> Decision:
            found.extend(ledger.delivered(digest) for digest in (repeated.request_sha256, "0" * 64))
            return Decision()

        asyncio.run(journal.decide(ask))
    known, unknown = found
    assert known is not None
    assert any(share["share"] == known.share and share["times"] == 2 for share in shares_of(known.incident))
    assert unknown is None


def test_the_command_that_confirmed_its_trigger_comes_true_no_second_time(place: DataDirectory) -> None:
    def never(_ledger: DecisionContext, _now: int) -> Decision:
        raise AssertionError("a command that was answered is not decided again")

    with opened(place) as journal:
        (confirmed,) = (one for one in journal.after(0, ENOUGH) if one.kind == "TriggerConfirmed")
        again = asyncio.run(journal.decide(never, command_id=confirmed.command_id))
        assert again.done is not None
        assert (again.done.seq, again.records) == (confirmed.seq, ())


def test_its_settings_callflows_and_checklists_are_read(folder: Path, place: DataDirectory) -> None:
    chosen = settings.load(folder, {}, {})
    assert chosen.agencies == ("IL_0142", "MD_0007")
    assert chosen.retention_days == 400
    assert chosen.answering_profile == "nfpa-1225"
    assert chosen.escalate_unanswered_s == 90
    assert chosen.callflow_http_answer == "thanks"
    assert place.environment == "simulator"
    definitions = center_files.read_callflows(folder, place.environment)
    assert definitions.broken == {}
    own = next(one for one in definitions.definitions if one.file == "ride_crash")
    assert (own.title, own.callflow) == ("Crash of a ride", "fictional_center_crash_v1")
    lists = checklist.read(paths.read_text(folder / checklist.FILE))
    assert json.loads(msgspec.json.encode(lists)) == fold()["checklists"]


def test_a_console_finds_its_station(folder: Path) -> None:
    address = desk_file.read(folder)
    assert address is not None
    assert address.url.startswith("http://127.0.0.1:")
    assert address.token
    assert address.pid > 0
    assert address.simulator is not None
    assert address.simulator["WATCHFLOOR_CLIENT_ID"] == "kept-client"


def test_a_console_looks_as_it_was_left(qtbot: QtBot, folder: Path) -> None:
    memory = StateFile(folder)
    assert memory.names == ["ANNA", "BERT", "Trainee"]
    assert memory.keys() == {Action.NOTE: "F9", Action.CAPTURE: "Ctrl+Shift+K"}
    assert memory.text("selected") == "1005"
    assert memory.text("panes/out") == "map"
    assert Choice(memory.text("theme")) is Choice.DARK
    assert memory.number("text_scale", 1.0) == 1.25
    assert state_file.read(memory) == SoundSettings(volume=0.6, p3=True)
    assert SetupProgress(memory).proven_at(SetupStep.SECRET) is not None
    assert memory.bytes_of("split") == QByteArray(b"500 1400 0")
    for name in ("geometry", "panes/map"):
        window = QWidget()
        qtbot.addWidget(window)
        assert window.restoreGeometry(memory.bytes_of(name))
        assert window.width() >= LEFT_WIDE


def summary(projection: IncidentProjection) -> dict[str, Any]:
    """What the projection knows, by the names and in the order of ``fold.json``."""
    forms = sorted(projection.forms.items())
    found = {
        "last_seq": projection.last_seq,
        "missing": sorted(projection.missing),
        "operators": sorted(projection.operators),
        "quarantine_rings": [record.seq for record in projection.quarantine_rings],
        "notices": sorted(projection.notices),
        "unmatched": sorted(projection.unmatched),
        "checklists": projection.checklists,
        "forms": [[operator, incident, of(form, _FORM)] for (operator, incident), form in forms],
        "incidents": [of_incident(one) for _number, one in sorted(projection.incidents.items())],
    }
    return dict(json.loads(msgspec.json.encode(found)))


def shares_of(number: int) -> list[dict[str, Any]]:
    return [share for one in fold()["incidents"] if one["number"] == number for share in one["shares"]]


def of_incident(one: Incident) -> dict[str, Any]:
    return {
        **of(one, _INCIDENT),
        "shares": [of_share(share) for share in one.shares],
        "sightings": [[seen.seq, seen.at, seen.share, of(seen.fix, _FIX)] for seen in one.sightings],
        "checks": [of(check, _CHECK) for check in one.checks],
        "triggers": [of(trigger, _TRIGGER) for trigger in one.triggers],
        "reports": [[told.trigger, told.report.seq, told.report.verified, told.report.status] for told in one.reports],
        "timeline": [[record.seq, type(record.event).__name__, record.operator] for record in one.timeline],
    }


def of_share(share: Share) -> dict[str, Any]:
    found = share.additional_data
    answer = None if found is None else hashlib.sha256(found.untrusted_answer.encode()).hexdigest()
    return {**of(share, _SHARE), "lei": of(share.lei, _FEED), "rad_e": of(share.rad_e, _FEED), "answer": answer}


def of(value: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names}
