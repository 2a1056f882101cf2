"""Checking steps, taking checks back, and closing with steps that are open."""

import pytest

from app.domain.checklist import Checklist, Checklists, ChecklistStep
from app.domain.incident.commands import CheckStep, CloseIncident, Command, Refused, UncheckStep
from app.domain.incident.events import (
    Acknowledged,
    AnyEvent,
    ChecklistsAdopted,
    IncidentClosed,
    IncidentReopened,
    StepChecked,
    StepUnchecked,
)
from app.domain.incident.handlers.incident import StepState, open_steps, standing
from app.domain.incident.model import Check, Incident
from tests.domain.incident.handlers.deciding import decided, projection_of
from tests.domain.incident.journalled import T0, Journal, share
from tests.domain.incident.test_projection import folded

CALL = ChecklistStep(id="call", words="Call back", note="Who answered?")
TELL = ChecklistStep(id="tell", words="Tell the ECC")
LISTS: Checklists = (Checklist(name="L", origins=("share",), steps=(CALL, TELL)),)
CALLED = StepChecked(step="call", words="Call her", note="Nobody.")


def incident(*happened: AnyEvent) -> Incident:
    journal = Journal()
    journal.add(share())
    journal.add(Acknowledged(through=1), operator="ANNA")
    for event in happened:
        journal.add(event, operator="ANNA")
    return folded(journal).incidents[1001]


OPEN = incident()
CHECKED = incident(CALLED)
CLOSED = incident(IncidentClosed(reason="TEST", text="", open_steps=("Call back",)))
CHECK = Check(step="call", words="Call her", note="Nobody.", at=T0 + 3000, operator="ANNA")


def check(step: str = "tell", note: str = "") -> CheckStep:
    return CheckStep(id="c", incident=1001, step=step, note=note)


def uncheck(step: str = "call") -> UncheckStep:
    return UncheckStep(id="c", incident=1001, step=step)


@pytest.mark.parametrize(
    ("command", "before", "lists", "event"),
    [
        (check(), OPEN, LISTS, StepChecked(step="tell", words="Tell the ECC")),
        (check("call", " Nobody. "), OPEN, LISTS, StepChecked(step="call", words="Call back", note="Nobody.")),
        (uncheck(), CHECKED, LISTS, StepUnchecked(step="call", words="Call her")),
        (uncheck(), CHECKED, (), StepUnchecked(step="call", words="Call her")),
    ],
)
def test_a_command_comes_true(command: Command, before: Incident, lists: Checklists, event: AnyEvent) -> None:
    outcome = decided(command, projection_of(before, lists), "BEN")
    assert not isinstance(outcome, Refused)
    assert [(one.event, one.incident, one.operator) for one in outcome] == [(event, 1001, "BEN")]


@pytest.mark.parametrize(
    ("command", "before", "said"),
    [
        (check(), None, "no incident 1001"),
        (check(), CLOSED, "Reopen it first"),
        (check("dance"), OPEN, "no longer on the checklist"),
        (check("call", "x"), CHECKED, "ANNA did this at 00:00:03 UTC already"),
        (check("call", " "), OPEN, "This step asks: Who answered?"),
        (check("call", "x" * 4001), OPEN, "4,001"),
        (uncheck("tell"), OPEN, "open already"),
    ],
)
def test_a_command_is_refused_in_a_sentence(command: Command, before: Incident | None, said: str) -> None:
    outcome = decided(command, projection_of(before, LISTS), "BEN")
    assert isinstance(outcome, Refused)
    assert said in outcome.refused


def test_the_list_in_its_order_with_what_is_done() -> None:
    assert standing(CHECKED, LISTS, T0) == (StepState(step=CALL, check=CHECK), StepState(step=TELL))
    assert open_steps(CHECKED, LISTS, T0) == (TELL,)
    assert open_steps(incident(CALLED, StepUnchecked(step="call", words="Call her")), LISTS, T0) == (CALL, TELL)


def test_what_was_done_stays_when_the_list_is_another() -> None:
    assert standing(CHECKED, (), T0) == (StepState(step=ChecklistStep(id="call", words="Call her"), check=CHECK),)


def test_a_closed_incident_is_asked_nothing_and_a_reopened_one_again() -> None:
    assert standing(CLOSED, LISTS, T0) == ()
    assert CLOSED.left_open == ("Call back",)
    again = incident(IncidentClosed(reason="TEST", text="", open_steps=("Call back",)), IncidentReopened(text=""))
    assert (again.left_open, open_steps(again, LISTS, T0)) == ((), (CALL, TELL))


@pytest.mark.parametrize(("reason", "text"), [("TEST", ""), ("DUPLICATE", ""), ("CALLER_SAFE", "She is home")])
def test_closing_with_open_steps_records_them(reason: str, text: str) -> None:
    command = CloseIncident(id="c", incident=1001, reason=reason, text=text)
    outcome = decided(command, projection_of(OPEN, LISTS))
    assert not isinstance(outcome, Refused)
    assert outcome[0].event == IncidentClosed(reason=reason, text=text, open_steps=("Call back", "Tell the ECC"))


def test_closing_with_open_steps_needs_words() -> None:
    command = CloseIncident(id="c", incident=1001, reason="CALLER_SAFE")
    outcome = decided(command, projection_of(OPEN, LISTS))
    assert isinstance(outcome, Refused)
    assert "2 of the checklist's steps are open" in outcome.refused


def test_the_book_knows_the_lists_in_force() -> None:
    journal = Journal()
    journal.add(ChecklistsAdopted(checklists=()), incident=None)
    journal.add(ChecklistsAdopted(checklists=LISTS), incident=None)
    assert folded(journal).checklists == LISTS
