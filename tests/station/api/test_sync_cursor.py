import pytest

from app.station.api.sync import Cursor, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("open", Cursor(0, 42)),
        ("open:7:40", Cursor(7, 40)),
        ("0", Cursor(0)),
        ("42", Cursor(42)),
        ("", None),
        ("-1", None),
        ("open:7", None),
        ("٣", None),
        ("9" * 19, None),
        ("1; DROP TABLE event", None),
    ],
)
def test_cursors(text: str, expected: Cursor | None) -> None:
    assert read(text, 42) == expected


@pytest.mark.parametrize("text", ["open:7:40", "42"])
def test_written_as_read(text: str) -> None:
    assert str(read(text, 42)) == text
