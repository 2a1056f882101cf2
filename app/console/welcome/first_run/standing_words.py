"""How a step stands, as a shape and words; never by colour alone."""

import datetime as dt

from app.console.look.shapes import Shape
from app.console.welcome.first_run.judging import Judged, Standing

SHAPES = {
    Standing.PROVEN: Shape.PROOF,
    Standing.NOT_PROVEN: Shape.NOT_PROVEN,
    Standing.SKIPPED: Shape.OFF,
    Standing.FAILING: Shape.P2,
}


def standing(judged: Judged) -> str:
    """In a few words, with the time of the proof."""
    match judged.standing:
        case Standing.PROVEN if judged.at is not None:
            return f"proven {when(judged.at)}"
        case Standing.PROVEN:
            return "proven"
        case Standing.SKIPPED:
            return "skipped, not proven"
        case Standing.FAILING:
            return "does not work now"
        case _:
            return "not proven"


def when(at: int) -> str:
    """A moment (UTC ms) with its day, in UTC."""
    return f"{dt.datetime.fromtimestamp(at / 1000, dt.UTC):%d %b %H:%M} UTC"
