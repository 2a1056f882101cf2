"""What was understood of a typed place, beside the field: the coordinates, the jurisdiction, a grid's size."""

from app.console.incident.place.place_words import metres
from app.console.look.plain_text import one_line
from app.domain.incident.incident import Incident
from app.domain.location import coordinates
from app.domain.location.box import Standing, distance_to_edge_m, standing
from app.domain.location.fix import Fix
from app.domain.location.reading import Problem, Reading


def echo(text: str, incident: Incident | None) -> str:
    """``Read as 39.806413, -89.629874. Inside the IL_0142 box``; empty for what is not a place."""
    found = coordinates.read(text)
    reading = found.as_typed if isinstance(found, Problem) else found
    if reading is None:
        return ""
    said = f"Read as {_place(reading)}"
    if reading.square_m:
        said += f", middle of a square of {metres(reading.square_m)}"
    stands = _standing(reading, incident)
    return f"{said}. {stands}" if stands else said


def _place(reading: Reading) -> str:
    return coordinates.show(reading.latitude, reading.longitude) or ""


def _standing(reading: Reading, incident: Incident | None) -> str:
    if incident is None or incident.box is None:
        return ""
    fix = Fix(latitude=reading.latitude, longitude=reading.longitude, source="typed")
    ecc = one_line(incident.ecc) if incident.ecc else "ECC's"
    if standing(fix, incident.box) is Standing.INSIDE:
        return f"Inside the {ecc} box"
    words = "{distance} outside the {ecc} box"
    return words.format(distance=metres(distance_to_edge_m(fix, incident.box)), ecc=ecc)
