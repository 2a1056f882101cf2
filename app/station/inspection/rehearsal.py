"""Playing a request again as a dry run: the same judging, reading and deciding, and nothing is written.

The decision is asked of the committer, which is where real ones are made, by an intent that always refuses itself.
"""

import collections.abc

import msgspec

from app.domain.data_share import signature
from app.domain.data_share.payload import DataShare, Malformed
from app.domain.data_share.signature import Signature
from app.domain.incident import share as shares
from app.domain.incident.commands import Refused
from app.domain.incident.events import ShareReceived, ShareRepeated
from app.domain.inspection.request import Decision, Replay
from app.domain.location import coordinates
from app.station.duties.receive import Request, accepted
from app.station.journal import decision as decisions
from app.station.journal.decision import Intent, Ledger
from app.station.journal.journal import Journal
from app.station.listener import data_share

_NOTHING_WRITTEN = decisions.Decision(refused=Refused(refused="A replay: nothing is written."))
_OK, _MALFORMED, _UNAUTHORIZED = 200, 400, 401


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be played again."""

    id: str
    untrusted_body: bytes
    untrusted_headers: tuple[tuple[str, str], ...]
    request_sha256: str
    """Of the bytes as they came, which a stored body no longer is: its token was cut out."""
    verdict: str | None = None
    """The verdict at its receipt; None: the bytes are whole and are judged now."""

    def __repr__(self) -> str:
        """Without headers and body: they hold tokens."""
        return f"Score(id={self.id!r})"


class Rehearsal:
    """Plays requests again; nothing is counted, nothing rings, nothing is stored."""

    def __init__(self, journal: Journal, read: data_share.Read, secrets: data_share.Secrets) -> None:
        self._journal = journal
        self._read = read
        self._secrets = secrets

    async def play(self, score: Score, now: int) -> Replay:
        """What would become of it at ``now`` (UTC ms).

        Raises:
            JournalUnavailableError: storage fails; then it would be answered 503.
        """
        verdict = score.verdict or self._judged(score).value
        share = self._read(score.untrusted_body)
        replay = Replay(
            id=score.id,
            at=now,
            status=_OK,
            verdict=verdict,
            judged_now=score.verdict is None,
            decision=Decision.REFUSES,
            problem=share.reason if isinstance(share, Malformed) else "",
            untrusted_read=() if isinstance(share, Malformed) else _said(share),
        )
        if verdict != Signature.GOOD.value:
            kept = Decision.REFUSES if isinstance(share, Malformed) else Decision.QUARANTINES
            return msgspec.structs.replace(replay, status=_UNAUTHORIZED, decision=kept)
        if isinstance(share, Malformed):
            return msgspec.structs.replace(replay, status=_MALFORMED, decision=Decision.QUARANTINES)
        decision, incident = await self._decided(share, score, now)
        return msgspec.structs.replace(replay, decision=decision, incident=incident)

    def _judged(self, score: Score) -> Signature:
        given = [value for name, value in score.untrusted_headers if name.lower() == data_share.HEADER.lower()]
        return signature.judge(score.untrusted_body, next(iter(given), None), self._secrets())

    async def _decided(self, share: DataShare, score: Score, now: int) -> tuple[Decision, int | None]:
        found: list[tuple[Decision, int | None]] = []
        await self._journal.decide(_dry(share, score, now, found.append))
        return found[-1]


def _dry(
    share: DataShare,
    score: Score,
    now: int,
    tell: collections.abc.Callable[[tuple[Decision, int | None]], None],
) -> Intent:
    request = Request(
        untrusted_body=score.untrusted_body, untrusted_headers=score.untrusted_headers, remote="", received_at=now
    )

    def intent(ledger: Ledger, at: int) -> decisions.Decision:
        before = ledger.delivered(score.request_sha256)
        if before is not None:
            draft = shares.repeated(before, score.request_sha256, now)
        else:
            draft = accepted(share, request)(ledger, at).drafts[0]
        tell((_named(draft.event, draft.incident, ledger), draft.incident))
        return _NOTHING_WRITTEN

    return intent


def _named(event: object, incident: int | None, ledger: Ledger) -> Decision:
    if isinstance(event, ShareRepeated):
        return Decision.REPEATS if event.quiet else Decision.RINGS_AGAIN
    joins = isinstance(event, ShareReceived) and incident in ledger.book.incidents
    return Decision.JOINS if joins else Decision.OPENS


def _said(share: DataShare) -> tuple[tuple[str, str], ...]:
    """What was read, by name; whoever shows the names has the words for them."""
    place = share.place
    where = coordinates.write(place.latitude, place.longitude) if place else None
    box = share.box
    fields = (
        ("phone", share.phone.e164 if share.phone else None),
        ("ecc", share.ecc),
        ("alert_id", share.alert_id),
        ("place", where),
        ("uncertainty_m", str(place.uncertainty_m) if place and place.uncertainty_m is not None else None),
        ("box", f"{box.south}, {box.west} to {box.north}, {box.east}" if box else None),
        ("warnings", ", ".join(share.warnings) or None),
    )
    return tuple((name, value) for name, value in fields if value is not None)
