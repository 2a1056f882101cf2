"""Cove: a home alarm, with the labels that RapidSOS recommends for alarms (docs/contract.md#5.4; dialect D2)."""

from app.simulator.sources.moment import Moment, Part


def part(moment: Moment) -> Part:
    """The alarm as it develops: sensors follow whoever is in the house."""
    return {
        "display_name": "Cove",
        "schema": SCHEMA,
        "data": {
            "description": moment.stage(25, "Glass break at rear window", "Motion inside after glass break"),
            "visually_verified": moment.since_share_s > 40,  # noqa: PLR2004 - when somebody looked at the camera
            "zone": moment.stage(15, "Back door", "Kitchen", "Hallway", "Stairs"),
            "permit": f"SMP-{moment.tag()}",
            "instructions": "Two dogs, friendly. Key under planter is NOT there.",
            "site_phone": moment.other_number(4),
            "contacts": [
                {"name": "Jules Fictive", "phone": moment.other_number(5)},
                {"name": "Linden Sample", "phone": moment.other_number(6)},
            ],
        },
    }


SCHEMA = {
    "type": "object",
    "properties": {
        "description": {"title": "Description", "type": "string", "order": 1},
        "visually_verified": {"title": "Visually Verified", "type": "boolean", "order": 2},
        "zone": {"title": "Zone/Sensor", "type": "string", "order": 3},
        "permit": {"title": "Alarm Permit Number", "type": "string", "order": 4},
        "instructions": {"title": "Instructions", "type": "string", "order": 5},
        "site_phone": {"title": "Site Phone", "type": "string", "format": "phone", "order": 6},
        "contacts": {
            "title": "Emergency Contacts",
            "type": "array",
            "order": 7,
            "items": {
                "type": "object",
                "properties": {"name": {"title": "Name"}, "phone": {"title": "Phone", "format": "phone"}},
            },
        },
    },
}
