"""Sources are told apart by letter and shape."""

import pytest

from app.console.map.state import marker_kind
from tests.console.map.states import sighting


@pytest.mark.parametrize(
    ("source", "reported", "kind"),
    [
        ("share", None, "S"),
        ("typed", None, "T"),
        ("lei", None, "D"),
        ("lei", "GPS", "D"),
        ("lei", " Cell ", "N"),
        ("share", "cell", "S"),
    ],
)
def test_kind(source: str, reported: str | None, kind: str) -> None:
    assert marker_kind(sighting(source=source, reported_source=reported).fix) == kind
