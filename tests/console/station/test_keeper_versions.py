import pytest

from app.console.station.keeper import is_older


@pytest.mark.parametrize(
    ("theirs", "ours", "older"),
    [
        ("0.1.0", "0.2.0", True),
        ("0.9.9", "0.10.0", True),
        ("0.2.0", "0.2.0", False),
        ("1.0.0", "0.9.0", False),
        ("0.1.0+trial", "0.1.1", True),
        ("", "0.1.0", False),
        ("new", "0.1.0", False),
        ("0.1.0", "new", False),
    ],
)
def test_only_what_is_surely_older_is(theirs: str, ours: str, older: bool) -> None:
    assert is_older(theirs, ours) is older
