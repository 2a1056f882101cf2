"""Records: bodies in and out, of any version."""

import msgspec
import pytest

from app.domain.incident.envelope import ERASED, KINDS, VERSION, Record, decode, received
from app.domain.incident.events import Erased, Escalated, LocationFixed, NoteAdded, UnknownKind


def test_a_body_comes_back_as_it_was() -> None:
    event = LocationFixed(latitude=39.8, longitude=-89.6, source="share", share="s", uncertainty_m=7.5)
    assert decode("LocationFixed", VERSION, msgspec.json.encode(event)) == event


def test_an_erased_body_keeps_its_kind() -> None:
    assert decode("NoteAdded", VERSION, None) == Erased(kind="NoteAdded")


@pytest.mark.parametrize(("kind", "version"), [("FloorPlanDrawn", 1), ("NoteAdded", VERSION + 1), ("Erased", 1)])
def test_what_a_newer_program_wrote_is_unknown(kind: str, version: int) -> None:
    assert decode(kind, version, b"{}") == UnknownKind(kind=kind)


def test_a_damaged_body_is_an_error() -> None:
    with pytest.raises(msgspec.ValidationError):
        decode("NoteAdded", VERSION, b'{"text": 5}')


def test_a_record_crosses_the_wire() -> None:
    record = Record(
        seq=3,
        at=5,
        kind="NoteAdded",
        version=VERSION,
        incident=1001,
        body=msgspec.Raw(msgspec.json.encode(NoteAdded(text="hi"))),
    )
    wired = msgspec.json.decode(msgspec.json.encode(record), type=Record)
    assert received(wired).event == NoteAdded(text="hi")
    erased = msgspec.structs.replace(record, body=ERASED)
    assert received(erased).event == Erased(kind="NoteAdded")


def test_every_kind_is_named_for_its_class() -> None:
    assert "ShareReceived" in KINDS
    assert all(kind.__name__ == name for name, kind in KINDS.items())


def test_a_call_for_help_from_before_there_were_two_reasons_was_made_because_nobody_watched() -> None:
    old = decode("Escalated", 1, b'{"way":"url","problem":""}')
    assert old == Escalated(way="url", problem="", because="unwatched")
