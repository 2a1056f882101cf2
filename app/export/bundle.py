"""The bundle: report, timeline, track, raw requests and a part of the chain in one file that can be verified."""

import collections.abc
import io
import zipfile

import msgspec

from app.export import geojson, kml, manifest, tables, timeline, told
from app.export.evidence import Evidence
from app.export.manifest import Manifest
from app.export.pdf import report

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
    yield "report.pdf", report.content(evidence)
    yield TIMELINE, timeline.content(evidence)
    yield "track.geojson", geojson.content(evidence.incident)
    yield "track.kml", kml.content(evidence.incident)
    yield "fixes.csv", tables.content(evidence.incident)
    yield CHAIN, msgspec.json.encode(evidence.part)
    for record in evidence.records:
        raw = told.request(record)
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
