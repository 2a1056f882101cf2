"""Links of map sites that carry coordinates in themselves; none is ever opened."""

import re
import urllib.parse

from app.domain.location.reading import Doubt, Notation, Problem, Reading

_IS_LINK = re.compile(r"(?:https?://|geo:|www\.)", re.IGNORECASE)
_NUMBER = r"([-+]?[0-9]{1,3}(?:\.[0-9]{1,15})?)"
_PAIR = rf"{_NUMBER}\s*[,~]\s*{_NUMBER}(?![0-9.])"
_PLACES = (
    re.compile(rf"!3d{_NUMBER}!4d{_NUMBER}"),
    re.compile(rf"[?&]mlat={_NUMBER}&mlon={_NUMBER}"),
    re.compile(rf"[?&](?:q|query|ll|coordinate|daddr|destination|cp|center|viewpoint)=\s*(?:loc:|geo:)?{_PAIR}"),
    re.compile(rf"^geo:{_PAIR}", re.IGNORECASE),
    re.compile(rf"/(?:place|search|dir)/(?:[^/]*/)?{_PAIR}"),
    re.compile(rf"@{_PAIR}"),
    re.compile(rf"#map=[0-9.]+/{_NUMBER}/{_NUMBER}"),
)
"""A pin before a search, a search before the middle of the view."""


def read(untrusted: str) -> Reading | Problem | None:
    """The place that a map link points at, or None if the text is no link."""
    text = untrusted.strip()
    if not _IS_LINK.match(text):
        return None
    plain = urllib.parse.unquote_plus(text)
    found = next((match for place in _PLACES if (match := place.search(plain))), None)
    if found is None:
        return Problem(doubt=Doubt.NO_COORDINATES_IN_LINK)
    latitude, longitude = (float(number) for number in found.groups())
    return Reading(latitude=latitude, longitude=longitude, notation=Notation.LINK, certain_axes=True)
