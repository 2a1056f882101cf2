"""Reads a scenario file, or says which file, which place in it and why not."""

from pathlib import Path

import msgspec

from app.simulator.scenario import checks, shelf
from app.simulator.scenario.shapes import Scenario

MAX_BYTES = 4 * 1024 * 1024


class ScenarioError(ValueError):
    """A scenario that cannot be played: the message is ``file: place: reason``."""

    def __init__(self, file: Path | str, place: str, reason: str) -> None:
        super().__init__(f"{file}: {place}: {reason}")


def load(name_or_path: str) -> Scenario:
    """Read the scenario of that name or path; raises ScenarioError."""
    try:
        path = shelf.find(name_or_path)
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ScenarioError(name_or_path, "file", str(error)) from None
    return parse(raw, path)


def parse(raw: bytes, file: Path | str) -> Scenario:
    """Check the bytes of a scenario file; raises ScenarioError."""
    if len(raw) > MAX_BYTES:
        raise ScenarioError(file, "file", f"over {MAX_BYTES} bytes")
    try:
        scenario = msgspec.json.decode(raw, type=Scenario)
    except msgspec.ValidationError as error:
        reason, _, place = str(error).partition(" - at `")
        raise ScenarioError(file, place.rstrip("`") or "$", reason) from None
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise ScenarioError(file, "not JSON", str(error)) from None
    for place, reason in checks.problems(scenario):
        raise ScenarioError(file, place, reason)
    return scenario
