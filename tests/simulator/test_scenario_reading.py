import json
from pathlib import Path
from typing import Any

import pytest

from app.simulator import scenario as simulator_scenario
from app.simulator.callers import ShareCall, one_round


def calm() -> dict[str, Any]:
    """The calm scenario's file, to be broken."""
    loaded: dict[str, Any] = json.loads(simulator_scenario.find("calm").read_bytes())
    return loaded


def broken(path: str, value: object) -> bytes:
    """The calm scenario with one place of it changed; a value of None takes it away."""
    scenario = calm()
    *way, last = path.split(".")
    place: Any = scenario
    for step in way:
        place = place[int(step)] if step.isdecimal() else place[step]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return json.dumps(scenario).encode()


@pytest.mark.parametrize("name", simulator_scenario.names())
def test_every_shipped_scenario_can_be_played_and_says_what_it_is(name: str) -> None:
    scenario = simulator_scenario.load(name)
    assert "RapidSOS publishes no shape" in scenario.basis
    assert one_round(scenario)


@pytest.mark.parametrize("name", simulator_scenario.names())
def test_every_shipped_caller_is_inside_a_box_unless_meant_otherwise(name: str) -> None:
    scenario = simulator_scenario.load(name)
    for act in one_round(scenario):
        if isinstance(act, ShareCall) and act.again is None:
            box = scenario.eccs[act.call.plan.ecc].box
            latitude, longitude = act.call.true_position(0.0)
            crossing = box.west > box.east
            inside = longitude >= box.west or longitude <= box.east if crossing else box.west <= longitude <= box.east
            assert box.south <= latitude <= box.north, act.call.plan.id
            assert inside, act.call.plan.id


@pytest.mark.parametrize(
    ("path", "value", "place", "reason"),
    [
        ("basis", "RapidSOS's own shapes", "$.basis", "HOUSE"),
        ("calls", [], "$.calls", "at least one"),
        ("calls.0.caller_id", "12125550243", "$.calls[0].caller_id", "fictional"),
        ("calls.0.ecc", "NY_001", "$.calls[0].ecc", "not in eccs"),
        ("calls.0.id", "Two Words", "$.calls[0].id", "unique"),
        ("calls.0.at_s", -1, "$.calls[0]", "at least 0"),
        ("calls.0.person", None, "$.calls[0]", "person"),
        ("calls.0.colour", "red", "$.calls[0]", "colour"),
        ("calls.0.movement.points", [[1, 2]], "$.calls[0].movement", "two points"),
        ("calls.0.movement.points", [[1, 2], [91, 0]], "$.calls[0].movement.points[1]", "degrees"),
        ("calls.0.movement.kind", "flies", "$.calls[0].movement.kind", "flies"),
        ("calls.0.movement", {"kind": "still", "at": [0, 181]}, "$.calls[0].movement.at", "degrees"),
        ("calls.0.device.fix_every_s", 0, "$.calls[0].device", "above 0"),
        ("calls.0.again", [{"after_s": 1, "how": "other_ecc"}], "$.calls[0].again[0].ecc", "in eccs"),
        ("calls.0.rad_e.sources", ["facebook"], "$.calls[0].rad_e.sources", "facebook"),
        ("eccs.IL_0142.box.south", 60, "$.eccs[IL_0142].box", "below north"),
        ("eccs.IL_0142.box.west", 999, "$.eccs[IL_0142].box", "degrees"),
        ("repeat_every_s", 0, "$.repeat_every_s", "above 0"),
        ("outages", [{"feed": "lei", "answer": "500", "from_s": 5, "to_s": 5}], "$.outages[0]", "after from_s"),
        ("outages", [{"feed": "lei", "answer": "lost", "from_s": 1, "to_s": 5}], "$.outages[0].answer", "trigger only"),
        (
            "outages",
            [{"feed": "lei", "answer": "already_expired", "from_s": 1, "to_s": 5}],
            "$.outages[0]",
            "oauth only",
        ),
        ("callflows.outcomes", [], "$.callflows.outcomes", "length"),
    ],
)
def test_a_mistake_is_named_with_file_place_and_reason(path: str, value: object, place: str, reason: str) -> None:
    with pytest.raises(simulator_scenario.ScenarioError) as mistake:
        simulator_scenario.parse(broken(path, value), "mine.json")
    said = str(mistake.value)
    assert said.startswith("mine.json: ")
    assert f"{place}" in said
    assert reason in said


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b" " * (4 * 1024 * 1024 + 1)])
def test_no_bytes_do_worse_than_a_sentence(raw: bytes) -> None:
    with pytest.raises(simulator_scenario.ScenarioError, match=r"mine\.json: "):
        simulator_scenario.parse(raw, "mine.json")


def test_a_file_of_ones_own_is_read(tmp_path: Path) -> None:
    own = tmp_path / "mine.json"
    own.write_bytes(json.dumps(calm()).encode())
    assert simulator_scenario.load(str(own)) == simulator_scenario.load("calm")
