"""One event of every kind, and the sentence that it has everywhere."""

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
)
from tests.domain.incident.journalled import T0, share

AT = T0
GAP = "1 Jan 1970 00:00:00 UTC to 1 Jan 1970 00:07:00 UTC"
"""When all of them were recorded."""
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
CALLBACK = HttpCallback(flow=None, untrusted_parameters=(("pressed", "1"), ("api_token", "s3")), digest="d")
QUARANTINED = BodyQuarantined(
    quarantine=1, status=401, problem="x", signature="bad", request_sha256="a", received_at=1, remote="r", rings=False
)
SHARED = share(received_at=AT - 4)
CASES: list[tuple[AnyEvent, str]] = [
    (SHARED, "Received from IL_0142, signature good, stored in 4 ms. Phone +1 (217) 555-0143 (+12175550143)"),
    (ShareRepeated(share="a", request_sha256="b", received_at=1, quiet=True), "The same body came again, counted only"),
    (ShareRepeated(share="a", request_sha256="b", received_at=1, quiet=False), "Shared again, the same body"),
    (ShareTakenOver(quarantine=1), "Taken over from quarantine, signature not verified"),
    (QUARANTINED, "A body was refused and kept. x"),
    (
        LocationFixed(latitude=1, longitude=1, source="lei", share=None),
        "Accuracy unknown, confidence not stated, 1.000000, 1.000000, device",
    ),
    (
        LocationFixed(
            latitude=1,
            longitude=1,
            source="odd",
            share=None,
            uncertainty_m=42,
            confidence=0.9,
            altitude_m=183,
            address="1 Main\u202e St",
        ),
        "±42 m, 90% confidence, height 183 m, 1.000000, 1.000000, other. Address as reported: 1 Main⟨U+202E⟩ St",
    ),
    (
        LocationRefused(share="a", reason="location_zero", latitude=0, longitude=0),
        "LEI gave 0, 0: no place, not used. 0.000000, 0.000000",
    ),
    (
        LocationRefused(share="a", reason="location_swapped", latitude=-89.6, longitude=39.8),
        "LEI gave a place with its numbers swapped, it seems: not used. -89.600000, 39.800000",
    ),
    (LocationRefused(share="a", reason="newer"), "LEI gave a place that can't be one: not used"),
    (AdditionalDataReceived(share="a", untrusted_answer="{}"), "RAD-E answered, changed"),
    (FeedEmpty(share="a", feed=FeedKind.LEI), "LEI has no data"),
    (FeedFailed(share="a", feed=FeedKind.RAD_E, problem="HTTP 503"), "RAD-E fails: HTTP 503"),
    (CaptureAsked(), "RapidSOS is asked at once, as an operator wished"),
    (FeedRecovered(share="a", feed=FeedKind.LEI), "LEI answers again"),
    (FeedEnded(share="a", feed=FeedKind.LEI, reason=Ending.NO_DATA), "LEI is asked no more: no data any more"),
    (TriggerConfirmed(confirmed=CONFIRMED), "Vehicle crash confirmed by hand. eventId t-1 · 2 bytes"),
    (TriggerSent(trigger="t-1"), "Being sent, once: from here on it may have reached RapidSOS"),
    (
        TriggerAccepted(trigger="t-1", outcome=Accepted(alert_id="a-1", untrusted_message="Workflow\u202e started")),
        "Accepted by RapidSOS. RapidSOS says: “Workflow⟨U+202E⟩ started”, alert_id a-1",
    ),
    (
        TriggerRefused(trigger="t-1", outcome=Refused(why=OutcomeReason.VALIDATION, untrusted_said="phone?")),
        "Refused. RapidSOS found fault with the request. Nothing was started. RapidSOS says: “phone?”",
    ),
    (
        TriggerUnknown(trigger="t-1", outcome=Unknown(why=OutcomeReason.TIMEOUT)),
        "UNKNOWN. No answer came in time. It may have started.",
    ),
    (TriggerSettled(settled=Settled(trigger="t-1", started=True)), "Found out: it started"),
    (TriggerSettled(settled=Settled(trigger="t-1", started=False)), "Found out: it did not start"),
    (
        StatusReceived(status=STATUS, verified=True, received_at=1, trigger="t-1"),
        "user_contacted: “User is being called”. Signature verified",
    ),
    (
        StatusReceived(status=STATUS, verified=False, received_at=1, trigger=None),
        "user_contacted: “User is being called”. Signature NOT verified, proves nothing",
    ),
    (
        StatusAssigned(trigger="t-1", report=FlowMessage(status=STATUS, seq=1, received_at=1, verified=True)),
        "user_contacted: “User is being called”. Its trigger is known now",
    ),
    (StatusPlaced(status=4, incident=1001), "Status message 4 belongs to incident 1001"),
    (
        HttpCallbackReceived(callback=CALLBACK, received_at=1, trigger=None),
        (
            "The flow called our HTTP address. pressed=1, api_token=[cut out]. "
            "UNVERIFIED: it carries no signature, and moves nothing"
        ),
    ),
    (FormSaved(definition="crash", answers="{}"), "Callflow form kept. crash"),
    (FormDiscarded(definition="crash"), "Callflow form no longer kept. crash"),
    (IncidentOpened(phone=None), "Opened by this center, without a share"),
    (JournalSetAside(file="x", reason="y"), "The journal was corrupt and set aside as x; it began empty. y"),
    (JournalMissing(), "The journal's file was gone; it began empty"),
    (JournalRestored(backup="b"), "A backup was put in the journal's place. b"),
    (NoteAdded(text="hello\u202e"), "hello⟨U+202E⟩"),
    (Acknowledged(through=9), "Acknowledged and claimed, up to event 9"),
    (IncidentClosed(reason="CALLER_SAFE", text="home"), "Closed: Caller is safe. home"),
    (
        IncidentClosed(reason="NEWER", text="", open_steps=("Call back", "Tell the ECC")),
        "Closed: NEWER. (left open: Call back; Tell the ECC)",
    ),
    (ChecklistsAdopted(checklists=()), "The center's checklists were taken over"),
    (StepChecked(step="a", words="Call back\u202e", note="Nobody."), "Done: Call back⟨U+202E⟩. Nobody."),
    (StepUnchecked(step="a", words="Call back"), "Not done after all: Call back"),
    (IncidentExported(form="bundle\u202e", sha256="ab"), "Exported as bundle⟨U+202E⟩. SHA-256 ab"),
    (IncidentsLinked(other=1002), "Linked to incident 1002, the same event"),
    (IncidentsUnlinked(other=1002), "No longer linked to incident 1002"),
    (ShareMovedOut(share="a", request_sha256="b", to=1002), "A share moved into incident 1002. Share a"),
    (
        ShareSplit(taken_from=1001, share="a", request_sha256="b", last_receipt=1, history=()),
        "Begun with a share that had joined incident 1001. Share a",
    ),
    (
        IncidentShown(through=1, shown_at=1, console="J. Tran"),
        "Shown at the console of J. Tran. At 00:00:00.001 UTC by its clock",
    ),
    (
        IncidentHeard(through=1, heard_at=1, console="J. Tran", device="Speaker"),
        "Alarm rendered at the console of J. Tran. By Speaker at 00:00:00.001 UTC by its clock",
    ),
    (HandedOver(to=None), "Given back to the floor, nobody has it"),
    (HandedOver(to="J. Tran\u202e"), "Handed over to J. Tran⟨U+202E⟩"),
    (HandoverSigned(sheet_sha256="a", sheet="b"), "Handover sheet signed. SHA-256 a"),
    (IncidentReopened(text=""), "Reopened because its share came again"),
    (IncidentHeld(until=AT + 120_000), "Held for 2:00"),
    (IncidentReleased(), "Hold released"),
    (IncidentTakenOver(taken_from="J. Tran\u202e"), "Taken over from J. Tran⟨U+202E⟩"),
    (Erased(kind="NoteAdded"), "NoteAdded, erased by retention: only its time remains"),
    (Unreadable(kind="NoteAdded", reason="locked"), "NoteAdded, sealed: unlock the keyring to read it"),
    (Unreadable(kind="NoteAdded", reason="damaged"), "NoteAdded, damaged: run journal verify"),
    (UnknownKind(kind="Fancy"), "Fancy, of a newer program: kept, not understood here"),
    (
        GapFound(since=0, until=420_000, cause="stopped"),
        f"Not receiving for 7:00. A share sent then did not arrive. {GAP}: stopped",
    ),
    (OperatorSignedOn(), "Signed on"),
    (OperatorSignedOff(), "Signed off"),
    (StationStarted(version="1", environment="simulator"), "Station 1 started. Environment simulator"),
    (StationStopped(), "Station stopped"),
    (ClockStepped(step_ms=1), "The computer's clock was moved by 1 ms"),
    (LegalHoldPlaced(reason="court order"), "Legal hold placed. court order"),
    (LegalHoldLifted(reason="settled"), "Legal hold lifted. settled"),
    (BodiesErased(bodies=3, retention_days=30, disposition=None), "Retention of 30 days erased what 3 events said"),
    (QuarantineErased(bodies=3, retention_days=30), "Retention of 30 days erased 3 refused bodies"),
    (Escalated(way="url", problem=""), "Nobody watched; the administrator's address was called"),
    (
        Escalated(way="command", problem="it ended with code 3"),
        "Nobody watched; the administrator's command was run, in vain: it ended with code 3",
    ),
    (
        Escalated(way="url", problem="", because="unanswered"),
        "Nobody answered; the administrator's address was called",
    ),
    (QuarantineSeen(quarantine=1), "Refused body 1 was looked at"),
    (BecameUnwatched(since=1), "Nobody watched since 1 Jan 1970 00:00:00 UTC"),
    (WatchedAgain(since=1), "Watched again; nobody watched from 1 Jan 1970 00:00:00 UTC on"),
    (PathProven(address="https://shares.example.org"), "Public path proven. https://shares.example.org"),
    (
        PathLost(address="https://shares.example.org", proven_at=1, problem="HTTP 502"),
        "Public path lost: HTTP 502. https://shares.example.org",
    ),
    (NoticeSeen(notice=1), "What event 1 tells of the station was seen"),
    (SettingsChanged(names=("port",), before={}, after={}), "Settings changed. port"),
]


def recorded(event: AnyEvent, operator: str | None = None) -> Recorded:
    """The event as the journal would have numbered it."""
    return Recorded(seq=20_418, at=AT, incident=1044, operator=operator, command_id=None, event=event)
