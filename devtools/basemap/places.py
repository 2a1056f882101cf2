"""Turns GeoNames' cities into the compact list of places that the map labels (CC BY 4.0)."""

from collections.abc import Iterable
from typing import Any

from devtools.basemap import sixbit

LEAST_PEOPLE = {"US": 0, "CA": 1_000, "MX": 15_000, "PR": 0, "GU": 0, "VI": 0, "AS": 0, "MP": 0}
LEAST_ELSEWHERE = 200_000
CLASSES = (5_000_000, 1_000_000, 500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000)
STEPS = 10_000

City = dict[str, Any]


def places(cities: Iterable[City]) -> dict[str, Any]:
    """The document of places.json; the order is people, then name, so that it never depends on the source's."""
    chosen = sorted(filter(_wanted, cities), key=lambda city: (-city["population"], city["name"], city["geonameid"]))
    return {
        "format": 1,
        "steps": STEPS,
        "at_least": {str(people): sum(city["population"] >= people for city in chosen) for people in CLASSES},
        "names": "\n".join(city["name"] for city in chosen),
        "points": "".join(_point(city) for city in chosen),
    }


def _wanted(city: City) -> bool:
    return bool(city["population"] >= LEAST_PEOPLE.get(city["countrycode"], LEAST_ELSEWHERE))


def _point(city: City) -> str:
    east, north = city["longitude"] + 180, city["latitude"] + 90
    return sixbit.fixed(round(east * STEPS), 4) + sixbit.fixed(round(north * STEPS), 4)
