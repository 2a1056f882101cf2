"""A trigger from confirmation to a settled outcome: a pure fold in which sending twice can't be said.

The station writes ``Confirmed``, then ``Sent``, then makes one POST, then writes what came of it. ``may_send`` is true
between the first two and never again; ``on_restart`` closes what a crash left open without sending anything.
"""

import enum
import typing

import msgspec

from app.domain.callflow.definition import Ends
from app.domain.callflow.outcome import Accepted, Outcome, OutcomeReason, Refused, Unknown

FRESH_MS: typing.Final = 5_000
"""A hold that is older when the station decides about it is refused: who held has turned elsewhere since."""
SEND_WITHIN_MS: typing.Final = 2_000
"""So long after the confirmation was committed may the first byte of its request leave; later it is never sent."""


class Confirmed(msgspec.Struct, frozen=True, kw_only=True):
    """A signed-on operator held to send exactly these bytes."""

    trigger: str
    """Our own id of this trigger (UUID), made once for each confirmation; RapidSOS's callbacks call it ``eventId``."""
    file: str
    """The definition file's name."""
    callflow: str
    request: str
    request_sha256: str
    phone: str
    """The caller's number (E.164), as 9-1-1 will see it."""
    ends: Ends = Ends()
    """How its definition told at that time whether 9-1-1 was reached; records before this field know of no end."""


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """From here on the request may have reached RapidSOS; written before its first byte leaves."""

    trigger: str


class TriggerAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What became of it."""

    trigger: str
    outcome: Outcome


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """A person found out whether an unknown trigger started."""

    trigger: str
    started: bool
    note: str = ""


Fact = Confirmed | Sent | TriggerAnswer | Settled


class TriggerStage(enum.Enum):
    """How far a trigger is."""

    CONFIRMED = "confirmed"
    SENT = "sent"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    SETTLED = "settled"


class Trigger(msgspec.Struct, frozen=True, kw_only=True):
    """One trigger: what was confirmed and by whom, and what is known since. Times are UTC milliseconds."""

    confirmed: Confirmed
    confirmed_at: int
    operator: str | None
    stage: TriggerStage = TriggerStage.CONFIRMED
    sent_at: int | None = None
    outcome: Outcome | None = None
    answered_at: int | None = None
    settled: Settled | None = None
    settled_at: int | None = None
    settled_by: str | None = None

    @property
    def id(self) -> str:
        """Our own id of it."""
        return self.confirmed.trigger

    @property
    def alert_id(self) -> str | None:
        """RapidSOS's id of the flow, if its answer gave one."""
        return self.outcome.alert_id if isinstance(self.outcome, Accepted | Unknown) else None

    @property
    def needs_a_person(self) -> bool:
        """Whether somebody must find out what happened."""
        return self.stage is TriggerStage.UNKNOWN


def after(trigger: Trigger | None, fact: Fact, *, at: int, operator: str | None = None) -> Trigger | None:
    """The trigger after a fact; a fact that can't follow changes nothing, so no journal can make it sendable again."""
    if trigger is None:
        return _begun(fact, at, operator)
    if fact.trigger != trigger.id:
        return trigger
    return _next(trigger, fact, at, operator)


def may_send(trigger: Trigger) -> bool:
    """Whether the one POST is still to be made: confirmed, and nothing after that has happened."""
    return trigger.stage is TriggerStage.CONFIRMED


def may_settle(trigger: Trigger) -> bool:
    """Whether a person may say if it started; they may correct themselves, and the last word counts."""
    return trigger.stage in (TriggerStage.UNKNOWN, TriggerStage.SETTLED)


def may_send_again_as_new(trigger: Trigger) -> bool:
    """Whether a new confirmation for the same need is free of the danger of two flows: nothing has started."""
    denied = trigger.settled is not None and not trigger.settled.started
    return trigger.stage is TriggerStage.REFUSED or denied


def is_active(trigger: Trigger) -> bool:
    """Whether a flow may be running or about to run because of it."""
    return trigger.stage is not TriggerStage.REFUSED and not may_send_again_as_new(trigger)


def on_restart(trigger: Trigger) -> TriggerAnswer | None:
    """What a station that starts again writes about it, before anything else; None when nothing is open.

    A confirmation that was not sent is not sent later either: the person who held has turned elsewhere since,
    and calls to 9-1-1 are initiated by a human.
    """
    if trigger.stage is TriggerStage.CONFIRMED:
        return TriggerAnswer(trigger=trigger.id, outcome=Refused(why=OutcomeReason.NEVER_SENT))
    if trigger.stage is TriggerStage.SENT:
        return TriggerAnswer(trigger=trigger.id, outcome=Unknown(why=OutcomeReason.RESTARTED))
    return None


def _begun(fact: Fact, at: int, operator: str | None) -> Trigger | None:
    return Trigger(confirmed=fact, confirmed_at=at, operator=operator) if isinstance(fact, Confirmed) else None


def _next(trigger: Trigger, fact: Fact, at: int, operator: str | None) -> Trigger:
    match fact:
        case Sent() if trigger.stage is TriggerStage.CONFIRMED:
            return msgspec.structs.replace(trigger, stage=TriggerStage.SENT, sent_at=at)
        case TriggerAnswer() if _answers(trigger, fact.outcome):
            return msgspec.structs.replace(
                trigger, stage=_STAGES[type(fact.outcome)], outcome=fact.outcome, answered_at=at
            )
        case Settled() if may_settle(trigger):
            return msgspec.structs.replace(
                trigger, stage=TriggerStage.SETTLED, settled=fact, settled_at=at, settled_by=operator
            )
        case _:
            return trigger


def _answers(trigger: Trigger, outcome: Outcome) -> bool:
    """An answer follows a sending; before that, only a refusal of our own can come."""
    return trigger.stage is TriggerStage.SENT or (
        trigger.stage is TriggerStage.CONFIRMED and isinstance(outcome, Refused)
    )


_STAGES = {Accepted: TriggerStage.ACCEPTED, Refused: TriggerStage.REFUSED, Unknown: TriggerStage.UNKNOWN}
