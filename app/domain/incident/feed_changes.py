"""From an answer of RapidSOS to the events that record what changed; no events when nothing did.

See docs/contract.md#4.5, #8.
"""

import collections.abc
import json

import msgspec

from app.domain.data_share.feed import Data, Ending, Feed, FeedKind, NoData, Outcome, Unavailable
from app.domain.incident.events import (
    AdditionalDataReceived,
    AnyEvent,
    FeedEmpty,
    FeedEnded,
    FeedFailed,
    FeedRecovered,
    LocationFixed,
    LocationRefused,
)
from app.domain.incident.model import Incident, Share
from app.domain.location import lei
from app.domain.location.fix import Fix
from app.domain.location.lei import NoFix


class FeedResult(msgspec.Struct, frozen=True, kw_only=True):
    """One answer of a feed, or the lack of one."""

    outcome: Outcome | None
    """None: it could not even be asked."""
    fixes: tuple[Fix, ...] = ()
    """Of LEI, oldest first."""
    refused: tuple[NoFix, ...] = ()
    """Records of LEI that name no usable place."""
    untrusted_answer: str | None = None
    """Of RAD-E, as JSON text."""
    problem: str = ""
    """Why it was none, in words without secrets."""

    def __repr__(self) -> str:
        """Without what was answered: it is a person's."""
        return f"FeedResult({type(self.outcome).__name__}, {self.problem!r})"


def changes(
    incident: Incident, share: Share, kind: FeedKind, result: FeedResult, ending: Ending | None
) -> list[AnyEvent]:
    """The events of an answer for one feed of an incident's share, which then ended if there is an ``ending``.

    What a feed that has ended, or a closed incident, is still answered changes nothing.
    """
    recorded = feed_of(share, kind)
    if not incident.is_open or recorded.ending is not None:
        return []
    ends = [] if ending is None else [FeedEnded(share=share.share, feed=kind, reason=ending)]
    return [*_standing(share.share, recorded, result), *_facts(incident, share, result), *ends]


def feed_of(share: Share, kind: FeedKind) -> Feed:
    """One feed of a share as it is recorded."""
    return share.lei if kind is FeedKind.LEI else share.rad_e


def is_over(share: Share, ended: collections.abc.Iterable[AnyEvent]) -> bool:
    """Whether both feeds of a share are over once these events are written: its token is then deleted."""
    now = {event.feed for event in ended if isinstance(event, FeedEnded)}
    return all(feed.ending is not None or feed.kind in now for feed in (share.lei, share.rad_e))


def _standing(share: str, recorded: Feed, result: FeedResult) -> collections.abc.Iterator[AnyEvent]:
    """Events where a feed begins to fail or to have no data, and where that ends."""
    if result.outcome is None:
        return
    failing, empty = recorded.failing_since is not None, recorded.no_data_since is not None
    if isinstance(result.outcome, Unavailable):
        if not failing:
            yield FeedFailed(share=share, feed=recorded.kind, problem=result.problem)
        return
    if failing or (empty and isinstance(result.outcome, Data)):
        yield FeedRecovered(share=share, feed=recorded.kind)
    if isinstance(result.outcome, NoData) and (failing or not empty):
        yield FeedEmpty(share=share, feed=recorded.kind)


def _facts(incident: Incident, share: Share, result: FeedResult) -> list[AnyEvent]:
    answer = result.untrusted_answer
    if answer is None:
        fixed = [
            LocationFixed(**msgspec.structs.asdict(fix), share=share.share)
            for fix in _new_fixes(incident, share, result)
        ]
        return [*fixed, *_refused(share, result)]
    last = share.additional_data
    if last is not None and _same(last.untrusted_answer, answer):
        return []
    return [AdditionalDataReceived(share=share.share, untrusted_answer=answer)]


def _refused(share: Share, result: FeedResult) -> list[AnyEvent]:
    """The first unusable record of each reason that is not recorded yet."""
    fresh = {one.reason: one for one in reversed(result.refused) if one.reason not in share.refused_places}
    return [
        LocationRefused(share=share.share, reason=one.reason, latitude=one.latitude, longitude=one.longitude)
        for one in fresh.values()
    ]


def _new_fixes(incident: Incident, share: Share, result: FeedResult) -> tuple[Fix, ...]:
    """Fixes that are not recorded yet; of the first answer for a share always one, which records that LEI answers."""
    known = [sighting.fix for sighting in incident.sightings if sighting.fix.source == "lei"]
    fresh = lei.unseen(lei.LeiAnswer(fixes=result.fixes), known)
    return fresh if fresh or share.lei.first_data_at is not None else result.fixes[-1:]


def _same(before: str, after: str) -> bool:
    """Whether two JSON texts say the same, however they are written; texts that can't be read are compared as such."""
    if before == after:
        return True
    try:
        return _canonical(before) == _canonical(after)
    except (ValueError, RecursionError):
        return False


def _canonical(text: str) -> str:
    return json.dumps(json.loads(text), sort_keys=True)
