"""Widths of queue, incident and map (docs/screens.md#2.4): the usual ones, or an operator's own in any room."""

import typing

WIDE, MIDDLE = 1840, 1500
WIDEST = 1.5
"""So much wider do queue and incident get at large text."""
LINES = 2
"""The hairlines between the three."""


class Widths(typing.NamedTuple):
    """Logical pixels; 0 is a pane that is not shown here."""

    queue: int
    incident: int
    map: int


LEAST = Widths(304, 464, 300)


def least(scale: float) -> Widths:
    """What each pane needs at a text size; the map's letters are the page's own."""
    wider = min(scale, WIDEST)
    return Widths(round(LEAST.queue * wider), round(LEAST.incident * wider), LEAST.map)


def usual(width: int, scale: float) -> Widths:
    """Widths in so much room, before an operator chose others."""
    if width >= WIDE * scale:
        queue, incident = 496, 656
    elif width >= MIDDLE * scale:
        queue, incident = 416, 600
    else:
        queue, incident = 336, 480
    wider = min(scale, WIDEST)
    queue, incident = round(queue * wider), round(incident * wider)
    rest = width - LINES - queue - incident
    if rest >= LEAST.map:
        return Widths(queue, incident, rest)
    return Widths(queue, width - LINES // 2 - queue, 0)


def fitted(wanted: Widths, width: int, smallest: Widths) -> Widths:
    """The wanted widths in proportion, none below what it needs; the map gives way where not all three fit."""
    shown = [place for place, one in enumerate(wanted) if one > 0]
    room = width - max(len(shown) - 1, 0)
    if len(shown) == len(wanted) and sum(smallest) > room:
        return fitted(wanted._replace(map=0), width, smallest)
    settled = dict.fromkeys((place for place in range(len(wanted)) if place not in shown), 0)
    while free := [place for place in shown if place not in settled]:
        rest = room - sum(settled.values())
        whole = sum(wanted[place] for place in free)
        low = [place for place in free if wanted[place] * rest < smallest[place] * whole]
        if not low or len(low) == len(free):
            settled |= {place: wanted[place] * rest // whole for place in free}
        settled |= {place: smallest[place] for place in low if place not in settled}
    parts = [max(settled[place], 0) for place in range(len(wanted))]
    if shown:
        parts[shown[-1]] += room - sum(parts)
    return Widths(*parts)
