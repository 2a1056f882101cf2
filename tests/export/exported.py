"""Evidence made from events, with the chain that a journal would have given them."""

import hashlib
import json
import zoneinfo

import msgspec

from app.domain.callflow.outcome import OutcomeReason, Unknown
from app.domain.callflow.trigger import Confirmed, Settled
from app.domain.data_share.feed import Ending, FeedKind
from app.domain.evidence import ChainHead, ChainIdentity, ChainLinks, ChainPart, Other, contents, genesis, link
from app.domain.incident.envelope import VERSION, Record, received
from app.domain.incident.events import (
    Acknowledged,
    AdditionalDataReceived,
    AnyEvent,
    FeedEnded,
    IncidentClosed,
    LocationFixed,
    NoteAdded,
    TriggerConfirmed,
    TriggerSent,
    TriggerSettled,
    TriggerUnknown,
)
from app.domain.incident.projection import IncidentProjection
from app.export.manifest import Evidence
from tests.domain.incident.journalled import T0, share

HIDDEN = "111-22-3333"
TOKEN = "token-of-a-fictional-share"
PHONE = "+12175550143"
SHARE = share(untrusted_body=json.dumps({"access_token": "[token cut out]", "query": "12175550143"}))
ANSWER = {
    "Emergency Health Profile": {
        "schema": {"properties": {"allergies": {"type": "string"}, "ssn": {"type": "string", "hidden": True}}},
        "data": {"allergies": "Penicillin", "ssn": HIDDEN},
    }
}
CONFIRMED = Confirmed(
    trigger="t-1",
    file="data_connect.json",
    callflow="DataConnect",
    request='{"callflow":"DataConnect"}',
    request_sha256=hashlib.sha256(b'{"callflow":"DataConnect"}').hexdigest(),
    phone=PHONE,
)


def fix(number: int = 0, **changes: object) -> LocationFixed:
    fields: dict[str, object] = {
        "latitude": 39.8 + number / 1000,
        "longitude": -89.64,
        "source": "lei",
        "share": SHARE.share,
        "uncertainty_m": 7.5,
        "fixed_at": T0 + number * 7000,
    }
    return LocationFixed(**{**fields, **changes})  # type: ignore[arg-type]


WHOLE: tuple[AnyEvent, ...] = (
    SHARE,
    fix(0),
    fix(1, reported_source="GPS"),
    AdditionalDataReceived(share=SHARE.share, untrusted_answer=json.dumps(ANSWER)),
    FeedEnded(share=SHARE.share, feed=FeedKind.LEI, reason=Ending.ACCESS_ENDED),
    Acknowledged(through=1),
    TriggerConfirmed(confirmed=CONFIRMED),
    TriggerSent(trigger="t-1"),
    TriggerUnknown(trigger="t-1", outcome=Unknown(why=OutcomeReason.TIMEOUT)),
    TriggerSettled(settled=Settled(trigger="t-1", started=True, note="asked the ECC")),
    NoteAdded(text="walked past <b>twice</b>"),
    IncidentClosed(reason="HANDED_TO_ECC", text="units on scene"),
)


def record(seq: int, event: AnyEvent, incident: int = 1001) -> Record:
    return Record(
        seq=seq,
        at=T0 + seq * 1000,
        kind=type(event).__name__,
        version=VERSION,
        incident=incident,
        operator="ANNA",
        body=msgspec.Raw(msgspec.json.encode(event)),
    )


def evidence(*events: AnyEvent, environment: str = "simulator", records: tuple[Record, ...] = ()) -> Evidence:
    """Evidence of incident 1001; an event of another incident stands after its first one."""
    own = records or tuple(record(seq + (seq > 1), event) for seq, event in enumerate(events or WHOLE, 1))
    identity = ChainIdentity(journal="j-1", environment=environment, hosts=("loopback",), created_at=T0)
    book = IncidentProjection()
    book.replace(1001, map(received, own))
    part = _part(identity, own)
    return Evidence(
        incident=book.incidents[1001],
        records=own,
        part=part,
        head=part.end,
        exported_at=T0 + 99_000,
        version="0.0.1",
        zone=zoneinfo.ZoneInfo("America/Chicago"),
    )


def _part(identity: ChainIdentity, own: tuple[Record, ...]) -> ChainPart:
    digest = genesis(identity)
    start, rows = ChainHead(seq=0, digest=digest), list[ChainLinks | Other]()
    foreign = [] if len(own) == 1 else [record(2, NoteAdded(text="another's"), 1002)]
    for one in sorted([*own, *foreign], key=lambda each: each.seq):
        links = ChainLinks(
            seq=one.seq,
            at=one.at,
            kind=one.kind,
            version=one.version,
            incident=one.incident,
            operator=one.operator,
            command_id=one.command_id,
            body_sha256=hashlib.sha256(one.body).digest(),
        )
        digest = link(digest, links)
        rows.append(links if one.incident == 1001 else Other(one.incident, contents(links)))
    return ChainPart(identity=identity, start=start, rows=tuple(rows), end=ChainHead(seq=len(rows), digest=digest))
