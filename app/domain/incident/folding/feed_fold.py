"""The fold of what RapidSOS answered about a share: its feeds, its places, its additional data."""

import typing

import msgspec

from app.domain.data_share.feed import Data, Feed, Kind, NoData, Unavailable, answered, ended, recovered
from app.domain.incident.events import (
    AdditionalDataReceived,
    FeedEmpty,
    FeedEnded,
    FeedFailed,
    FeedRecovered,
    LocationFixed,
    LocationRefused,
)
from app.domain.incident.incident import AdditionalData, Incident, Share, Sighting
from app.domain.incident.record import Recorded
from app.domain.location.fix import Fix

FeedEvent = (
    LocationFixed | LocationRefused | AdditionalDataReceived | FeedEmpty | FeedFailed | FeedRecovered | FeedEnded
)


def fed(incident: Incident, record: Recorded, event: FeedEvent) -> dict[str, typing.Any]:
    """What an answer, or the lack of one, changes: the share it came for, and the sightings."""
    shares = tuple(_fed_share(one, record, event) if one.share == event.share else one for one in incident.shares)
    if isinstance(event, LocationFixed):
        return {"shares": shares, "sightings": (*incident.sightings, _sighting(record, event))}
    return {"shares": shares}


def _fed_share(share: Share, record: Recorded, event: FeedEvent) -> Share:
    if isinstance(event, LocationFixed):
        lei = answered(share.lei, Data(), record.at) if event.source == "lei" else share.lei
        return msgspec.structs.replace(share, lei=lei)
    if isinstance(event, LocationRefused):
        return msgspec.structs.replace(share, refused_places=(*share.refused_places, event.reason))
    if isinstance(event, AdditionalDataReceived):
        data = AdditionalData(seq=record.seq, at=record.at, untrusted_answer=event.untrusted_answer)
        return msgspec.structs.replace(share, rad_e=answered(share.rad_e, Data(), record.at), additional_data=data)
    if event.feed is Kind.LEI:
        return msgspec.structs.replace(share, lei=_standing(share.lei, event, record.at))
    return msgspec.structs.replace(share, rad_e=_standing(share.rad_e, event, record.at))


def _standing(feed: Feed, event: FeedEmpty | FeedFailed | FeedRecovered | FeedEnded, at: int) -> Feed:
    match event:
        case FeedEmpty():
            return answered(feed, NoData(), at)
        case FeedFailed():
            return answered(feed, Unavailable(), at)
        case FeedRecovered():
            return msgspec.structs.replace(recovered(feed, at), no_data_times=0, no_data_since=None)
        case FeedEnded():
            return ended(feed, at, event.reason)
        case _:
            typing.assert_never(event)


def _sighting(record: Recorded, event: LocationFixed) -> Sighting:
    fix = Fix(**{name: getattr(event, name) for name in Fix.__struct_fields__})
    return Sighting(seq=record.seq, at=record.at, share=event.share, fix=fix)
