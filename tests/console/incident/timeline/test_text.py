import typing

import pytest

from app.console.incident.timeline.text import TimelineGroup, entry, group_words
from app.console.theme.icons import Shape
from app.domain.callflow.outcome import Accepted, OutcomeReason, Refused, Unknown
from app.domain.callflow.status import FlowMessage, HttpCallback, Status
from app.domain.callflow.trigger import Confirmed, Settled
from app.domain.data_share.feed import Ending, FeedKind
from app.domain.incident.envelope import Recorded
from app.domain.incident.events import (
    Acknowledged,
    AdditionalDataReceived,
    AnyEvent,
    BecameUnwatched,
    BodiesErased,
    BodyQuarantined,
    CaptureAsked,
    ChecklistsAdopted,
    ClockStepped,
    Erased,
    Escalated,
    FeedEmpty,
    FeedEnded,
    FeedFailed,
    FeedRecovered,
    FormDiscarded,
    FormSaved,
    GapFound,
    HandedOver,
    HandoverSigned,
    HttpCallbackReceived,
    IncidentClosed,
    IncidentExported,
    IncidentHeard,
    IncidentHeld,
    IncidentOpened,
    IncidentReleased,
    IncidentReopened,
    IncidentShown,
    IncidentsLinked,
    IncidentsUnlinked,
    IncidentTakenOver,
    JournalMissing,
    JournalRestored,
    JournalSetAside,
    LegalHoldLifted,
    LegalHoldPlaced,
    LocationFixed,
    LocationRefused,
    NoteAdded,
    NoticeSeen,
    OperatorSignedOff,
    OperatorSignedOn,
    PathLost,
    PathProven,
    QuarantineErased,
    QuarantineSeen,
    SettingsChanged,
    ShareMovedOut,
    ShareRepeated,
    ShareSplit,
    ShareTakenOver,
    StationStarted,
    StationStopped,
    StatusAssigned,
    StatusPlaced,
    StatusReceived,
    StepChecked,
    StepUnchecked,
    TriggerAccepted,
    TriggerConfirmed,
    TriggerRefused,
    TriggerSent,
    TriggerSettled,
    TriggerUnknown,
    UnknownKind,
    Unreadable,
    WatchedAgain,
    station,
)
from tests.shots import scenes

