import zoneinfo

import pytest

from app.console.theme.text import both, clock_ms, span, zone_name

CHICAGO = zoneinfo.ZoneInfo("America/Chicago")
SUMMER, WINTER = 1_783_000_000_000, 1_795_310_000_123


@pytest.mark.parametrize(
    ("ms", "said"), [(-5, "0:00"), (9_000, "0:09"), (792_000, "13:12"), (7_380_000, "2:03:00"), (3_599_999, "59:59")]
)
def test_spans(ms: int, said: str) -> None:
    assert span(ms) == said


def test_local_time_carries_its_zone_across_daylight_saving() -> None:
    assert both(WINTER, CHICAGO) == "19:13:20 CST · 01:13:20 UTC"
    assert zone_name(SUMMER, CHICAGO) == "CDT"
    assert clock_ms(WINTER, CHICAGO) == "19:13:20.123"
