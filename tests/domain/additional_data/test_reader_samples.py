import json
import pathlib
import typing

import msgspec
import pytest

from app.domain.additional_data import render
from app.domain.additional_data.model import Display
from app.domain.additional_data.reader import read_source

SAMPLES = pathlib.Path(__file__).parents[2] / "samples" / "rad_e"
EXPECTED: dict[str, dict[str, typing.Any]] = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))


def sample(name: str) -> typing.Any:  # noqa: ANN401 (a sample is any JSON)
    return json.loads((SAMPLES / name).read_text(encoding="utf-8"))


def _told(display: Display) -> dict[str, typing.Any]:
    told: dict[str, typing.Any] = {
        "cards": [source.name for source in display.sources],
        "without_record": list(display.without_record),
    }
    for source in display.sources:
        told |= {
            "dialect": source.dialect.value,
            "labels": [field.label for field in source.fields],
            "kinds": [field.kind.value for field in source.fields],
            "other": [field.label for field in source.other],
        }
    return told


def test_every_sample_is_expected() -> None:
    assert {path.name for path in SAMPLES.iterdir()} == {*EXPECTED, "expected.json"}


@pytest.mark.parametrize("name", EXPECTED)
def test_sample(name: str) -> None:
    told = _told(read_source(sample(name)))
    expected = {"without_record": [], **EXPECTED[name]}
    assert {field: told[field] for field in expected} == expected
    assert told.get("other", []) == expected.get("other", [])


@pytest.mark.parametrize("name", EXPECTED)
def test_nothing_hidden_is_in_any_text(name: str) -> None:
    display = read_source(sample(name))
    assert "never-show" not in msgspec.json.encode(display).decode()
    assert not any("never-show" in render.text(source, 0) for source in display.sources)


def test_all_sources_of_one_answer_medical_first_then_by_name() -> None:
    together: dict[str, object] = {}
    for name in ("uber", "siriusxm", "medicalert", "health_profile", "911inform", "911secure", "cove"):
        together |= sample(f"{name}.json")
    assert [source.name for source in read_source(together).sources] == [
        "Emergency Health Profile",
        "MedicAlert",
        "911 Inform",
        "911Secure",
        "Cove",
        "SiriusXM",
        "Uber",
    ]
