"""Commands about one incident: the events they become, and the sentence when they can't."""

import pytest

from app.domain.callflow.outcome import OutcomeReason, Unknown
from app.domain.callflow.trigger import Confirmed
from app.domain.data_share.feed import Ending, FeedKind
from app.domain.incident.commands import (
    Acknowledge,
    AddNote,
    CaptureNow,
    CloseIncident,
    Command,
    LiftLegalHold,
    PlaceLegalHold,
    Refused,
    ReopenIncident,
)
from app.domain.incident.events import (
    Acknowledged,
    AnyEvent,
    CaptureAsked,
    FeedEnded,
    IncidentClosed,
    IncidentReopened,
    LegalHoldLifted,
    LegalHoldPlaced,
    NoteAdded,
    TriggerConfirmed,
    TriggerSent,
    TriggerUnknown,
)
from app.domain.incident.model import Incident
from tests.domain.incident.handlers.deciding import decided
from tests.domain.incident.journalled import Journal, share
from tests.domain.incident.test_projection import folded


def incident(*happened: AnyEvent) -> Incident:
    journal = Journal()
    journal.add(share())
    for event in happened:
        journal.add(event, operator="ANNA")
    return folded(journal).incidents[1001]


NEW = incident()
TAKEN = incident(Acknowledged(through=1))
HELD = incident(LegalHoldPlaced(reason="subpoena"))
CLOSED = incident(Acknowledged(through=1), IncidentClosed(reason="TEST", text=""))
_ENDS = [FeedEnded(share=share().share, feed=kind, reason=Ending.ACCESS_ENDED) for kind in FeedKind]
HALF_ENDED = incident(_ENDS[0])
ENDED = incident(*_ENDS)


ACK = Acknowledge(id="c1", incident=1001, through=1)


@pytest.mark.parametrize(
    ("command", "before", "event"),
    [
        (ACK, NEW, Acknowledged(through=1)),
        (AddNote(id="c", incident=1001, text=" hello "), NEW, NoteAdded(text="hello")),
        (AddNote(id="c", incident=1001, text="late"), CLOSED, NoteAdded(text="late")),
        (CloseIncident(id="c", incident=1001, reason="TEST"), TAKEN, IncidentClosed(reason="TEST", text="")),
        (
            CloseIncident(id="c", incident=1001, reason="OTHER", text="moved away"),
            TAKEN,
            IncidentClosed(reason="OTHER", text="moved away"),
        ),
        (ReopenIncident(id="c", incident=1001, text="again"), CLOSED, IncidentReopened(text="again")),
        (PlaceLegalHold(id="c", incident=1001, reason=" subpoena "), CLOSED, LegalHoldPlaced(reason="subpoena")),
        (LiftLegalHold(id="c", incident=1001, reason="settled"), HELD, LegalHoldLifted(reason="settled")),
        (CaptureNow(id="c", incident=1001), NEW, CaptureAsked()),
        (CaptureNow(id="c", incident=1001), HALF_ENDED, CaptureAsked()),
        (CaptureNow(id="c", incident=1001, feed=FeedKind.LEI), NEW, CaptureAsked(feed=FeedKind.LEI)),
    ],
)
def test_what_comes_true(command: Command, before: Incident, event: object) -> None:
    drafts = decided(command, before)
    assert not isinstance(drafts, Refused)
    draft = drafts[0]
    assert draft.event == event
    assert (draft.incident, draft.operator) == (1001, "ANNA")


@pytest.mark.parametrize(
    ("command", "before", "operator", "words"),
    [
        (Acknowledge(id="c", incident=7, through=1), NEW, "BEN", "no incident 7"),
        (ACK, TAKEN, "BEN", "Taken by ANNA at 00:00:02 UTC"),
        (ACK, TAKEN, "ANNA", "already"),
        (ACK, CLOSED, "ANNA", "Reopen it first"),
        (AddNote(id="c", incident=1001, text="  "), NEW, "BEN", "empty"),
        (AddNote(id="c", incident=1001, text="x" * 4001), NEW, "BEN", "4,001"),
        (CloseIncident(id="c", incident=1001, reason="TEST"), NEW, "BEN", "Acknowledge incident 1001 first"),
        (CloseIncident(id="c", incident=1001, reason="TEST"), CLOSED, "BEN", "closed already"),
        (CloseIncident(id="c", incident=1001, reason="BORED"), TAKEN, "ANNA", "Choose one"),
        (CloseIncident(id="c", incident=1001, reason="OTHER"), TAKEN, "ANNA", "few words"),
        (CloseIncident(id="c", incident=1001, reason="OTHER", text="x" * 4001), TAKEN, "ANNA", "4,001"),
        (ReopenIncident(id="c", incident=1001), NEW, "BEN", "open already"),
        (PlaceLegalHold(id="c", incident=1001, reason="again"), HELD, "BEN", "on legal hold already"),
        (LiftLegalHold(id="c", incident=1001, reason="none"), NEW, "BEN", "not on hold"),
        (PlaceLegalHold(id="c", incident=1001, reason=" "), NEW, "BEN", "Say why"),
        (CaptureNow(id="c", incident=1001), CLOSED, "BEN", "Reopen it first"),
        (CaptureNow(id="c", incident=1001), ENDED, "BEN", "share it again"),
        (CaptureNow(id="c", incident=1001, feed=_ENDS[0].feed), HALF_ENDED, "BEN", "LEI answers nothing more"),
    ],
)
def test_what_is_refused_says_why(command: Command, before: Incident, operator: str, words: str) -> None:
    answer = decided(command, before, operator)
    assert isinstance(answer, Refused)
    assert words in answer.refused


def test_closing_ends_the_feeds_that_still_live() -> None:
    over = FeedEnded(share="a" * 16, feed=FeedKind.LEI, reason=Ending.ACCESS_ENDED)
    closing = CloseIncident(id="c", incident=1001, reason="TEST")
    drafts = decided(closing, incident(Acknowledged(through=1), over))
    assert not isinstance(drafts, Refused)
    assert [draft.event for draft in drafts[1:]] == [
        FeedEnded(share="a" * 16, feed=FeedKind.RAD_E, reason=Ending.CLOSED)
    ]


def test_an_incident_whose_trigger_is_unknown_stays_open() -> None:
    confirmed = Confirmed(trigger="t", file="f", callflow="c", request="", request_sha256="", phone="+12175550143")
    unknown = TriggerUnknown(trigger="t", outcome=Unknown(why=OutcomeReason.CUT))
    one = incident(TriggerConfirmed(confirmed=confirmed), TriggerSent(trigger="t"), unknown, Acknowledged(through=9))
    answer = decided(CloseIncident(id="c", incident=1001, reason="TEST"), one)
    assert isinstance(answer, Refused)
    assert "unknown" in answer.refused
