"""Turns the watch into what the map shows: one value a change, with no way back into the book."""

from app.console.look.plain_text import one_line
from app.console.map.map_pane import MapPane
from app.console.map.map_state import MapState, Pin, Sighting
from app.console.watch import Watch
from app.domain.incident.incident import Incident


class MapFeed:
    """Feeds one map pane."""

    def __init__(self, pane: MapPane, watch: Watch, zone_name: str) -> None:
        self._pane = pane
        self._watch = watch
        self._zone_name = zone_name
        self._number = 0

    def show(self, selected: int | None) -> None:
        """Show the open incidents with one of them selected."""
        self._number += 1
        incident = self._watch.incident(selected)
        self._pane.show_state(
            MapState(
                number=self._number,
                now=self._watch.now(),
                zone=self._zone_name,
                incident=incident.number if incident else None,
                fixes=_fixes(incident) if incident else (),
                box=incident.box if incident else None,
                untrusted_box_name=one_line(incident.ecc or "") if incident else "",
                pins=_pins(self._watch.book.open_incidents),
            )
        )

    def tick(self) -> None:
        """A second has passed."""
        self._pane.tick(self._watch.now())


def _fixes(incident: Incident) -> tuple[Sighting, ...]:
    return tuple(Sighting(seq=one.seq, received_at=one.at, fix=one.fix) for one in incident.trail)


def _pins(incidents: list[Incident]) -> tuple[Pin, ...]:
    placed = [(one.number, one.place) for one in incidents]
    return tuple(Pin(number, place.latitude, place.longitude) for number, place in placed if place)
