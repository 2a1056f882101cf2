"""What a line in the search field asks for."""

import datetime as dt
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.search import USUAL_RADIUS_M, WIDEST_M, Near, Sought, read

DAY_MS = 86_400_000


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", Sought()),
        ("   ", Sought()),
        ("x", Sought()),
        ("#1042", Sought(number=1042)),
        ("1042", Sought(number=1042, digits="1042")),
        ("42", Sought(number=42)),
        ("0143", Sought(number=143, digits="0143")),
        ("555 0143", Sought(digits="5550143")),
        ("•••-•••-0143", Sought(digits="0143")),
        ("(217) 555-0143", Sought(phone="+12175550143")),
        ("217.555.0143", Sought(phone="+12175550143")),
        ("+12175550143", Sought(phone="+12175550143")),
        ("1234567890123456789", Sought()),
        ("IL_0142", Sought(text="il_0142")),
        ("  Second   FLOOR ", Sought(text="second floor")),
        ("38 77", Sought(digits="3877")),
        ("38.9, -77.01", Sought(near=Near(latitude=38.9, longitude=-77.01, radius_m=USUAL_RADIUS_M))),
        ("38.9 -77.01 within 2 km", Sought(near=Near(latitude=38.9, longitude=-77.01, radius_m=2000.0))),
        ("38.9 -77.01 50 m", Sought(near=Near(latitude=38.9, longitude=-77.01, radius_m=50.0))),
        ("38.9 -77.01 within 900 km", Sought(near=Near(latitude=38.9, longitude=-77.01, radius_m=WIDEST_M))),
        ("38.9 77.01", Sought(near=Near(latitude=38.9, longitude=77.01, radius_m=USUAL_RADIUS_M))),
        ("within 500 m", Sought(text="within 500 m")),
    ],
)
def test_one_thing(line: str, expected: Sought) -> None:
    assert read(line) == expected


@pytest.mark.parametrize("line", ["16S BK 73631 08783", "39 47 56 N 89 38 38 W", "geo:39.7989,-89.644"])
def test_a_place_in_any_notation(line: str) -> None:
    near = read(line).near
    assert near is not None
    assert near.latitude == pytest.approx(39.7989, abs=0.001)
    assert near.longitude == pytest.approx(-89.644, abs=0.001)


def test_days_are_the_centers_own() -> None:
    zone = zoneinfo.ZoneInfo("America/Chicago")
    midnight = round(dt.datetime(2026, 11, 3, tzinfo=zone).timestamp() * 1000)
    assert read("2026-11-03", zone) == Sought(since=midnight, until=midnight + DAY_MS)
    assert read("2026-11-01", zone).until == midnight - DAY_MS  # 25 hours long: clocks went back
    assert read("2026-11-03..2026-11-04", zone) == Sought(since=midnight, until=midnight + 2 * DAY_MS)
    assert read("2026-11-04 to 2026-11-03", zone) == read("2026-11-03..2026-11-04", zone)
    assert read("2026-11-03 smoke", zone) == Sought(since=midnight, until=midnight + DAY_MS, text="smoke")
    assert read("smoke 2026-11-03", zone).text == "smoke"


def test_a_day_that_does_not_exist_is_no_day() -> None:
    assert read("2026-13-45") == Sought(digits="20261345")
    assert read("9999-12-31").since is None
    assert read("2026-13-45 smoke").text == "2026-13-45 smoke"


def test_which_searches_the_index_answers() -> None:
    assert read("2026-11-03").only_dates
    assert not read("2026-11-03 smoke").only_dates
    assert read("").empty
    assert read("smoke").in_bodies
    assert not read("+12175550143").in_bodies
    assert not read("#1042").in_bodies


@given(st.text(max_size=60))
def test_no_line_is_an_error(line: str) -> None:
    read(line)
