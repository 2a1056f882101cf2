"""Where the caller was: the sentence, coordinates in every notation, and each fix."""

from app.domain.location import coordinates, sentence, spoken
from app.domain.location.reading import Notation
from app.export import times
from app.export.evidence import Evidence
from app.export.pdf.page import Page

SUPPLEMENTAL = "Supplemental, does not replace ALI."
_LONGEST_SOURCE = 60
_NOTATIONS = (Notation.DD, Notation.DDM, Notation.DMS, Notation.UTM, Notation.USNG)


def where(page: Page, evidence: Evidence) -> None:
    """The place, as it was known last."""
    page.section("Where")
    incident = evidence.incident
    newest = incident.sighting
    if newest is None:
        page.paragraph("No location is on record.", quiet=True)
        return
    trail = [one.fix for one in incident.sightings if one.seq < newest.seq]
    facts = sentence.facts(newest.fix, newest.at, box=incident.box, ecc=incident.ecc, trail=trail)
    page.paragraph(spoken.english(facts), strong=True)
    page.paragraph(f"As it was at {times.both(newest.at, evidence.zone)}. {SUPPLEMENTAL}", quiet=True)
    page.ln(1)
    for notation in _NOTATIONS:
        shown = coordinates.show(newest.fix.latitude, newest.fix.longitude, notation)
        if shown is not None:
            page.fact(notation.value, shown)
    page.fact("Address as reported", newest.fix.address or "not stated")
    _fixes(page, evidence)


def _fixes(page: Page, evidence: Evidence) -> None:
    page.ln(1)
    rows = []
    for sighting in evidence.incident.sightings:
        fix = sighting.fix
        rows.append(
            (
                str(sighting.seq),
                "not stated" if fix.fixed_at is None else times.local(fix.fixed_at, evidence.zone),
                times.utc_clock(sighting.at),
                f"{fix.latitude:.6f}, {fix.longitude:.6f}",
                "not stated" if fix.uncertainty_m is None else f"{fix.uncertainty_m:g} m",
                "not stated" if fix.confidence is None else f"{fix.confidence:.0%}",
                (fix.reported_source or fix.source)[:_LONGEST_SOURCE],
            )
        )
    page.rows(
        ("Event", "Time of the fix", "Learned", "Latitude, longitude", "Radius", "Confidence", "Source"),
        (9, 34, 20, 29, 11, 16, 22),
        rows,
    )
