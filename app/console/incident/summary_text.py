"""An incident as plain text for another program's notes: who, where, how old that is, and what it does not replace."""

import datetime as dt

from app.console.incident.state_words import claimed_words, state_words
from app.console.look.plain_text import one_line
from app.console.times import both, clock, utc, zone_name
from app.console.watch import Watch
from app.domain.incident.incident import Incident
from app.domain.location.coordinates import write
from app.domain.location.phone import shown
from app.domain.location.reading import Notation


def summary_text(incident: Incident, watch: Watch, zone: dt.tzinfo | None, sentence: str) -> str:
    """Its lines and a warning; ``sentence`` is the location sentence as it is shown now."""
    now = watch.now()
    moment = f"{utc(now):%Y-%m-%d} {clock(now, zone)} {zone_name(now, zone)} ({utc(now):%H:%M:%S} UTC)"
    _shape, state = state_words(incident, now)
    owner = claimed_words(incident, watch.operator, zone)
    said = [
        ("Incident {0}, {1}, {2}", str(incident.number), state, owner),
        ("Phone: {0}", _phone(incident)),
        ("ECC: {0}", _ecc(incident)),
        ("Shared: {0}", both(incident.received_at, zone)),
        ("Where: {0}", sentence),
        ("Coordinates: {0}", _coordinates(incident)),
        ("As of {0}. Supplemental, does not replace ALI.", moment),
    ]
    return "\n".join(words.format(*values) for words, *values in said if all(values))


def _phone(incident: Incident) -> str:
    return shown(incident.phone) if incident.phone else "not given"


def _ecc(incident: Incident) -> str:
    return one_line(incident.ecc) if incident.ecc else "not stated"


def _coordinates(incident: Incident) -> str:
    place = incident.place
    if place is None:
        return ""
    written = [write(place.latitude, place.longitude, notation) for notation in (Notation.DD, Notation.USNG)]
    return " / ".join(one for one in written if one)
