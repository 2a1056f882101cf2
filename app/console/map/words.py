"""The words on the map, in the operator's language; {0}, {1}, {2} are filled in by the page."""

from PySide6.QtCore import QCoreApplication


def words() -> dict[str, str | list[str] | dict[str, str]]:
    """All of them, keyed as the page's scripts name them."""
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
