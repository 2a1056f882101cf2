"""Every event has a sentence of its own, and it is the same wherever events are shown."""

import typing
import zoneinfo

import pytest

from app.domain.incident.events import (
    Acknowledged,
    AnyEvent,
    GapFound,
    IncidentClosed,
    IncidentReopened,
    NoteAdded,
    ShareReceived,
    StatusAssigned,
    TriggerUnknown,
)
from app.export import event_text
from app.export.event_text import EventTopic, describe
from tests.domain.incident.journalled import share
from tests.export.event_cases import AT, CASES, recorded


@pytest.mark.parametrize(("event", "sentence"), CASES, ids=lambda case: type(case).__name__)
def test_every_event_is_said(event: AnyEvent, sentence: str) -> None:
    assert describe(recorded(event)).sentence == sentence


def test_a_message_that_a_person_assigned_says_so() -> None:
    assigned = next(event for event, _ in CASES if isinstance(event, StatusAssigned))
    assert describe(recorded(assigned, "ANNA")).sentence.endswith("Assigned to a trigger by a person")


def test_no_kind_is_without_words() -> None:
    kinds = set(typing.get_args(AnyEvent))
    assert kinds == {type(event) for event, _ in CASES}
    assert not [
        event
        for event, sentence in CASES
        if sentence.startswith(type(event).__name__) and type(event) is not Acknowledged
    ]


def test_words_that_stand_alone_name_their_topic() -> None:
    words = describe(recorded(NoteAdded(text="walked past\ntwice\u202e")))
    assert words.topic is EventTopic.NOTE
    assert words.line == "Note: walked past\ntwice⟨U+202E⟩"


def test_a_share_that_is_not_verified_says_so_for_ever() -> None:
    unsigned = share(ecc=None, verified=False, linked_to=1001, phone=None, received_at=AT)
    assert isinstance(unsigned, ShareReceived)
    words = describe(recorded(unsigned))
    assert words.text == "Received from an ECC that is not stated, signature NOT verified, stored in 0 ms"
    assert words.detail == "Phone not stated, same phone as incident 1001"


def test_who_reopened_is_told_apart_from_a_share_that_came_again() -> None:
    assert describe(recorded(IncidentReopened(text="she called"), "ANNA")).sentence == "Reopened. she called"
    assert describe(recorded(IncidentReopened(text=""))).sentence == "Reopened because its share came again"


def test_a_gap_is_told_in_the_zone_of_whoever_reads_it() -> None:
    gap = recorded(GapFound(since=AT, until=AT + 60_000, cause="The station was stopped."))
    assert "18:00:00 CST to" in describe(gap, zoneinfo.ZoneInfo("America/Chicago")).detail


def test_an_unknown_outcome_is_never_told_as_failed() -> None:
    (sentence,) = (sentence for event, sentence in CASES if isinstance(event, TriggerUnknown))
    assert sentence.startswith("UNKNOWN.")
    assert "may have started" in sentence


def test_what_stayed_open_stands_beside_the_words_of_the_closing() -> None:
    closed = IncidentClosed(reason="CALLER_SAFE", text="home", open_steps=("Call back", "Tell the ECC"))
    assert describe(recorded(closed)).detail == "home (left open: Call back; Tell the ECC)"


def test_a_phone_is_told_as_people_read_it_and_as_it_is_dialled() -> None:
    assert event_text.phone("+12175550143") == "+1 (217) 555-0143 (+12175550143)"
    assert event_text.phone(None) == "not stated"
