"""Handing over one incident, everything at signing off, and signing the sheet."""

import hashlib

import pytest

from app.domain.incident.alarms import Concern, Priority, concerns, next_to_answer, priority, unhandled
from app.domain.incident.commands import HandOver, Refused, SignHandover, SignOff
from app.domain.incident.events import (
    Acknowledged,
    AnyEvent,
    HandedOver,
    HandoverSigned,
    IncidentClosed,
    IncidentHeld,
    IncidentTakenOver,
    OperatorSignedOff,
    Unreadable,
)
from app.domain.incident.handlers.links_and_handover import SHEET_LIMIT
from app.domain.incident.model import HandoverSignature, Incident, SignedSheet
from app.domain.incident.projection import IncidentProjection
from tests.domain.incident.handlers.deciding import decided
from tests.domain.incident.journalled import T0, Journal, share
from tests.domain.incident.test_projection import folded

UNTIL = T0 + 120_000
PRESENT = ("ANNA", "BEN")
SHEET = "WATCHFLOOR HANDOVER SHEET\n"
DIGEST = hashlib.sha256(SHEET.encode()).hexdigest()


def journal_of(*happened: AnyEvent) -> Journal:
    journal = Journal()
    journal.add(share())
    journal.add(Acknowledged(through=1), operator="ANNA")
    for event in happened:
        journal.add(event, operator="ANNA")
    return journal


def incident(*happened: AnyEvent) -> Incident:
    return folded(journal_of(*happened)).incidents[1001]


MINE = incident()


def give(to: str | None) -> HandOver:
    return HandOver(id="c", incident=1001, to=to)


@pytest.mark.parametrize("to", ["BEN", None])
def test_an_owner_hands_over(to: str | None) -> None:
    outcome = decided(give(to), MINE, present=PRESENT)
    assert not isinstance(outcome, Refused)
    assert [(one.event, one.incident, one.operator) for one in outcome] == [(HandedOver(to=to), 1001, "ANNA")]


@pytest.mark.parametrize(
    ("to", "operator", "before", "said"),
    [
        ("BEN", "ANNA", None, "no incident 1001"),
        ("BEN", "ANNA", incident(IncidentClosed(reason="TEST", text="")), "is closed"),
        ("CARL", "BEN", MINE, "is not yours"),
        ("ANNA", "ANNA", MINE, "already"),
        ("CARL", "ANNA", MINE, "CARL is not signed on"),
    ],
)
def test_handing_over_is_refused_in_a_sentence(to: str, operator: str, before: Incident | None, said: str) -> None:
    outcome = decided(give(to), before, operator, present=PRESENT)
    assert isinstance(outcome, Refused)
    assert said in outcome.refused


def test_to_another_it_goes_as_it_is_and_on_the_floor_it_warns_until_somebody_takes_it() -> None:
    held = IncidentHeld(until=UNTIL)
    given = incident(held, HandedOver(to="BEN"))
    assert (given.owner, given.owned_at, given.held_until) == ("BEN", T0 + 4000, UNTIL)
    floor = incident(held, HandedOver(to=None))
    assert (floor.owner, floor.held_until, floor.handed_over_by) == (None, None, "ANNA")
    assert not floor.unacknowledged
    assert (concerns(floor, T0), priority(floor, T0)) == ((Concern.HANDED_OVER,), Priority.P2)
    assert unhandled(floor, T0 + 9000) == ((Concern.HANDED_OVER, T0 + 4000),)
    assert next_to_answer(folded(journal_of(HandedOver(to=None))), T0, "BEN") == 1001
    for taken in (Acknowledged(through=9), IncidentTakenOver(taken_from="ANNA")):
        again = incident(HandedOver(to=None), taken)
        assert (again.owner, again.handed_over_by, concerns(again, T0)) == ("ANNA", None, ())


def test_a_locked_handing_over_is_shown_as_nobodys() -> None:
    locked = incident(Unreadable(kind="HandedOver", reason="locked"))
    assert (locked.owner, locked.handed_over_by) == (None, "ANNA")


def leave(to: str | None = None) -> SignOff:
    return SignOff(id="c", session="s", hand_over_to=to)


def left(outcome: object) -> list[AnyEvent]:
    assert isinstance(outcome, list)
    return [draft.event for draft in outcome]


def test_signing_off_gives_everything_away() -> None:
    book = folded(journal_of())
    assert left(decided(leave(), book, "ANNA", present=PRESENT)) == [OperatorSignedOff(), HandedOver(to=None)]
    assert left(decided(leave("BEN"), book, "ANNA", present=PRESENT)) == [
        OperatorSignedOff(),
        HandedOver(to="BEN"),
    ]
    assert left(decided(leave(), book, "ANNA", present=PRESENT, at_another_console=True)) == [OperatorSignedOff()]
    assert left(decided(leave("CARL"), book, "BEN", present=PRESENT)) == [OperatorSignedOff()]


@pytest.mark.parametrize("to", ["CARL", "ANNA"])
def test_signing_off_to_nobody_who_is_there_is_refused(to: str) -> None:
    outcome = decided(leave(to), folded(journal_of()), "ANNA", present=PRESENT)
    assert isinstance(outcome, Refused)
    assert "is not signed on at another console" in outcome.refused


def signing(sheet: str = SHEET, digest: str = DIGEST) -> SignHandover:
    return SignHandover(id="c", sheet=sheet, sheet_sha256=digest)


def test_both_sign_the_same_sheet_and_the_next_one_begins_anew() -> None:
    journal = Journal()
    for operator in ("ANNA", "BEN"):
        outcome = decided(signing(), folded(journal), operator)
        assert not isinstance(outcome, Refused)
        journal.add(outcome[0].event, incident=None, operator=operator)
    names = (HandoverSignature(operator="ANNA", at=T0 + 1000), HandoverSignature(operator="BEN", at=T0 + 2000))
    assert folded(journal).handover == SignedSheet(sha256=DIGEST, text=SHEET, signatures=names)
    again = decided(signing(), folded(journal), "BEN")
    assert isinstance(again, Refused)
    assert "signed this sheet already" in again.refused
    journal.add(HandoverSigned(sheet_sha256="f", sheet="another"), incident=None)
    another = folded(journal).handover
    assert another is not None
    assert another.signatures == (HandoverSignature(operator="", at=T0 + 3000),)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (signing(sheet=""), "at most 32 KiB"),
        (signing(sheet="x" * (SHEET_LIMIT + 1)), "at most 32 KiB"),
        (signing(digest="0" * 64), "Make it anew"),
    ],
)
def test_a_sheet_that_is_none_is_not_signed(command: SignHandover, said: str) -> None:
    outcome = decided(command, IncidentProjection())
    assert isinstance(outcome, Refused)
    assert said in outcome.refused
