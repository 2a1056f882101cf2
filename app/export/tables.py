"""``fixes.csv``: the fixes as a table that opens in any spreadsheet program, and runs nothing there."""

import csv
import io

from app.domain.incident.incident import Incident, Sighting
from app.export import plain, times

COLUMNS = (
    *("event", "learned_at_utc", "fixed_at_utc", "latitude", "longitude", "uncertainty_m", "confidence", "source"),
    *("reported_source", "altitude_m", "altitude_datum", "vertical_uncertainty_m", "floor", "address", "share"),
)


def content(incident: Incident) -> bytes:
    """The table, UTF-8 with a byte-order mark, as spreadsheet programs expect; an empty cell is not stated."""
    page = io.StringIO(newline="")
    writer = csv.writer(page)
    writer.writerow(COLUMNS)
    writer.writerows(_row(sighting) for sighting in incident.sightings)
    return page.getvalue().encode("utf-8-sig", errors="backslashreplace")


def _row(sighting: Sighting) -> list[object]:
    fix = sighting.fix
    values = {
        "event": sighting.seq,
        "learned_at_utc": times.utc(sighting.at),
        "fixed_at_utc": None if fix.fixed_at is None else times.utc(fix.fixed_at),
        "share": sighting.share,
    }
    found = (values[name] if name in values else getattr(fix, name) for name in COLUMNS)
    return [plain.cell(value) if isinstance(value, str) else value for value in found]
