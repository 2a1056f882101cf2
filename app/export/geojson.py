"""``track.geojson``: where the caller was seen, as RFC 7946 wants it, WGS-84 longitude first."""

import msgspec

from app.domain.incident.incident import Incident, Sighting
from app.export import times


def content(incident: Incident) -> bytes:
    """Each fix as a point, oldest learned first, and the way between them as a line when there are two."""
    features = [_point(sighting) for sighting in incident.sightings]
    if len(features) > 1:
        way = {"type": "LineString", "coordinates": [_position(one) for one in incident.sightings]}
        features.append({"type": "Feature", "geometry": way, "properties": {"incident": incident.number}})
    return msgspec.json.format(msgspec.json.encode({"type": "FeatureCollection", "features": features}), indent=1)


def _point(sighting: Sighting) -> dict[str, object]:
    fix = sighting.fix
    properties = {
        "event": sighting.seq,
        "fixed_at": None if fix.fixed_at is None else times.utc(fix.fixed_at),
        "learned_at": times.utc(sighting.at),
        **{
            name: value
            for name, value in msgspec.structs.asdict(fix).items()
            if name not in {"latitude", "longitude", "fixed_at"}
        },
    }
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": _position(sighting)},
        "properties": properties,
    }


def _position(sighting: Sighting) -> list[float]:
    return [sighting.fix.longitude, sighting.fix.latitude]
