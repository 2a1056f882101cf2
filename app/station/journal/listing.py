"""``journal list``: one JSON line for each event, as other programs read it."""

import collections.abc

import msgspec

from app.domain.incident.record import ERASED, Record
from app.station.journal.reader import Reader

_PAGE = 500


def lines(reader: Reader, kind: str | None, after: int) -> collections.abc.Iterator[str]:
    """The events after a seq, of one kind or all, oldest first; a station may write meanwhile.

    Raises:
        JournalUnavailableError: the journal can't be read.
    """
    while page := reader.after(after, _PAGE):
        yield from (line(record) for record in page if kind is None or record.kind == kind)
        after = page[-1].seq


def line(record: Record) -> str:
    """``seq, at, kind, incident, operator`` and the body's fields; why there is no body if there is none."""
    stamp = {name: getattr(record, name) for name in ("seq", "at", "kind", "incident", "operator")}
    # Twice: the stamp comes first on the line, and no body's field takes its place.
    return msgspec.json.encode({**stamp, **_body(record), **stamp}).decode()


def _body(record: Record) -> dict[str, object]:
    if record.unreadable is not None:
        return {"unreadable": record.unreadable}
    if record.body == ERASED:
        return {"erased": True}
    return msgspec.json.decode(record.body, type=dict[str, object])
