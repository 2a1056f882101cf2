"""Records as a journal would give them, for tests of the fold."""

from app.domain.incident.correlation import share_id
from app.domain.incident.envelope import EventDraft, Recorded
from app.domain.incident.events import AnyEvent, ShareReceived

T0 = 1_795_305_600_000


class Journal:
    """Numbers drafts and events like the station's journal does, one second apart."""

    def __init__(self) -> None:
        self.records: list[Recorded] = []

    def add(
        self, event: AnyEvent, *, incident: int | None = 1001, operator: str | None = None, at: int | None = None
    ) -> Recorded:
        seq = len(self.records) + 1
        record = Recorded(
            seq=seq,
            at=T0 + seq * 1000 if at is None else at,
            incident=incident,
            operator=operator,
            command_id=None,
            event=event,
        )
        self.records.append(record)
        return record

    def add_draft(self, draft: EventDraft) -> Recorded:
        return self.add(draft.event, incident=draft.incident, operator=draft.operator)


def share(digest: str = "a" * 64, **changes: object) -> ShareReceived:
    """A share with everything in it, unless a test says otherwise."""
    fields: dict[str, object] = {
        "share": share_id(digest),
        "request_sha256": digest,
        "received_at": T0,
        "verified": True,
        "phone": "+12175550143",
        "phone_as_received": "12175550143",
        "alert_id": None,
        "ecc": "IL_0142",
        "box": None,
        "warnings": (),
        "linked_to": None,
        "remote": "127.0.0.1",
        "untrusted_headers": (),
        "untrusted_body": "{}",
    }
    return ShareReceived(**{**fields, **changes})  # type: ignore[arg-type]
