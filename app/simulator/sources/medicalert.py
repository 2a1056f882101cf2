"""MedicAlert: a member's record (dialect D2); false and empty are said, a date of birth is a date."""

from app.simulator.sources.moment import Moment, Part

RECORD_UPDATED_S = -3_456_000.0


def part(moment: Moment) -> Part:
    """Conditions, allergies and what to do; nothing of it changes during a call."""
    tag = moment.tag()
    return {
        "display_name": "MedicAlert",
        "schema": SCHEMA,
        "data": {
            "member_id": f"SMPL-0{tag}",
            "conditions": ["Epilepsy", "Atrial fibrillation"],
            "medications": ["Apixaban 5 mg", "Levetiracetam 500 mg"],
            "allergies": [],
            "dnr": False,
            "dob": "1969-07-04",
            "last_updated": moment.wall_ms(RECORD_UPDATED_S),
            "id_photo": f"https://img.example.com/m/0{tag}.png",
        },
    }


SCHEMA = {
    "type": "object",
    "properties": {
        "member_id": {"title": "Member ID", "type": "string", "order": 1},
        "conditions": {"title": "Conditions", "type": "array", "items": {"type": "string"}, "order": 2},
        "medications": {"title": "Medications", "type": "array", "items": {"type": "string"}, "order": 3},
        "allergies": {"title": "Allergies", "type": "array", "items": {"type": "string"}, "order": 4},
        "dnr": {"title": "DNR on file", "type": "boolean", "order": 5},
        "dob": {"title": "Date of Birth", "type": "string", "format": "date", "order": 6},
        "last_updated": {
            "title": "Record Updated",
            "type": "integer",
            "format": "epoch-milliseconds",
            "order": 7,
        },
        "id_photo": {"title": "Photo", "type": "string", "format": "image", "order": 8},
    },
}
