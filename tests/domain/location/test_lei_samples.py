import json
import pathlib
import typing

import pytest

from app.domain.location.lei import LeiAnswer, read

SAMPLES = pathlib.Path(__file__).parents[2] / "samples" / "lei"
EXPECTED: dict[str, dict[str, typing.Any]] = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))


def _told(answer: LeiAnswer) -> dict[str, typing.Any]:
    told: dict[str, typing.Any] = {
        "fixes": len(answer.fixes),
        "refused": [one.reason for one in answer.refused],
    }
    if newest := answer.newest:
        told |= {
            "radius_m": newest.uncertainty_m,
            "newest_ms": newest.fixed_at,
            "confidence": newest.confidence,
            "source": newest.reported_source,
            "address": newest.address,
            "floor": newest.floor,
            "altitude_m": newest.altitude_m,
        }
    return told


def test_every_sample_is_expected() -> None:
    assert {path.name for path in SAMPLES.iterdir()} == {*EXPECTED, "expected.json"}


@pytest.mark.parametrize("name", EXPECTED)
def test_sample(name: str) -> None:
    answer = read(json.loads((SAMPLES / name).read_text(encoding="utf-8")))
    told = _told(answer)
    expected = {"refused": [], **EXPECTED[name]}
    assert {field: told[field] for field in expected} == expected
