"""Every event has a sentence of its own in a report, and none is hidden."""

import pytest

from app.domain.callflow.outcome import Accepted, OutcomeReason, Refused
from app.domain.callflow.status import HttpCallback, Status
from app.domain.callflow.trigger import Settled
from app.domain.data_share.feed import FeedKind
from app.domain.incident.events import (
    AnyEvent,
    BodiesErased,
    ChecklistsAdopted,
    Erased,
    Escalated,
    FeedEmpty,
    FeedFailed,
    FeedRecovered,
    FormDiscarded,
    FormSaved,
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
    LegalHoldLifted,
    LegalHoldPlaced,
    LocationRefused,
    ShareMovedOut,
    ShareRepeated,
    ShareSplit,
    ShareTakenOver,
    StatusReceived,
    StepChecked,
    StepUnchecked,
    TriggerAccepted,
    TriggerRefused,
    TriggerSettled,
    UnknownKind,
    Unreadable,
)
from app.export import event_text
from tests.domain.incident.journalled import T0
from tests.export.exported import fix

STATUS = Status(alert_id="a", event_id=None, untrusted_verb="answered", untrusted_message="<b>by ECC</b>", digest="d")
CALLBACK = HttpCallback(flow=None, untrusted_parameters=(), digest="d")


def repeated(*, quiet: bool) -> ShareRepeated:
    return ShareRepeated(share="s", request_sha256="d", received_at=T0, quiet=quiet)


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (repeated(quiet=True), "The same share came again."),
        (repeated(quiet=False), "Shared again by a telecommunicator."),
        (fix(0, uncertainty_m=None), "Location: 39.800000, -89.640000, radius not stated, from lei."),
        (
            LocationRefused(share="s", reason="location_zero", latitude=0, longitude=0),
            "LEI gave a place that was not used (location zero): 0.000000, 0.000000.",
        ),
        (
            LocationRefused(share="s", reason="location_missing"),
            "LEI gave a place that was not used (location missing): no numbers.",
        ),
        (FeedEmpty(share="s", feed=FeedKind.LEI), "LEI answered that it has no data."),
        (FeedFailed(share="s", feed=FeedKind.RAD_E, problem="HTTP 503"), "RAD-E began to fail: HTTP 503."),
        (FeedRecovered(share="s", feed=FeedKind.RAD_E), "RAD-E answers again."),
        (LegalHoldPlaced(reason="subpoena"), "Legal hold placed: subpoena"),
        (LegalHoldLifted(reason="settled"), "Legal hold lifted: settled"),
        (
            BodiesErased(bodies=3, retention_days=30, disposition=None),
            "Retention of 30 days erased what 3 events said.",
        ),
        (Escalated(way="url", problem=""), "Nobody watched; somebody was called (url)."),
        (
            Escalated(way="url", problem="HTTP 502", because="unanswered"),
            "Nobody answered; somebody was called (url), in vain: HTTP 502.",
        ),
        (IncidentReopened(text=""), "Reopened."),
        (IncidentExported(form="pdf", sha256="ab"), "Exported as pdf, SHA-256 ab."),
        (IncidentHeld(until=0), "Held until 1970-01-01T00:00:00.000Z."),
        (IncidentReleased(), "Released."),
        (ChecklistsAdopted(checklists=()), "The center's checklists were taken over."),
        (StepChecked(step="a", words="Call back"), "Checklist, done: Call back."),
        (StepChecked(step="a", words="Call back", note="Nobody."), "Checklist, done: Call back (Nobody.)"),
        (StepUnchecked(step="a", words="Call back"), "Checklist, not done after all: Call back."),
        (
            IncidentClosed(reason="TEST", text="", open_steps=("Call back",)),
            "Closed, TEST. Left open: Call back.",
        ),
        (IncidentsLinked(other=1002), "Linked to incident 1002: the same event."),
        (IncidentsUnlinked(other=1002), "No longer linked to incident 1002."),
        (ShareMovedOut(share="a", request_sha256="b", to=1002), "Share a moved into incident 1002."),
        (
            ShareSplit(taken_from=1001, share="a", request_sha256="b", last_receipt=1, history=()),
            "Begun with share a, which had joined incident 1001.",
        ),
        (
            IncidentShown(through=1, shown_at=0, console="ANNA"),
            "Shown at the console of ANNA, 1970-01-01T00:00:00.000Z.",
        ),
        (
            IncidentHeard(through=1, heard_at=0, console="ANNA", device="Speaker"),
            "Alarm rendered by Speaker at the console of ANNA, 1970-01-01T00:00:00.000Z.",
        ),
        (HandedOver(to=None), "Given back to the floor: nobody has it."),
        (HandedOver(to="BEN"), "Handed over to BEN."),
        (HandoverSigned(sheet_sha256="ab", sheet="x"), "Handover sheet signed, SHA-256 ab."),
        (IncidentTakenOver(taken_from="ANNA"), "Taken over from ANNA."),
        (IncidentReopened(text="she called"), "Reopened: she called"),
        (Erased(kind="NoteAdded"), "NoteAdded, erased by retention."),
        (Unreadable(kind="NoteAdded", reason="damaged"), "NoteAdded, damaged."),
        (UnknownKind(kind="FaceSeen"), "FaceSeen, of a newer program."),
        (IncidentOpened(phone=None), "Opened by this center for a callflow."),
        (FormSaved(definition="d", answers="{}"), "Callflow form kept."),
        (FormDiscarded(definition="d"), "Callflow form thrown away."),
        (
            StatusReceived(status=STATUS, verified=False, received_at=T0, trigger=None),
            "Message, signature not verified: answered <b>by ECC</b>",
        ),
        (
            HttpCallbackReceived(callback=CALLBACK, received_at=T0, trigger=None),
            "The flow's HTTP utility called this center.",
        ),
        (
            TriggerAccepted(trigger="t", outcome=Accepted(alert_id=None, untrusted_message="ok")),
            "RapidSOS accepted it: ok",
        ),
        (
            TriggerRefused(trigger="t", outcome=Refused(why=OutcomeReason.TOO_MANY, untrusted_said="wait")),
            "Refused (too many): wait",
        ),
        (TriggerSettled(settled=Settled(trigger="t", started=False)), "A person found: it did not start."),
        (ShareTakenOver(quarantine=1), "ShareTakenOver."),
    ],
)
def test_what_happened_is_said(event: AnyEvent, said: str) -> None:
    assert event_text.sentence(event) == said


def test_a_phone_is_told_as_people_read_it_and_as_it_is_dialled() -> None:
    assert event_text.phone("+12175550143") == "+1 (217) 555-0143 (+12175550143)"
    assert event_text.phone(None) == "not stated"
