"""Starting again is the same as having run: any prefix of a journal folds to what was held live."""

import asyncio
import collections.abc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.incident.envelope import EventDraft, Recorded, received
from app.domain.incident.events import (
    Acknowledged,
    AnyEvent,
    IncidentClosed,
    IncidentReopened,
    NoteAdded,
    OperatorSignedOn,
)
from app.domain.incident.model import Incident
from app.domain.incident.projection import IncidentProjection
from app.station.journal.base import Decision, DecisionContext, Intent
from tests.station.journal.made import Home, arrive, incidents_of, share, write

ExpectLog = collections.abc.Callable[[str], None]
CLOSED = IncidentClosed(reason="TEST", text="")


def if_known(event: AnyEvent, number: int) -> Intent:
    def intent(ledger: DecisionContext, now: int) -> Decision:
        known = ledger.find(1001 + number % 3)
        return Decision(drafts=(EventDraft(event=event, incident=known.number),)) if known else Decision()

    return intent


KINDS: list[collections.abc.Callable[[int], Intent]] = [
    lambda number: arrive(share(number, phone=f"+1217555{100 + number % 5:04}")),
    lambda number: if_known(NoteAdded(text="a note"), number),
    lambda number: if_known(Acknowledged(through=number), number),
    lambda number: if_known(CLOSED, number),
    lambda number: if_known(IncidentReopened(text=""), number),
    lambda _number: write(OperatorSignedOn()),
]


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.integers(0, len(KINDS) - 1), max_size=25), cut=st.integers(0, 25))
def test_any_prefix_folds_to_what_was_held_live(
    tmp_path_factory: pytest.TempPathFactory, steps: list[int], cut: int
) -> None:
    home = Home(tmp_path_factory.mktemp("journal"))
    live = IncidentProjection()
    states: list[dict[int, Incident]] = [{}]

    def hear(records: tuple[Recorded, ...]) -> None:
        for record in records:
            live.apply(record)
            states.append(dict(live.incidents))

    async def play() -> list[Recorded]:
        with home.opened() as journal:
            journal.subscribe(hear)
            for number, step in enumerate(steps):
                intent = KINDS[step](number)
                await journal.decide(intent)
        with home.opened() as journal:
            return [received(record) for record in journal.after(0, 1000)]

    records = asyncio.run(play())
    until = min(cut, len(records))
    assert incidents_of(records[:until]) == states[until]
