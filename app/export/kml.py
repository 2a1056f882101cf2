"""``track.kml``: the fixes for a globe program, every outside text escaped and visible."""

import xml.etree.ElementTree as ET

from app.domain.incident.incident import Incident, Sighting
from app.export import plain, times

NAMESPACE = "http://www.opengis.net/kml/2.2"


def content(incident: Incident) -> bytes:
    """The document."""
    root = ET.Element("kml", xmlns=NAMESPACE)
    document = ET.SubElement(root, "Document")
    _text(document, "name", f"Incident {incident.number}")
    for sighting in incident.sightings:
        _placemark(document, sighting)
    if len(incident.sightings) > 1:
        way = ET.SubElement(document, "Placemark")
        _text(way, "name", "Way between the fixes")
        line = ET.SubElement(way, "LineString")
        _text(line, "coordinates", " ".join(_position(one) for one in incident.sightings))
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _placemark(document: ET.Element, sighting: Sighting) -> None:
    fix, mark = sighting.fix, ET.SubElement(document, "Placemark")
    _text(mark, "name", f"Event {sighting.seq}")
    radius = "accuracy unknown" if fix.uncertainty_m is None else f"radius {fix.uncertainty_m:g} m"
    parts = [radius, f"source {plain.line(fix.source)}", *([plain.line(fix.address)] if fix.address else [])]
    _text(mark, "description", ", ".join(parts))
    when = ET.SubElement(mark, "TimeStamp")
    _text(when, "when", times.utc(sighting.at if fix.fixed_at is None else fix.fixed_at))
    _text(ET.SubElement(mark, "Point"), "coordinates", _position(sighting))


def _position(sighting: Sighting) -> str:
    return f"{sighting.fix.longitude:.7f},{sighting.fix.latitude:.7f}"


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text
