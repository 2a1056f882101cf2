"""The forms in which an incident leaves this center."""

import collections.abc
import typing

from app.export import bundle, geojson, kml, tables, timeline
from app.export.evidence import Evidence
from app.export.pdf import report

BUNDLE: typing.Final = "bundle"
FORMATS: typing.Final = (BUNDLE, "json", "csv", "geojson", "kml", "pdf")

_SINGLE: typing.Final[dict[str, collections.abc.Callable[[Evidence], bytes]]] = {
    "json": timeline.content,
    "csv": lambda evidence: tables.content(evidence.incident),
    "geojson": lambda evidence: geojson.content(evidence.incident),
    "kml": lambda evidence: kml.content(evidence.incident),
    "pdf": report.content,
}


class Export(typing.NamedTuple):
    """A file's content; a bundle also has a digest to keep apart from it."""

    content: bytes
    manifest_sha256: str | None = None


def export(evidence: Evidence, form: str) -> Export:
    """The incident in one of ``FORMATS``."""
    if form == BUNDLE:
        made = bundle.make(evidence)
        return Export(made.content, made.manifest_sha256)
    return Export(_SINGLE[form](evidence))
