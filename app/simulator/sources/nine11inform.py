"""911 Inform: the building a call comes from (dialect D3, with sections and lists inside)."""

from app.simulator.sources.moment import Moment, Part


def part(moment: Moment) -> Part:
    """Room, plan, doors and cameras; the doors are locked while the call lasts."""
    return {
        "display_name": "911 Inform",
        "schema": {"fields": FIELDS},
        "data": {
            "building": "Example Hall",
            "floor": "2",
            "room": f"2{moment.tag()[-2:]}B",
            "floor_plan": "https://plans.example.com/eh/2.png",
            "doors": "https://access.example.com/eh",
            "lockdown": moment.stage(30, "Not started", "Started", "All doors locked"),
            "occupancy": {"badge_ins": 214, "wheelchair_users": 2},
            "cameras": [
                {"name": "Lobby", "url": "https://cam.example.com/1"},
                {"name": "Stair B", "url": "https://cam.example.com/2"},
            ],
        },
    }


FIELDS = [
    {"key": "building", "label": "Building", "type": "text"},
    {"key": "floor", "label": "Floor", "type": "text"},
    {"key": "room", "label": "Room", "type": "text"},
    {"key": "lockdown", "label": "Lockdown", "type": "text"},
    {"key": "floor_plan", "label": "Floor Plan", "type": "image-url"},
    {"key": "doors", "label": "Door Controls", "type": "uri"},
    {
        "key": "occupancy",
        "label": "Occupancy",
        "type": "section",
        "fields": [
            {"key": "badge_ins", "label": "Badges In", "type": "integer"},
            {"key": "wheelchair_users", "label": "Wheelchair Users", "type": "integer"},
        ],
    },
    {
        "key": "cameras",
        "label": "Cameras",
        "type": "list",
        "fields": [
            {"key": "name", "label": "Camera", "type": "text"},
            {"key": "url", "label": "Open", "type": "uri"},
        ],
    },
]
