"""SiriusXM: a crashed car's own report (dialect D3, an ordered list of fields with dotted keys)."""

from app.simulator.sources.moment import Moment, Part

CRASHED_S = -70.0


def part(moment: Moment) -> Part:
    """The crash, and what the car still reports; the belts change as people leave it."""
    tag = moment.tag()
    return {
        "display_name": "SiriusXM Connected Vehicle",
        "display_schema": {"fields": FIELDS},
        "data": {
            "event": "Automatic crash notification",
            "event_time": moment.wall_ms(CRASHED_S),
            "airbag": True,
            "delta_v_mph": 23,
            "speed_mph": moment.speed_mph(),
            "seat_belts": int(moment.stage(25, "2", "1", "0")),
            "engine": moment.stage(40, "Running", "Stopped"),
            "vehicle": {
                "make": "Fictional Motors",
                "model": "Pickup 7",
                "color": "White",
                "vin": f"SMPL0000000000{tag}",
            },
            "telematics_url": f"https://crash.example.com/r/{tag}",
            "internal_ref": f"do-not-show-{tag}",
        },
    }


FIELDS = [
    {"key": "event", "label": "Event", "type": "text"},
    {"key": "event_time", "label": "Crash Time", "type": "timestamp"},
    {"key": "airbag", "label": "Airbag Deployed", "type": "text"},
    {"key": "delta_v_mph", "label": "Change of Speed", "type": "text", "units": "mph"},
    {"key": "speed_mph", "label": "Speed", "type": "text", "units": "mph"},
    {"key": "seat_belts", "label": "Belts Fastened", "type": "text"},
    {"key": "engine", "label": "Engine", "type": "text"},
    {"key": "vehicle.make", "label": "Make", "type": "text"},
    {"key": "vehicle.model", "label": "Model", "type": "text"},
    {"key": "vehicle.color", "label": "Color", "type": "text"},
    {"key": "vehicle.vin", "label": "VIN", "type": "text"},
    {"key": "telematics_url", "label": "Crash Report", "type": "link"},
    {"key": "internal_ref", "type": "hidden"},
]
