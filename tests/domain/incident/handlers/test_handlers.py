"""The table of handlers: every command has one decision, in the table or in a service."""

import typing

import pytest

from app.domain.incident.commands import (
    Acknowledge,
    AddNote,
    AnyCommand,
    CaptureNow,
    ChangeSettings,
    CheckStep,
    CloseIncident,
    Command,
    ConfirmTrigger,
    HandOver,
    HoldIncident,
    LiftLegalHold,
    LinkIncidents,
    PlaceLegalHold,
    Refused,
    ReleaseIncident,
    ReopenIncident,
    SeeQuarantined,
    SignOn,
    SplitShare,
    StopStation,
    TakeOver,
    TakeOverIncident,
    UncheckStep,
    UnlinkIncidents,
)
from app.domain.incident.envelope import EventDraft
from app.domain.incident.events import OperatorSignedOn, QuarantineSeen, StationStopped
from app.domain.incident.handlers import HANDLERS
from tests.domain.incident.handlers.deciding import decided
from tests.domain.incident.journalled import Journal
from tests.domain.incident.test_projection import folded, quarantined

OF_SERVICES = {ConfirmTrigger, ChangeSettings, TakeOver}


def test_every_command_has_a_handler_or_a_service() -> None:
    assert set(HANDLERS) | OF_SERVICES == set(typing.get_args(AnyCommand))
    assert not set(HANDLERS) & OF_SERVICES


@pytest.mark.parametrize(
    "command",
    [
        Acknowledge(id="c", incident=7, through=1),
        AddNote(id="c", incident=7, text="x"),
        CloseIncident(id="c", incident=7, reason="TEST"),
        ReopenIncident(id="c", incident=7),
        PlaceLegalHold(id="c", incident=7, reason="x"),
        LiftLegalHold(id="c", incident=7, reason="x"),
        CaptureNow(id="c", incident=7),
        CheckStep(id="c", incident=7, step="x"),
        UncheckStep(id="c", incident=7, step="x"),
        HoldIncident(id="c", incident=7, for_ms=60_000),
        ReleaseIncident(id="c", incident=7),
        TakeOverIncident(id="c", incident=7, taken_from="BEN"),
        HandOver(id="c", incident=7, to=None),
        LinkIncidents(id="c", incident=7, other=8),
        UnlinkIncidents(id="c", incident=7, other=8),
        SplitShare(id="c", incident=7, share="x"),
    ],
)
def test_an_incident_that_never_was_is_refused_by_every_handler(command: Command) -> None:
    refused = decided(command, None)
    assert isinstance(refused, Refused)
    assert "no incident 7" in refused.refused


def test_signing_on_is_an_event_of_who_signs_on() -> None:
    signed_on = decided(SignOn(id="c", name=" Anna   B. "), None, None)
    assert signed_on == [EventDraft(event=OperatorSignedOn(), operator="Anna B.")]


@pytest.mark.parametrize("name", ["", "   ", "x" * 41, "AN\u202eNA", "A\x07"])
def test_names_that_are_none(name: str) -> None:
    assert isinstance(decided(SignOn(id="c", name=name), None, None), Refused)


@pytest.mark.parametrize("operator", ["ANNA", None])
def test_anybody_stops_the_station(operator: str | None) -> None:
    assert decided(StopStation(id="c"), None, operator) == [EventDraft(event=StationStopped(), operator=operator)]


def test_a_kept_body_is_seen_and_one_that_only_rings_too() -> None:
    seen = [EventDraft(event=QuarantineSeen(quarantine=1), operator="ANNA")]
    command = SeeQuarantined(id="c", quarantine=1)
    assert decided(command, None, kept=(1,)) == seen
    journal = Journal()
    journal.add(quarantined(rings=True), incident=None)
    assert decided(command, folded(journal)) == seen
    gone = decided(SeeQuarantined(id="c", quarantine=2), folded(journal))
    assert isinstance(gone, Refused)
    assert "not kept any more" in gone.refused
