"""When to ask RapidSOS next: Fetch now, WaitUntil a time, or Stop (docs/contract.md#4.5, #8).

Fairness between incidents is the duty's. ``jitter`` is drawn by the caller once for each request, from -1 to 1.
"""

import collections.abc

import msgspec

from app.domain.data_share.feed import LAST_ASK_MS, Ending, Feed, Kind

FLOOR_MS = 5_000
"""Never ask a feed twice within this time, not even for an operator."""
LONGEST_BACKOFF_MS = 60_000
JITTER = 0.2

_LEI_EARLY_MS, _LEI_LATER_MS = 10_000, 15_000
_LEI_EARLY_FOR_MS = 120_000
_RAD_E_FIRST_MS = (15_000, 30_000)
"""At once, after 15 s, after 45 s, then every 60 s."""
_RAD_E_LATER_MS = 60_000
_AFTER_LAST_ASK_MS = 60_000


class Fetch(msgspec.Struct, frozen=True):
    """Ask now."""


class WaitUntil(msgspec.Struct, frozen=True):
    """Nothing to do before this time, UTC ms; it always lies ahead."""

    at: int


class Stop(msgspec.Struct, frozen=True):
    """Never ask again by itself."""

    ending: Ending


Plan = Fetch | WaitUntil | Stop


def plan(feed: Feed, now: int, jitter: float = 0.0) -> Plan:
    """What to do with a feed at ``now``; after waking, restarting or a clock set back it asks at once."""
    if feed.ending is not None:
        return Stop(feed.ending)
    if feed.asked_at is None or feed.asked_at > now:
        return Fetch()
    due = max(_wished(feed, feed.asked_at, jitter), feed.asked_at + FLOOR_MS, feed.not_before or 0)
    return Fetch() if due <= now else WaitUntil(due)


def chosen(feeds: collections.abc.Iterable[Feed]) -> Feed | None:
    """Of an incident's LEI feeds, the one to ask: the newest share that hasn't ended, else none.

    See docs/contract.md#3.5.
    """
    living = (feed for feed in feeds if feed.kind is Kind.LEI and feed.ending is None)
    return max(living, key=lambda feed: feed.received_at, default=None)


def _wished(feed: Feed, asked_at: int, jitter: float) -> int:
    """When the schedule, the last ask after 60 minutes, or an operator would ask next."""
    if feed.wanted_at is not None and feed.wanted_at > asked_at:
        return feed.wanted_at
    scheduled = asked_at + round(_gap_ms(feed, asked_at) * (1 + JITTER * jitter))
    last_ask = feed.received_at + LAST_ASK_MS
    return min(scheduled, last_ask) if asked_at < last_ask else scheduled


def _gap_ms(feed: Feed, asked_at: int) -> int:
    """Milliseconds between the last ask and the next, doubled for each failure up to a minute."""
    gap = _lei_gap_ms(asked_at - feed.received_at) if feed.kind is Kind.LEI else _rad_e_gap_ms(feed.asks)
    if asked_at - feed.received_at >= LAST_ASK_MS:
        gap = _AFTER_LAST_ASK_MS
    doublings = min(feed.failures, LONGEST_BACKOFF_MS.bit_length())
    return max(gap, min(gap << doublings, LONGEST_BACKOFF_MS))


def _lei_gap_ms(since_receipt_ms: int) -> int:
    return _LEI_EARLY_MS if since_receipt_ms < _LEI_EARLY_FOR_MS else _LEI_LATER_MS


def _rad_e_gap_ms(asks: int) -> int:
    return _RAD_E_FIRST_MS[asks - 1] if 1 <= asks <= len(_RAD_E_FIRST_MS) else _RAD_E_LATER_MS
