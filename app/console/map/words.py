"""The words on the map, in the operator's language; {0}, {1}, {2} are filled in by the page."""

from PySide6.QtCore import QCoreApplication


def words(follow_key: str = "") -> dict[str, str | list[str] | dict[str, str]]:
    """All of them, keyed as the page's scripts name them; ``follow_key`` brings the map back to the caller."""
    return {
        "ahead": _tr("{0} ahead of our clock"),
        "attribution": "US Census · Natural Earth · GeoNames CC BY 4.0",
        "away": _tr("{0} {1}"),
        "away_of": _tr("{0} {1} of {2}"),
        "box": _tr("Jurisdiction box"),
        "box_of": _tr("Jurisdiction box, {0}"),
        "built_in": _tr("Built-in base map"),
        "caller": _tr("caller"),
        "caller_away": _tr("caller {0} {1} of here"),
        "caller_moved": _tr("caller moved {0} {1}, out of view"),
        "returns": _tr(" · {0} returns").replace("{0}", follow_key) if follow_key else "",
        "rough_fix": _tr("rough: over {0} m"),
        "very_rough_fix": _tr("very rough: over {0} m"),
        "north": _tr("N"),
        "compass": _tr("N NNE NE ENE E ESE SE SSE S SSW SW WSW W WNW NW NNW").split(),
        "cursor": _tr("cursor {0}"),
        "described": _tr("Map. {0}"),
        "kinds": {
            "D": _tr("device fix (LEI)"),
            "S": _tr("shared with the call"),
            "T": _tr("typed by operator"),
            "N": _tr("found by the network"),
        },
        "no_accuracy": _tr("accuracy not stated"),
        "no_streets": _tr("Built-in base map, no streets at this scale"),
        "old": _tr("{0} old"),
        "rough": _tr("Built-in: no streets, borders ±200 m"),
        "received": _tr("time not stated, received {0} ago"),
    }


def _tr(sentence: str) -> str:
    return QCoreApplication.translate("Map", sentence)
