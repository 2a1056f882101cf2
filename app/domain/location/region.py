"""Where calls of North America and the US territories come from: the measure of what looks swapped.

See docs/contract.md#3.4.
"""

from app.domain.location.box import Box

HOME = (
    Box(south=7.0, west=-168.5, north=84.0, east=-50.0),
    Box(south=51.0, west=172.0, north=72.0, east=-168.5),
    Box(south=18.0, west=-179.0, north=29.0, east=-154.0),
    Box(south=13.0, west=144.0, north=21.0, east=147.0),
    Box(south=-15.0, west=-172.0, north=-10.0, east=-168.0),
)
"""North America, the Aleutians across the antimeridian, Hawaii, Guam with the Marianas, American Samoa."""


def at_home(latitude: float, longitude: float, region: tuple[Box, ...] = HOME) -> bool:
    """Whether the point lies in one of the region's boxes."""
    return any(box.contains(latitude, longitude) for box in region)


def looks_swapped(latitude: float, longitude: float, region: tuple[Box, ...] = HOME) -> bool:
    """Whether the pair makes sense only with latitude and longitude exchanged."""
    return not at_home(latitude, longitude, region) and at_home(longitude, latitude, region)
