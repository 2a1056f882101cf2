"""An incident's fixes for map programs: GeoJSON (RFC 7946) and KML 2.2, both WGS-84 with the longitude first."""

import xml.etree.ElementTree as ET

import msgspec

from app.domain.incident.model import Incident, Sighting
from app.export import plain


def geojson(incident: Incident) -> bytes:
    """Each fix as a point, oldest learned first, and the way between them as a line when there are two."""
    features = [_point(sighting) for sighting in incident.sightings]
    if len(features) > 1:
        way = {"type": "LineString", "coordinates": [_geojson_position(one) for one in incident.sightings]}
        features.append({"type": "Feature", "geometry": way, "properties": {"incident": incident.number}})
    return msgspec.json.format(msgspec.json.encode({"type": "FeatureCollection", "features": features}), indent=1)


def _point(sighting: Sighting) -> dict[str, object]:
    fix = sighting.fix
    properties = {
        "event": sighting.seq,
        "fixed_at": None if fix.fixed_at is None else plain.utc(fix.fixed_at),
        "learned_at": plain.utc(sighting.at),
        **{
            name: value
            for name, value in msgspec.structs.asdict(fix).items()
            if name not in {"latitude", "longitude", "fixed_at"}
        },
    }
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": _geojson_position(sighting)},
        "properties": properties,
    }


def _geojson_position(sighting: Sighting) -> list[float]:
    return [sighting.fix.longitude, sighting.fix.latitude]


NAMESPACE = "http://www.opengis.net/kml/2.2"


def kml(incident: Incident) -> bytes:
    """Each fix as a placemark with its time, and the way between them as a line when there are two."""
    root = ET.Element("kml", xmlns=NAMESPACE)
    document = ET.SubElement(root, "Document")
    _text(document, "name", f"Incident {incident.number}")
    for sighting in incident.sightings:
        _placemark(document, sighting)
    if len(incident.sightings) > 1:
        way = ET.SubElement(document, "Placemark")
        _text(way, "name", "Way between the fixes")
        line = ET.SubElement(way, "LineString")
        _text(line, "coordinates", " ".join(_kml_position(one) for one in incident.sightings))
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _placemark(document: ET.Element, sighting: Sighting) -> None:
    fix, mark = sighting.fix, ET.SubElement(document, "Placemark")
    _text(mark, "name", f"Event {sighting.seq}")
    radius = "accuracy unknown" if fix.uncertainty_m is None else f"radius {fix.uncertainty_m:g} m"
    parts = [radius, f"source {plain.line(fix.source)}", *([plain.line(fix.address)] if fix.address else [])]
    _text(mark, "description", ", ".join(parts))
    when = ET.SubElement(mark, "TimeStamp")
    _text(when, "when", plain.utc(sighting.at if fix.fixed_at is None else fix.fixed_at))
    _text(ET.SubElement(mark, "Point"), "coordinates", _kml_position(sighting))


def _kml_position(sighting: Sighting) -> str:
    return f"{sighting.fix.longitude:.7f},{sighting.fix.latitude:.7f}"


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text