CONFIRMED = Confirmed(
    trigger="t-1",
    file="crash.toml",
    callflow="Vehicle crash",
    request="{}",
    request_sha256="a",
    phone="+12175550143",
)
STATUS = Status(
    alert_id="a-1",
    event_id=None,
    untrusted_verb="user_contacted",
    untrusted_message="User is being called",
    digest="d",
)
CALLBACK = HttpCallback(flow=None, untrusted_parameters=(("pressed", "1"),), digest="d")
QUARANTINED = BodyQuarantined(
    quarantine=1, status=401, problem="x", signature="bad", request_sha256="a", received_at=1, remote="r", rings=False
)
SHARED = scenes.one().records[0].event
CASES: list[tuple[AnyEvent, str]] = [
    (SHARED, "Received from IL_0142, signature good, stored in 4 ms"),
    (ShareRepeated(share="a", request_sha256="b", received_at=1, quiet=True), "The same body came again, counted only"),
    (ShareRepeated(share="a", request_sha256="b", received_at=1, quiet=False), "Shared again, the same body"),
    (ShareTakenOver(quarantine=1), "Taken over from quarantine, signature not verified"),
    (QUARANTINED, "A body was refused and kept"),
    (LocationFixed(latitude=1, longitude=1, source="lei", share=None), "Accuracy unknown, confidence not stated"),
    (
        LocationFixed(
            latitude=1, longitude=1, source="odd", share=None, uncertainty_m=42, confidence=0.9, altitude_m=183
        ),
        "±42 m, 90% confidence, height 183 m",
    ),
    (LocationRefused(share="a", reason="location_zero", latitude=0, longitude=0), "LEI gave 0, 0: no place, not used"),
    (
        LocationRefused(share="a", reason="location_swapped", latitude=-89.6, longitude=39.8),
        "LEI gave a place with its numbers swapped, it seems: not used",
    ),
    (LocationRefused(share="a", reason="newer"), "LEI gave a place that can't be one: not used"),
    (AdditionalDataReceived(share="a", untrusted_answer="{}"), "RAD-E answered, changed"),
    (FeedEmpty(share="a", feed=FeedKind.LEI), "LEI has no data"),
    (FeedFailed(share="a", feed=FeedKind.RAD_E, problem="HTTP 503"), "RAD-E fails: HTTP 503"),
    (CaptureAsked(), "RapidSOS is asked at once, as an operator wished"),
    (FeedRecovered(share="a", feed=FeedKind.LEI), "LEI answers again"),
    (FeedEnded(share="a", feed=FeedKind.LEI, reason=Ending.NO_DATA), "LEI is asked no more: no data any more"),
    (TriggerConfirmed(confirmed=CONFIRMED), "Vehicle crash confirmed by hand"),
    (TriggerSent(trigger="t-1"), "Sent once"),
    (
        TriggerAccepted(trigger="t-1", outcome=Accepted(alert_id="a-1", untrusted_message="Workflow\u202e started")),
        "Accepted by RapidSOS: “Workflow⟨U+202E⟩ started”",
    ),
    (
        TriggerRefused(trigger="t-1", outcome=Refused(why=OutcomeReason.VALIDATION)),
        "Refused, nothing started: validation",
    ),
    (
        TriggerUnknown(trigger="t-1", outcome=Unknown(why=OutcomeReason.TIMEOUT)),
        "UNKNOWN, it may have started: timeout",
    ),
    (TriggerSettled(settled=Settled(trigger="t-1", started=True)), "Found out: it started"),
    (TriggerSettled(settled=Settled(trigger="t-1", started=False)), "Found out: it did not start"),
    (
        StatusReceived(status=STATUS, verified=True, received_at=1, trigger="t-1"),
        "user_contacted: “User is being called”",
    ),
    (
        StatusReceived(status=STATUS, verified=False, received_at=1, trigger=None),
        "user_contacted: “User is being called”",
    ),
    (
        StatusAssigned(trigger="t-1", report=FlowMessage(status=STATUS, seq=1, received_at=1, verified=True)),
        "user_contacted: “User is being called”",
    ),
    (StatusPlaced(status=4, incident=1001), "StatusPlaced"),
    (HttpCallbackReceived(callback=CALLBACK, received_at=1, trigger=None), "The flow called our HTTP address"),
    (FormSaved(definition="crash", answers="{}"), "Callflow form kept"),
    (FormDiscarded(definition="crash"), "Callflow form put away"),
    (IncidentOpened(phone=None), "Opened here, without a share"),
    (JournalSetAside(file="x", reason="y"), "JournalSetAside"),
    (JournalMissing(), "JournalMissing"),
    (JournalRestored(backup="b"), "JournalRestored"),
    (NoteAdded(text="hello\u202e"), "hello⟨U+202E⟩"),
    (Acknowledged(through=9), "Acknowledged and claimed"),
    (IncidentClosed(reason="CALLER_SAFE", text="home"), "Closed: Caller is safe"),
    (ChecklistsAdopted(checklists=()), "The center's checklists were taken over"),
    (StepChecked(step="a", words="Call back\u202e"), "Done: Call back⟨U+202E⟩"),
    (StepUnchecked(step="a", words="Call back"), "Not done after all: Call back"),
    (IncidentExported(form="bundle\u202e", sha256="ab"), "Exported as bundle⟨U+202E⟩"),
    (IncidentsLinked(other=1002), "Linked to 1002, the same event"),
    (IncidentsUnlinked(other=1002), "No longer linked to 1002"),
    (ShareMovedOut(share="a", request_sha256="b", to=1002), "A share moved into incident 1002"),
    (
        ShareSplit(taken_from=1001, share="a", request_sha256="b", last_receipt=1, history=()),
        "Its share had joined incident 1001",
    ),
    (IncidentShown(through=1, shown_at=1, console="J. Tran"), "Shown at the console of J. Tran"),
    (
        IncidentHeard(through=1, heard_at=1, console="J. Tran", device="Speaker"),
        "Alarm rendered at the console of J. Tran",
    ),
    (HandedOver(to=None), "Given back to the floor, nobody has it"),
    (HandedOver(to="J. Tran\u202e"), "Handed over to J. Tran⟨U+202E⟩"),
    (HandoverSigned(sheet_sha256="a", sheet="b"), "Handover sheet signed"),
    (IncidentReopened(text=""), "Reopened because its share came again"),
    (IncidentHeld(until=scenes.NOW - 199_000 + 120_000), "Held for 2:00"),
    (IncidentReleased(), "Hold released"),
    (IncidentTakenOver(taken_from="J. Tran\u202e"), "Taken over from J. Tran⟨U+202E⟩"),
    (Erased(kind="NoteAdded"), "NoteAdded, erased by retention: only its time remains"),
    (Unreadable(kind="NoteAdded", reason="locked"), "NoteAdded, sealed: unlock the keyring to read it"),
    (Unreadable(kind="NoteAdded", reason="damaged"), "NoteAdded, damaged: run journal verify"),
    (UnknownKind(kind="Fancy"), "Fancy, of a newer program: kept, not understood here"),
    (GapFound(since=0, until=420_000, cause="stopped"), "Not receiving for 7:00. A share sent then did not arrive."),
    (OperatorSignedOn(), "OperatorSignedOn"),
    (OperatorSignedOff(), "OperatorSignedOff"),
    (StationStarted(version="1", environment="simulator"), "StationStarted"),
    (StationStopped(), "StationStopped"),
    (ClockStepped(step_ms=1), "ClockStepped"),
    (LegalHoldPlaced(reason="court order"), "LegalHoldPlaced"),
    (LegalHoldLifted(reason="settled"), "LegalHoldLifted"),
    (BodiesErased(bodies=3, retention_days=30, disposition=None), "BodiesErased"),
    (QuarantineErased(bodies=3, retention_days=30), "QuarantineErased"),
    (Escalated(way="url", problem=""), "Nobody watched; the administrator's address was called"),
    (
        Escalated(way="command", problem="it ended with code 3"),
        "Nobody watched; the administrator's command was run, in vain: it ended with code 3",
    ),
    (
        Escalated(way="url", problem="", because="unanswered"),
        "Nobody answered; the administrator's address was called",
    ),
    (QuarantineSeen(quarantine=1), "QuarantineSeen"),
    (BecameUnwatched(since=1), "BecameUnwatched"),
    (WatchedAgain(since=1), "WatchedAgain"),
    (PathProven(address="https://shares.example.org"), "PathProven"),
    (PathLost(address="https://shares.example.org", proven_at=1, problem="HTTP 502"), "PathLost"),
    (NoticeSeen(notice=1), "NoticeSeen"),
    (SettingsChanged(names=("port",), before={}, after={}), "SettingsChanged"),
]


