"""The panes that can have a window of their own (docs/operator.md#e1)."""

import enum

from app.console.keys import Act


class Pane(enum.Enum):
    """A part of the window; the value is its name in the console's memory."""

    QUEUE = "queue"
    INCIDENT = "incident"
    MAP = "map"
    TRIGGER = "trigger"


WINDOW_ACTS = {
    Pane.QUEUE: Act.QUEUE_WINDOW,
    Pane.INCIDENT: Act.INCIDENT_WINDOW,
    Pane.MAP: Act.MAP_WINDOW,
    Pane.TRIGGER: Act.TRIGGER_WINDOW,
}
"""The act that puts a pane into a window of its own, and back."""


def pane_words(pane: Pane) -> str:
    """What a pane is called."""
    return {
        Pane.QUEUE: "Queue",
        Pane.INCIDENT: "Incident",
        Pane.MAP: "Map",
        Pane.TRIGGER: "Trigger",
    }[pane]
