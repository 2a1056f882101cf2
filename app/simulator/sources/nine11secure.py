"""911Secure: the telephone a call comes from (dialect D0: no schema at all)."""

import datetime as dt

from app.simulator.sources.moment import Moment, Part

SEEN_EVERY_S = 30.0


def part(moment: Moment) -> Part:
    """Extension, site and when its handset was last seen."""
    seen_s = max(0.0, moment.since_share_s) // SEEN_EVERY_S * SEEN_EVERY_S
    seen = dt.datetime.fromtimestamp(moment.wall_ms(seen_s) / 1000, dt.UTC)
    return {
        "display_name": "911Secure",
        "data": {
            "station_name": f"Ext 4{moment.tag()}",
            "site_code": "SMP-HQ",
            "elin": moment.other_number(6),
            "last_seen": seen.strftime("%Y-%m-%dT%H:%M:%SZ"),
        },
    }
