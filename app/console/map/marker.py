"""Which shape and letter a fix wears on the map.

See docs/screens.md#3; docs/contract.md#10: sources must be told apart.
"""

from app.domain.location.fix import Fix

NETWORK_WORDS = frozenset({"cell", "cellular", "network", "cell_tower", "tower"})
"""Sources' own words for a place found by the network and not by the device (docs/contract.md#4.3)."""


def marker_kind(fix: Fix) -> str:
    """``S`` shared with the call, ``T`` typed by an operator, ``N`` found by the network, ``D`` by the device."""
    match fix.source:
        case "share":
            return "S"
        case "typed":
            return "T"
        case _:
            reported = (fix.reported_source or "").strip().lower()
            return "N" if reported in NETWORK_WORDS else "D"
