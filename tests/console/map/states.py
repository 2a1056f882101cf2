"""Map states that several tests start from; all places and numbers are made up."""

from typing import Any

from app.console.map.state import MapSighting, MapState, Pin
from app.domain.location.fix import Box, Fix

NOW = 1_795_000_000_000
BOX = Box(south=39.52, west=-89.99, north=40.0, east=-89.2)


def sighting(seq: int = 1, latitude: float = 39.806413, longitude: float = -89.629874, **fix: Any) -> MapSighting:  # noqa: ANN401
    """A device's fix, 12 s old, unless said otherwise."""
    stated: dict[str, Any] = {"source": "lei", "uncertainty_m": 42.0, "fixed_at": NOW - 12_000} | fix
    return MapSighting(seq, NOW - 11_800, Fix(latitude=latitude, longitude=longitude, **stated))


def state(number: int = 1, **parts: Any) -> MapState:  # noqa: ANN401
    """One incident with one fix, unless said otherwise."""
    stated: dict[str, Any] = {"number": number, "now": NOW, "incident": 1044, "fixes": (sighting(),)} | parts
    return MapState(**stated)


def pins(count: int) -> tuple[Pin, ...]:
    """So many other incidents around Springfield."""
    return tuple(Pin(2000 + i, 39.7 + (i % 40) * 0.005, -89.8 + (i // 40) * 0.01) for i in range(count))
