"""Following a flow: which trigger a message belongs to, how messages are ordered, what they prove.

See docs/contract.md#7.2.
"""

import collections.abc
import operator

import msgspec

from app.domain.callflow.status import Status
from app.domain.callflow.trigger import Trigger


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A message as it arrived here."""

    status: Status
    seq: int
    """The order of arrival."""
    received_at: int
    verified: bool
    """Whether its signature was checked and good; an unverified message is shown hollow and proves nothing."""

    @property
    def at(self) -> int:
        """When it happened by its own word, else when it arrived (UTC ms)."""
        return self.received_at if self.status.told_at is None else self.status.told_at


def belongs_to(
    alert_id: str | None, event_id: str | None, triggers: collections.abc.Sequence[Trigger]
) -> Trigger | None:
    """The trigger that a message names: by RapidSOS's alert_id, then by our event id; the newest of several."""
    newest_first = sorted(triggers, key=operator.attrgetter("confirmed_at"), reverse=True)
    by_alert = (trigger for trigger in newest_first if alert_id is not None and trigger.alert_id == alert_id)
    by_event = (trigger for trigger in newest_first if event_id is not None and trigger.id == event_id)
    return next(by_alert, None) or next(by_event, None)


def in_order(reports: collections.abc.Iterable[Report]) -> tuple[Report, ...]:
    """Each message once, by its own time and, where times are equal, by arrival; any verified copy verifies it."""
    once: dict[str, Report] = {}
    for report in sorted(reports, key=operator.attrgetter("seq")):
        known = once.get(report.status.digest, report)
        once[report.status.digest] = msgspec.structs.replace(known, verified=known.verified or report.verified)
    return tuple(sorted(once.values(), key=lambda report: (report.at, report.seq)))
