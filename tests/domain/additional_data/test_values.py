import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.additional_data import values

MS, S = 1, 1_000


@pytest.mark.parametrize(
    ("untrusted", "scale", "milliseconds"),
    [
        (1_795_305_535_000, None, 1_795_305_535_000),
        (1_795_305_535, None, 1_795_305_535_000),
        ("1795305535", None, 1_795_305_535_000),
        (-126_230_400_000, None, -126_230_400_000),
        (-126_230_400, None, -126_230_400_000),
        (36_633_600_000, MS, 36_633_600_000),
        (36_633_600_000, None, 36_633_600_000_000),
        (1_795_305_535, S, 1_795_305_535_000),
        (0, None, 0),
        ("2026-11-22T00:00:00Z", None, 1_795_305_600_000),
        ("2026-11-21T18:00:00-06:00", None, 1_795_305_600_000),
        ("2026-11-22T00:00:00", None, None),
        ("2026-11-22", None, None),
        ("soon", None, None),
        (None, None, None),
        (True, None, None),
        (float("nan"), None, None),
        (float("inf"), S, None),
        (1e300, None, None),
        (253_402_300_800_000, None, None),
        (-62_135_596_800_001, MS, None),
    ],
)
def test_a_stated_unit_wins_over_magnitude(untrusted: object, scale: int | None, milliseconds: int | None) -> None:
    assert values.utc_ms(untrusted, scale) == milliseconds


@pytest.mark.parametrize(
    ("untrusted", "day"),
    [
        ("1969-07-04", "1969-07-04"),
        (" 1969-07-04 ", "1969-07-04"),
        ("1969-07-04T00:00:00Z", "1969-07-04"),
        ("1969-07-04 23:59:59-08:00", "1969-07-04"),
        (-15_638_400_000, "1969-07-04"),
        (-62_135_596_800_000, "0001-01-01"),
        ("1969-02-30", None),
        ("07/04/1969", None),
        (["1969-07-04"], None),
    ],
)
def test_a_day_stays_the_day_as_written(untrusted: object, day: str | None) -> None:
    assert values.date(untrusted, MS) == day


@pytest.mark.parametrize(
    ("key", "milliseconds", "is_day"),
    [
        ("birthday", -126_230_400_000, True),
        ("Date_of_Birth", 36_633_600_000, True),
        ("birthday", 36_633_600_001, False),
        ("last_updated", 36_633_600_000, False),
    ],
)
def test_a_birthday_at_midnight_utc_is_a_day(key: str, milliseconds: int, is_day: bool) -> None:
    assert values.is_birthday(key, milliseconds) is is_day


@given(st.dates())
def test_no_day_ever_moves(day: dt.date) -> None:
    text = day.isoformat()
    assert values.date(text, None) == text
    assert values.is_day(text)
    midnight = dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC)
    milliseconds = (midnight - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)) // dt.timedelta(milliseconds=1)
    assert values.date(milliseconds, MS) == text