def recorded(event: AnyEvent, operator: str | None = None) -> Recorded:
    return Recorded(seq=20_418, at=scenes.NOW - 199_000, incident=1044, operator=operator, command_id=None, event=event)


@pytest.mark.parametrize(("event", "words"), CASES, ids=lambda case: type(case).__name__)
def test_every_kind_has_words(event: AnyEvent, words: str) -> None:
    assert entry(recorded(event)).text == words


def test_no_kind_of_an_incident_is_forgotten_here() -> None:
    of_incidents = {kind for kind in typing.get_args(AnyEvent) if kind.__module__ != station.__name__}
    assert of_incidents <= {type(event) for event, _ in CASES}


def test_a_share_that_is_not_verified_says_so_for_ever() -> None:
    scene = scenes.Scene()
    record = scene.share(1044, None, 0, ecc=None, verified=False, linked_to=1001)
    line = entry(record)
    assert "signature NOT verified" in line.text
    assert "an ECC that is not stated" in line.text
    assert (line.shape, line.detail) == (Shape.P2, "same phone as incident 1001")


def test_a_person_is_named_at_the_right() -> None:
    assert entry(recorded(IncidentReopened(text="again"), "J. Tran")).right == "J. Tran"
    assert entry(recorded(SHARED)).right == "seq 20 418"


def test_every_group_has_words() -> None:
    assert len({group_words(group) for group in TimelineGroup}) == len(TimelineGroup)


def test_what_stayed_open_stands_beside_the_words_of_the_closing() -> None:
    closed = IncidentClosed(reason="CALLER_SAFE", text="home", open_steps=("Call back", "Tell the ECC"))
    assert entry(recorded(closed)).detail == "home (left open: Call back; Tell the ECC)"
