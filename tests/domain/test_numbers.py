import math

import pytest
from hypothesis import given

from app.domain.numbers import number, utc_ms
from tests.domain.data_share.test_payload_strict_json import JSON_VALUES


@pytest.mark.parametrize(
    ("untrusted", "expected"),
    [
        (1, 1.0),
        (-0.5, -0.5),
        ("39.798912", 39.798912),
        (" -89.6 ", -89.6),
        (".5", 0.5),
        ("1e3", 1000.0),
        (10**400, math.inf),
        ("1e999", math.inf),
        (True, None),
        ("", None),
        ("1_000", None),
        ("nan", None),
        ("٣", None),
        ([1], None),
        (None, None),
    ],
)
def test_numbers(untrusted: object, expected: float | None) -> None:
    assert number(untrusted) == expected


@pytest.mark.parametrize(
    ("untrusted", "expected"),
    [
        (1_795_305_600, 1_795_305_600_000),
        (1_795_305_600_123, 1_795_305_600_123),
        ("1795305600.5", 1_795_305_600_500),
        (0, None),
        (-1, None),
        (1e300, None),
        ("1e999", None),
        ("yesterday", None),
        ("2026-11-22T00:00:00Z", 1_795_305_600_000),
        (" 2026-11-22T00:00:00.250+00:00 ", 1_795_305_600_250),
        ("2026-11-21T18:00:00-06:00", 1_795_305_600_000),
        ("2026-11-22 00:00:00", 1_795_305_600_000),
        ("2026-11-22", None),
        ("2026-13-22T00:00:00Z", None),
        ("1969-07-04T00:00:00Z", None),
        ("0001-01-01T00:00:00+14:00", None),
    ],
)
def test_times(untrusted: object, expected: int | None) -> None:
    assert utc_ms(untrusted) == expected


@given(JSON_VALUES)
def test_any_value(untrusted: object) -> None:
    number(untrusted)
    utc_ms(untrusted)
