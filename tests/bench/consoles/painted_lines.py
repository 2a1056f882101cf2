"""The lines that a watched console tells."""

import json
import sys
import time

STARTED, MAP_READY, ROW, MARKER = "started", "map ready", "row", "marker"


def tell(what: str, **more: object) -> None:
    """One JSON line: what was seen, whose, and when (ns of the wall clock, which other processes share)."""
    sys.stdout.write(json.dumps({"seen": what, "at": time.time_ns(), **more}) + "\n")
    sys.stdout.flush()
