"""Answering times: from a share stored on disk to a person's acknowledgement (docs/operator.md#c-1)."""

import collections.abc
import math

import msgspec

from app.domain.incident.events import Acknowledged, ShareReceived, ShareRepeated
from app.domain.reporting.fact import Fact
from app.domain.reporting.profile import Profile, Target

SHARES = frozenset({ShareReceived.__name__, ShareRepeated.__name__})
_HALF, _MOST = 0.5, 0.9


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """A share that rang, and who answered it when; times are UTC ms."""

    incident: int
    stored_at: int
    ecc: str | None = None
    answered_at: int | None = None
    operator: str | None = None

    @property
    def took_ms(self) -> int | None:
        """How long it rang; None while nobody has answered."""
        return None if self.answered_at is None else self.answered_at - self.stored_at


class Met(msgspec.Struct, frozen=True, kw_only=True):
    """How a target was met; ``percent`` is None when there was nothing to measure."""

    target: Target
    percent: float | None

    @property
    def met(self) -> bool | None:
        """Whether it was; None when nothing was measured."""
        return None if self.percent is None else self.percent >= self.target.percent


class Answering(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the report."""

    label: str
    calls: int
    answered: int
    missed: int
    """Unanswered for longer than the profile's longest time: in no target's time, whenever somebody comes."""
    waiting: int
    """Unanswered, and still within their time: not counted yet."""
    untimed: int
    """Answered before they were stored, by the recorded times: the clock was set back, nothing can be measured."""
    median_ms: int | None
    ninetieth_ms: int | None
    worst_ms: int | None
    targets: tuple[Met, ...]


def calls(facts: collections.abc.Iterable[Fact], since: int, until: int) -> list[Call]:
    """Shares that rang with ``since`` <= stored < ``until``, each with the acknowledgement that ended its ring.

    Incidents that this center opened itself have no share, and are none of these.
    """
    found: list[Call] = []
    open_: dict[int, list[tuple[int, int]]] = {}
    for fact in facts:
        if fact.incident is None:
            continue
        if fact.kind in SHARES and fact.rings and since <= fact.at < until:
            open_.setdefault(fact.incident, []).append((fact.seq, len(found)))
            found.append(Call(incident=fact.incident, stored_at=fact.at, ecc=fact.ecc))
        elif fact.kind == Acknowledged.__name__:
            _answer(found, open_, fact, fact.incident)
    return found


def summed(label: str, of: collections.abc.Sequence[Call], profile: Profile, now: int) -> Answering:
    """One line about these calls as of ``now``."""
    taken = sorted(took for call in of if (took := call.took_ms) is not None and took >= 0)
    untimed = sum(call.took_ms is not None and call.took_ms < 0 for call in of)
    unanswered = [call for call in of if call.answered_at is None]
    missed = sum(now - call.stored_at > profile.missed_after_ms for call in unanswered)
    due = len(taken) + missed
    return Answering(
        label=label,
        calls=len(of),
        answered=len(taken) + untimed,
        missed=missed,
        waiting=len(unanswered) - missed,
        untimed=untimed,
        median_ms=_quantile(taken, _HALF),
        ninetieth_ms=_quantile(taken, _MOST),
        worst_ms=taken[-1] if taken else None,
        targets=tuple(_met(target, taken, due) for target in profile.targets),
    )


def _answer(found: list[Call], open_: dict[int, list[tuple[int, int]]], fact: Fact, incident: int) -> None:
    """End the rings that an acknowledgement answers; a newer one goes on."""
    through = fact.seq if fact.through is None else fact.through
    left = []
    for seq, place in open_.pop(incident, []):
        if seq <= through:
            found[place] = msgspec.structs.replace(found[place], answered_at=fact.at, operator=fact.operator)
        else:
            left.append((seq, place))
    if left:
        open_[incident] = left


def _quantile(ordered: list[int], share: float) -> int | None:
    """The value that this share of all values does not exceed."""
    return ordered[math.ceil(share * len(ordered)) - 1] if ordered else None


def _met(target: Target, taken: list[int], due: int) -> Met:
    within = sum(took <= target.within_ms for took in taken)
    return Met(target=target, percent=100 * within / due if due else None)
