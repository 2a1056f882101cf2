"""The handover sheet in words, as both operators read it, and on paper."""

import zoneinfo

import msgspec

from app.domain.handover import HandoverSheet, OpenIncident, Seat, ShiftFacts, make_sheet
from app.domain.incident.envelope import Recorded
from app.domain.incident.events import (
    AnyEvent,
    BecameUnwatched,
    ClockStepped,
    GapFound,
    PathLost,
    StationStarted,
    WatchedAgain,
)
from app.domain.incident.model import HandoverSignature, SignedSheet
from app.domain.incident.projection import IncidentProjection
from app.domain.lamp import Lamp, LampState
from app.export import sheets as export_sheets
from app.export.pdf import sheets
from tests.domain.incident.journalled import T0

ZONE = zoneinfo.ZoneInfo("America/Chicago")
HOUR = 3_600_000
LAMP = Lamp(name="listener", state=LampState.SEEN, evidence="A request arrived", observed_at=T0)
UNSEEN = Lamp(name="sound", state=LampState.WARNING, evidence="NO SOUND: no audio device", observed_at=None)
SEAT = Seat(operator="ANNA", environment="simulator", lamps=(LAMP, UNSEEN), silent_ms=43_000)
QUIET = Seat(operator="ANNA", environment="simulator", lamps=(), silent_ms=0)
NEW = OpenIncident(
    number=1001,
    priority=1,
    owner=None,
    handed_over_by=None,
    unacknowledged=True,
    received_at=T0 - 9_000,
    ecc=None,
    held_until=None,
    expires_in_ms=48_000,
    unknown_triggers=1,
    open_steps=3,
    concerns=("rad_e_never_fetched",),
)


def happened(event: AnyEvent) -> Recorded:
    return Recorded(seq=1, at=T0, incident=None, operator=None, command_id=None, event=event)


def sheet(**changes: object) -> HandoverSheet:
    facts = ShiftFacts(head="7:" + "0" * 64, shift_began=T0 - 8 * HOUR, happened=(), quarantined=2)
    return msgspec.structs.replace(make_sheet(IncidentProjection(), facts, SEAT, T0), **changes)


def test_an_empty_floor_says_none_everywhere() -> None:
    text = export_sheets.handover_text(sheet(seat=QUIET), ZONE)
    for said in (
        "OPEN INCIDENTS: 0\n  none",
        "HELD: 0\n  none",
        "LESS THAN 2:00 NOMINAL LEFT: 0\n  none",
        "TRIGGERS, OUTCOME UNKNOWN: 0\n  none",
        "Sound: not silenced at this console",
        "Quarantine: 2 kept, 0 ringing that nobody has seen",
        "Receiving for 8:00:00 of 8:00:00, gaps known: 0",
        "JOURNAL HEAD\n  7:0000",
        "by ANNA.\nEnvironment: simulator. Shift began",
    ):
        assert said in text, said


def test_what_is_open_and_who_has_it() -> None:
    held = msgspec.structs.replace(
        NEW, number=1002, owner="BEN", unacknowledged=False, ecc="IL_0142\u202e", held_until=T0 + 60_000,
        expires_in_ms=None, unknown_triggers=0, open_steps=0, concerns=(), priority=3,
    )  # fmt: skip
    floor = msgspec.structs.replace(held, number=1003, owner=None, held_until=None, handed_over_by="CARL")
    nobody = msgspec.structs.replace(floor, number=1004, handed_over_by=None)
    text = export_sheets.handover_text(sheet(incidents=(NEW, held, floor, nobody)), ZONE)
    assert "1001  P1, NEW, nobody has it, open 0:09, ECC not stated, rad e never fetched, 3 steps open" in text
    assert "1002  P3, BEN, open 0:09, IL_0142" in text
    assert "\u202e" not in text
    assert "1003  P3, handed over by CARL, nobody has it" in text
    assert "1004  P3, nobody has it" in text
    assert "HELD: 1\n  1002 until" in text
    assert "1001, 0:48 nominal left" in text
    assert "1001: 1" in text
    assert "silenced at this console for another 0:43" in text
    assert "sound: WARNING. NO SOUND: no audio device" in text
    assert "listener: seen to work, " in text


def test_what_the_station_went_through() -> None:
    events: tuple[AnyEvent, ...] = (
        GapFound(since=T0 - 9 * HOUR, until=T0 - 7 * HOUR, cause="The station was stopped."),
        PathLost(address="https://shares.example.org", proven_at=1, problem="HTTP 502"),
        BecameUnwatched(since=1),
        WatchedAgain(since=1),
        ClockStepped(step_ms=3_000),
        StationStarted(version="1", environment="simulator"),
    )
    text = export_sheets.handover_text(sheet(happened=tuple(happened(event) for event in events)), ZONE)
    for said in (
        "Receiving for 7:00:00 of 8:00:00, gaps known: 1",
        "Not receiving for 2:00:00. A share sent then did not arrive. 21 Nov 2026 09:00:00 CST to",
        "Public path lost: HTTP 502",
        "Nobody watched since",
        "Watched again",
        "The computer's clock was moved by 3000 ms",
        "Station 1 started",
    ):
        assert said in text, said


def test_it_prints_with_and_without_signatures() -> None:
    text = export_sheets.handover_text(sheet(), ZONE)
    digest = export_sheets.sha256(text)
    signed = SignedSheet(sha256=digest, text=text, signatures=(HandoverSignature(operator="ANNA", at=T0),))
    assert export_sheets.signatures(None, ZONE) == []
    assert export_sheets.signatures(signed, ZONE)[0] == f"SHA-256 {digest}"
    assert export_sheets.signatures(signed, ZONE)[1].startswith("ANNA, ")
    for one in (None, signed):
        assert sheets.content(text, one, ZONE, T0).startswith(b"%PDF")
