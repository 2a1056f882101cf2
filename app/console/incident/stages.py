"""The stages between the wire and a person, as far as they are known here."""

import datetime as dt

import msgspec
from PySide6.QtCore import QCoreApplication

from app.console.queue.row import initials
from app.console.times import clock, clock_ms
from app.domain.incident.events import Acknowledged, ShareReceived
from app.domain.incident.incident import Incident
from app.domain.incident.record import Recorded

translate = QCoreApplication.translate
SECOND_MS = 1_000


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """A stage, its stamp (empty when it did not happen yet), and how long the next one took."""

    name: str
    stamp: str
    took: str = ""
    timed: bool = True
    """Whether the stamp is a time or a place in the journal; a verdict may be left out when there is little room."""


def stages(
    incident: Incident, record: Recorded, share: ShareReceived, shown_at: int | None, zone: dt.tzinfo | None
) -> list[Stage]:
    """Received, signature, stored, shown, acknowledged."""
    heard = next(
        (one for one in incident.timeline if isinstance(one.event, Acknowledged) and one.event.through >= record.seq),
        None,
    )
    verdict = translate("Proof", "good, SHA-1") if share.verified else translate("Proof", "NOT verified")
    shown = clock_ms(shown_at, zone) if shown_at is not None else translate("Proof", "earlier")
    who = f"{clock(heard.at, zone)} {initials(heard.operator or '')}".strip() if heard else ""
    return [
        Stage(name=translate("Proof", "received"), stamp=clock_ms(share.received_at, zone)),
        Stage(
            name=translate("Proof", "signature"), stamp=verdict, timed=False, took=_took(share.received_at, record.at)
        ),
        Stage(
            name=translate("Proof", "stored"),
            stamp=translate("Proof", "seq {seq}").format(seq=record.seq),
            took=_took(record.at, shown_at),
        ),
        Stage(
            name=translate("Proof", "shown here"),
            stamp=shown,
            took=_took(shown_at or record.at, heard.at if heard else None),
        ),
        Stage(name=translate("Proof", "acknowledged"), stamp=who),
    ]


def _took(start: int | None, end: int | None) -> str:
    if start is None or end is None or end < start:
        return ""
    passed = end - start
    return f"+{passed} ms" if passed < SECOND_MS else f"+{passed / SECOND_MS:.1f} s"
