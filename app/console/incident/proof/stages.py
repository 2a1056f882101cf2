"""The stages between the wire and a person, as far as they are known here."""

import datetime as dt
import typing

import msgspec

from app.console.queue.row import initials
from app.console.times import clock, clock_ms
from app.domain.incident.events import Acknowledged, ShareReceived
from app.domain.incident.incident import Delivered, Incident
from app.domain.incident.record import Recorded

SECOND_MS = 1_000


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """A stage, its stamp (empty when it did not happen yet), and how long the next one took."""

    name: str
    stamp: str
    took: str = ""
    short: str = ""
    """The stamp where there is little room: without milliseconds, without initials."""
    timed: bool = True
    """Whether the stamp is a time or a place in the journal; a verdict may be left out when there is little room."""


def stages(
    incident: Incident, record: Recorded, share: ShareReceived, shown_at: int | None, zone: dt.tzinfo | None
) -> list[Stage]:
    """Received to acknowledged; where the journal has a stamp, it comes before this console's own."""
    shown = next((one for one in incident.shown if one.through >= record.seq), None)
    at = shown.at if shown else shown_at
    return [*_stored(record, share, at, zone), *_answered(incident, record, _Shown(at, shown), zone)]


class _Shown(typing.NamedTuple):
    """When it was painted, UTC ms, and the journal's stamp if there is one."""

    at: int | None
    stamp: Delivered | None


def _stored(record: Recorded, share: ShareReceived, shown_at: int | None, zone: dt.tzinfo | None) -> list[Stage]:
    """What the station did with it."""
    verdict = "good, SHA-1" if share.verified else "NOT verified"
    at = share.received_at
    return [
        Stage(name="received", stamp=clock_ms(at, zone), short=clock(at, zone)),
        Stage(name="signature", stamp=verdict, timed=False, took=_took(at, record.at)),
        Stage(
            name="stored",
            stamp=f"seq {record.seq}",
            took=_took(record.at, shown_at),
        ),
    ]


def _answered(incident: Incident, record: Recorded, shown: _Shown, zone: dt.tzinfo | None) -> list[Stage]:
    """How it came to eyes, ears and a person."""
    heard = next((one for one in incident.heard if one.through >= record.seq), None)
    acked = next(
        (one for one in incident.timeline if isinstance(one.event, Acknowledged) and one.event.through >= record.seq),
        None,
    )
    heard_at, acked_at = heard.at if heard else None, acked.at if acked else None
    who = f"{clock(acked.at, zone)} {initials(acked.operator or '')}".strip() if acked else ""
    return [
        Stage(
            name=_where("shown", shown.stamp),
            stamp=clock_ms(shown.at, zone) if shown.at is not None else "earlier",
            short=_short(shown.at, zone),
            took=_took(shown.at or record.at, heard_at or acked_at),
        ),
        Stage(
            name=_where("heard", heard),
            stamp=clock_ms(heard_at, zone) if heard_at is not None else "",
            short=_short(heard_at, zone),
            took=_took(heard_at, acked_at),
        ),
        Stage(name="acked", stamp=who, short=_short(acked_at, zone)),
    ]


def _short(at: int | None, zone: dt.tzinfo | None) -> str:
    return "" if at is None else clock(at, zone)


def _where(name: str, first: Delivered | None) -> str:
    """With the initials of who sat at the console that was first."""
    return f"{name} {initials(first.console)}" if first else name


def _took(start: int | None, end: int | None) -> str:
    if start is None or end is None or end < start:
        return ""
    passed = end - start
    return f"+{passed} ms" if passed < SECOND_MS else f"+{passed / SECOND_MS:.1f} s"
