"""Uber: a trip that goes on while the call lasts (dialect D2, schema and data)."""

from app.simulator.sources.moment import Moment, Part

PICKED_UP_S = -540.0


def part(moment: Moment) -> Part:
    """Rider, driver, vehicle and how the trip stands."""
    tag = moment.tag()
    return {
        "display_name": "Uber",
        "schema": SCHEMA,
        "data": {
            "trip_id": f"trip-000{tag}",
            "rider_name": moment.call.person,
            "driver": {"name": "Morgan Placeholder", "phone": moment.other_number(3)},
            "vehicle": {"make": "Fictional Motors", "model": "Sedan 3", "color": "Blue", "plate": f"SMPL {tag}"},
            "trip_status": moment.stage(20, "On trip", "On trip, off the planned route", "Stopped", "On trip"),
            "speed": moment.speed_mph(),
            "trip_start": moment.wall_ms(PICKED_UP_S),
            "live_map": f"https://trips.example.com/live/000{tag}",
        },
    }


SCHEMA = {
    "type": "object",
    "properties": {
        "trip_id": {"title": "Trip ID", "type": "string", "hidden": True, "order": 0},
        "rider_name": {"title": "Rider", "type": "string", "order": 1},
        "driver": {
            "title": "Driver",
            "type": "object",
            "order": 2,
            "properties": {
                "name": {"title": "Name", "type": "string", "order": 1},
                "phone": {"title": "Phone", "type": "string", "format": "phone", "order": 2},
            },
        },
        "vehicle": {
            "title": "Vehicle",
            "type": "object",
            "order": 3,
            "properties": {
                "make": {"title": "Make", "type": "string", "order": 1},
                "model": {"title": "Model", "type": "string", "order": 2},
                "color": {"title": "Color", "type": "string", "order": 3},
                "plate": {"title": "License Plate", "type": "string", "order": 4},
            },
        },
        "trip_status": {"title": "Trip Status", "type": "string", "order": 4},
        "speed": {"title": "Speed", "type": "integer", "units": "mph", "order": 5},
        "trip_start": {"title": "Trip Started", "type": "integer", "format": "timestamp", "order": 6},
        "live_map": {"title": "Live Trip", "type": "string", "format": "link", "order": 7},
    },
}
