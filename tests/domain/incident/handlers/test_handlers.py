"""The table of handlers: every command has one decision, in the table or in a service."""

import typing

import pytest

from app.domain.incident.commands import (
    AnyCommand,
    ChangeSettings,
    ConfirmTrigger,
    Refused,
    SeeQuarantined,
    SignOn,
    StopStation,
    TakeOver,
)
from app.domain.incident.envelope import EventDraft
from app.domain.incident.events import OperatorSignedOn, QuarantineSeen, StationStopped
from app.domain.incident.handlers import HANDLERS, decide
from app.domain.incident.handlers.context import HandlerContext
from tests.domain.incident.handlers.deciding import Lookup, decided, projection_of
from tests.domain.incident.journalled import T0, Journal
from tests.domain.incident.test_projection import folded, quarantined

OF_SERVICES = {ConfirmTrigger, ChangeSettings, TakeOver}


def test_every_command_has_a_handler_or_a_service() -> None:
    assert set(HANDLERS) | OF_SERVICES == set(typing.get_args(AnyCommand))
    assert not set(HANDLERS) & OF_SERVICES


def test_a_command_of_a_service_is_nobodys_else() -> None:
    context = HandlerContext(operator="ANNA", now=T0, journal=Lookup(projection_of(None), None, ()))
    with pytest.raises(KeyError):
        decide(TakeOver(id="c", quarantine=1), context)


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
