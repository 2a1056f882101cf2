"""What the map is told of the selected incident: never another place than the Summary names."""

import typing

import msgspec

from app.console.map.pane import MapFeed, MapPane
from app.console.map.state import MapState
from app.domain.incident.envelope import Recorded
from app.domain.incident.events import LocationFixed
from tests.shots import scenes
from tests.shots.scenes import NOW


class SeenPane:
    """A pane that remembers the last state."""

    def __init__(self) -> None:
        self.state: MapState | None = None

    def show_state(self, state: MapState) -> None:
        self.state = state


def test_the_last_fix_on_the_map_is_the_one_that_the_summary_names() -> None:
    scene = scenes.one()
    store = scene.done()
    before = store.incident(1044)
    assert before is not None
    share = before.shares[0].share
    good = LocationFixed(latitude=39.8, longitude=-89.6, source="lei", share=share, uncertainty_m=5.0, fixed_at=NOW + 1)
    coarse = msgspec.structs.replace(good, uncertainty_m=400.0, fixed_at=NOW + 20_000)
    seq = store.book.last_seq
    records = [
        Recorded(seq=seq + number, at=NOW + 30_000, incident=1044, operator=None, command_id=None, event=event)
        for number, event in enumerate((good, coarse), 1)
    ]
    store.take(records, scene.pulse(), caught_up=True)
    pane = SeenPane()
    MapFeed(typing.cast("MapPane", pane), store, "UTC").show(1044)
    incident = store.incident(1044)
    assert incident is not None
    assert incident.place is not None
    assert pane.state is not None
    assert incident.place.uncertainty_m == 5.0
    assert pane.state.fixes[-1].fix == incident.place
    assert len(pane.state.fixes) == len(incident.trail)
