"""The bundle: report, timeline, track, raw requests and a part of the chain in one file that can be verified."""

import collections.abc
import csv
import io
import typing
import zipfile

import msgspec

from app.domain.incident.envelope import Record
from app.domain.incident.model import Incident, Sighting
from app.export import geo, manifest, plain, redact
from app.export.manifest import Evidence, Manifest
from app.export.pdf import incident as pdf_incident

COLUMNS = (
    *("event", "learned_at_utc", "fixed_at_utc", "latitude", "longitude", "uncertainty_m", "confidence", "source"),
    *("reported_source", "altitude_m", "altitude_datum", "vertical_uncertainty_m", "floor", "address", "share"),
)


def fixes_csv(incident: Incident) -> bytes:
    """Every fix of the incident as CSV, UTF-8 with a byte-order mark, for spreadsheets; an empty cell is not stated."""
    page = io.StringIO(newline="")
    writer = csv.writer(page)
    writer.writerow(COLUMNS)
    writer.writerows(_row(sighting) for sighting in incident.sightings)
    return page.getvalue().encode("utf-8-sig", errors="backslashreplace")


def _row(sighting: Sighting) -> list[object]:
    fix = sighting.fix
    values = {
        "event": sighting.seq,
        "learned_at_utc": plain.utc(sighting.at),
        "fixed_at_utc": None if fix.fixed_at is None else plain.utc(fix.fixed_at),
        "share": sighting.share,
    }
    found = (values[name] if name in values else getattr(fix, name) for name in COLUMNS)
    return [plain.cell(value) if isinstance(value, str) else value for value in found]


CHAINED = ("seq", "at", "kind", "version", "incident", "operator", "command_id")
"""What of an event the chain covers in clear; of its body it covers the sealed bytes."""


def timeline_json(evidence: Evidence) -> bytes:
    """``timeline.json``: every event with its redacted body, times in UTC milliseconds."""
    document = {
        "incident": evidence.incident.number,
        "environment": evidence.environment,
        "times": "UTC milliseconds",
        "events": [_event(record) for record in evidence.records],
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=1)


def _event(record: Record) -> dict[str, object]:
    stamp = {name: getattr(record, name) for name in CHAINED}
    return {**stamp, "at_utc": plain.utc(record.at), "body": redact.body(record)}


CHAIN = "chain.json"
TIMELINE = "timeline.json"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""A zip knows no zone: its own times say nothing here, and the same evidence gives the same bytes."""


class Bundle(msgspec.Struct, frozen=True, kw_only=True):
    """The file and the digest that must be kept apart from it."""

    content: bytes
    manifest_sha256: str


def make(evidence: Evidence) -> Bundle:
    """The bundle of an incident."""
    files = dict(_files(evidence))
    listing = Manifest(
        format=manifest.FORMAT,
        proves=manifest.PROVES,
        program=f"Watchfloor {evidence.version}",
        exported_at=evidence.exported_at,
        incident=evidence.incident.number,
        journal=evidence.part.identity,
        head=str(evidence.head),
        files=tuple(manifest.listed(name, content) for name, content in files.items()),
    )
    encoded = manifest.encode(listing)
    sealed = {**files, manifest.NAME: encoded, manifest.DIGEST_NAME: manifest.digest_line(encoded)}
    return Bundle(content=_zipped(sealed), manifest_sha256=manifest.sha256(encoded))


def _files(evidence: Evidence) -> collections.abc.Iterator[tuple[str, bytes]]:
    yield "report.pdf", pdf_incident.content(evidence)
    yield TIMELINE, timeline_json(evidence)
    yield "track.geojson", geo.geojson(evidence.incident)
    yield "track.kml", geo.kml(evidence.incident)
    yield "fixes.csv", fixes_csv(evidence.incident)
    yield CHAIN, msgspec.json.encode(evidence.part)
    for record in evidence.records:
        raw = redact.request(record)
        if raw is not None:
            yield raw.name, raw.content


def _zipped(files: collections.abc.Mapping[str, bytes]) -> bytes:
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return page.getvalue()


BUNDLE: typing.Final = "bundle"
FORMATS: typing.Final = (BUNDLE, "json", "csv", "geojson", "kml", "pdf")

_SINGLE: typing.Final[dict[str, collections.abc.Callable[[Evidence], bytes]]] = {
    "json": timeline_json,
    "csv": lambda evidence: fixes_csv(evidence.incident),
    "geojson": lambda evidence: geo.geojson(evidence.incident),
    "kml": lambda evidence: geo.kml(evidence.incident),
    "pdf": pdf_incident.content,
}


class Export(typing.NamedTuple):
    """A file's content; a bundle also has a digest to keep apart from it."""

    content: bytes
    manifest_sha256: str | None = None


def export(evidence: Evidence, form: str) -> Export:
    """The incident in one of ``FORMATS``."""
    if form == BUNDLE:
        made = make(evidence)
        return Export(made.content, made.manifest_sha256)
    return Export(_SINGLE[form](evidence))
