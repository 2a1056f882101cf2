"""Emergency Health Profile: fields that describe themselves (dialect D1, the only sourced one; contract 5.3)."""

from app.simulator.sources import health
from app.simulator.sources.moment import Moment, Part


def part(moment: Moment) -> Part:
    """A profile as its owner filled it in; the heart rate is the one thing that changes."""
    call, known = moment.call, health.of(moment.call)
    return {
        "full_name": _field("Name", "string", call.person),
        "birthday": _field("Birthday", "timestamp", known.born_ms(), units="millisecond"),
        "gender": _field("Gender", "string", known.gender),
        "blood_type": _field("Blood Type", "string", known.blood_type),
        "height": _field("Height", "float", known.height_inches, units="inches"),
        "weight": _field("Weight", "float", known.weight_lbs, units="lbs"),
        "heart_rate": _field("Heart Rate", "integer", int(moment.stage(15, "88", "104", "121", "132")), units="bpm"),
        "allergy": _field("Allergies", "string", *known.allergies),
        "medication": _field("Medications", "string", *known.medications),
        "medical_condition": _field("Medical Conditions", "string", *known.conditions),
        "medical_note": _field("Medical Notes", "string", known.note),
        "disability": _field("Disabilities", "string", *((known.disability,) if known.disability else ())),
    } | _people(moment)


def _people(moment: Moment) -> Part:
    """How to speak with this person, and with those who know them."""
    return {
        "language": _field(
            "Languages",
            "language",
            {"language_code": "es", "preference": 1},
            {"language_code": "en", "preference": 2},
        ),
        "phone_number": _field(
            "Known Phone Numbers", "phone-number", {"number": moment.call.caller_id, "label": "mobile", "note": ""}
        ),
        "emergency_contact": _field(
            "Emergency Contacts",
            "emergency-contact",
            _contact("Avery Testwell", moment.other_number(1), "avery@example.com", "Sibling"),
            _contact("Dr. Quill Sample", moment.other_number(2), "", "Physician"),
        ),
        "photo": _field(
            "Profile Picture",
            "image-url",
            {"url": f"https://img.example.com/p/{moment.tag()}.jpg", "label": "", "note": ""},
        ),
    }


def _field(display_name: str, kind: str, *value: object, units: str | None = None) -> dict[str, object]:
    """One field; its value is always a list."""
    field: dict[str, object] = {"display_name": display_name, "type": kind, "value": list(value)}
    return field if units is None else field | {"units": units}


def _contact(full_name: str, phone: str, email: str, label: str) -> dict[str, str]:
    return {"full_name": full_name, "phone": phone, "email": email, "label": label, "note": ""}
