"""What came of a drill, from the lines of its journal."""

import json

import msgspec
import pytest

from app.console.setup.drill import DrillScore, score


def line(at: int, kind: str, incident: int | None = None) -> str:
    return json.dumps({"seq": at, "at": at, "kind": kind, "incident": incident, "operator": "Trainee", "more": [1]})


def test_a_whole_drill() -> None:
    found = score(
        [
            line(0, "StationStarted"),
            line(1_000, "ShareReceived", 1),
            line(2_000, "ShareReceived", 1),
            line(7_400, "Acknowledged", 1),
            line(8_000, "Acknowledged", 1),
            line(9_000, "ShareReceived", 2),
            line(12_900, "Acknowledged", 2),
            line(13_000, "NoteAdded", 2),
            line(14_000, "IncidentClosed", 2),
            line(15_000, "Acknowledged", 7),
        ],
        at=20_000,
    )
    assert found == DrillScore(at=20_000, shared=2, answered_ms=(6_400, 3_900), notes=1, closed=1)
    assert found.passed


@pytest.mark.parametrize("changed", [{"shared": 3}, {"notes": 0}, {"closed": 0}, {"shared": 0, "answered_ms": ()}])
def test_what_is_missing_is_no_pass(changed: dict[str, object]) -> None:
    whole = DrillScore(shared=2, answered_ms=(1, 2), notes=1, closed=1)
    assert not msgspec.structs.replace(whole, **changed).passed


def test_lines_of_something_else_are_refused() -> None:
    with pytest.raises(msgspec.DecodeError):
        score(["watchfloor: no journal"], at=1)
