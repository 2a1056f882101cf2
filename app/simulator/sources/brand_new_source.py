"""A source that nobody has heard of, with a kind that nobody knows and data that its schema forgot."""

from app.simulator.sources.moment import Moment, Part


def part(moment: Moment) -> Part:
    """A gauge of an unknown kind, and one unlisted value."""
    return {
        "display_name": "Brand New Source",
        "schema": {"properties": {"gauge": {"title": "Gauge", "format": "hologram", "order": 1}}},
        "data": {"gauge": {"a": 1, "b": moment.stage(20, "rising", "falling")}, "unlisted": "still visible"},
    }
