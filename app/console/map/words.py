"""The words on the map; {0}, {1}, {2} are filled in by the page."""


def words(follow_key: str = "") -> dict[str, str | list[str] | dict[str, str]]:
    """All of them, keyed as the page's scripts name them; ``follow_key`` brings the map back to the caller."""
    return {
        "ahead": "{0} ahead of our clock",
        "attribution": "US Census · Natural Earth · GeoNames CC BY 4.0",
        "away": "{0} {1}",
        "away_of": "{0} {1} of {2}",
        "box": "Jurisdiction box",
        "box_of": "Jurisdiction box, {0}",
        "built_in": "Built-in base map",
        "caller": "caller",
        "caller_away": "caller {0} {1} of here",
        "caller_moved": "caller moved {0} {1}, out of view",
        "returns": f" · {follow_key} returns" if follow_key else "",
        "rough_fix": "rough: over {0} m",
        "very_rough_fix": "very rough: over {0} m",
        "north": "N",
        "compass": ["N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"],
        "cursor": "cursor {0}",
        "described": "Map. {0}",
        "kinds": {
            "D": "device fix (LEI)",
            "S": "shared with the call",
            "T": "typed by operator",
            "N": "found by the network",
        },
        "no_accuracy": "accuracy not stated",
        "no_streets": "Built-in base map, no streets at this scale",
        "old": "{0} old",
        "rough": "Built-in: no streets, borders ±200 m",
        "received": "time not stated, received {0} ago",
    }
